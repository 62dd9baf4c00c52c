"""``text += piece`` in a loop → collect pieces and join them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, atom, bound_value, insert_after, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class ConcatToJoin(Rule):
    """A string that grows by ``+=`` may be copied in every round."""

    name = "string-concat-to-join"
    pattern = "string-concat-in-loop"
    summary = "Collect pieces in a list and join them once instead of growing a string."
    gain = 1.3
    risk = Risk.LIKELY
    order = 30

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        done: set[tuple[str, int]] = set()
        for stmt in scope.nodes(ast.AugAssign, ast.Assign):
            grown = _growth
            name, _ = grown(stmt)
            if name is None:
                grown = _prepended
                name, _ = grown(stmt)
            loops = module.loops(stmt)
            if name is None or not loops or module.kind(name) not in ("str", ""):
                continue
            outer = loops[-1]
            start = _start(module, outer, name)
            # The loop in whose front the string is set: the innermost whose previous statement does.
            for loop in loops:
                before = _start(module, loop, name)
                if _sets(before, name.id):
                    outer, start = loop, before
                    break
            if start is None or not _sets(start, name.id) or (name.id, outer.lineno) in done:
                continue
            if (
                not isinstance(start, ast.Assign | ast.AnnAssign)
                or not start.value
                or module.kind(start.value) != "str"
            ):
                continue
            done.add((name.id, outer.lineno))
            edits = _collect(module, outer, start, name, grown)
            if edits:
                yield Rewrite(tuple(edits), at(outer, f"{name.id} joined at the end"))


def _start(module: ParsedModule, loop: ast.stmt, name: ast.Name) -> ast.stmt | None:
    """The last statement before a loop, in its block, that has to do with the name."""
    stmt = module.previous(loop)
    while stmt is not None and not any(isinstance(n, ast.Name) and n.id == name.id for n in ast.walk(stmt)):
        stmt = module.previous(stmt)
    return stmt


def _growth(stmt: ast.stmt) -> tuple[ast.Name | None, list[ast.expr]]:
    """The variable that grows at its end, and the pieces it grows by."""
    match stmt:
        case ast.AugAssign(target=ast.Name() as name, op=ast.Add(), value=value):
            return name, [value]
        case ast.Assign(targets=[ast.Name(id=word) as name], value=ast.BinOp(left=left, op=ast.Add(), right=right)):
            # a = a + b + c is (a + b) + c: the interpreter copies a, which it does not for a = a + b.
            pieces = [right]
            while isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add):
                pieces.append(left.right)
                left = left.left
            if isinstance(left, ast.Name) and left.id == word:
                return name, pieces[::-1]
    return None, []


def _prepended(stmt: ast.stmt) -> tuple[ast.Name | None, list[ast.expr]]:
    """The variable that grows at its front: every piece is a copy of the whole."""
    match stmt:
        case ast.Assign(
            targets=[ast.Name(id=word) as name], value=ast.BinOp(left=left, op=ast.Add(), right=ast.Name(id=last))
        ) if last == word:
            return name, [left]
    return None, []


def _sets(stmt: ast.stmt | None, name: str) -> bool:
    bound = bound_value(stmt)
    if bound is None or bound[0].id != name:
        return False
    return isinstance(bound[1], ast.Constant | ast.Name | ast.Call | ast.JoinedStr)


def _collect(
    module: ParsedModule,
    loop: ast.stmt,
    start: ast.stmt,
    name: ast.Name,
    growth: Callable[[ast.stmt], tuple[ast.Name | None, list[ast.expr]]],
) -> list[Edit]:
    if not owns_line(module, loop) or not isinstance(start, ast.Assign | ast.AnnAssign) or start.value is None:
        return []
    pieces = module.fresh(f"{name.id}_parts")
    edits: list[Edit] = []
    for use in module.uses(name):
        if not module.inside(use, loop):
            continue
        stmt = module.statement(use)
        grown, values = growth(stmt)
        if grown is None or grown.id != name.id:
            return []
        if use is grown:
            one = argument(module, values[0]) if len(values) == 1 else " + ".join(atom(module, v) for v in values)
            edits.append(replace(module, stmt, f"{pieces}.append({one})"))
        elif any(module.inside(use, value) for value in values):
            return []
    empty = isinstance(start.value, ast.Constant) and start.value.value == ""
    edits.append(replace(module, start, f"{pieces} = [{'' if empty else module.source(start.value)}]"))
    whole = f"reversed({pieces})" if growth is _prepended else pieces
    edits.append(insert_after(module, loop, f'{name.id} = "".join({whole})'))
    return edits
