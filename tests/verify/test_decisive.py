"""What only one version asks that no input settles."""

from __future__ import annotations

import ast

import pytest

from fasterpy.verify.decisive import unsettled

PLAIN = "def f(a):\n    return [g(x) for x in a]\n"
KEPT = """
def f(a):
    kept = {}
    def once(x):
        if id(x) not in kept:
            kept[id(x)] = x, g(x)
        return kept[id(x)][1]
    return [once(x) for x in a]
"""


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (KEPT, ""),
        (KEPT.replace("= x, g(x)", "= g(x)").replace("[1]", ""), "id"),  # the number may be that of another object
        (KEPT.replace("return [once", "return id(a), [once"), "id"),
        (KEPT.replace("return [once", "kept[id(a)] = 1\n    return [once"), "id"),
        ("import time\n" + KEPT.replace("id(x)", "time.time()"), "time.time"),
        ("import time\n" + PLAIN.replace("g(x)", "time.time()"), "time.time"),
        (PLAIN, ""),
    ],
)
def test_what_no_input_settles(text: str, what: str) -> None:
    assert unsettled(ast.parse(PLAIN), ast.parse(text)) == what
