"""Products of vectors and tables."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from fasterpy.generate.rules.programs.arrays.calls import Call, Form, Table, Unsupported, number, same, table, vector

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.shapes import Shapes
    from fasterpy.generate.rules.programs.arrays.translate import Translator

TABLE = Table()


def _dotted(shapes: Shapes, call: Call) -> Form:
    left, right = shapes.rank(call["a"]), shapes.rank(call["b"])
    return max(0, left + right - 2) if left and right else max(left, right)


@TABLE.add("dot matmul: a b", _dotted)
def _dot(to: Translator, call: Call) -> str:
    return product(to, call["a"], call["b"])


@TABLE.add("inner vdot: a b", number)
def _inner(to: Translator, call: Call) -> str:
    if to.shapes.rank(call["a"]) > 1 or to.shapes.rank(call["b"]) > 1:
        raise Unsupported(call.name)
    return product(to, call["a"], call["b"])


def product(to: Translator, left: ast.expr, right: ast.expr) -> str:
    """``left @ right`` of vectors and tables."""
    ranks = to.shapes.rank(left), to.shapes.rank(right)
    first, second, total = to.text(left), to.text(right), to.word("sum")
    if 0 in ranks and max(ranks) == 0:
        ranks = (1, 1) if not isinstance(left, ast.Constant) else ranks  # lists of which nothing is known
    if ranks == (1, 1):
        return f"{total}([x * y for x, y in zip({first}, {second})])"
    if ranks == (2, 2):
        return f"{to.helper('matmul')}({first}, {second})"
    if ranks == (1, 2):
        return f"[{total}([x * y for x, y in zip(line, {first})]) for line in zip(*{second})]"
    if ranks == (2, 1):
        return f"[{total}([x * y for x, y in zip(line, {second})]) for line in {first}]"
    raise Unsupported("dot")


def _outer_names() -> str:
    from fasterpy.generate.rules.programs.arrays.ufuncs import BINARY

    return " ".join(f"{name}.outer" for name in (*BINARY, "maximum", "minimum", "gcd", "lcm"))


@TABLE.add(f"outer {_outer_names()}: a b", table)
def _outer(to: Translator, call: Call) -> str:
    from fasterpy.generate.rules.programs.arrays.ufuncs import said

    plain = Call(call.name.partition(".")[0] if "." in call.name else "multiply", call.node, call.given)
    body = said(to, plain, ["x", "y"])
    body = body[1:-1] if body[0] == "(" else body
    return f"[[{body} for y in {to.text(call['b'])}] for x in {to.text(call['a'])}]"


@TABLE.add("linalg.matrix_power: a n", same)
def _matrix_power(to: Translator, call: Call) -> str:
    return f"{to.helper('matrix_power')}({to.text(call['a'])}, {to.text(call['n'])})"


@TABLE.add("trace: a", number)
def _trace(to: Translator, call: Call) -> str:
    return f"{to.word('sum')}([row[i] for i, row in enumerate({to.text(call['a'])})])"


@TABLE.add("convolve: a v mode", vector)
def _convolve(to: Translator, call: Call) -> str:
    mode = ast.unparse(call["mode"]).strip("'") if call.get("mode") is not None else "full"
    if mode not in ("full", "same", "valid"):
        raise Unsupported("convolve")
    name = "convolve" if mode == "full" else f"convolve_{mode}"
    return f"{to.helper(name)}({to.text(call['a'])}, {to.text(call['v'])})"
