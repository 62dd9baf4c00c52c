"""``window = sorted(values[i - k:i])`` in a loop → one sorted list that items enter and leave."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, need, owns_line, replace
from fasterpy.generate.rules.containers.group_and_order import reads_only
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class SortedWindow(Rule):
    """Neighbouring windows share all but a few items. A window that goes back is sorted anew."""

    name = "sorted-window-to-insort"
    pattern = "sorted-window"
    summary = "Keep the window sorted with bisect while it moves instead of sorting it again for every place."
    gain = 3.0
    risk = Risk.LIKELY
    order = 21

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign):
            match stmt:
                case ast.Assign(
                    targets=[ast.Name() as window],
                    value=ast.Call(
                        func=func,
                        args=[ast.Subscript(value=ast.Name() as items, slice=ast.Slice(step=None) as part)],
                        keywords=[],
                    ),
                ) if module.is_builtin(func, "sorted"):
                    pass
                case _:
                    continue
            loops = module.loops(stmt)
            if not loops or not owns_line(module, stmt) or not owns_line(module, loops[0]):
                continue
            loop = loops[0]
            others = [use for use in module.uses(window) if use is not window]
            if not all(module.inside(use, loop) and reads_only(module, use) for use in others):
                continue
            pure = all(module.is_pure(bound) for bound in (part.lower, part.upper) if bound is not None)
            if not pure or not module.is_invariant(items, loop):
                continue
            left, bisect = need(module, "bisect", "bisect_left")
            right, insort = need(module, "bisect", "insort")
            first, last = module.fresh("first"), module.fresh("last")
            start, stop, item = module.fresh("start"), module.fresh("stop"), module.fresh("item")
            low = module.source(part.lower) if part.lower else "None"
            high = module.source(part.upper) if part.upper else "None"
            name, values = window.id, items.id
            lines = [
                f"{start}, {stop}, _ = slice({low}, {high}).indices(len({values}))",
                f"if {start} < {first} or {stop} < {last} or {start} > {last}:",
                block(module, f"{name} = sorted({values}[{start}:{stop}])"),
                "else:",
                block(module, f"for {item} in {values}[{first}:{start}]:"),
                block(module, f"del {name}[{bisect}({name}, {item})]", level=2),
                block(module, f"for {item} in {values}[{last}:{stop}]:"),
                block(module, f"{insort}({name}, {item})", level=2),
                f"{first}, {last} = {start}, max({start}, {stop})",
            ]
            edits = (
                *left,
                *right,
                insert_before(module, loop, f"{name}, {first}, {last} = [], 0, 0"),
                replace(module, stmt, "\n".join(lines)),
            )
            yield Rewrite(edits, at(stmt, f"{name} kept sorted"))
