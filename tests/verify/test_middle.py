"""Inputs for what is frequent among values of middling size and rare among others."""

import ast

import pytest

from fasterpy.records import Code, ExpressionCase, StdinCase, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.digits import composites, together
from fasterpy.verify.domain import leaves_none
from fasterpy.verify.middle import middling
from fasterpy.verify.signs import minds_signs
from fasterpy.verify.verifier import DifferentialVerifier
from fasterpy.verify.worlds import uniform

GREY = (
    "def f(pixels):\n    for p in pixels:\n        if p > 255:\n            raise ValueError(p)\n    return {OTHER}\n"
)


def calls(*expressions: str) -> list[ExpressionCase]:
    return [ExpressionCase(expression=text, source="typed") for text in expressions]


def made(*expressions: str, original: str = "def f(a):\n    return a\n", candidate: str = "") -> list[object]:
    tree = ast.parse(original)
    found = middling(tree, ast.parse(candidate) if candidate else tree, calls(*expressions))
    return [eval(case.expression) for case in found]


def test_lists_stay_as_long_as_one_another_sorted_and_without_repetitions() -> None:
    for (one, two), _ in made("(([1, 2, 5], [4, 4, 9]), {})"):  # type: ignore[misc]
        assert len(one) == len(two)
        assert one == sorted(one) and (len(one) < 2 or len(set(one)) == len(one))


def test_equal_records_name_their_fields_in_another_order() -> None:
    found = made("(([{'a': 1, 'b': 2}, {'a': 3, 'b': 4}],), {})")
    assert any(
        any(one == two and list(one) != list(two) for one in rows for two in rows)
        for (rows,), _ in found  # type: ignore[misc]
    )


def test_other_values_stay() -> None:
    found = made("(([None, None, None], [True, False], [1, None], (), {1: 2}), {})")
    assert all(args[:3] == ([None] * 3, [True, False], args[2]) and args[2][1] is None for args, _ in found)  # type: ignore[misc, index]


def test_deep_nesting_is_left_alone() -> None:
    deep = "[" * 600 + "1" + "]" * 600
    assert isinstance(middling(ast.parse("x"), ast.parse("x"), calls(f"(({deep},), {{}})")), list)


def test_two_neighbours_of_a_constant_in_one_list() -> None:
    found = made("(([1, 7],), {})", original=GREY.format(OTHER="1"))
    assert any({254, 255} <= set(row) for (row,), _ in found)  # type: ignore[misc]


def test_fractions_where_nothing_forbids_them() -> None:
    text = "def f(xs, low):\n    return [x / 2 for x in xs if x > low]\n"
    assert any(isinstance(x, float) for (row, _), _ in made("(([1, 2], 1), {})", original=text) for x in row)  # type: ignore[misc]
    hinted = text.replace("xs, low", "xs: list[int], low: int")
    assert not any(isinstance(x, float) for (row, _), _ in made("(([1, 2], 1), {})", original=hinted) for x in row)  # type: ignore[misc]


def test_a_greedy_choice_is_found_out() -> None:
    right = "def f(coins: list[int], amount: int) -> int:\n    best = [0] + [-1] * amount\n    for v in range(1, amount + 1):\n        some = [best[v - c] + 1 for c in coins if 0 < c <= v and best[v - c] >= 0]\n        best[v] = min(some) if some else -1\n    return best[amount]\n"  # fmt: skip  # noqa: E501
    greedy = "def f(coins: list[int], amount: int) -> int:\n    left, count = amount, 0\n    for c in sorted(coins, reverse=True):\n        if c > 0:\n            used, left = divmod(left, c)\n            count += used\n    if left == 0:\n        return count\n" + right.split("\n", 1)[1]  # fmt: skip  # noqa: E501
    codes = [Code(text=text, kind="function", filename="t.py", qualname="f") for text in (right, greedy)]
    inputs = calls(
        *(f"(([{', '.join(map(str, range(1, n)))}], {m}), {{}})" for n in (2, 3, 4, 6) for m in (0, 1, 7, 12))
    )
    with ZygoteExecutor() as executor:
        found = DifferentialVerifier(executor).verify(*codes, Workload(cases=tuple(inputs)), 8.0)
    assert found.verdict == "different"


def test_numbers_that_small_arithmetic_does_not_meet() -> None:
    tree = ast.parse("print(n % d)")
    assert composites(tree, 1000) == [1009 * 1009, 1009 * 1013]
    assert composites(tree, 5) == [] and composites(ast.parse("print(n)"), 1000) == []
    rows = [case.stdin for case in together(StdinCase(stdin=b"1\n4 2 7\n", source="x"))]
    assert rows[0] == b"1\n100 50 997\n" and min(map(int, rows[1].split()[1:])) > 2**53


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("best = None\nfor x in y:\n    best = x\nif best is None:\n    print(1)\n", True),
        ("best = None\nfor x in y:\n    if best is None:\n        best = x\nprint(best)\n", False),
    ],
)
def test_a_question_for_nothing_at_all(text: str, asks: bool) -> None:
    assert leaves_none(text) is asks


def test_a_sign_that_is_written() -> None:
    assert minds_signs(ast.parse("print(f\"{'-' if t < 0 else ''}{abs(t)}\")"))
    assert not minds_signs(ast.parse("print('-' if t == 3 else '+')"))


def test_grids_of_one_letter() -> None:
    grid = StdinCase(stdin=b"2 8\n#.#.#.#.\n##..##..\n", source="s", size=8)
    assert {case.stdin for case in uniform([grid])} == {
        b"2 8\n" + letter * 8 + b"\n" + letter * 8 + b"\n" for letter in (b"#", b".")
    }
    assert uniform([StdinCase(stdin=b"2\n12345678\n87654321\n", source="s")]) == []
