"""``for j in range(n): a[j] = f(a[j], b[j])`` → the row made by one comprehension over zip."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.ranges import bounds
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class RowByZip(Rule):
    """Items come from zip without indexing; what does not depend on the place is computed before (Floyd–Warshall)."""

    name = "row-by-zip"
    pattern = "zip-instead-of-index"
    summary = "Build the row with one comprehension over zip() instead of indexing every place."
    gain = 1.8
    risk = Risk.LIKELY
    order = 44

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            around = bounds(module, loop.iter)
            if around is None or around.step != 1 or not isinstance(loop.target, ast.Name) or loop.orelse:
                continue
            if not (isinstance(around.low, ast.Constant) and around.low.value == 0) or not owns_line(module, loop):
                continue
            name = loop.target.id
            found = _assigned(loop)
            if found is None or lives_on(module, loop) or not module.loops(loop) or not module.is_pure(found[1]):
                continue
            target, value = found
            if not _at(target, name):
                continue
            edits = _rewrite(module, loop, target, value, name, text(around.high))
            if edits:
                yield Rewrite(tuple(edits), at(loop, f"{text(target)} by zip()"))


def _assigned(loop: ast.For) -> tuple[ast.Subscript, ast.expr] | None:
    match loop.body:
        case [ast.Assign(targets=[ast.Subscript() as target], value=value)]:
            return target, value
        case [ast.AugAssign(target=ast.Subscript() as target, op=op, value=value)]:
            return target, ast.BinOp(ast.Subscript(target.value, target.slice, ast.Load()), op, value)
        case [
            ast.If(
                test=ast.Compare(left=left, ops=[ast.Lt() | ast.Gt() as sign], comparators=[right]),
                body=[ast.Assign(targets=[ast.Subscript() as target], value=value)],
                orelse=[],
            )
        ]:
            # ``if b < a[j]: a[j] = b`` in both spellings.
            mine = text(target)
            if {text(left), text(right)} == {mine, text(value)}:
                smaller = isinstance(sign, ast.Gt) == (text(left) == mine)
                word = "min" if smaller else "max"
                old = ast.Subscript(target.value, target.slice, ast.Load())
                return target, ast.Call(ast.Name(word, ast.Load()), [old, value], [])
    return None


def _at(node: ast.Subscript, name: str) -> bool:
    return isinstance(node.slice, ast.Name) and node.slice.id == name and name not in names_in(node.value)


class _Items(ast.NodeTransformer):
    """Replaces ``a[j]`` by a name and collects the rows."""

    def __init__(self, module: ParsedModule, name: str) -> None:
        self.module, self.name = module, name
        self.rows: dict[str, str] = {}
        self.fixed: dict[str, str] = {}

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if _at(node, self.name):
            row = text(node.value)
            if row not in self.rows:
                self.rows[row] = self.module.fresh(f"item_{len(self.rows) + 1}")
            return ast.Name(self.rows[row], ast.Load())
        if self.name not in names_in(node) and not isinstance(node.slice, ast.Slice):
            word = text(node)
            if word not in self.fixed:
                self.fixed[word] = self.module.fresh(f"fixed_{len(self.fixed) + 1}")
            return ast.Name(self.fixed[word], ast.Load())
        self.generic_visit(node)
        return node


def _rewrite(
    module: ParsedModule, loop: ast.For, target: ast.Subscript, value: ast.expr, name: str, high: str
) -> list[Edit]:
    items = _Items(module, name)
    fresh = items.visit(copy.deepcopy(value))
    row = text(target.value)
    if not items.rows or name in names_in(fresh) or mutated_names(loop)[0] - {name}:
        return []
    if any(isinstance(below, ast.ListComp | ast.GeneratorExp | ast.Lambda) for below in ast.walk(fresh)):
        return []
    edits: list[Edit] = []
    if items.fixed:
        lines = "\n".join(f"{word} = {source}" for source, word in items.fixed.items())
        edits.append(insert_before(module, loop, lines))
    names, rows = list(items.rows.values()), list(items.rows)
    expression = _minimum(module, fresh)
    if len(rows) == 1:
        body = f"[{expression} for {names[0]} in {rows[0]}[:{high}]]"
    else:
        body = f"[{expression} for {', '.join(names)} in zip({rows[0]}[:{high}], {', '.join(rows[1:])})]"
    edits.append(replace(module, loop, f"{row}[:{high}] = {body}"))
    return edits


def _minimum(module: ParsedModule, node: ast.expr) -> str:
    """``min(a, b)`` as a conditional: no call per item."""
    match node:
        case ast.Call(func=ast.Name(id="min" | "max" as word), args=[one, two], keywords=[]) if (
            module.scopes.module.bindings.get(word) is None
        ):
            sign = "<=" if word == "min" else ">="
            return f"{text(one)} if {text(one)} {sign} ({text(two)}) else {text(two)}"
    return text(node)
