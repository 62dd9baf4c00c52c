"""``while x in items: items.remove(x)`` → keep the others in one pass."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, owns_line, replace
from fasterpy.generate.rules.containers.places import is_place
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class RemoveAllLoop(Rule):
    """Each round searches the list twice and moves what follows; rounds that are counted become one addition."""

    name = "remove-all-loop-to-filter"
    pattern = "remove-all-by-filter"
    summary = "Filter the list in one pass instead of removing one item per round."
    gain = 6.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.While):
            match loop:
                case ast.While(
                    test=ast.Compare(left=value, ops=[ast.In()], comparators=[items]),
                    body=[
                        ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr="remove"), args=[gone])),
                        *rest,
                    ],
                    orelse=[],
                ) if owns_line(module, loop):
                    pass
                case _:
                    continue
            place, word = module.source(items), argument(module, value)
            same = module.source(owner) == place and module.source(gone) == module.source(value)
            if not same or not is_place(items) or not isinstance(value, ast.Constant | ast.Name):
                continue
            lines: list[str] = []
            for stmt in rest:
                match stmt:
                    case ast.AugAssign(
                        target=ast.Name(id=count), op=ast.Add(), value=ast.Constant(value=int() as step)
                    ):
                        times = f"{step} * " if step != 1 else ""
                        lines.append(f"{count} += {times}{place}.count({word})")
                    case _:
                        break
            if len(lines) != len(rest):
                continue
            item = module.fresh("item")
            unequal = "is not" if isinstance(value, ast.Constant) and value.value is None else "!="
            kept = f"{place}[:] = [{item} for {item} in {place} if {item} {unequal} {word}]"
            # An unchanged list is left alone, as the loop did.
            lines.append(kept)
            yield Rewrite((replace(module, loop, "\n".join(lines)),), at(loop, f"{place} filtered once"))
