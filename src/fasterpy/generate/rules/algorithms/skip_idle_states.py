"""A table's cell that cannot change anything (0 in a sum, infinity in a minimum) → its round ends at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import root_name
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.idle_effects import IDLE, Idle, effects, is_better, is_idle
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, bound_value, insert_after, insert_before, over_lines, owns_line
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class SkipIdleStates(Rule):
    """Most states of a dynamic program are never reached; what is added from them is nothing."""

    name = "skip-idle-states"
    pattern = "early-exit"
    summary = "Pass over table cells that cannot change anything."
    gain = 1.6
    risk = Risk.LIKELY
    order = 33

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            if loop.orelse or not owns_line(module, loop.body[0]) or over_lines(loop.body[:1]):
                continue
            found = _guard(module, loop)
            if found is not None:
                edit, value = found
                yield Rewrite((edit,), at(loop, f"passes over an idle {value}"))


def _guard(module: ParsedModule, loop: ast.For) -> tuple[Edit, str] | None:
    nodes = [node for stmt in loop.body for node in ast.walk(stmt) if isinstance(node, ast.Name)]
    local = {name.id for name in nodes if _stored(name)}
    if not _confined(module, loop, local):
        return None
    for value, after in _values(loop, local):
        word = text(value)
        if sum(1 for _ in effects(loop.body)) + _inner(loop) < 2:
            continue
        for kind in IDLE:
            test = _test(module, loop, value, after, kind)
            if (
                test
                and not _asked(loop.body, kind, word)
                and all(is_idle(module, stmt, kind, word, after) for stmt in loop.body)
            ):
                lines = f"if {test}:\n{block(module, 'continue')}"
                place = (
                    insert_before(module, loop.body[0], lines) if after is None else insert_after(module, after, lines)
                )
                return place, word
    return None


def _values(loop: ast.For, local: set[str]) -> Iterator[tuple[ast.expr, ast.Assign | None]]:
    """What a round may take from a table: a cell, a name for it, the loop's own item."""
    for stmt in loop.body:
        match stmt:
            case ast.Assign(targets=[ast.Name() as name], value=ast.Subscript()):
                yield ast.Name(name.id, ast.Load()), stmt
            case _:
                break
    for target in ast.walk(loop.target):
        if isinstance(target, ast.Name):
            yield ast.Name(target.id, ast.Load()), None
    seen: set[str] = set()
    own = names_in(loop.target)
    for stmt in loop.body:
        for node in ast.walk(stmt):
            if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Load) or text(node) in seen:
                continue
            if names_in(node) & own and not names_in(node) & local and not isinstance(node.slice, ast.Slice):
                seen.add(text(node))
                yield node, None


def _test(module: ParsedModule, loop: ast.For, value: ast.expr, after: ast.Assign | None, kind: Idle) -> str:
    """When the value is idle; empty when nobody says what the table is filled with."""
    if kind.filler == "0":
        return f"not {text(value)}" if isinstance(value, ast.Name) else f"{text(value)} == 0"
    table = after.value if after is not None else loop.iter if isinstance(value, ast.Name) else value
    for name in sorted(names_in(table)):
        if isinstance(value, ast.Subscript) and name != root_name(value):
            continue
        for filler in _fillers(module, name, set()):
            if filler != "0" and _negative(module, filler) == (kind.filler == "-"):
                return f"{text(value)} == {filler}"
    return ""


def _negative(module: ParsedModule, filler: str) -> bool:
    values = [bound[1] for stmt in module.nodes(ast.Assign) if (bound := bound_value(stmt)) and bound[0].id == filler]
    return any(text(value).startswith("-") for value in values) or filler.startswith("-")


def _fillers(module: ParsedModule, name: str, seen: set[str]) -> Iterator[str]:
    """What tables of that name are filled with at first: ``[INF] * n``, also by way of ``dp = ndp``."""
    if name in seen:
        return
    seen.add(name)
    for stmt in module.nodes(ast.Assign):
        if not any(isinstance(target, ast.Name) and target.id == name for target in stmt.targets):
            continue
        if isinstance(stmt.value, ast.Name):
            yield from _fillers(module, stmt.value.id, seen)
            continue
        inner: ast.expr = stmt.value
        counters: set[str] = set()
        while True:
            match inner:
                case ast.ListComp(elt=one, generators=parts):
                    counters |= {name for part in parts for name in names_in(part.target)}
                    inner = one
                case ast.BinOp(op=ast.Mult(), left=ast.List(elts=[one])):
                    inner = one
                case ast.BinOp(op=ast.Mult(), right=ast.List(elts=[one])):
                    inner = one
                case _:
                    break
        if inner is not stmt.value and not names_in(inner) & counters:
            if isinstance(inner, ast.Name | ast.Constant | ast.UnaryOp) or text(inner) in ("float('inf')", "math.inf"):
                yield text(inner)


def _asked(body: Sequence[ast.stmt], kind: Idle, word: str) -> bool:
    """Whether a condition of the round looks at the value already, other than to see whether it is better."""
    tests = [stmt.test for stmt in body if isinstance(stmt, ast.If) and not is_better(stmt, kind, word)]
    return any(text(node) == word for test in tests for node in ast.walk(test) if isinstance(node, ast.expr))


def _inner(loop: ast.For) -> bool:
    return any(isinstance(below, ast.For) for stmt in loop.body for below in ast.walk(stmt))


def _stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _confined(module: ParsedModule, loop: ast.For, local: set[str]) -> bool:
    """Whether the names that a round binds mean nothing after it, and are bound in it before they are read."""
    first: dict[str, ast.Name] = {}
    nodes = [node for stmt in loop.body for node in ast.walk(stmt) if isinstance(node, ast.Name)]
    # An assignment's value is read before its target is bound, whatever their order in the text.
    for node in sorted(nodes, key=lambda item: (_line(module, item), _stored(item), module.span(item))):
        if node.id in local:
            first.setdefault(node.id, node)
    if not all(_stored(node) for node in first.values()):
        return False
    return all(module.inside(use, loop) for node in first.values() for use in module.uses(node))


def _line(module: ParsedModule, node: ast.AST) -> int:
    return module.span(module.statement(node))[0]
