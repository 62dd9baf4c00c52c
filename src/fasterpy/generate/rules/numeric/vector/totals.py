"""Sums over loops, and counts."""

from __future__ import annotations

import ast
from dataclasses import replace

from fasterpy.generate.rules.numeric.vector.evaluate import extent
from fasterpy.generate.rules.numeric.vector.values import Axis, Refused, Value, combined
from fasterpy.syntax import syntax_tree


def plus(start: Value, more: Value) -> Value:
    """A number from before the loop and what the loop adds."""
    if start.text in ("0", "0.0"):
        plain = more.plain if start.text == "0" or not more.plain else "float"
        text = f"({more.text} + 0.0)" if start.text == "0.0" and more.plain == "int" else more.text
        return replace(more, text=text, plain=plain)
    return combined("({} + {})", [start, more])


def summed(numpy: str, value: Value, axis: Axis) -> Value:
    """The sum over one loop."""
    if axis not in value.axes:
        return combined(f"({{}} * {extent(axis)})", [value])
    place = value.axes.index(axis)
    axes = tuple(one for one in value.axes if one != axis)
    if value.tail:
        raise Refused
    if test := counting(numpy, value):
        return Value(f"{numpy}.count_nonzero({test}, axis={place})", axes, plain="int")
    return Value(f"{value.text}.sum(axis={place})", axes, plain=value.plain, risky=value.risky)


def counting(numpy: str, value: Value) -> str:
    """The test of ``where(test, 1, 0)``; empty for anything else."""
    match syntax_tree(value.text, mode="eval").body:
        case ast.Call(func=func, args=[test, ast.Constant(value=1), ast.Constant(value=0)]) if (
            ast.unparse(func) == f"{numpy}.where"
        ):
            return ast.unparse(test)
    return ""
