"""``a = sorted(items, key=k)``, then ``a = [x for x in a if …]`` → filter first, sort what is left."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bound_value, delete, insert_after, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class FilterBeforeSort(Rule):
    """The same list, since sorting is stable: only what is kept has to be put in order."""

    name = "filter-before-sort"
    pattern = "filter-then-sort"
    summary = "Filter before sorting, so that only what is kept is put in order."
    gain = 2.0
    risk = Risk.LIKELY
    order = 18

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign, ast.AnnAssign):
            bound = bound_value(stmt)
            after = module.next(stmt)
            if bound is None or after is None or not owns_line(module, stmt) or not owns_line(module, after):
                continue
            match bound[1]:
                case ast.Call(func=func, args=[items]) as call if module.is_builtin(func, "sorted") and not isinstance(
                    items, ast.GeneratorExp | ast.Starred
                ):
                    edits = _edits(module, stmt, bound[0], call, items, after)
                    if edits:
                        yield Rewrite(tuple(edits), at(stmt, f"{bound[0].id} filtered first"))


def _edits(
    module: ParsedModule, stmt: ast.stmt, name: ast.Name, call: ast.Call, items: ast.expr, after: ast.stmt
) -> list[Edit]:
    found = _filter(module, after, name.id)
    if found is not None:
        other, made = found
        if other.id != name.id and len(module.uses(name)) > 2:
            return []
        inner = replace(module, made.generators[0].iter, module.source(items))
        text = module.source(made)
        start = module.span(made)[0]
        text = text[: inner.start - start] + inner.text + text[inner.end - start :]
        rest = module.text[module.span(items)[1] : module.span(call)[1]]
        value = f"{module.source(call.func)}({text}{rest}"
        return [delete(module, stmt), replace(module, made, value)]
    match after:
        case ast.If(test=test, body=[only], orelse=[]) if (found := _filter(module, only, name.id)) is not None:
            if found[0].id != name.id or name.id in names_in(test) or not module.is_pure(test):
                return []
        case _:
            return []
    if isinstance(items, ast.Name) and items.id == name.id:
        first = [delete(module, stmt)]
    else:
        first = [replace(module, call, module.source(items))]
    text = module.source(call)
    start, (low, high) = module.span(call)[0], module.span(items)
    text = text[: low - start] + name.id + text[high - start :]
    return [*first, insert_after(module, after, f"{name.id} = {text}")]


def _filter(module: ParsedModule, stmt: ast.stmt, name: str) -> tuple[ast.Name, ast.ListComp] | None:
    """``other = [x for x in name if …]`` with pure conditions that do not ask for the list itself."""
    bound = bound_value(stmt)
    match bound[1] if bound is not None else None:
        case (
            ast.ListComp(
                elt=ast.Name(id=one),
                generators=[
                    ast.comprehension(target=ast.Name(id=again), iter=ast.Name(id=word), ifs=tests, is_async=0)
                ],
            ) as made
        ) if one == again != word == name and tests:
            if bound is not None and all(module.is_pure(test) and name not in names_in(test) for test in tests):
                return bound[0], made
    return None
