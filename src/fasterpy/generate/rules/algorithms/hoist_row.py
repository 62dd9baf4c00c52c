"""``grid[i][j]`` in the loop over ``j`` → the row once, before the loop."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names, root_name
from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_READS = ("count", "index", "copy", "get", "items", "keys", "values")
_BUILTINS = ("len", "print", "range", "max", "min", "sum", "sorted", "enumerate", "zip", "list", "str", "abs", "int")


class HoistRow(Rule):
    """Each subscript costs an index computation and a lookup; dynamic programming tables have millions of them."""

    name = "hoist-row"
    pattern = "hoist-loop-invariant"
    summary = "Look the row of a table up once before the inner loop."
    gain = 1.4
    risk = Risk.LIKELY
    order = 46

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.stmt, str], list[ast.Subscript]] = {}
        for node in scope.nodes(ast.Subscript):
            parent = module.parent(node)
            if not (isinstance(parent, ast.Subscript) and parent.value is node) or not isinstance(node.ctx, ast.Load):
                continue
            if isinstance(node.slice, ast.Slice) or not isinstance(node.value, ast.Name | ast.Subscript):
                continue
            place = _place(module, node)
            if place is not None:
                groups.setdefault((place, module.source(node)), []).append(node)
        done: list[ast.Subscript] = []
        for (place, text), nodes in groups.items():
            nodes = [node for node in nodes if not any(module.inside(node, other) for other in done)]
            plain = nodes and _evident(module, nodes[0])
            if not nodes or "\n" in text or not (plain or any(not _guarded(module, node, place) for node in nodes)):
                continue
            done += nodes
            row = module.fresh(f"{root_name(nodes[0])}_row")
            edits: list[Edit] = [insert_before(module, place, f"{row} = {text}")]
            edits += [replace(module, node, row) for node in nodes]
            yield Rewrite(tuple(edits), at(nodes[0], f"{text} once"))


def _evident(module: ParsedModule, row: ast.Subscript) -> bool:
    """Whether the row surely exists, if looked up or not: its index is a constant or the counter of a loop."""
    match row.slice:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            targets = [loop.target for loop in module.loops(row) if isinstance(loop, ast.For)]
            return any(name in names_in(target) for target in targets)
    return False


def _place(module: ParsedModule, node: ast.Subscript) -> ast.stmt | None:
    best: ast.stmt | None = None
    names = names_in(node)
    table = root_name(node)
    for loop in module.loops(node):
        if not owns_line(module, loop) or not module.is_pure(node):
            break
        if names & mutated_names(loop)[0] or _replaced(module, loop, table, node):
            break
        if any(name in mutated_names(loop)[1] for name in names - {table}):
            break
        best = loop
    return best


def _replaced(module: ParsedModule, loop: ast.stmt, table: str, row: ast.Subscript) -> bool:
    """Whether the loop may put another object in the place of the row, or hands the table to someone who may."""
    depth = _depth(row)
    for below in ast.walk(loop):
        match below:
            case ast.Subscript(ctx=ast.Store() | ast.Del()) if root_name(below) == table and _depth(below) <= depth:
                return True
            case ast.Call(func=ast.Attribute(attr=attr, value=ast.Name(id=name))) if name == table:
                if attr not in _READS:
                    return True
            case ast.Call(func=func, args=args):
                handed = any(isinstance(arg, ast.Name) and arg.id == table for arg in args)
                if handed and not module.is_builtin(func, *_BUILTINS):
                    return True
    return False


def _depth(node: ast.expr) -> int:
    depth = 0
    while isinstance(node, ast.Subscript):
        node, depth = node.value, depth + 1
    return depth


def _guarded(module: ParsedModule, node: ast.AST, place: ast.stmt) -> bool:
    """Whether the row is looked up only under a condition: it may not exist otherwise."""
    below = node
    for above in module.ancestors(node):
        if isinstance(below, ast.stmt) and any(_leaves(stmt) for stmt in _before(above, below)):
            return True
        if above is place:
            return False
        if isinstance(above, ast.If | ast.IfExp | ast.While) and below is not above.test:
            return True
        if isinstance(above, ast.BoolOp) and below is not above.values[0]:
            return True
        below = above
    return False


def _before(above: ast.AST, stmt: ast.stmt) -> list[ast.stmt]:
    """The statements before one in its block."""
    for field in ("body", "orelse", "finalbody"):
        block = getattr(above, field, None)
        if isinstance(block, list) and stmt in block:
            return block[: block.index(stmt)]
    return []


def _leaves(stmt: ast.stmt) -> bool:
    """Whether what follows a statement may be skipped."""
    return any(isinstance(below, ast.Continue | ast.Break | ast.Return | ast.Raise) for below in ast.walk(stmt))
