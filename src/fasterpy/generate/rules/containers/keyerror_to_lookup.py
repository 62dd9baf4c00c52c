"""``try: x = d[k]`` / ``except KeyError:`` → a look-up that does not raise."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_ERRORS = ("KeyError", "LookupError")


class KeyErrorToLookup(Rule):
    """An exception that is raised and caught costs as much as ten look-ups; it pays where keys are often missing."""

    name = "keyerror-to-lookup"
    pattern = "exception-as-control-flow"
    summary = "Ask whether the key is there instead of catching KeyError for every one that is not."
    gain = 1.5
    risk = Risk.LIKELY
    order = 24

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for node in scope.nodes(ast.Try):
            match node:
                case ast.Try(
                    body=[one],
                    handlers=[ast.ExceptHandler(type=kind, name=None, body=[other])],
                    orelse=[],
                    finalbody=[],
                ) if kind is not None and module.is_builtin(kind, *_ERRORS):
                    pass
                case _:
                    continue
            found = _lookup(module, one)
            if found is None or not module.loops(node) or not owns_line(module, node):
                continue
            text = _text(module, found, one, other)
            if text is not None:
                yield Rewrite((replace(module, node, text),), at(node, f"{module.source(found)} without an exception"))


def _lookup(module: ParsedModule, stmt: ast.stmt) -> ast.Subscript | None:
    """The one place at which a statement can miss a key: ``d[k]``, read (or added to) by a simple statement."""
    match stmt:
        case ast.Assign(targets=[ast.Name()]) | ast.Expr() | ast.Return() | ast.AugAssign():
            pass
        case _:
            return None
    places = [below for below in ast.walk(stmt) if isinstance(below, ast.Subscript)]
    if len(places) != 1 or isinstance(places[0].ctx, ast.Del) or isinstance(places[0].slice, ast.Slice):
        return None
    place = places[0]
    owner: ast.AST = place.value
    while isinstance(owner, ast.Attribute):
        owner = owner.value
    if not isinstance(owner, ast.Name) or not module.is_pure(place.slice):
        return None
    if module.kind(place.value) in ("list", "str", "tuple", "defaultdict", "Counter"):
        return None
    for call in (below for below in ast.walk(stmt) if isinstance(below, ast.Call)):
        adds = isinstance(call.func, ast.Attribute) and call.func.attr in ("append", "add") and call.func.value is place
        if not adds and not module.is_pure(call):
            return None
    return place


def _text(module: ParsedModule, place: ast.Subscript, one: ast.stmt, other: ast.stmt) -> str | None:
    name, key = module.source(place.value), module.source(place.slice)
    if isinstance(place.slice, ast.Tuple) and not key.startswith("("):
        key = f"({key})"
    first, second = module.source(one), module.source(other)
    if "\n" in first + second:
        return None
    match one, other:
        case ast.Assign(targets=[ast.Name(id=mine)], value=value), ast.Pass() if value is place:
            if isinstance(place.slice, ast.Name) and place.slice.id == mine:
                return f"{mine} = {name}.get({key}, {key})"
        case ast.Assign(targets=[ast.Name(id=mine)], value=value), ast.Assign(
            targets=[ast.Name(id=same)], value=ast.Constant() | ast.Name() as default
        ) if value is place and mine == same:
            return f"{mine} = {name}.get({key}, {module.source(default)})"
        case _, ast.Continue() | ast.Break() | ast.Return() | ast.Raise():
            if isinstance(other, ast.Raise):
                return None  # its context is the KeyError
            return "\n".join([f"if {key} not in {name}:", block(module, second), first])
    if isinstance(other, ast.Pass):
        return "\n".join([f"if {key} in {name}:", block(module, first)])
    return "\n".join([f"if {key} in {name}:", block(module, first), "else:", block(module, second)])
