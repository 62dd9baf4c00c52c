"""``for a in read(lines): for b in read(lines): …`` → what the generator yields is kept in a list."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class GeneratorOnce(Rule):
    """A generator of the file that reads and parses, asked anew in every round of a loop with what does not change."""

    name = "generator-to-list-once"
    pattern = "hoist-loop-invariant"
    summary = "Run a generator over the same data once and keep what it yields."
    gain = 4.0
    risk = Risk.LIKELY
    order = 12

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[str, list[ast.Call]] = {}
        for node in scope.nodes(ast.For, ast.comprehension):
            call = node.iter
            if isinstance(call, ast.Call) and len(found := module.callees(call)) == 1:
                if module.is_pure_generator(found[0]) and "\n" not in module.source(call):
                    groups.setdefault(module.source(call), []).append(call)
        for text, calls in groups.items():
            place = _before(module, calls)
            if place is None:
                continue
            name = module.fresh(f"{text.partition('(')[0].rpartition('.')[2].lstrip('_')}_list")
            edits: list[Edit] = [insert_before(module, place, f"{name} = list({text})")]
            edits += [replace(module, call, name) for call in calls if module.inside(call, place)]
            yield Rewrite(tuple(edits), at(place, f"{text} once"))


def _before(module: ParsedModule, calls: list[ast.Call]) -> ast.stmt | None:
    """The outermost loop in which a call is asked again and what it is given stays as it is."""
    for call in calls:
        loops = [loop for loop in module.loops(call) if owns_line(module, loop)]
        again = [loop for loop in loops if not (isinstance(loop, ast.For) and module.inside(call, loop.iter))]
        if not again:
            continue
        best: ast.stmt | None = None
        for loop in again:
            if module.function(loop) is module.function(call) and _steady(module, call, loop):
                best = loop
        if best is not None:
            return best
    return None


def _steady(module: ParsedModule, call: ast.Call, loop: ast.AST) -> bool:
    asked = ast.dump(call)
    given = [*call.args, *(word.value for word in call.keywords)]
    if not all(map(module.is_pure, given)) or any(isinstance(arg, ast.Starred) for arg in given):
        return False
    rebound, mutated = mutated_names(loop, lambda other: ast.dump(other) == asked or module.is_pure(other))
    read = {below.id for arg in given for below in ast.walk(arg) if isinstance(below, ast.Name)}
    return not read & (rebound | mutated) and all(module.kind(arg) != "iterator" for arg in given)
