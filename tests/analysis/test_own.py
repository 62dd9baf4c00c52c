"""Functions that fill containers of their own are pure."""

from __future__ import annotations

import ast
import textwrap

import pytest

from fasterpy.analysis.module import ParsedModule


@pytest.mark.parametrize(
    ("body", "pure"),
    [
        ("found = []\nfor x in a:\n    found.append(x)\nreturn found", True),
        ("counts = {}\nfor x in a:\n    counts[x] = counts.get(x, 0) + 1\n    counts[x] += 1\nreturn counts", True),
        ("from_a = defaultdict(list)\nfor k, v in a:\n    from_a[k].append(v)\nreturn from_a", True),
        ("groups = {}\nfor k, v in a:\n    groups.setdefault(k, []).append(v)\nreturn groups", True),
        ("stack: list[int] = [1]\nwhile stack:\n    stack.pop()\nreturn 1", True),
        ("groups = {}\nfor k, v in a:\n    groups[k] = v\n    groups[k].append(1)\nreturn groups", False),
        ("t = [[0] * 3 for _ in a]\nfor i in range(3):\n    t[i][0] = t[i - 1][0] + a[i]\nreturn t", True),
        ("stack = [{}]\nstack.append({})\nstack[-1][a] = 1\ngroup = stack.pop()\nreturn len(group)", True),
        ("stack = [{}]\nstack.append(a)\nstack[-1][0] = 1\nreturn stack", False),
        ("t = [[], a]\nt[0].append(1)\nreturn t", False),
        ("t = [[]]\nt[0] = a\nt[0][1] = 2\nreturn t", False),
        ("t = [[]]\nt += a\nt[0][1] = 2\nreturn t", False),
        ("t = dict(k=a)\nt['k'].append(2)\nreturn t", False),
        ("t = defaultdict(list, a)\nt[0].append(2)\nreturn t", False),
        ("t = list(a)\nt[0][1] = 2\nreturn t", False),
        ("t = defaultdict(list)\nt[0] = a\nt[0].append(2)\nreturn t", False),
        ("t = [[]]\nt[0], b = a, 1\nt[0].append(2)\nreturn t", False),
        ("a.append(1)\nreturn a", False),
        ("found = a\nfound.append(1)\nreturn found", False),
        ("found = [] if a else a\nfound.append(1)\nreturn found", False),
        ("for found in a:\n    found.append(1)\nfound = []\nreturn found", False),
        ("global kept\nkept = []\nkept.append(1)\nreturn kept", False),
        ("a.rows[0] = 1\nreturn a", False),
    ],
)
def test_what_a_function_may_fill(body: str, pure: bool) -> None:
    text = "from collections import defaultdict\ndef f(a):\n" + textwrap.indent(body, "    ") + "\n"
    module = ParsedModule(text)
    assert module.is_pure_function(module.nodes(ast.FunctionDef)[0]) is pure
