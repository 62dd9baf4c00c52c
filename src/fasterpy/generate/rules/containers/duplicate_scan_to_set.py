"""Comparing each item with all that were kept so far → a set of their keys."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, split, substituted, text
from fasterpy.generate.rules.algorithms.scan import tuple_of
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import (
    at,
    bound_value,
    insert_after,
    owns_line,
    replace,
    replace_range,
)
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


@dataclass(frozen=True)
class _Scan:
    """Asks whether something kept so far matches."""

    first: ast.stmt | ast.expr
    last: ast.stmt | None
    kept: ast.Name
    other: str
    tests: Sequence[ast.expr]
    flag: str = ""
    """Variable that takes the answer; empty: an expression, or the ``else`` of the loop."""


class DuplicateScanToSet(Rule):
    """A list that starts empty and is compared, by a key, with every new item before that is appended."""

    name = "duplicate-scan-to-set"
    pattern = "membership-list-to-set"
    summary = "Remember the keys of what was kept in a set instead of comparing each item with everything kept."
    gain = 7.0
    risk = Risk.LIKELY
    order = 15
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for scan in _scans(module, scope):
            edits = _edits(module, scan)
            if edits:
                yield Rewrite(tuple(edits), at(scan.first, f"keys of {scan.kept.id} in a set"))


def _scans(module: ParsedModule, scope: TargetScope) -> Iterator[_Scan]:
    for loop in scope.nodes(ast.For):
        match loop:
            case ast.For(
                target=ast.Name(id=other), iter=ast.Name() as kept, body=[ast.If(test=test, orelse=[]) as hit]
            ):
                pass
            case _:
                continue
        tests = list(conjuncts(test))
        match hit.body, module.previous(loop), loop.orelse:
            case (
                [ast.Assign(targets=[ast.Name(id=flag)], value=ast.Constant(value=True)), *rest],
                ast.Assign(targets=[ast.Name(id=again)], value=ast.Constant(value=False)) as before,
                [],
            ) if flag == again and all(isinstance(stmt, ast.Break) for stmt in rest):
                yield _Scan(before, loop, kept, other, tests, flag)
            case [ast.Break()], _, [_, *_]:
                yield _Scan(loop, loop, kept, other, tests)
    for call in scope.nodes(ast.Call):
        match call:
            case ast.Call(func=func, args=[ast.GeneratorExp() | ast.ListComp() as made]) if (
                module.is_builtin(func, "any") and len(made.generators) == 1
            ):
                part = made.generators[0]
                if isinstance(part.target, ast.Name) and isinstance(part.iter, ast.Name):
                    tests = [piece for test in (*part.ifs, made.elt) for piece in conjuncts(test)]
                    yield _Scan(call, None, part.iter, part.target.id, tests)


def _edits(module: ParsedModule, scan: _Scan) -> list[Edit]:
    """What makes the scan a look-up; nothing where the list may change in another way."""
    stmt = scan.first if isinstance(scan.first, ast.stmt) else module.statement(scan.first)
    loops = module.loops(stmt)
    start = _start(module, scan.kept)
    if not loops or start is None or not owns_line(module, start) or module.inside(start, loops[0]):
        return []
    inner = {scan.other}
    facts = [split(test, inner) for test in scan.tests]
    if not all(fact is not None and fact.op is ast.Eq for fact in facts):
        return []
    key = tuple_of([fact.key for fact in facts if fact])
    probe = tuple_of([fact.probe for fact in facts if fact])
    if isinstance(key, ast.Name) or names_in(key) & _changing(loops[-1]) - inner or not module.is_pure(key):
        return []  # the items themselves: that is plain membership
    table = module.fresh(f"{scan.kept.id}_keys")
    edits = [insert_after(module, start, f"{table} = set()")]
    for use in module.uses(scan.kept):
        if use is scan.kept or not any(module.inside(use, loop) for loop in loops) or _asks(module, use, stmt):
            continue
        call = module.parent(module.parent(use) or use)
        match call:
            case ast.Call(func=ast.Attribute(attr="append"), args=[item]) if module.is_pure(item):
                place = module.statement(call)
                if not isinstance(place, ast.Expr) or place.value is not call or not owns_line(module, place):
                    return []
                edits.append(insert_after(module, place, f"{table}.add({text(substituted(key, {scan.other: item}))})"))
            case _:
                if not isinstance(use.ctx, ast.Load) or isinstance(module.parent(use), ast.Attribute | ast.Subscript):
                    return []
    if len(edits) < 2:
        return []
    return [*edits, *_asked(module, scan, f"{text(probe)} in {table}", f"{text(probe)} not in {table}")]


def _asked(module: ParsedModule, scan: _Scan, question: str, negated: str) -> list[Edit]:
    if isinstance(scan.first, ast.expr):
        return [replace(module, scan.first, f"({question})")]
    assert scan.last is not None
    if scan.flag:
        return [replace_range(module, scan.first, scan.last, f"{scan.flag} = {question}")]
    assert isinstance(scan.last, ast.For)
    first, last = scan.last.orelse[0], scan.last.orelse[-1]
    low, high = module.line_start(module.span(first)[0]), module.span(last)[1]
    head = Edit(module.span(scan.last)[0], low, f"if {negated}:\n")
    return [head] if high and module.starts_line(first) else []


def _asks(module: ParsedModule, use: ast.Name, stmt: ast.stmt) -> bool:
    """Whether the use belongs to the scan itself; what its ``else`` does, belongs to the rest."""
    rest = stmt.orelse if isinstance(stmt, ast.For) else []
    return module.inside(use, stmt) and not any(module.inside(use, part) for part in rest)


def _start(module: ParsedModule, kept: ast.Name) -> ast.stmt | None:
    """The only binding of the list, to an empty one."""
    stores = [use for use in module.uses(kept) if not isinstance(use.ctx, ast.Load)]
    if len(stores) != 1:
        return None
    stmt = module.statement(stores[0])
    bound = bound_value(stmt)
    return stmt if bound is not None and module.source(bound[1]) in ("[]", "list()") else None


def _changing(loop: ast.stmt) -> set[str]:
    return mutated_names(loop)[0]
