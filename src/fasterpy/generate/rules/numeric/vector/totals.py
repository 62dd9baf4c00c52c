"""Sums over loops, counts, and which names a loop carries along."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.numeric.vector.evaluate import Known, extent
from fasterpy.generate.rules.numeric.vector.values import Axis, Refused, Value, combined
from fasterpy.syntax import syntax_tree


def plus(start: Value, more: Value, in_turn: bool = False) -> Value:
    """A number from before the loop and what the loop adds. In turn it would have to come first: Refused."""
    if start.text in ("0", "0.0"):
        plain = more.plain if start.text == "0" or not more.plain else "float"
        text = f"({more.text} + 0.0)" if start.text == "0.0" and more.plain == "int" else more.text
        return replace(more, text=text, plain=plain)
    if in_turn and more.plain != "int":
        raise Refused
    return combined("({} + {})", [start, more])


def summed(numpy: str, value: Value, axis: Axis, in_turn: bool = False, start: str = "0") -> Value:
    """The sum over one loop; ``in_turn``: number after number from ``start`` on, the same to the last bit."""
    if axis not in value.axes:
        return combined(f"({{}} * {extent(axis)})", [value])
    place = value.axes.index(axis)
    axes = tuple(one for one in value.axes if one != axis)
    if value.tail:
        raise Refused
    if test := counting(numpy, value):
        return Value(f"{numpy}.count_nonzero({test}, axis={place})", axes, plain="int")
    text = f"{value.text}.sum(axis={place})"
    if in_turn and value.plain != "int":
        text = f"{numpy}.insert({value.text}, 0, {start}, axis={place}).cumsum(axis={place}).take(-1, axis={place})"
    return Value(text, axes, plain=value.plain, risky=value.risky)


def counting(numpy: str, value: Value) -> str:
    """The test of ``where(test, 1, 0)``; empty for anything else."""
    match syntax_tree(value.text, mode="eval").body:
        case ast.Call(func=func, args=[test, ast.Constant(value=1), ast.Constant(value=0)]) if (
            ast.unparse(func) == f"{numpy}.where"
        ):
            return ast.unparse(test)
    return ""


def carried_names(body: Sequence[ast.stmt], before: dict[str, Known]) -> tuple[list[str], list[str]]:
    """Names with a value from before the loop that its rounds build upon, and those that each round sets anew."""
    fresh: list[str] = []
    carried: list[str] = []
    for stmt in body:
        names = [below for below in ast.walk(stmt) if isinstance(below, ast.Name)]
        stored = {name.id for name in names if isinstance(name.ctx, ast.Store) and name.id in before}
        if isinstance(stmt, ast.Assign):
            fresh += [name for name in stored if name not in names_in(stmt.value) and name not in carried]
        carried += [name for name in stored if name not in fresh]
    return carried, fresh
