"""Several calls in one process, for every kind of function."""

import pytest

from fasterpy.records import Code
from fasterpy.verify.sequence import NAME, calls_code

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
