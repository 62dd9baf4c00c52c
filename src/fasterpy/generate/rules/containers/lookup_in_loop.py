"""``a.count(x)`` and ``a.index(x)`` in loops → one table made before."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Rule
from fasterpy.generate.rules.build import argument, at, block, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class CountInLoop(Rule):
    """Each count() walks the whole list; counting in a dict walks it once.

    A Counter would need no loop, but its first use in a process costs as much as counting thousands of items.
    """

    name = "count-in-loop-to-counter"
    pattern = "count-in-loop"
    summary = "Count everything once in a dict instead of calling list.count in a loop."
    gain = 4.0
    order = 21
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for calls, loop, name in _groups(module, scope, "count"):
            table, item = module.fresh(f"{name}_counts"), module.fresh("item")
            add = block(module, f"{table}[{item}] = {table}.get({item}, 0) + 1")
            made = f"{table} = {{}}\nfor {item} in {name}:\n{add}"
            edits: list[Edit] = [insert_before(module, loop, made)]
            edits += [replace(module, call, f"{table}.get({argument(module, call.args[0])}, 0)") for call in calls]
            yield Rewrite(tuple(edits), at(calls[0], f"{name} counted once"))


class IndexInLoop(Rule):
    """Each index() searches from the front; a dict knows the first place of every value."""

    name = "index-in-loop-to-dict"
    pattern = "index-in-loop"
    summary = "Look positions up in a dict instead of calling list.index in a loop."
    gain = 3.0
    order = 21
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for calls, loop, name in _groups(module, scope, "index"):
            table = module.fresh(f"{name}_places")
            # Backwards, so that the first of equal values stays.
            made = f"{table} = {{{name}[i]: i for i in range(len({name}) - 1, -1, -1)}}"
            edits: list[Edit] = [insert_before(module, loop, made)]
            edits += [replace(module, call, f"{table}[{argument(module, call.args[0])}]") for call in calls]
            yield Rewrite(tuple(edits), at(calls[0], f"places in {name}"))


def _groups(module: ParsedModule, scope: TargetScope, method: str) -> Iterator[tuple[list[ast.Call], ast.stmt, str]]:
    """Calls of ``name.method(x)`` under the outermost statement in which ``name`` does not change."""
    groups: dict[tuple[ast.stmt, str], list[ast.Call]] = {}
    for call in scope.nodes(ast.Call):
        match call:
            case ast.Call(func=ast.Attribute(attr=attr, value=ast.Name() as subject), args=[_], keywords=[]) if (
                attr == method
            ):
                # Without a hint it is mostly a list; the verifier refuses parts counted in a text.
                kinds = ("list", "tuple", "str", "") if method == "count" else ("list", "tuple", "")
                if module.kind(subject) not in kinds or not _repeated(module, call):
                    continue
                if module.kind(subject) == "str" and not _one_letter(module, call.args[0]):
                    continue
                place = _place(module, call, subject)
                if place is not None:
                    groups.setdefault((place, subject.id), []).append(call)
    for (place, name), calls in groups.items():
        yield calls, place, name


def _one_letter(module: ParsedModule, node: ast.expr) -> bool:
    return isinstance(node, ast.Name) or (isinstance(node, ast.Constant) and len(str(node.value)) == 1)


def _repeated(module: ParsedModule, call: ast.Call) -> bool:
    return module.loop_depth(call) > 0


def _place(module: ParsedModule, call: ast.Call, subject: ast.Name) -> ast.stmt | None:
    """The outermost loop (or the statement of a comprehension) around the call that leaves ``subject`` alone."""
    best: ast.stmt | None = None
    stmt = module.statement(call)
    candidates: list[ast.stmt] = [*module.loops(call)]
    if not candidates or module.loop_depth(call) > len(candidates):
        candidates.insert(0, stmt)
    for place in candidates:
        if not module.is_invariant(subject, place) or not owns_line(module, place):
            break
        best = place
    if isinstance(best, ast.For) and module.inside(call, best.iter):
        return None
    return best
