"""Several calls in one process, for every kind of function."""

import pytest

from fasterpy.records import Case, Code, ExpressionCase
from fasterpy.verify.sequence import NAME, all_sizes, calls_code

PLAIN = "def f(xs):\n    return [x + 1 for x in xs]\n"
ASYNC = "import asyncio\n\n\nasync def f(xs):\n    await asyncio.sleep(0)\n    return [x + 1 for x in xs]\n"
STREAM = "async def f(xs):\n    for x in xs:\n        yield x + 1\n"
GENERATOR = "def f(xs):\n    yield from (x + 1 for x in xs)\n"


@pytest.mark.parametrize(
    ("text", "how"),
    [(PLAIN, "returned"), (ASYNC, "awaited"), (STREAM, "streamed"), (GENERATOR, "returned")],
    ids=["plain", "async", "async generator", "generator"],
)
def test_results_are_what_a_caller_gets(text: str, how: str) -> None:
    code = calls_code(Code(text=text, kind="function", qualname="f"))
    assert code is not None
    names: dict[str, object] = {}
    exec(code.text, names)
    seen = names[NAME]([(([1, 2],), {}), (("a",), {})])  # type: ignore[operator]
    assert seen[0] == (how, [2, 3], ([1, 2],))
    assert seen[1][:2] == ("raised", TypeError) or seen[1][0] == how


def test_of_dear_originals_inputs_of_all_sizes_come_first() -> None:
    cases: list[Case] = [
        ExpressionCase(expression=f"(([0] * {n},), {{}})", source="typed", size=n) for n in range(1, 61)
    ]
    odd = ExpressionCase(expression="((None,), {})", source="outside-domain")
    for count in (0, 1, 2, 5, 60):
        assert sorted(all_sizes(cases[:count]), key=lambda c: c.size) == cases[:count]
    turned = all_sizes([*cases[:30], odd, *cases[30:]])
    assert turned[-1] is odd and len(turned) == 61
    assert {case.size * 3 // 61 for case in turned[:4]} == {0, 1, 2}
