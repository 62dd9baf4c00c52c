"""Facts that rules rely on: positions, scopes, types, purity, invariance."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.normal import fingerprint
from fasterpy.errors import SourceError


def _last(text: str) -> tuple[ParsedModule, Any]:
    module = ParsedModule(text)
    stmt = module.tree.body[-1]
    assert isinstance(stmt, ast.Expr)
    return module, stmt.value


def test_positions_are_characters_whatever_the_bytes() -> None:
    module = ParsedModule("größe = '日本' + f(x)\r\nb = größe\r\n")
    call = module.nodes(ast.Call)[0]
    assert module.source(call) == "f(x)"
    assert module.newline == "\r\n"
    assert module.source(module.tree.body[1]) == "b = größe"


def test_syntax_errors_are_source_errors() -> None:
    with pytest.raises(SourceError):
        ParsedModule("def f(:\n")


def test_nodes_leave_f_string_insides_out() -> None:
    module = ParsedModule("f'{a + 1}' + b\n")
    assert [node.id for node in module.nodes(ast.Name)] == ["b"]
    assert [type(node) for node in module.nodes(ast.BinOp, ast.JoinedStr)] == [ast.BinOp, ast.JoinedStr]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = [1, 2]\na", "list[int]"),
        ("a = list(map(int, input().split()))\na", "list[int]"),
        ("a, b = map(int, input().split())\na + b", "int"),
        ("a = input().split()\na[0]", "str"),
        ("n = 0\nfor i in range(3):\n    n += i\nn", "int"),
        ("x = 1\nx = 'a'\nx", ""),
        ("d = {1: 'a'}\nd[1]", "str"),
        ("d = {}\nd", "dict"),
        ("def f():\n    return [1]\nf()", "list[int]"),
        ("def f(a: list[int], b):\n    pass\n3 / 2", "float"),
        ("x = [[0] * 3 for _ in range(3)]\nx", "list[list[int]]"),
        ("from collections import deque\ndeque([1])", "deque[int]"),
        ("for i, c in enumerate('ab'):\n    pass\nc", "str"),
        ("s = ''\nfor c in 'ab':\n    s += c\ns", "str"),
    ],
)
def test_types(text: str, expected: str) -> None:
    module, value = _last(text)
    assert module.types.of(value) == expected


def test_uses_follow_scopes_and_globals() -> None:
    module = ParsedModule(
        "n = 1\ndef f():\n    global n\n    n += 1\ndef g(n):\n    return n\nprint([n for n in range(3)], n)\n"
    )
    first = next(node for node in module.nodes(ast.Name) if node.id == "n")
    assert [use.lineno for use in module.uses(first)] == [1, 4, 7]


def test_builtins_may_be_shadowed() -> None:
    module = ParsedModule("def f(sum):\n    return sum([1])\nsum([2])\n")
    calls = module.nodes(ast.Call)
    assert [module.is_builtin(call.func, "sum") for call in calls] == [False, True]


def test_imports_are_followed() -> None:
    module = ParsedModule("import numpy as np\nfrom math import sqrt as root\nnp.linalg.norm\nroot\n")
    values = [stmt.value for stmt in module.tree.body[2:] if isinstance(stmt, ast.Expr)]
    assert [module.imported(value) for value in values] == ["numpy.linalg.norm", "math.sqrt"]


@pytest.mark.parametrize(
    ("body", "expression", "expected"),
    [
        ("x += 1", "len(a)", True),
        ("a.append(1)", "len(a)", False),
        ("a[0] = 1", "a[1]", False),
        ("b = 1", "b + 1", False),
        ("work(a)", "len(a)", False),
        ("n.bit_length()", "n + 1", True),
        ("pass", "work(1)", False),
    ],
)
def test_invariance(body: str, expression: str, expected: bool) -> None:
    module = ParsedModule(f"n = 3\nfor i in r:\n    {body}\n    y = {expression}\n")
    loop = module.nodes(ast.For)[0]
    value = loop.body[-1].value  # type: ignore[attr-defined]
    assert module.is_invariant(value, loop) is expected


def test_loop_depth_counts_what_repeats() -> None:
    module = ParsedModule("for i in f(1):\n    x = [g(2) for j in h(3)]\n")
    depths = {
        call.func.id: module.loop_depth(call) for call in module.nodes(ast.Call) if isinstance(call.func, ast.Name)
    }
    assert depths == {"f": 0, "g": 2, "h": 1}


def test_equal_programs_have_equal_fingerprints() -> None:
    assert fingerprint("x=1 # a\n") == fingerprint("x = 1\n")
    assert fingerprint('def f():\n    "doc"\n    return 1\n') == fingerprint("def f():\n    return (1)\n")
    assert fingerprint("x = 1\n") != fingerprint("x = 2\n")
