"""A recursive helper called for many: its results are kept from one call to the next, not only within one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.algorithms.helper_body import looked_at, moved_body
from fasterpy.generate.rules.algorithms.memoise_recursion import fixed_parameters, is_pure_recursion, self_calls
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_VALUES = ("int", "float", "str", "bool", "bytes", "tuple", "NoneType", "frozenset")


class MemoiseShared(Rule):
    """``expand(roles, name)`` in a loop over users: the helper goes into the caller, where ``roles`` stays the same."""

    name = "memoise-shared-recursion"
    pattern = "memoised-recursion"
    summary = "Remember the results of the recursive helper over all its calls in the loop."
    gain = 8.0
    risk = Risk.LIKELY
    order = 12

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for function in scope.nodes(ast.FunctionDef):
            inner = self_calls(module, function)
            if not inner or isinstance(module.parent(function), ast.ClassDef):
                continue
            if not is_pure_recursion(module, function, inner):
                continue
            outside = [call for call in scope.nodes(ast.Call)
                       if function in module.callees(call) and not module.inside(call, function)]  # fmt: skip
            if not outside or not all(_only_read(module, call) for call in (*outside, *inner)):
                continue
            for caller in dict.fromkeys(module.function(call) for call in outside):
                calls = [call for call in outside if module.function(call) is caller]
                rewrite = _moved(module, function, inner, calls)
                if rewrite is not None:
                    yield rewrite


def _moved(
    module: ParsedModule, function: ast.FunctionDef, inner: list[ast.Call], calls: list[ast.Call]
) -> Rewrite | None:
    loops = [module.loops(call) for call in calls]
    fixed = fixed_parameters(module, function, inner)
    names = [arg.arg for arg in function.args.args]
    if not all(loops) or function.args.defaults or len({outer[-1] for outer in loops}) != 1:
        return None
    place = loops[0][-1]
    rebound, mutated = mutated_names(place, lambda call: call in calls or module.is_pure(call))
    for call in calls:
        if call.keywords or len(call.args) != len(names):
            return None
        for name, arg in zip(names, call.args, strict=True):
            # What stays the same is read from the caller's variable of the same name.
            if name in fixed and not (isinstance(arg, ast.Name) and arg.id == name and name not in rebound | mutated):
                return None
    own = {arg.arg for arg in function.args.args if arg.arg not in fixed}
    if not own or not owns_line(module, place) or _clash(module, function, place, set(fixed)):
        return None
    text = _text(module, function, inner)
    if text is None:
        return None
    imports, cache = need(module, "functools", "cache")
    cached = module.fresh(f"{function.name.lstrip('_')}_cached")
    body = text.replace("\0", cached)
    keys = [name for name in names if name not in fixed]
    made = f"@{cache}\ndef {cached}({', '.join(keys)}):\n{block(module, body)}\n"
    edits = [*imports, insert_before(module, place, made)]
    for call in calls:
        kept = [arg for name, arg in zip(names, call.args, strict=True) if name not in fixed]
        edits.append(replace(module, call, f"{cached}({', '.join(module.source(arg) for arg in kept)})"))
    return Rewrite(tuple(edits), at(place, f"{function.name} once per argument"))


def _text(module: ParsedModule, function: ast.FunctionDef, inner: list[ast.Call]) -> str | None:
    """The helper's body with a mark in the place of its own name; None where it cannot be moved as text."""
    if any(module.inside(call, other) for call in inner for other in inner if other is not call):
        return None
    fixed = fixed_parameters(module, function, inner)
    names = [arg.arg for arg in function.args.args]
    edits = []
    for call in inner:
        kept = [module.source(arg) for name, arg in zip(names, call.args, strict=False) if name not in fixed]
        edits.append(replace(module, call, f"\0({', '.join(kept)})"))
    return moved_body(module, function, edits)


def _clash(module: ParsedModule, function: ast.FunctionDef, place: ast.stmt, fixed: set[str]) -> bool:
    """Whether a name that the helper takes from the file means something else in the caller."""
    scope = module.scope_of(place)
    own = set(module.scopes.by_node[function].bindings)
    used = set().union(*(names_in(stmt) for stmt in function.body)) - own
    return scope is not module.scopes.module and bool(used & (set(scope.bindings) - fixed))


def _only_read(module: ParsedModule, call: ast.Call) -> bool:
    """The result, which is the same object for all, is not changed and not kept where somebody may change it."""
    return module.kind(call) in _VALUES or looked_at(module, call)
