"""What numpy computes item by item: comprehensions over lists, and over lists of rows."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from fasterpy.generate.rules.programs.arrays.calls import Unsupported
from fasterpy.generate.rules.programs.arrays.thin import column_of, orientation, row_of, unknown
from fasterpy.generate.rules.programs.arrays.ufuncs import UFUNCS, said

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.translate import Translator

OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>", ast.Eq: "==", ast.NotEq: "!=",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip


class Parts:
    """The arrays and numbers that an expression is made of, with names for one item of each."""

    def __init__(self, variable: str) -> None:
        self.variable = variable
        self.arrays: dict[tuple[str, str], str] = {}
        """Text and what it is (``vector``, ``table``, ``column``, ``row``, ``unknown``) to the name of an item."""
        self.scalars: dict[str, str] = {}
        self.rank = 0

    def array(self, text: str, sort: str, rank: int) -> str:
        """The name for an item of an array."""
        self.rank = max(self.rank, rank)
        return self.arrays.setdefault((text, sort), f"{self.variable}{len(self.arrays) or ''}")

    def scalar(self, text: str) -> str:
        """The name for a number that is computed once."""
        return self.scalars.setdefault(text, f"{self.variable}s{len(self.scalars)}")

    def of(self, *sorts: str) -> list[tuple[str, str]]:
        """Names and texts of the arrays of some sorts."""
        return [(name, text) for (text, sort), name in self.arrays.items() if sort in sorts]

    def binding(self) -> str:
        """The clauses that give numbers their names."""
        return "".join(f"for {name} in [{text}] " for text, name in self.scalars.items())


def elementwise(to: Translator, node: ast.expr) -> str:
    """``[v * 2 for v in a]`` for ``a * 2``; a vector is used for every row of a table."""
    parts = Parts(to.variable)
    body = bare(element(to, node, parts))
    if not parts.rank:
        raise Unsupported("no array")
    if parts.rank == 1:
        return f"[{body} {parts.binding()}{side_by_side(parts.of('vector'))}]"
    for (text, sort), name in list(parts.arrays.items()):
        if sort in ("row", "vector") and not text.isidentifier() and not text.startswith("list(range("):
            del parts.arrays[text, sort]  # computed once, not for every row
            parts.arrays[parts.scalar(text), sort] = name
    tables, columns = parts.of("table", "unknown"), parts.of("column", "thin column")
    doubtful = len(parts.of("unknown")) and len(parts.arrays) > 1
    if parts.rank > 2 or doubtful or parts.of("thin row"):
        columns_first = {"column": "[[x] for x in {}]", "row": "[{}]"}
        texts = [columns_first.get(sort, "{}").format(text) for text, sort in parts.arrays]
        names = [*parts.arrays.values(), *parts.scalars.values()]
        return f"{to.helper('broadcast')}(lambda {', '.join(names)}: {body}, {', '.join([*texts, *parts.scalars])})"
    rows = [(f"{name}_row", text) for name, text in tables]
    inner = [(name, f"{name}_row") for name, _ in tables] + parts.of("row", "vector")
    if not tables and not parts.of("row", "vector"):
        columns = [(f"({name},)" if ("thin" in sort) else name, text) for (text, sort), name in parts.arrays.items()]
        return f"[[{body}] {parts.binding()}{side_by_side(columns)}]"
    if not tables and not columns:
        return f"[[{body} {parts.binding()}{side_by_side(inner)}]]"
    thin = {name for name, _ in parts.of("thin column")}
    outer = rows + [(f"({name},)" if name in thin else name, text) for name, text in columns]
    return f"[[{body} {side_by_side(inner)}] {parts.binding()}{side_by_side(outer)}]"


def bare(body: str) -> str:
    """Without outer parentheses."""
    depth = 0
    for place, letter in enumerate(body):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return body[1:-1] if place == len(body) - 1 and body[0] == "(" else body
    return body


@lru_cache(maxsize=1000)
def is_atom(text: str) -> bool:
    """Whether an expression's text needs no parentheses anywhere."""
    if text.isidentifier():
        return True
    try:
        tree = ast.parse(f"({text}\n)", mode="eval").body
    except SyntaxError:
        return False
    if isinstance(tree, ast.Tuple | ast.GeneratorExp):
        return text[:1] == "(" and text[-1:] == ")"
    closed = ast.Name | ast.Subscript | ast.Attribute | ast.Call | ast.List | ast.ListComp | ast.JoinedStr | ast.Dict
    number = isinstance(tree, ast.Constant) and not text[:1].isdigit()
    return isinstance(tree, closed) or number or text.isdigit() or bare(text) != text


def _iterable(text: str) -> str:
    """``range(n)`` for ``list(range(n))``, which is only looped over."""
    inner = text[5:-1]
    if text.startswith(("list(range(", "list(map(", "list(accumulate(")) and bare(inner[inner.index("(") :]) != inner:
        return inner if bare(inner[inner.index("(") :])[:1] != "(" else text
    return text


def side_by_side(pairs: list[tuple[str, str]]) -> str:
    pairs = [(name, _iterable(text)) for name, text in pairs]
    if len(pairs) == 1:
        return f"for {pairs[0][0]} in {pairs[0][1]}"
    return f"for {', '.join(name for name, _ in pairs)} in zip({', '.join(text for _, text in pairs)})"


def element(to: Translator, node: ast.expr, parts: Parts) -> str:
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
                first, second = element(to, left, parts), element(to, right, parts)
                return f"({first} {OPERATORS[type(op)]} {second})"
        case ast.UnaryOp(op=op, operand=operand) if shapes.of(operand):
            sign = "-"
            if isinstance(op, ast.Invert):
                sign = "not " if shapes.is_mask(operand) or isinstance(operand, ast.Name) else "~"
            return f"({sign}{element(to, operand, parts)})"
        case ast.Call(func=func, args=args):
            inner = shapes.elementwise_function(func)
            if inner is not None and not node.keywords:
                return f"{to.atom(inner)}({', '.join(element(to, arg, parts) for arg in args)})"
            if shapes.builtin(func, "abs", "round"):
                return f"{ast.unparse(func)}({', '.join(element(to, arg, parts) for arg in args)})"
            call = shapes.call(node)
            if call is not None and call.name in UFUNCS and call.get("out") is None:
                given = [value for name, value in call.given.items() if name != "dtype"]
                if call.name != "where" or len(given) == 3:
                    return said(to, call, [element(to, arg, parts) for arg in given])
    return _whole(to, node, parts, rank)


def _whole(to: Translator, node: ast.expr, parts: Parts, rank: int) -> str:
    """The name for an item of an array that is not computed here."""
    if rank != 2:
        return parts.array(to.text(node), "vector" if rank == 1 else "deep", rank)
    for sort, inner in (("column", column_of(to.shapes, node)), ("row", row_of(to.shapes, node))):
        if inner is not None:
            return parts.array(to.text(inner), sort, 2)
    found = orientation(to.shapes, node)
    if found:
        return parts.array(to.text(node), f"thin {found}", 2)
    return parts.array(to.text(node), "unknown" if to.thin and unknown(to.shapes, node) else "table", 2)
