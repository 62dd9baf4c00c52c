"""Loops over the places of arrays → operations on whole arrays."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.ranges import Bounds, bounds
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.numeric.arrays import is_array
from fasterpy.generate.rules.target import TargetScope

_UFUNCS = {"sqrt", "sin", "cos", "tan", "exp", "log", "log2", "log10", "floor", "ceil"}


class ElementwiseToVector(Rule):
    """One call into numpy instead of several per item; sums may differ in the last bits."""

    name = "elementwise-to-vector"
    pattern = "vectorise-loop"
    summary = "Compute on whole arrays instead of place by place."
    gain = 30.0
    risk = Risk.LIKELY
    order = 19

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            around = bounds(module, loop.iter)
            if around is None or around.step != 1 or not isinstance(loop.target, ast.Name) or loop.orelse:
                continue
            if len(loop.body) != 1 or not owns_line(module, loop) or lives_on(module, loop):
                continue
            line = _line(module, loop.body[0], loop.target.id, around)
            if line:
                yield Rewrite((replace(module, loop, line),), at(loop, "on whole arrays"))


def _line(module: ParsedModule, stmt: ast.stmt, name: str, around: Bounds) -> str:
    match stmt:
        case ast.Assign(targets=[ast.Subscript(value=ast.Name() as row, slice=ast.Name(id=word))], value=value) if (
            word == name and is_array(module, row)
        ):
            whole = _whole(module, value, name, around)
            return f"{row.id}[{_cut(around)}] = {whole}" if whole else ""
        case ast.AugAssign(target=ast.Subscript(value=ast.Name() as row, slice=ast.Name(id=word)), value=value) if (
            word == name and is_array(module, row)
        ):
            whole = _whole(module, value, name, around)
            sign = text(ast.BinOp(ast.Name("a"), stmt.op, ast.Name("b")))[2:-2]
            return f"{row.id}[{_cut(around)}] {sign}= {whole}" if whole else ""
        case ast.AugAssign(target=ast.Name(id=total), op=ast.Add(), value=value) if total not in names_in(value):
            whole = _whole(module, value, name, around)
            return f"{total} += ({whole}).sum()" if whole else ""
    return ""


def _cut(around: Bounds) -> str:
    low = "" if isinstance(around.low, ast.Constant) and around.low.value == 0 else text(around.low)
    return f"{low}:{text(around.high)}"


def _whole(module: ParsedModule, value: ast.expr, name: str, around: Bounds) -> str:
    """The expression over slices; empty when it is more than arithmetic on items at the loop's place."""
    if any(isinstance(below, ast.IfExp | ast.BoolOp | ast.Compare | ast.ListComp) for below in ast.walk(value)):
        return ""
    for call in (below for below in ast.walk(value) if isinstance(below, ast.Call)):
        dotted = module.imported(call.func)
        if not (dotted.startswith("numpy.") and dotted.rpartition(".")[2] in _UFUNCS):
            return ""
    rows = [below for below in ast.walk(value) if isinstance(below, ast.Subscript) and name in names_in(below.slice)]
    if not rows or not all(isinstance(row.value, ast.Name) and is_array(module, row.value) for row in rows):
        return ""
    if any(not (isinstance(row.slice, ast.Name) and row.slice.id == name) for row in rows):
        return ""
    fresh = _Slices(name, _cut(around)).visit(copy.deepcopy(value))
    return "" if name in names_in(fresh) else text(fresh)


class _Slices(ast.NodeTransformer):
    def __init__(self, name: str, cut: str) -> None:
        self.name, self.cut = name, cut

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if isinstance(node.slice, ast.Name) and node.slice.id == self.name:
            return ast.parse(f"{text(node.value)}[{self.cut}]", mode="eval").body
        self.generic_visit(node)
        return node
