"""``table[image[y, x]] += 1`` for every place of an array → ``numpy.add.at`` on the whole of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.numeric.arrays import is_array
from fasterpy.generate.rules.target import TargetScope


class ScatterToAdd(Rule):
    """Histograms and sums per label: one call goes over the array, in its order."""

    name = "scatter-loop-to-add-at"
    pattern = "histogram-bincount"
    summary = "Add at all places at once with numpy.add.at instead of place by place."
    gain = 20.0
    risk = Risk.LIKELY
    order = 19

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            places, body = _nest(module, loop)
            match body:
                case ast.AugAssign(
                    target=ast.Subscript(value=ast.Name() as table, slice=index), op=ast.Add(), value=value
                ) if places and owns_line(module, loop) and is_array(module, table):
                    pass
                case _:
                    continue
            words = [_whole(module, part, places) for part in (index, value)]
            if words[0] is None or words[1] is None or words[0] == module.source(index) or lives_on(module, loop):
                continue
            imports, add = need(module, "numpy", "add")
            yield Rewrite(
                (*imports, replace(module, loop, f"{add}.at({table.id}, {words[0]}, {words[1]})")), at(loop, "add.at")
            )


def _nest(module: ParsedModule, loop: ast.For) -> tuple[list[str], ast.stmt | None]:
    """The counters of nested loops over whole axes (or the one variable over an array), and the innermost statement."""
    places: list[str] = []
    stmt: ast.stmt = loop
    while isinstance(stmt, ast.For):
        counted = stmt.iter if isinstance(stmt.iter, ast.Call) else None
        if counted is None or not module.is_builtin(counted.func, "range") or len(counted.args) != 1:
            return [], None
        if not isinstance(stmt.target, ast.Name) or len(stmt.body) != 1 or stmt.orelse:
            return [], None
        places.append(stmt.target.id)
        stmt = stmt.body[0]
    return places, stmt


def _whole(module: ParsedModule, part: ast.expr, places: list[str]) -> str | None:
    """The array that is read at every place; the expression itself when it is constant."""
    if not names_in(part) & set(places):
        return module.source(part) if isinstance(part, ast.Constant | ast.Name) else None
    found: list[str] = []
    current = part
    while isinstance(current, ast.Subscript):
        index = current.slice
        found = [*(_names(index)), *found]
        current = current.value
    if found == places and isinstance(current, ast.Name) and is_array(module, current):
        return current.id
    return None


def _names(index: ast.expr) -> list[str]:
    parts = index.elts if isinstance(index, ast.Tuple) else [index]
    return [part.id if isinstance(part, ast.Name) else "" for part in parts]
