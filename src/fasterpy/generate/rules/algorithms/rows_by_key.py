"""A helper that goes through all rows and skips those of another key → it is given the rows of that key alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, negated, substituted, text
from fasterpy.generate.rules.algorithms.helper_body import callee, given, helper
from fasterpy.generate.rules.algorithms.scan import home
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


@dataclass(frozen=True)
class Filter:
    """``for row in rows: if key(row) != probe: continue`` in a helper, which reads its parameter ``rows`` only so."""

    rows: str
    target: ast.expr
    key: ast.expr
    probe: ast.expr


class HelperRowsByKey(Rule):
    """The helper stays as it is, with all its other conditions; what it would skip it never sees."""

    name = "helper-rows-by-key"
    pattern = "quadratic-join"
    summary = "Group the rows by key once and hand the helper those of the key that it looks for."
    gain = 7.0
    risk = Risk.LIKELY
    order = 13
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.stmt, str], list[tuple[ast.expr, ast.expr, Filter]]] = {}
        for call in scope.nodes(ast.Call):
            function = callee(module, call)
            if function is None or module.inside(call, function):
                continue
            values = given(call, function)
            for found in _filters(module, function):
                rows = values.get(found.rows) if values is not None else None
                if values is None or not isinstance(rows, ast.Name | ast.Attribute) or rows not in module.parents:
                    continue
                if not all(module.is_pure(value) for value in values.values() if value in module.parents):
                    continue
                place = home(module, call, [rows], (), lambda other: _harmless(module, other))
                if place is not None and not names_in(found.key) - names_in(found.target) & _own(module, call):
                    probe = substituted(found.probe, values)
                    groups.setdefault((place, f"{text(rows)} {text(found.key)}"), []).append((rows, probe, found))
                    break
        for (place, _), uses in groups.items():
            rows, _, found = uses[0]
            table = module.fresh(f"{found.rows}_by_key")
            names = {name: module.fresh(name) for name in sorted(names_in(found.target))}
            fresh = {name: ast.Name(other, ast.Load()) for name, other in names.items()}
            target, key = (text(substituted(part, dict(fresh))) for part in (found.target, found.key))
            add = block(module, f"{table}.setdefault({key}, []).append({target})")
            edits: list[Edit] = [
                insert_before(module, place, f"{table} = {{}}\nfor {target} in {module.source(rows)}:\n{add}")
            ]
            edits += [replace(module, one, f"{table}.get({text(probe)}, ())") for one, probe, _ in uses]
            yield Rewrite(tuple(edits), at(rows, f"{module.source(rows)} by {text(found.key)}"))


def _filters(module: ParsedModule, function: ast.FunctionDef) -> Iterator[Filter]:
    params = {arg.arg for arg in (*function.args.args, *function.args.kwonlyargs)}
    for rows, target, tests in _scans(function):
        if rows not in params or not _read_once(function, rows):
            continue
        inner = names_in(target)
        for test in tests:
            match test:
                case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
                    pass
                case _:
                    continue
            for key, probe in ((left, right), (right, left)):
                asks = names_in(probe)
                if not names_in(key) & inner or asks & inner or not asks & params or names_in(key) & params:
                    continue
                if asks - params & _stored(function) or asks & _stored(function):
                    continue
                if module.is_pure(key) and module.is_pure(probe):
                    yield Filter(rows, target, key, probe)


def _scans(function: ast.FunctionDef) -> Iterator[tuple[str, ast.expr, list[ast.expr]]]:
    """Names that the helper goes through, in loops of its body and in comprehensions, and what must hold of an item."""
    for loop in (stmt for stmt in function.body if isinstance(stmt, ast.For)):
        if isinstance(loop.iter, ast.Name):
            yield loop.iter.id, loop.target, _skipped_unless(loop)
    for node in ast.walk(function):
        if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            head = node.generators[0]
            if isinstance(head.iter, ast.Name):
                yield head.iter.id, head.target, [part for test in head.ifs for part in conjuncts(test)]


def _skipped_unless(loop: ast.For) -> list[ast.expr]:
    """What must hold for a round to do anything."""
    match loop.body:
        case [ast.If(test=test, body=[ast.Continue()], orelse=[]), *rest] if rest:
            return negated(test)
        case [ast.If(test=test, orelse=[])]:
            return list(conjuncts(test))
    return []


def _read_once(function: ast.FunctionDef, name: str) -> bool:
    uses = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == name]
    return len(uses) == 1


def _stored(function: ast.FunctionDef) -> set[str]:
    return {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}


def _own(module: ParsedModule, call: ast.Call) -> set[str]:
    """Names that mean something of the caller's own at the place of the call."""
    scope = module.scope_of(call)
    return set(scope.bindings) if scope is not module.scopes.module else set()


def _harmless(module: ParsedModule, call: ast.Call) -> bool:
    return module.is_pure(call) or helper(module, call) is not None
