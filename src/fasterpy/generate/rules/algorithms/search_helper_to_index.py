"""A helper that looks through a list for one item, called for many → a dict from key to item, made once."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, substituted, text
from fasterpy.generate.rules.algorithms.helper_body import callee
from fasterpy.generate.rules.algorithms.scan import home
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, block, insert_before, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


@dataclass(frozen=True)
class Search:
    """``for item in items: if key == wanted and …: return value`` and then ``return default``."""

    item: ast.expr
    """A name, or a tuple of names."""
    items: ast.expr
    key: ast.expr
    wanted: str
    value: ast.expr
    default: ast.expr | None
    tests: tuple[ast.expr, ...] = ()
    """What else must hold of the item alone."""


class SearchHelperToIndex(Rule):
    """``find(customers, order.customer)`` in a loop over orders; also ``self.find(key)`` over an attribute."""

    name = "search-helper-to-index"
    pattern = "quadratic-join"
    summary = "Put the items that the helper looks through into a dict by key once and look them up there."
    gain = 7.5
    risk = Risk.LIKELY
    order = 13
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.stmt, str], list[tuple[ast.Call, Search, ast.expr, ast.expr]]] = {}
        for call in scope.nodes(ast.Call):
            function = callee(module, call)
            search = _search(function) if function is not None else None
            if function is None or search is None or module.inside(call, function):
                continue
            given = _given(call, function)
            if given is None or search.wanted not in given:
                continue
            own = names_in(search.item)
            items, rest = substituted(search.items, given), {k: v for k, v in given.items() if k not in own}
            search = dataclasses.replace(search, key=substituted(search.key, rest))
            place = home(module, call, [items, search.key], own, lambda other: _looks(module, other))
            # What names the helper's own items must mean the same here; a field's name may be handed in.
            if place is not None and _shared(module, call, items) and _untouched(place, items):
                shown = text(ast.Tuple([search.item, search.key, search.value, *search.tests], ast.Load()))
                where = (place, f"{text(items)} by {shown}")
                groups.setdefault(where, []).append((call, search, items, given[search.wanted]))
        for (place, _), found in groups.items():
            first, search, items, _ = found[0]
            table = module.fresh("by_key")
            names: dict[str, ast.expr] = {
                name: ast.Name(module.fresh(name), ast.Load()) for name in sorted(names_in(search.item))
            }
            key, value = text(substituted(search.key, names)), text(substituted(search.value, names))
            add = block(module, f"{table}.setdefault({key}, {value})")
            item = text(substituted(search.item, names)).strip("()")
            if search.tests:
                test = " and ".join(text(substituted(one, names)) for one in search.tests)
                add = block(module, f"if {test}:\n{add}")
            edits: list[Edit] = [insert_before(module, place, f"{table} = {{}}\nfor {item} in {text(items)}:\n{add}")]
            default = "" if search.default is None else f", {text(search.default)}"
            edits += [replace(module, call, f"{table}.get({argument(module, w)}{default})") for call, _, _, w in found]
            yield Rewrite(tuple(edits), at(first, f"{text(items)} by {text(search.key)}"))


def _looks(module: ParsedModule, call: ast.Call) -> bool:
    """Whether a call is a look-up of this kind, which changes nothing."""
    function = callee(module, call)
    return function is not None and _search(function) is not None


def _given(call: ast.Call, function: ast.FunctionDef) -> dict[str, ast.expr] | None:
    """The arguments by parameter; None where they do not match one to one."""
    rest = function.args
    if rest.vararg or rest.kwarg or rest.kwonlyargs or rest.posonlyargs or rest.defaults:
        return None
    names = [arg.arg for arg in rest.args]
    if isinstance(call.func, ast.Attribute):
        names = names[1:]
    if any(isinstance(arg, ast.Starred) for arg in call.args) or any(word.arg is None for word in call.keywords):
        return None
    given = dict(zip(names, call.args, strict=False)) | {word.arg: word.value for word in call.keywords if word.arg}
    return given if given.keys() == set(names) and len(call.args) + len(call.keywords) == len(names) else None


def _search(function: ast.FunctionDef) -> Search | None:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    default: ast.expr | None = None
    item: ast.expr
    match body:
        case [ast.For(target=ast.Name() | ast.Tuple() as item, iter=items, body=[inner], orelse=[]), *rest]:
            match inner:
                case ast.If(test=test, body=[ast.Return(value=ast.expr() as value)], orelse=[]):
                    pass
                case _:
                    return None
            match rest:
                case [] | [ast.Return(value=None)] | [ast.Return(value=ast.Constant(value=None))]:
                    pass
                case [ast.Return(value=ast.Constant() as default)]:
                    pass
                case _:
                    return None
        case [ast.Return(value=ast.Call(func=ast.Name(id="next"), args=[ast.GeneratorExp() as made, default]))]:
            part = made.generators[0]
            if len(made.generators) != 1 or len(part.ifs) != 1:
                return None
            item, items, test, value = part.target, part.iter, part.ifs[0], made.elt
            if not isinstance(default, ast.Constant):
                return None
            default = None if default.value is None else default
        case _:
            return None
    own = names_in(item)
    if isinstance(item, ast.Tuple) and not all(isinstance(part, ast.Name) for part in item.elts):
        return None
    parts = list(conjuncts(test))
    params = {arg.arg for arg in function.args.args}
    tests = [part for part in parts if names_in(part) <= own | {"len"}]
    asked = [part for part in parts if part not in tests]
    match asked:
        case [ast.Compare(left=left, ops=[ast.Eq()], comparators=[right])]:
            pass
        case _:
            return None
    if not all(map(_cheap, tests)):
        return None
    for key, wanted in ((left, right), (right, left)):
        if isinstance(wanted, ast.Name) and wanted.id in params and names_in(key) - params:
            if names_in(value) <= own and names_in(key) - params <= own and names_in(value) and _taken(key, value):
                return Search(item, items, key, wanted.id, value, default, tuple(tests))
    return None


def _taken(*parts: ast.expr) -> bool:
    """What is taken from the items early must be as cheap and safe as a field."""
    plain = (ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.expr_context)
    return all(isinstance(node, plain) for part in parts for node in ast.walk(part))


def _cheap(test: ast.expr) -> bool:
    """A comparison of fields and lengths."""
    plain = (
        ast.Name,
        ast.Attribute,
        ast.Subscript,
        ast.Constant,
        ast.expr_context,
        ast.Compare,
        ast.cmpop,
        ast.unaryop,
    )
    return all(
        isinstance(node, (*plain, ast.UnaryOp))
        or (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "len")
        for node in ast.walk(test)
    )


def _shared(module: ParsedModule, call: ast.Call, items: ast.expr) -> bool:
    """The items are a variable of the caller's, or an attribute of ``self``."""
    match items:
        case ast.Name():
            return True
        case ast.Attribute(value=ast.Name(id="self")):
            return True
    return False


def _untouched(place: ast.stmt, items: ast.expr) -> bool:
    """No store into an attribute of this name, no call of a method of it, between the look-ups."""
    if not isinstance(items, ast.Attribute):
        return True
    for node in ast.walk(place):
        if isinstance(node, ast.Attribute) and node.attr == items.attr and not isinstance(node.ctx, ast.Load):
            return False
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            held = node.func.value
            if isinstance(held, ast.Attribute) and held.attr == items.attr:
                return False
    return True
