"""``counts[y0:y1, x0:x1].sum()`` for window after window → four look-ups in a table of sums from the corner."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.scan import home
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, need, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.numeric.arrays import is_array
from fasterpy.generate.rules.target import TargetScope


class ArrayWindowsToCumsum(Rule):
    """Windows that do not lie inside the array are added up as before; so the ends need not be understood."""

    name = "array-windows-to-cumsum"
    pattern = "window-sums-of-array"
    summary = "Take the sum of each window from a table of cumulative sums instead of adding it up."
    gain = 4.0
    risk = Risk.LIKELY
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            part = _summed(module, call)
            if part is None or not isinstance(part.value, ast.Name) or not is_array(module, part.value):
                continue
            above = module.parent(call)
            if isinstance(above, ast.IfExp) and above.orelse is call:
                continue  # what is left for windows at the border
            slices = part.slice.elts if isinstance(part.slice, ast.Tuple) else [part.slice]
            if len(slices) > 2 or not all(_plain(module, one) for one in slices):
                continue
            place = home(module, call, [part.value], (), module.is_pure)
            if place is None:
                continue
            name, table = part.value.id, module.fresh("sums")
            imports, numpy = need(module, "numpy")
            ends = [_ends(module, name, axis, one) for axis, one in enumerate(slices) if isinstance(one, ast.Slice)]
            inside = " and ".join(
                f"0 <= {low} <= {high} <= {name}.shape[{axis}]" for axis, (low, high) in enumerate(ends)
            )
            if len(ends) == 1:
                made = f"{table} = {numpy}.pad({name}.cumsum(), (1, 0))"
                (low, high) = ends[0]
                found = f"{table}[{high}] - {table}[{low}]"
            else:
                made = f"{table} = {numpy}.pad({name}.cumsum(0).cumsum(1), ((1, 0), (1, 0)))"
                (top, bottom), (left, right) = ends
                found = (
                    f"{table}[{bottom}, {right}] - {table}[{top}, {right}]"
                    f" - {table}[{bottom}, {left}] + {table}[{top}, {left}]"
                )
            edits = (
                *imports,
                insert_before(module, place, made),
                replace(module, call, f"({found} if {inside} else {module.source(call)})"),
            )
            yield Rewrite(edits, at(call, f"sums of {name} from the corner"))


def _summed(module: ParsedModule, call: ast.Call) -> ast.Subscript | None:
    match call:
        case ast.Call(func=ast.Attribute(value=ast.Subscript() as part, attr="sum"), args=[], keywords=[]):
            return part
        case ast.Call(func=func, args=[ast.Subscript() as part], keywords=[]) if module.imported(func) == "numpy.sum":
            return part
    return None


def _plain(module: ParsedModule, part: ast.expr) -> bool:
    """A slice without a step, whose ends can be written several times."""
    if not isinstance(part, ast.Slice) or part.step is not None or (part.lower is None and part.upper is None):
        return False
    ends = [end for end in (part.lower, part.upper) if end is not None]
    calls = [below for end in ends for below in ast.walk(end) if isinstance(below, ast.Call)]
    return all(map(module.is_pure, ends)) and all(module.is_builtin(call.func, "min", "max", "len") for call in calls)


def _ends(module: ParsedModule, name: str, axis: int, part: ast.Slice) -> tuple[str, str]:
    low = module.source(part.lower) if part.lower is not None else "0"
    return low, module.source(part.upper) if part.upper is not None else f"{name}.shape[{axis}]"
