"""What the structural embedder sees."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest

from fasterpy.embed import StructuralEmbedder
from fasterpy.embed.motifs import motifs
from fasterpy.embed.structural import features


def found(code: str) -> set[str]:
    return set(motifs(ast.parse(dedent(code))))


@pytest.mark.parametrize(
    ("code", "motif"),
    [
        ("seen = []\nfor x in xs:\n    if x in seen: pass", "in:list@1"),
        ("for a in xs:\n    for b in ys:\n        if b in list(zs): pass", "in:list@2"),
        ("s = ''\nfor x in xs:\n    s += x", "grow:str"),
        ("s = ''\nfor x in xs:\n    s = s + x", "grow:str"),
        ("out = []\nfor x in xs:\n    out = out + [x]", "grow:list"),
        ("while q:\n    q.pop(0)", "m:pop(0)"),
        ("for x in xs:\n    names.index(x)", "m:index"),
        ("for x in xs:\n    re.sub('a', 'b', x)", "f:re.sub"),
        ("for q in qs:\n    print(sum(v[a:b]))", "b:sum(slice)"),
        ("def f(n):\n    return f(n - 1) + f(n - 2)", "rec:many"),
        ("def f(n):\n    return f(n[1:])", "rec:slice"),
        ("for i in range(n):\n    for j in range(i + 1, n):\n        pass", "for:triangle"),
        ("for a in xs:\n    for b in xs:\n        pass", "for:same-again"),
        ("for x in xs:\n    try:\n        y = d[x]\n    except KeyError:\n        pass", "try:KeyError"),
        ("for x in xs:\n    if x not in d:\n        d[x] = []", "if:in-setitem"),
        ("for x in xs:\n    if x > best:\n        best = x", "if:track-best"),
        ("a ** b % m", "powmod"),
        ("any([x > 1 for x in xs])", "b:any(ListComp)@0"),
        ("sorted(xs)[0]", "sub:sorted()[]@0"),
    ],
)
def test_motifs(code: str, motif: str) -> None:
    assert motif in found(code)


KEEP = """
def users(rows, ids):
    out = []
    for r in rows:
        if r in ids:
            out.append(r)
    return out
"""
KEEP_RENAMED = (
    KEEP.replace("users", "f").replace("rows", "a").replace("ids", "b").replace("out", "c").replace("r in", "z in")
)
SAME_PROBLEM = """
def stock(parts, sold):
    left = []
    for p in parts:
        if p not in sold:
            left.append(p)
    return left
"""
SAME_TOPIC = """
def users(rows, ids):
    out = ''
    for r in rows:
        out += str(r) + ','
    return out
"""


def test_names_do_not_matter() -> None:
    vectors = StructuralEmbedder().embed([KEEP, KEEP_RENAMED])
    assert vectors[0] @ vectors[1] > 0.9999


def test_the_problem_weighs_more_than_the_topic() -> None:
    v = StructuralEmbedder().embed([KEEP, SAME_PROBLEM, SAME_TOPIC])
    assert v[0] @ v[1] > v[0] @ v[2] + 0.1


def test_text_that_does_not_parse_meets_its_kin() -> None:
    broken = "def f(xs:\n for x in xs if x in ys: out.append(x)"
    _, tokens = features(broken)
    assert tokens["in"] == 2
    assert tokens["N"] > 0
