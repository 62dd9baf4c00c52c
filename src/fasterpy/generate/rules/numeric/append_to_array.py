"""``arr = np.append(arr, x)`` and ``df = pd.concat([df, part])`` in a loop → collected in a list, joined once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, insert_after, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class AppendToArray(Rule):
    """Every append copies the whole array; a list grows in place."""

    name = "array-append-to-list"
    pattern = "collect-then-concatenate"
    summary = "Collect in a list and build the array (or data frame) once after the loop."
    gain = 5.0
    risk = Risk.LIKELY
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign):
            match stmt:
                case ast.Assign(
                    targets=[ast.Name(id=name) as target], value=ast.Call(func=func, args=[first, *rest]) as call
                ):
                    made = module.imported(func)
                case _:
                    continue
            loops = [loop for loop in module.loops(stmt) if owns_line(module, loop)]
            if not loops or not owns_line(module, stmt):
                continue
            parts = module.fresh(f"{name}_parts")
            joiner = module.source(func)
            match made, first, rest:
                case "numpy.append", ast.Name(id=again), [item] if again == name and not call.keywords:
                    add = f"{parts}.append({argument(module, item)})"
                    join = f"{name} = {joiner}({name}, {parts})"
                case (
                    "numpy.concatenate" | "numpy.vstack" | "numpy.hstack" | "pandas.concat",
                    ast.List(elts=[ast.Name(id=again), item]) | ast.Tuple(elts=[ast.Name(id=again), item]),
                    [],
                ) if again == name:
                    words = "".join(f", {module.source(word)}" for word in call.keywords)
                    add = f"{parts}.append({argument(module, item)})"
                    join = f"{name} = {joiner}([{name}, *{parts}]{words})"
                case _:
                    continue
            # The array must not be looked at while it grows.
            place: ast.stmt | None = None
            for loop in loops:
                if any(module.inside(use, loop) and not module.inside(use, stmt) for use in module.uses(target)):
                    break
                place = loop
            if place is None:
                continue
            edits = (
                insert_before(module, place, f"{parts} = []"),
                replace(module, stmt, add),
                insert_after(module, place, join),
            )
            yield Rewrite(edits, at(stmt, f"{name} joined once"))
