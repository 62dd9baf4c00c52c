"""``items[i] in items[:i]`` and ``items[:i].count(x)`` → what was met so far lies in a set or dict."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class PrefixMembership(Rule):
    """Each round copies and searches all items before (or after) the current one."""

    name = "slice-membership-to-seen"
    pattern = "membership-in-prefix"
    summary = "Remember the items met so far (or the last place of each) instead of searching a slice in every round."
    gain = 6.0
    risk = Risk.LIKELY
    order = 15
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            head = _head(module, loop)
            if head is None or not owns_line(module, loop):
                continue
            index, items, starts = head
            rebound, mutated = (
                set().union(*names)
                for names in zip(*(mutated_names(stmt, module.is_pure) for stmt in loop.body), strict=True)
            )
            if index in rebound or items in rebound | mutated:
                continue
            edits = _edits(module, loop, index, items, plain=not starts)
            if edits:
                yield Rewrite(tuple(edits), at(loop, f"slices of {items}"))


def _head(module: ParsedModule, loop: ast.For) -> tuple[str, str, bool] | None:
    """The counter, the list it counts through, and whether it starts elsewhere than at the front."""
    match loop.target, loop.iter:
        case ast.Name(id=index), ast.Call(func=func, args=[*starts, end]) if (
            module.is_builtin(func, "range") and len(starts) < 2
        ):
            match end:
                case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=items)]):
                    return index, items, bool(starts)
        case ast.Tuple(elts=[ast.Name(id=index), ast.Name()]), ast.Call(func=func, args=[ast.Name(id=items)]) if (
            module.is_builtin(func, "enumerate")
        ):
            return index, items, False
    return None


def _edits(module: ParsedModule, loop: ast.For, index: str, items: str, plain: bool) -> list[Edit]:
    edits: list[Edit] = []
    seen = last = counts = ""
    for below in (node for stmt in loop.body for node in ast.walk(stmt)):
        match below:
            case ast.Compare(left=left, ops=[ast.In() | ast.NotIn() as op], comparators=[ast.Subscript() as part]):
                kind = _slice(module, part, index, items)
                word = module.source(left)
                if kind == "before" and plain:
                    seen = seen or module.fresh("seen")
                    edits.append(replace(module, part, seen))
                elif kind == "after":
                    last = last or module.fresh("last_place")
                    sign = ">" if isinstance(op, ast.In) else "<="
                    edits.append(replace(module, below, f"{last}.get({word}, -1) {sign} {index}"))
            case ast.Call(func=ast.Attribute(value=ast.Subscript() as part, attr="count"), args=[item]):
                kind = _slice(module, part, index, items)
                if kind in ("before", "up to") and plain:
                    counts = counts or module.fresh("counts")
                    more = " + 1" if kind == "up to" else ""
                    if more and module.source(item) != f"{items}[{index}]":
                        continue
                    edits.append(replace(module, below, f"{counts}.get({module.source(item)}, 0){more}"))
    if not edits or ((seen or counts) and _leaves(loop)):
        return []
    current = f"{items}[{index}]"
    made: list[str] = []
    if seen:
        made.append(f"{seen} = set()")
    if counts:
        made.append(f"{counts} = {{}}")
    if last:
        value, place = module.fresh("item"), module.fresh("place")
        made.append(f"{last} = {{{value}: {place} for {place}, {value} in enumerate({items})}}")
    edits.append(insert_before(module, loop, "\n".join(made)))
    after = ([f"{seen}.add({current})"] if seen else []) + (
        [f"{counts}[{current}] = {counts}.get({current}, 0) + 1"] if counts else []
    )
    if after:
        end = module.span(loop.body[-1])[1]
        line_end = module.line_end(end)
        indent = module.indent(loop.body[0])
        lead = "" if module.text[line_end - 1] in "\r\n" else "\n"
        edits.append(Edit(line_end, line_end, lead + "".join(f"{indent}{line}\n" for line in after)))
    return edits


def _leaves(loop: ast.For) -> bool:
    """``continue`` would skip what is added at the end of the round."""
    return any(isinstance(below, ast.Continue) for stmt in loop.body for below in ast.walk(stmt))


def _slice(module: ParsedModule, part: ast.Subscript, index: str, items: str) -> str:
    if not (isinstance(part.value, ast.Name) and part.value.id == items and isinstance(part.slice, ast.Slice)):
        return ""
    lower, upper, step = part.slice.lower, part.slice.upper, part.slice.step
    if step is not None:
        return ""
    low = module.source(lower).replace(" ", "") if lower else "0"
    high = module.source(upper).replace(" ", "") if upper else ""
    if low == "0":
        return {index: "before", f"{index}+1": "up to"}.get(high, "")
    return "after" if low == f"{index}+1" and not high else ""
