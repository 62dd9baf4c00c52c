"""What numpy computes item by item: comprehensions over lists, and over lists of rows."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from fasterpy.generate.rules.programs.numpy_calls import Unsupported
from fasterpy.generate.rules.programs.numpy_ufuncs import UFUNCS, said

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.numpy_translate import Translator

OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>", ast.Eq: "==", ast.NotEq: "!=",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip


class Parts:
    """The arrays and numbers that an expression is made of, with names for one item of each."""

    def __init__(self, variable: str) -> None:
        self.variable = variable
        self.arrays: dict[str, str] = {}
        self.scalars: dict[str, str] = {}
        self.depths: dict[str, int] = {}

    def array(self, text: str, depth: int) -> str:
        """The name for an item of an array."""
        self.depths[text] = depth
        return self.arrays.setdefault(text, f"{self.variable}{len(self.arrays) or ''}")

    def scalar(self, text: str) -> str:
        """The name for a number that is computed once."""
        return self.scalars.setdefault(text, f"{self.variable}s{len(self.scalars)}")


def elementwise(to: Translator, node: ast.expr) -> str:
    """``[v * 2 for v in a]`` for ``a * 2``; a vector is used for every row of a table."""
    parts = Parts(to.variable)
    body = _element(to, node, parts)
    rank = max(parts.depths.values(), default=0)
    if not rank:
        raise Unsupported("no array")
    binding = "".join(f"for {name} in [{text}] " for text, name in parts.scalars.items())
    if rank == 1:
        return f"[{_bare(body)} {binding}{_side_by_side([(name, text) for text, name in parts.arrays.items()])}]"
    if rank > 2 or (to.thin and len(parts.arrays) > 1):
        names = [*parts.arrays.values(), *parts.scalars.values()]
        texts = [*parts.arrays, *parts.scalars]
        return f"{to.helper('broadcast')}(lambda {', '.join(names)}: {_bare(body)}, {', '.join(texts)})"
    rows = {text: name for text, name in parts.arrays.items() if parts.depths[text] == 2}
    inner = [(name, f"{name}_row" if text in rows else text) for text, name in parts.arrays.items()]
    outer = [(f"{name}_row", text) for text, name in rows.items()]
    return f"[[{_bare(body)} {_side_by_side(inner)}] {binding}{_side_by_side(outer)}]"


def _bare(body: str) -> str:
    """Without outer parentheses."""
    depth = 0
    for place, letter in enumerate(body):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return body[1:-1] if place == len(body) - 1 and body[0] == "(" else body
    return body


def _side_by_side(pairs: list[tuple[str, str]]) -> str:
    if len(pairs) == 1:
        return f"for {pairs[0][0]} in {pairs[0][1]}"
    return f"for {', '.join(name for name, _ in pairs)} in zip({', '.join(text for _, text in pairs)})"


def _element(to: Translator, node: ast.expr, parts: Parts) -> str:
    """The expression for one item."""
    shapes = to.shapes
    rank = shapes.rank(node)
    if not rank:
        text = to.text(node)
        if isinstance(node, ast.Constant | ast.Name):
            return text
        if any(isinstance(below, ast.Call) for below in ast.walk(node)):
            return parts.scalar(text)
        return f"({text})" if not isinstance(node, ast.Subscript) else text
    match node:
        case ast.BinOp(op=ast.MatMult()):
            pass
        case ast.BinOp(left=left, op=op, right=right) | ast.Compare(left=left, ops=[op], comparators=[right]):
            if type(op) not in OPERATORS:
                raise Unsupported(ast.dump(op))
            if shapes.of(left) or shapes.of(right):
                first, second = _element(to, left, parts), _element(to, right, parts)
                return f"({first} {OPERATORS[type(op)]} {second})"
        case ast.UnaryOp(op=op, operand=operand) if shapes.of(operand):
            sign = "-"
            if isinstance(op, ast.Invert):
                sign = "not " if shapes.is_mask(operand) or isinstance(operand, ast.Name) else "~"
            return f"({sign}{_element(to, operand, parts)})"
        case ast.Call(func=func, args=args):
            inner = shapes.elementwise_function(func)
            if inner is not None and not node.keywords:
                return f"{to.atom(inner)}({', '.join(_element(to, arg, parts) for arg in args)})"
            if shapes.builtin(func, "abs", "round"):
                return f"{ast.unparse(func)}({', '.join(_element(to, arg, parts) for arg in args)})"
            call = shapes.call(node)
            if call is not None and call.name in UFUNCS and call.get("out") is None:
                given = [value for name, value in call.given.items() if name != "dtype"]
                if call.name != "where" or len(given) == 3:
                    return said(to, call, [_element(to, arg, parts) for arg in given])
    return parts.array(to.text(node), rank)
