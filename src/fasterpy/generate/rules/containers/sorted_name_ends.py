"""``ordered = sorted(a)`` of which only one end, or the first few, are read."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, delete, need, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class SortedNameEnds(Rule):
    """Sorted once, looked at in front or at the back only: one pass finds either."""

    name = "sorted-name-to-min-max"
    pattern = "sorted-first-to-min"
    summary = "Take min() and max() instead of sorting when only the ends are read."
    gain = 2.0
    risk = Risk.LIKELY
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign):
            match stmt:
                case ast.Assign(targets=[ast.Name() as name], value=ast.Call(func=func, args=[items]) as call) if (
                    module.is_builtin(func, "sorted") and owns_line(module, stmt)
                ):
                    pass
                case _:
                    continue
            # What is computed is kept under the same name, unsorted.
            listed = isinstance(items, ast.ListComp)
            order = _order(module, call)
            if order is None or not (listed or isinstance(items, ast.Name)):
                continue
            source = name.id if listed else argument(module, items)
            edits: list[Edit] = []
            for use in module.uses(name):
                if use is name:
                    continue
                if _asked(module, use) and isinstance(items, ast.Name):
                    edits.append(replace(module, use, items.id))  # whether there is any
                    continue
                end = _end(module.parent(use), use)
                if not end or not isinstance(use.ctx, ast.Load) or module.loops(use) != module.loops(stmt):
                    edits = []
                    break
                read = module.parent(use)
                assert read is not None
                edits.append(replace(module, read, _found(end, source, order)))
            if any(isinstance(module.parent(use), ast.Subscript) for use in module.uses(name)) and 0 < len(edits) <= 4:
                first = replace(module, stmt.value, module.source(items)) if listed else delete(module, stmt)
                yield Rewrite((first, *edits), at(stmt, f"the ends of {name.id}"))


class SortedPart(Rule):
    """``ranked = sorted(a, key=k)`` (or ``ranked.sort(key=k)``) of which only ``ranked[:n]`` is used."""

    name = "sorted-part-to-heap"
    pattern = "top-k-heap"
    summary = "Take the first few with heapq.nsmallest instead of sorting everything."
    gain = 1.8
    risk = Risk.LIKELY
    order = 20
    alone_only = True  # wrong for a negative number of items, which a caller may mean

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for part in scope.nodes(ast.Subscript):
            match part:
                case ast.Subscript(
                    value=whole, slice=ast.Slice(lower=None, upper=ast.expr() as most, step=None), ctx=ast.Load()
                ) if isinstance(most, ast.Name | ast.Attribute) or (
                    isinstance(most, ast.Constant) and type(most.value) is int and most.value > 0
                ):
                    pass
                case _:
                    continue
            if isinstance(whole, ast.Call) and module.is_builtin(whole.func, "sorted") and len(whole.args) == 1:
                imports, text = _smallest(module, whole, module.source(whole.args[0]), most)
                if text:
                    yield Rewrite((*imports, replace(module, part, text)), at(part, "the first few"))
            elif isinstance(whole, ast.Name):
                yield from _named(module, part, whole, most)


def _asked(module: ParsedModule, use: ast.Name) -> bool:
    """``if ordered``, ``not ordered``."""
    parent = module.parent(use)
    return (isinstance(parent, ast.If | ast.IfExp) and parent.test is use) or (
        isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not)
    )


def _named(module: ParsedModule, part: ast.Subscript, whole: ast.Name, most: ast.expr) -> Iterator[Rewrite]:
    """The list is sorted in the statement before that of the slice, which is its last use."""
    stmt = module.statement(part)
    before = module.previous(stmt)
    if before is None or not owns_line(module, before):
        return
    later = [use for use in module.uses(whole) if module.span(use)[0] > module.span(before)[1]]
    if later != [whole] or module.loops(part) != module.loops(before) or isinstance(stmt, ast.For | ast.While):
        return
    match before:
        case ast.Assign(targets=[ast.Name(id=word)], value=ast.Call(func=func, args=[items]) as call) if (
            word == whole.id and module.is_builtin(func, "sorted")
        ):
            source = argument(module, items)
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="sort", value=ast.Name(id=word)), args=[]) as call) if (
            word == whole.id and not _given(module, whole)
        ):
            source = word
        case _:
            return
    imports, text = _smallest(module, call, source, most)
    if text:
        yield Rewrite((*imports, delete(module, before), replace(module, part, text)), at(part, "the first few"))


def _given(module: ParsedModule, name: ast.Name) -> bool:
    """The list is the caller's, who sees that it is sorted."""
    owner = module.scopes.owner(name)
    return owner is None or any(isinstance(node, ast.arg) for node in owner.bindings.get(name.id, ()))


def _smallest(module: ParsedModule, call: ast.Call, source: str, most: ast.expr) -> tuple[tuple[Edit, ...], str]:
    order = _order(module, call)
    if order is None:
        return (), ""
    key, flip = order
    imports, word = need(module, "heapq", "nlargest" if flip else "nsmallest")
    # Sorting backwards keeps equal items in order, as nlargest does.
    return imports, f"{word}({module.source(most)}, {source}{f', key={key}' if key else ''})"


def _order(module: ParsedModule, call: ast.Call) -> tuple[str, bool] | None:
    """The key's text and whether it is sorted backwards; None where that is not written down."""
    options = {word.arg: word.value for word in call.keywords}
    flip = options.pop("reverse", None)
    if not options.keys() <= {"key"}:
        return None
    if flip is not None and not (isinstance(flip, ast.Constant) and isinstance(flip.value, bool)):
        return None
    key = module.source(options["key"]) if "key" in options else ""
    return key, bool(isinstance(flip, ast.Constant) and flip.value)


def _found(end: str, source: str, order: tuple[str, bool]) -> str:
    key, flip = order
    least = (end == "first") != flip
    if key and end == "last":
        source = f"reversed({source})"  # of equal items the last one
    return f"{'min' if least else 'max'}({source}{f', key={key}' if key else ''})"


def _end(read: ast.AST | None, use: ast.Name) -> str:
    match read:
        case ast.Subscript(value=value, slice=ast.Constant(value=0), ctx=ast.Load()) if value is use:
            return "first"
        case ast.Subscript(
            value=value, slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)), ctx=ast.Load()
        ) if value is use:
            return "last"
    return ""
