"""Calls in one process, deep arguments, conditions that nothing decides."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from fasterpy.records import Code, ExpressionCase, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.alike import deep_code, equal_arguments
from fasterpy.verify.unmet import ENTRY, one_way, suspicious, watched
from fasterpy.verify.verifier import DifferentialVerifier


@pytest.fixture(scope="module")
def verifier() -> Iterator[DifferentialVerifier]:
    with ZygoteExecutor() as executor:
        yield DifferentialVerifier(executor)


def function(text: str) -> Code:
    return Code(text=text, kind="function", filename="target.py", qualname="f")


def calls(*texts: str) -> Workload:
    return Workload(cases=tuple(ExpressionCase(expression=text, source="inputs") for text in texts))


PLAIN = "def f(x):\n    if x > 3:\n        return x + 1\n    return x\n"
HASHED = (
    "import zlib\n\ndef f(x):\n    if zlib.crc32(str(x).encode()) == 123456:\n        return 0\n"
    "    if x > 3:\n        return x + 1\n    return x\n"
)


def test_conditions_of_the_candidate_alone_are_watched() -> None:
    conditions = suspicious(ast.parse(PLAIN), ast.parse(HASHED))
    assert [ast.unparse(test) for test in conditions] == ["zlib.crc32(str(x).encode()) == 123456"]
    names: dict[str, object] = {}
    exec(watched(HASHED, "f", conditions), names)
    seen = names[ENTRY]([((1,), {}), ((5,), {})])  # type: ignore[operator]
    assert seen == [[0, False]]
    assert one_way(conditions, [(0, False)]) is conditions[0]
    assert one_way(conditions, [(0, False), (0, True)]) is None
    assert one_way(conditions, []) is None


def test_names_of_fields_are_no_rare_values() -> None:
    plain = ast.parse("def f(row, x):\n    return row\n")
    for test in ('row["serial"].lower() != x', 'row.get("serial") == x'):
        assert suspicious(plain, ast.parse(f"def f(row, x):\n    if {test}:\n        return x\n    return row\n")) == []
    named = ast.parse('def f(row, x):\n    if row["kind"] == "bonus":\n        return x\n    return row\n')
    assert len(suspicious(plain, named)) == 1
    renamed = ast.parse('def f(item, x):\n    if item["kind"] == "bonus":\n        return x\n    return item\n')
    assert suspicious(renamed, named) == []


def test_a_condition_that_nothing_decides_is_no_evidence(verifier: DifferentialVerifier) -> None:
    inputs = calls("((1,), {})", "((3,), {})", "((4,), {})", "((-7,), {})", "((50,), {})")
    found = verifier.verify(function(PLAIN), function(HASHED), inputs, 5.0)
    assert found.verdict == "inconclusive"
    assert "crc32" in found.reason


def test_a_cache_takes_equal_arguments_for_the_same(verifier: DifferentialVerifier) -> None:
    original = "def f(x):\n    return (x, -x)\n"
    cached = "from functools import lru_cache\n\n@lru_cache\ndef f(x):\n    return (x, -x)\n"
    inputs = calls("((2,), {})", "((3,), {})")
    assert equal_arguments(ast.parse(original), ast.parse(cached), inputs.cases, "f")
    assert not equal_arguments(ast.parse(original), ast.parse(original), inputs.cases, "f")
    found = verifier.verify(function(original), function(cached), inputs, 5.0)
    assert found.verdict == "different"
    assert "one process" in found.reason


def test_inner_lists_of_a_cached_result_are_found(verifier: DifferentialVerifier) -> None:
    original = "def f(n):\n    return [[i] * i for i in range(n)]\n"
    cached = (
        "from functools import lru_cache\n\n@lru_cache\ndef row(i):\n    return [i] * i\n\n"
        "def f(n):\n    return [row(i) for i in range(n)]\n"
    )
    found = verifier.verify(function(original), function(cached), calls("((3,), {})", "((4,), {})"), 5.0)
    assert found.verdict == "different"


def test_recursion_fails_on_deep_lists(verifier: DifferentialVerifier) -> None:
    original = (
        "def f(t):\n    d = 0\n    while isinstance(t, list) and t:\n        d += 1\n        t = t[0]\n    return d\n"
    )
    recursive = "def f(t):\n    if not isinstance(t, list) or not t:\n        return 0\n    return 1 + f(t[0])\n"
    inputs = calls("(([[1], 2],), {})", "(([],), {})", "(([[[]]],), {})", "((3,), {})")
    codes = function(original), function(recursive)
    assert len(deep_code(ast.parse(original), ast.parse(recursive), inputs.cases, *codes)) == 2
    assert deep_code(ast.parse(original), ast.parse(original), inputs.cases, *codes) == []
    found = verifier.verify(*codes, inputs, 5.0)
    assert found.verdict == "different"
    assert "nested" in found.reason
