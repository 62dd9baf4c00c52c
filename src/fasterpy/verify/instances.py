"""Several calls on one and the same object: what a method leaves behind shows in its next call.

``Account().apply([5])`` on a new account says nothing about a history that is already long. The object of one input is
called with the other arguments of several, in one process.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Sequence

from fasterpy.records import Case, ExpressionCase, Observation
from fasterpy.syntax import syntax_tree
from fasterpy.verify.nodes import tag

_CALLS = 4


def on_one_object(cases: Sequence[Case], most: int = 8) -> list[ExpressionCase]:
    """Inputs of `calls_code` whose calls share their first argument; empty where that is no object of a class."""
    rng = random.Random(0)
    made = [parts for case in cases if isinstance(case, ExpressionCase) and (parts := _parts(case.expression))]
    objects = list(dict.fromkeys(first for first, _rest in made))
    rests = list(dict.fromkeys(rest for _first, rest in made))
    rows: dict[str, None] = {}
    for place in range(most if len(rests) > 1 else 0):
        first = objects[place % len(objects)]
        calls = ", ".join(rng.choice(rests) for _ in range(_CALLS))
        rows[f"(([*(lambda _first: [{calls}])({first})],), {{}})"] = None
    return [ExpressionCase(expression=text, source="sequence of calls", size=len(text)) for text in rows]


def _parts(expression: str) -> tuple[str, str] | None:
    """The first argument, and the call with ``_first`` in its place."""
    try:
        body = syntax_tree(expression, mode="eval").body
    except (SyntaxError, ValueError):
        return None
    args = body.elts[0] if isinstance(body, ast.Tuple) and len(body.elts) == 2 else None
    if not isinstance(args, ast.Tuple) or not args.elts or not isinstance(args.elts[0], ast.Call):
        return None
    first = ast.unparse(args.elts[0])
    args.elts[0] = ast.Name("_first", ast.Load())
    return first, ast.unparse(body)


def fails_inside(run: Observation) -> bool:
    """Whether one of the calls raised: then the object was led outside what it is made for."""
    node = run.value.get("result") if isinstance(run.value, dict) else None
    if tag(node) != "list" or node is None:
        return True
    return any("raised" in str(row[2][0]) for row in node[2] if tag(row) == "tuple")
