"""``for k in range(n): s += a[k] * b[k]`` → ``sum(map(mul, ...))``; columns of a matrix are made once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.ranges import bounds
from fasterpy.generate.rules.algorithms.scan import home, lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.numeric.arrays import is_array
from fasterpy.generate.rules.target import TargetScope


class DotProduct(Rule):
    """The heart of a matrix product by hand."""

    name = "dot-product-loop"
    pattern = "sum-of-products"
    summary = "Multiply and add up with sum(map(mul, ...)) instead of indexing both lists."
    gain = 2.5
    risk = Risk.LIKELY
    order = 24

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            around = bounds(module, loop.iter)
            if around is None or around.step != 1 or not isinstance(loop.target, ast.Name) or loop.orelse:
                continue
            found = _product(loop)
            if found is None or not owns_line(module, loop) or lives_on(module, loop):
                continue
            target, one, two = found
            name = loop.target.id
            if name in names_in(target):
                continue
            edits: list[Edit] = []
            vectors = [_vector(module, loop, part, name, edits) for part in (one, two)]
            if not all(vectors) or any(
                is_array(module, below) for below in ast.walk(one) if isinstance(below, ast.Name)
            ):
                continue
            imports, mul = need(module, "operator", "mul")
            low = "" if isinstance(around.low, ast.Constant) and around.low.value == 0 else text(around.low)
            cut = f"[{low}:{text(around.high)}]"
            line = f"{text(target)} += sum(map({mul}, {vectors[0]}{cut}, {vectors[1]}{cut if low else ''}))"
            edits += [*imports, replace(module, loop, line)]
            yield Rewrite(tuple(edits), at(loop, "sum of products"))


def _product(loop: ast.For) -> tuple[ast.expr, ast.expr, ast.expr] | None:
    match loop.body:
        case [ast.AugAssign(target=target, op=ast.Add(), value=ast.BinOp(left=one, op=ast.Mult(), right=two))]:
            return target, one, two
        case [
            ast.Assign(
                targets=[target],
                value=ast.BinOp(left=again, op=ast.Add(), right=ast.BinOp(left=one, op=ast.Mult(), right=two)),
            )
        ] if text(target) == text(again):
            return target, one, two
    return None


def _vector(module: ParsedModule, loop: ast.For, part: ast.expr, name: str, edits: list[Edit]) -> str:
    """``a[k]`` and ``a[i][k]``: the list; ``b[k][j]``: the column, from a transposed copy."""
    match part:
        case ast.Subscript(value=items, slice=ast.Name(id=word)) if word == name and name not in names_in(items):
            return text(items)
        case ast.Subscript(value=ast.Subscript(value=table, slice=ast.Name(id=word)), slice=column) if (
            word == name and name not in names_in(table) | names_in(column)
        ):
            place = home(module, loop, [table], ())
            if place is None or place is loop:
                return ""
            columns = module.fresh("columns")
            edits.append(insert_before(module, place, f"{columns} = list(zip(*{text(table)}))"))
            return f"{columns}[{text(column)}]"
    return ""
