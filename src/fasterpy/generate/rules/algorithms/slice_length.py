"""``chunk = a[max(0, i - w) : i + 1]`` of which only ``len(chunk)`` is asked → the distance of its ends."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import text
from fasterpy.generate.rules.algorithms.look_through import listed_slice, local, named_end, named_slice
from fasterpy.generate.rules.algorithms.ranges import counters, length_of, offset_from, within
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bare, bound_value, delete, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class SliceLength(Rule):
    """What other rules leave of a window whose sum and extremes are kept elsewhere."""

    name = "slice-length-from-ends"
    pattern = "running-window-sum"
    summary = "Compute the length of a slice from its ends instead of copying the items."
    gain = 1.3
    risk = Risk.LIKELY
    order = 46

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign, ast.AnnAssign):
            bound = bound_value(stmt)
            part = listed_slice(module, bound[1]) if bound is not None else None
            loop = next(iter(module.loops(stmt)), None)
            if bound is None or not isinstance(part, ast.Subscript) or not isinstance(loop, ast.For):
                continue
            if not isinstance(part.slice, ast.Slice) or part.slice.step is not None or not module.is_pure(part):
                continue
            if not local(module, bound[0], loop) or not owns_line(module, stmt):
                continue
            calls = [module.parent(use) for use in module.uses(bound[0]) if use is not bound[0]]
            uses = [use for use in module.uses(bound[0]) if use is not bound[0]]
            lengths = [call for call in calls if isinstance(call, ast.Call) and module.is_builtin(call.func, "len")]
            if not calls or len(lengths) < len(calls) or any(named_slice(module, use) is use for use in uses):
                continue
            found = _length(module, stmt, part.value, part.slice)
            if found:
                edits = [replace(module, call, bare(module, call, found)) for call in lengths]
                yield Rewrite((*edits, delete(module, stmt)), at(stmt, f"length of {bound[0].id}"))


def _length(module: ParsedModule, stmt: ast.stmt, listed: ast.expr, part: ast.Slice) -> str:
    """How many items the slice has; empty where an end may be negative, that is counted from behind."""
    whole = f"len({text(listed)})"
    low, high = part.lower, part.upper
    ends = [named_end(module, end, stmt) for end in (low, high)]
    if not all(end is None or _not_negative(module, stmt, end) for end in ends):
        return ""
    end = whole if high is None else text(high)
    if high is not None and not within(module, stmt, ends[1] or high, listed) and end != whole:
        end = f"min({end}, {whole})"
    if low is None or text(low) == "0":
        return f"({end})"
    begin = text(low) if isinstance(low, ast.Name | ast.Constant | ast.Call) else f"({text(low)})"
    return f"max({end} - {begin}, 0)"


def _not_negative(module: ParsedModule, stmt: ast.stmt, end: ast.expr) -> bool:
    match end:
        case ast.Constant(value=int() as value):
            return value >= 0
        case ast.Call(func=func, args=args, keywords=[]) if module.is_builtin(func, "max", "len") and args:
            return length_of(module, end)[0] is not None or any(
                isinstance(arg, ast.Constant) and type(arg.value) is int and arg.value >= 0 for arg in args
            )
    for name, around in counters(module, stmt):
        offset = offset_from(end, name)
        if offset is not None and isinstance(around.low, ast.Constant) and type(around.low.value) is int:
            return around.low.value + offset >= 0
    return False
