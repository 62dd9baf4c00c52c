"""What a helper computes from the object or the file alone, anew in every call from a loop → once, before the loop."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.helper_body import body_of, moved_body
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, bound_value, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.loops.answers import asked_again, calls_in, home_of, own_header, plain_helper
from fasterpy.generate.rules.target import TargetScope

_WORK = ("sorted", "sum", "min", "max", "set", "dict", "list", "tuple", "frozenset")


class HelperConstantsOnce(Rule):
    """``xs = sorted(self.points)`` in a method that is asked for every reading."""

    name = "helper-constants-once"
    pattern = "hoist-loop-invariant"
    summary = "Compute once what a helper computes anew in every call although no argument decides it."
    gain = 5.0
    risk = Risk.LIKELY
    order = 13

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        home = home_of(scope)
        if home is None:
            return
        done: dict[str, list[ast.Call]] = {}
        for call in calls_in(home):
            if asked_again(module, call, home):
                done.setdefault(module.source(call.func), []).append(call)
        for func, calls in done.items():
            helper = plain_helper(module, calls[0], home)
            rewrite = _rewrite(module, home, helper, func, calls) if helper is not None else None
            if rewrite is not None:
                yield rewrite


def _rewrite(
    module: ParsedModule, home: ast.FunctionDef, helper: ast.FunctionDef, func: str, calls: list[ast.Call]
) -> Rewrite | None:
    fixed = _fixed(module, home, helper, calls)
    edits: list[Edit] = []
    made: list[str] = []
    changed = mutated_names(helper, module.is_pure)[1]
    for stmt in body_of(helper):
        bound = bound_value(stmt)
        if bound is None or not _constant(module, helper, bound[1], fixed) or bound[0].id in changed:
            continue
        if any(isinstance(module.parent(use), ast.Return | ast.Dict | ast.List | ast.Tuple | ast.Yield)
               for use in module.uses(bound[0])):  # fmt: skip
            continue
        name = module.fresh(f"{bound[0].id}_once")
        made.append(f"{name} = {module.source(bound[1])}")
        edits.append(replace(module, bound[1], name))
    text = moved_body(module, helper, edits) if edits else None
    first = body_of(home)[0]
    if text is None or not owns_line(module, first):
        return None
    name = module.fresh(f"{helper.name.lstrip('_')}_here")
    made.append(f"\ndef {name}({own_header(calls[0], helper)}):\n{block(module, text)}\n")
    uses = [replace(module, call.func, name) for call in calls]
    return Rewrite((insert_before(module, first, "\n".join(made)), *uses), at(calls[0], f"{func}: once for all calls"))


def _fixed(module: ParsedModule, home: ast.FunctionDef, helper: ast.FunctionDef, calls: list[ast.Call]) -> set[str]:
    """Parameters of the helper that every call gives the home's own parameter of that name, which stays as it is."""
    rebound, mutated = mutated_names(home, module.is_pure)
    own = {arg.arg for arg in home.args.args} - rebound - mutated
    skip = isinstance(calls[0].func, ast.Attribute)
    found = {"self"} if skip else set()
    for place, arg in enumerate(helper.args.args[skip:]):
        given = [call.args[place] if place < len(call.args) else None for call in calls]
        if arg.arg in own and all(isinstance(one, ast.Name) and one.id == arg.arg for one in given):
            found.add(arg.arg)
    return found


def _constant(module: ParsedModule, helper: ast.FunctionDef, value: ast.expr, fixed: set[str]) -> bool:
    """Takes time, has no effect, and nothing of the helper's own decides it."""
    bound = {below.id for below in ast.walk(value) if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Store)}
    mine = set(module.scopes.by_node[helper].bindings) - fixed
    if (free_names(value) - bound) & mine or not module.is_pure(value):
        return False
    loops = any(isinstance(below, ast.comprehension) for below in ast.walk(value))
    return loops or any(module.is_builtin(call.func, *_WORK) for call in calls_in(value))
