"""Helpers that call themselves and go through the object's records each time → inner functions of who asks them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import touched
from fasterpy.generate.rules.algorithms.helper_body import body_of, callee, moved_body
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.loops.answers import calls_in, home_of, own_header
from fasterpy.generate.rules.target import TargetScope

_MOST = 4


class HelpersInside(Rule):
    """``team_size`` asks ``direct_reports``, which scans ``self.employees``: what all of them share can then be made
    once, and what one of them found is known to the others."""

    name = "helpers-to-closures"
    pattern = "quadratic-join"
    summary = "Make the recursive helpers inner functions, so that a table over what all calls share is made once."
    gain = 1.0
    risk = Risk.LIKELY
    order = 10

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        home = home_of(scope)
        if home is None or not owns_line(module, body_of(home)[0]):
            return
        group = _asked(module, home)
        if not 0 < len(group) <= _MOST or not any(_recursive(module, one) for one in group):
            return
        if not any(_goes_through(one) for one in group) or not module.are_pure_functions(group):
            return
        own = {arg.arg for one in group for arg in one.args.args[:1] if isinstance(module.parent(one), ast.ClassDef)}
        if len(own) > 1 or (own and (not home.args.args or home.args.args[0].arg not in own)):
            return
        if own and touched(home, own.pop(), lambda call: module.is_pure(call) or callee(module, call) in group):
            return
        rewrite = _moved(module, home, group)
        if rewrite is not None:
            yield rewrite


def _asked(module: ParsedModule, home: ast.FunctionDef) -> list[ast.FunctionDef]:
    """The functions of the file, or methods of the class, that ``home`` calls, and those that they call."""
    found: dict[ast.FunctionDef, None] = {}
    waiting = [home]
    while waiting and len(found) <= _MOST:
        for call in calls_in(waiting.pop()):
            one = callee(module, call)
            if one is not None and one is not home and one not in found:
                if not isinstance(module.parent(one), ast.Module | ast.ClassDef):
                    continue
                found[one] = None
                waiting.append(one)
    return sorted(found, key=lambda one: one.lineno)


def _recursive(module: ParsedModule, one: ast.FunctionDef) -> bool:
    return any(callee(module, call) is one for call in calls_in(one))


def _goes_through(one: ast.FunctionDef) -> bool:
    """A comprehension or loop over an attribute or a name that is not made in the function, or over what it holds."""
    made = {node.id for node in ast.walk(one) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    for below in ast.walk(one):
        match below:
            case ast.For(iter=items) | ast.comprehension(iter=items):
                if isinstance(items, ast.Call) and isinstance(items.func, ast.Attribute):
                    items = items.func.value if items.func.attr in ("get", "items", "values", "keys") else items
                if isinstance(items, ast.Attribute) or (isinstance(items, ast.Name) and items.id not in made):
                    return True
    return False


def _moved(module: ParsedModule, home: ast.FunctionDef, group: Sequence[ast.FunctionDef]) -> Rewrite | None:
    outside = set(module.scopes.by_node[home].bindings) - {arg.arg for arg in home.args.args[:1]}
    for one in group:
        named = [node for node in ast.walk(one) if isinstance(node, ast.Name)]
        own = {node.id for node in named if not isinstance(node.ctx, ast.Load)} | {arg.arg for arg in one.args.args}
        if ({node.id for node in named} - own) & outside:
            return None  # a name would mean something else inside
    names = {one: module.fresh(one.name.lstrip("_")) for one in group}
    texts: list[str] = []
    calls = {one: [call for call in calls_in(one) if callee(module, call) in names] for one in (home, *group)}
    for one in group:
        text = moved_body(module, one, [_renamed(module, call, names) for call in calls[one]])
        if text is None:
            return None
        header = next(own_header(call, one) for some in calls.values() for call in some if callee(module, call) is one)
        texts.append(f"def {names[one]}({header}):\n{block(module, text)}\n\n")
    above = insert_before(module, body_of(home)[0], "".join(texts))
    edits = [Edit(above.start, above.end, above.text + "\n")]
    edits += [_renamed(module, call, names) for call in calls[home]]
    return Rewrite(tuple(edits), at(home, f"{', '.join(one.name for one in group)} inside"))


def _renamed(module: ParsedModule, call: ast.Call, names: dict[ast.FunctionDef, str]) -> Edit:
    one = callee(module, call)
    assert one is not None
    return replace(module, call.func, names[one])
