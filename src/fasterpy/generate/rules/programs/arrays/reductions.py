"""Functions that make one number of a vector, of a table, or of every line of a table."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from fasterpy.generate.rules.programs.arrays.calls import Call, Form, Table, Unsupported

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.shapes import Shapes
    from fasterpy.generate.rules.programs.arrays.translate import Translator

TABLE = Table()
_BUILTINS = {"sum": "sum", "nansum": "sum", "max": "max", "min": "min", "all": "all", "any": "any"}
_HELPERS = {"mean": "mean", "average": "mean", "median": "median", "argmax": "argmax", "argmin": "argmin"}
_NAMES = "sum max min all any mean average median argmax argmin prod count_nonzero var std ptp gcd.reduce lcm.reduce"
_UFUNCS = {
    "add": "sum",
    "maximum": "max",
    "minimum": "min",
    "multiply": "prod",
    "logical_and": "all",
    "logical_or": "any",
}


def _rank(shapes: Shapes, call: Call) -> Form:
    rank = shapes.rank(call["a"])
    axis = call.axis(rank, 0 if call.name.endswith(".reduce") else None)
    if call.says("keepdims"):
        return rank
    return max(0, rank - 1) if axis is not None else 0


@TABLE.add(f"{_NAMES} linalg.norm: a axis dtype out keepdims initial weights", _rank)
def _reduced(to: Translator, call: Call) -> str:
    return reduced(to, call, call["a"], call.name, None)


@TABLE.add(f"{' '.join(f'{name}.reduce' for name in _UFUNCS)}: a axis dtype out keepdims", _rank)
def _ufunc_reduced(to: Translator, call: Call) -> str:
    return reduced(to, call, call["a"], _UFUNCS[call.name.partition(".")[0]], 0)


@TABLE.add("bitwise_and.reduce bitwise_or.reduce bitwise_xor.reduce: a axis dtype out keepdims", _rank)
def _bits(to: Translator, call: Call) -> str:
    return reduced(to, call, call["a"], call.name, 0)


@TABLE.add("percentile quantile: a q axis keepdims", _rank)
def _percentile(to: Translator, call: Call) -> str:
    share = to.text(call["q"]) if call.name == "percentile" else f"{to.atom(call['q'])} * 100"
    return reduced(to, call, call["a"], f"percentile {share}", None)


def reduced(to: Translator, call: Call, value: ast.expr, name: str, default: int | None) -> str:
    """The function over the whole array or along the axis that the call names."""
    rank = to.shapes.rank(value)
    if not rank and (to.shapes.numpy(call.node.func) == "" or isinstance(value, ast.Constant)):
        raise Unsupported(name)
    axis = call.axis(rank, default)
    keep = call.says("keepdims")
    text = to.text(value)
    weights = call.get("weights")
    if weights is not None:
        if rank != 1 or to.shapes.rank(weights) != 1:
            raise Unsupported("weights")
        given = to.text(weights)
        return f"(sum([x * y for x, y in zip({text}, {given})]) / sum({given}))"
    if call.get("initial") is not None:
        if rank != 1:
            raise Unsupported("initial")
        text = f"[{to.text(call['initial'])}, *{to.atom(value)}]"
    if rank <= 1:
        found = of_vector(to, name, _vector(to, value, text))
        return f"[{found}]" if keep else found
    if axis is None:
        if keep:
            raise Unsupported("keepdims")
        return _whole(to, name, text, rank)
    if rank == 2:
        line = of_vector(to, name, "line")
        if keep:
            return f"[[{line} for line in zip(*{text})]]" if axis == 0 else f"[[{line}] for line in {text}]"
        return f"[{line} for line in {f'zip(*{text})' if axis == 0 else text}]"
    if rank == 3 and not keep:
        line = of_vector(to, name, "line")
        if axis == 2:
            return f"[[{line} for line in table] for table in {text}]"
        if axis == 1:
            return f"[[{line} for line in zip(*table)] for table in {text}]"
        return f"[[{line} for line in zip(*rows)] for rows in zip(*{text})]"
    raise Unsupported("dimensions")


def _vector(to: Translator, value: ast.expr, text: str) -> str:
    if isinstance(value, ast.GeneratorExp):
        return f"[{text[1:-1]}]" if text[:1] == "(" else f"[{text}]"
    return f"({text})" if isinstance(value, ast.IfExp | ast.Lambda | ast.NamedExpr) else text


def _whole(to: Translator, name: str, text: str, rank: int) -> str:
    if rank == 2 and name in _BUILTINS:
        return f"{to.word(_BUILTINS[name])}(map({to.word(_BUILTINS[name])}, {text}))"
    if rank == 2:
        return of_vector(to, name, f"[x for line in {text} for x in line]")
    if rank == 3:
        return of_vector(to, name, f"[x for table in {text} for line in table for x in line]")
    raise Unsupported("dimensions")


def of_vector(to: Translator, name: str, text: str) -> str:
    """One number from the text of a list."""
    if name in _BUILTINS:
        return f"{to.word(_BUILTINS[name])}({text})"
    if name in ("mean", "average") and text.isidentifier():
        return f"({to.word('sum')}({text}) / len({text}))"
    if name in _HELPERS:
        return f"{to.helper(_HELPERS[name])}({text})"
    if name == "prod":
        return f"{to.need('math', 'prod')}({text})"
    if name == "count_nonzero":
        return f"{to.word('sum')}(map({to.word('bool')}, {text}))"
    if name == "var":
        return f"{to.helper('variance')}({text})"
    if name == "std":
        return f"{to.helper('variance')}({text}) ** 0.5"
    if name == "linalg.norm":
        return f"{to.need('math', 'sqrt')}({to.word('sum')}([x * x for x in {text}]))"
    if name == "ptp":
        return f"(max({text}) - min({text}))"
    if name.startswith("percentile "):
        return f"{to.helper('percentile')}({text}, {name.removeprefix('percentile ')})"
    first, _, second = name.partition(".")
    if second == "reduce" and first in ("gcd", "lcm"):
        return f"{to.need('math', first)}(*{text})"
    if second == "reduce":
        operator = {"bitwise_and": "and_", "bitwise_or": "or_", "bitwise_xor": "xor"}[first]
        return f"{to.need('functools', 'reduce')}({to.need('operator', operator)}, {text})"
    raise Unsupported(name)
