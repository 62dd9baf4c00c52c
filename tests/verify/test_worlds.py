"""Inputs of tiny worlds, tables that are not rectangular, values that only their type tells apart."""

from __future__ import annotations

import pytest

from fasterpy.records import Code, ExpressionCase, Observation, StdinCase
from fasterpy.verify.hinted import contradicts
from fasterpy.verify.normal import parse
from fasterpy.verify.pairs import paired_texts
from fasterpy.verify.probes import mixed, small_worlds
from fasterpy.verify.rare import beyond, rare
from fasterpy.verify.tables import ragged
from fasterpy.verify.worlds import tiny_words

GRID = "def f(grid, k):\n    return sum(grid[i][j] for i in range(len(grid)) for j in range(len(grid[0])))\n"
ROWS = "def f(rows):\n    return [len(row) - len(rows[0]) for row in rows]\n"


def _call(text: str) -> ExpressionCase:
    return ExpressionCase(expression=text, source="typed", size=1)


@pytest.mark.parametrize(
    ("text", "argument", "found"),
    [
        (GRID, "[[1, 2], [3]]", True),
        (GRID, "[[1, 2], [3, 4]]", False),
        (GRID, "['ab', 'c']", True),
        (GRID, "(['ab', 'cd'] * 9)[:3]", False),
        (GRID, "['.' * 3, '..']", True),
        (GRID, "matrix(1, 2, 2)", False),
        (ROWS, "[[1, 2], [3]]", False),
    ],
)
def test_rows_are_of_one_length_where_the_first_tells_the_width(text: str, argument: str, found: bool) -> None:
    code = Code(text=text, kind="function", filename="m.py", qualname="f")
    assert ragged(code, _call(f"(({argument}, 1,), {{}})")) is found


METHOD = (
    "class C:\n    def f(self, grid, k: int, name: str):\n" + GRID.split("\n")[1].replace("return", "    return") + "\n"
)


@pytest.mark.parametrize(
    ("call", "uneven", "contrary"),
    [
        ("((C(), [[1, 2], [3]], 1, 'a'), {})", True, False),
        ("((C(), [[1, 2], [3, 4]], 1, 'a'), {})", False, False),
        ("((C(), [[1, 2], [3, 4]], 'a', 1), {})", False, True),
        ("((C(), [[1, 2], [3, 4]], 1), {'name': 2})", False, True),
        ("((C(),), {'grid': [[1], [2, 3]], 'k': 1, 'name': 'a'})", True, False),
    ],
)
def test_arguments_of_methods_come_after_the_object(call: str, uneven: bool, contrary: bool) -> None:
    code = Code(text=METHOD, kind="function", filename="m.py", qualname="C.f")
    assert ragged(code, _call(call)) is uneven
    assert contradicts(code, _call(call)) is contrary


def test_a_word_that_overlaps_itself_and_one_that_is_twice_on_a_line() -> None:
    found = [case.stdin for case in tiny_words([StdinCase(stdin=b"abcdef\nxyz\n", source="stdin-inferred", size=1)])]
    pairs = [text.split() for text in found if len(text.split()) == 2]
    assert any(word in text and text != word for text, word in pairs)
    found = [case.stdin for case in tiny_words([StdinCase(stdin=b"pay ann bob 5\n", source="stdin-inferred", size=1)])]
    assert all(text.startswith(b"pay ") for text in found if b"pay" in text)
    assert any(len(set(text.split()[1:3])) == 1 for text in found)


def test_digits_get_their_zero() -> None:
    found = small_worlds([_call("(('12h3m',), {})")])
    assert any("0" in case.expression for case in found)


def test_brackets_are_deeper_than_any_run_of_them() -> None:
    tree = parse("for ch in s:\n    if ch == '(':\n        d += 1\n    elif ch == ')':\n        d -= 1\n")
    assert "(()(()))" in paired_texts(tree)


def test_equal_values_of_other_types_where_a_hint_says_list_alone() -> None:
    one = parse("def f(values: list) -> list:\n    return [v for v in values if type(v) is int]\n")
    two = parse("def f(values: list) -> list:\n    return [v for v in values if str(v).isdigit()]\n")
    found = {case.expression for case in mixed(one, two, [_call("(([1, 2],), {})")])}
    assert {"((['1', 1],), {})", "(([1, True],), {})"} <= found
    told = parse("def f(values: list[int]) -> list:\n    return [v for v in values if type(v) is int]\n")
    assert not mixed(told, two, [_call("(([1, 2],), {})")])


def test_one_more_than_the_modulus_is_tried_where_the_candidate_compares() -> None:
    one = parse("M = 10**9 + 7\ndef f(a, n):\n    return sum(a**k % M for k in range(n)) % M\n")
    two = parse("M = 10**9 + 7\ndef f(a, n):\n    return n if a == 1 else (pow(a, n, M) - 1) * pow(a - 1, -1, M) % M\n")
    found = rare(one, two, [_call("((3, 4,), {})")])
    assert any("1000000008" in case.expression for case in found if isinstance(case, ExpressionCase))


def test_a_large_number_that_keeps_the_original_busy_asks_nothing_of_time() -> None:
    busy, quick = Observation(status="returned", wall_ns=100_000_000), Observation(status="returned", wall_ns=1000)
    assert beyond(_call("(([1], 300007), {})"), busy)
    assert not beyond(_call("(([1], 300007), {})"), quick)
    assert not beyond(_call("(([1], 7), {})"), busy)
    assert beyond(StdinCase(stdin=b"9007199254740993\n", source="probe"), quick)


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("(([0], 1.0), {})", True),
        ("(([0],), {'window': 2.5})", True),
        ("(([0], -1), {})", False),
        ("(([0], None), {})", False),
        ("(([0.5], 1), {})", False),
        ("(([0], 1, 'a'), {})", True),
        ("(([0], 1, 2), {})", False),
    ],
)
def test_a_number_of_another_type_than_the_hint_is_outside(call: str, found: bool) -> None:
    text = "def f(xs: list[int], window: int = 3, rate: float = 0.5):\n    return xs[:window]\n"
    code = Code(text=text, kind="function", filename="m.py", qualname="f")
    assert contradicts(code, _call(call)) is found
