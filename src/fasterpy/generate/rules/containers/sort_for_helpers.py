"""Several calls of a helper that sorts the same list → sorted once; sorting what is in order takes one pass."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.helper_body import given, helper
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bound_value, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class SortForHelpers(Rule):
    """``percentile(samples, 50)`` and ``percentile(samples, 95)`` sort the samples each."""

    name = "sort-once-for-helpers"
    pattern = "sort-in-loop"
    summary = "Sort the list once before the calls of a helper that sorts it every time."
    gain = 1.8
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.AST, str], list[tuple[ast.Call, ast.Name]]] = {}
        for call in scope.nodes(ast.Call):
            function = helper(module, call)
            values = given(call, function) if function is not None else None
            if function is None or values is None:
                continue
            for name, value in values.items():
                if isinstance(value, ast.Name) and value in (*call.args, *(word.value for word in call.keywords)):
                    if _only_sorted(module, function, name) and not _in_order(module, value):
                        groups.setdefault((module.function(call), value.id), []).append((call, value))
        for (function_node, name), found in groups.items():
            place = _place(module, function_node, name, [call for call, _ in found])
            if place is None:
                continue
            ordered = module.fresh(f"{name}_sorted")
            edits: list[Edit] = [insert_before(module, place, f"{ordered} = sorted({name})")]
            edits += [replace(module, value, ordered) for _, value in found]
            yield Rewrite(tuple(edits), at(found[0][0], f"{name} sorted once"))


def _in_order(module: ParsedModule, name: ast.Name) -> bool:
    """Whether the name is only ever bound to what sorted() gives."""
    values = [bound_value(module.parent(use)) for use in module.uses(name) if not isinstance(use.ctx, ast.Load)]
    return any(bound and module.source(bound[1]).startswith("sorted(") for bound in values)


def _only_sorted(module: ParsedModule, function: ast.FunctionDef, name: str) -> bool:
    """Whether the helper sorts the parameter, and does nothing else with it that depends on its order."""
    sorts = False
    for node in ast.walk(function):
        if not isinstance(node, ast.Name) or node.id != name:
            continue
        match module.parent(node):
            case ast.Call(func=func, args=[first], keywords=[]) if first is node and module.is_builtin(
                func, "sorted", "len", "min", "max", "set"
            ):
                sorts = sorts or module.is_builtin(func, "sorted")
            case ast.If() | ast.UnaryOp(op=ast.Not()):
                pass
            case _:
                return False
    return sorts


def _place(module: ParsedModule, function: ast.AST, name: str, calls: list[ast.Call]) -> ast.stmt | None:
    """The statement before which the list is sorted: the first one with a call, or the loop around it."""
    repeated = any(module.loop_depth(call) for call in calls)
    if (len(calls) < 2 and not repeated) or not isinstance(function, ast.FunctionDef):
        return None
    stmt: ast.stmt = module.statement(calls[0])
    for loop in module.loops(calls[0]):
        rebound, mutated = mutated_names(loop, lambda call: helper(module, call) is not None)
        if name in rebound | mutated:
            break
        stmt = loop
    if not owns_line(module, stmt) or module.source(stmt).startswith("elif"):
        return None
    body = module.body_of(stmt)
    if not all(any(module.inside(call, other) for other in body[body.index(stmt) :]) for call in calls):
        return None
    between = [other for other in body[body.index(stmt) :] if any(module.inside(call, other) for call in calls)]
    changes = [mutated_names(other, lambda call: helper(module, call) is not None) for other in between]
    return None if any(name in rebound | mutated for rebound, mutated in changes) else stmt
