"""A text parsed in every round of a loop → each different text parsed once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.analysis.purity import IMMUTABLE_RESULTS, PURE_FUNCTIONS
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.loops.shape import only_read
from fasterpy.generate.rules.target import TargetScope

_PARSERS = ("datetime.datetime.strptime", "re.compile")
_NUMBERS = ("decimal.Decimal", "fractions.Fraction")
_LIBRARY = (IMMUTABLE_RESULTS | PURE_FUNCTIONS) - {f"hashlib.{name}" for name in ("md5", "sha1", "sha256", "sha512")}
_PARTS = ("date", "time", "timestamp", "isoformat", "weekday", "year", "month", "day", "hour", "minute")

_SOME = 3
"""Calls in a function that is worth a look into a dict."""


class ParseOnce(Rule):
    """Dates, codes and names come again and again; a dict of what was parsed is asked first."""

    name = "parse-repeated-text-once"
    pattern = "strptime-in-loop"
    summary = "Keep what was parsed in a dict, so that a text that comes again is not parsed again."
    gain = 2.0
    risk = Risk.LIKELY
    order = 46
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.stmt, str], list[ast.expr]] = {}
        helpers: dict[tuple[ast.stmt, str], list[ast.Call]] = {}
        for call in scope.nodes(ast.Call):
            loops = module.loops(call)
            deep = len(loops) > 1
            if loops and _library(module, call, deep):
                if owns_line(module, loops[-1]):
                    helpers.setdefault((loops[-1], module.source(call.func)), []).append(call)
                continue
            if not loops or not (module.imported(call.func) in _PARSERS or _searching(module, call, deep)):
                continue
            whole = _whole(module, call)
            kept = module.parent(whole)
            if isinstance(kept, ast.Call) and isinstance(kept.func, ast.Attribute) and kept.func.attr == "setdefault":
                continue
            loop = loops[0]
            changing = {name for name in free_names(whole) if not module.is_invariant(ast.Name(name, ast.Load()), loop)}
            plain = isinstance(call.func, ast.Name) and whole is call and not call.keywords and not _starred(call)
            if changing and plain and module.callees(call) and module.is_invariant(call.func, loops[-1]):
                if owns_line(module, loops[-1]):
                    helpers.setdefault((loops[-1], module.source(call.func)), []).append(call)
                continue
            if len(changing) == 1 and module.is_pure(call) and owns_line(module, loops[-1]):
                text = module.source(whole)
                text = ast.unparse(whole) if "\n" in text else text
                groups.setdefault((loops[-1], text), []).append(whole)
        for (place, func), calls in helpers.items():
            imports, cache = need(module, "functools", "cache")
            name = module.fresh(f"{func.rpartition('.')[2]}_once")
            once = [replace(module, call.func, name) for call in calls]
            made = insert_before(module, place, f"{name} = {cache}({func})")
            yield Rewrite((*imports, made, *once), at(calls[0], f"{func} once per argument"))
        for (outer, text), nodes in groups.items():
            key = _key(module, nodes[0], outer)
            if key is None:
                continue
            table = module.fresh("parsed")
            found = f"({table}[{key}] if {key} in {table} else {table}.setdefault({key}, {text}))"
            edits: list[Edit] = [insert_before(module, outer, f"{table} = {{}}")]
            edits += [replace(module, node, found) for node in nodes]
            yield Rewrite(tuple(edits), at(nodes[0], f"{text} once per {key}"))


def _library(module: ParsedModule, call: ast.Call, deep: bool) -> bool:
    """A parser of the library, asked again in every round of an outer loop, whose value nobody changes.

    Texts that become numbers are looked up in something: that they come again is likely in a single loop as well.
    """
    dotted = module.imported(call.func)
    if call.keywords or len(call.args) != 1 or _starred(call) or isinstance(call.args[0], ast.Constant):
        return False
    if dotted in _NUMBERS:
        given = call.args[0]
        return isinstance(given, ast.Subscript) and not isinstance(given.slice, ast.Constant | ast.Slice)
    if dotted not in _LIBRARY or dotted in _PARSERS or dotted.startswith("numpy.") or not deep:
        return False
    outermost = module.loops(call)[-1]
    if module.is_invariant(call, outermost):
        return False
    return dotted in IMMUTABLE_RESULTS or only_read(module, call)


def _searching(module: ParsedModule, call: ast.Call, deep: bool) -> bool:
    """A pure function of this file that loops, or parses, and gives a value; ``deep`` in loops little will do."""
    functions = module.callees(call)
    if not functions or not module.is_pure(call):
        return False
    if any(_of_records(function) for function in functions):
        return False
    costly = (ast.For, ast.While, ast.ListComp, ast.GeneratorExp)
    loops = any(isinstance(below, costly) for function in functions for below in ast.walk(function))
    parses = any(
        isinstance(below, ast.Call) and module.imported(below.func) in _PARSERS
        for function in functions
        for below in ast.walk(function)
    )
    returns = [below.value for function in functions for below in ast.walk(function)
               if isinstance(below, ast.Return) and below.value]  # fmt: skip
    simple = ("int", "float", "str", "bool", "tuple")
    values = all(module.kind(value) in simple or isinstance(value, ast.Compare | ast.Constant) for value in returns)
    calls = sum(isinstance(below, ast.Call) for function in functions for below in ast.walk(function))
    return (loops or parses or (deep and calls >= _SOME)) and bool(returns) and (values or parses)


def _of_records(function: ast.AST) -> bool:
    """Whether a parameter is taken for a dict: it is asked for a named field, or for its items."""
    names = {arg.arg for arg in function.args.args} if isinstance(function, ast.FunctionDef) else set()
    for node in ast.walk(function):
        match node:
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str())) if name in names:
                return True
            case ast.Attribute(value=ast.Name(id=name), attr="items" | "keys" | "values") if name in names:
                return True
    return False


def _whole(module: ParsedModule, call: ast.expr) -> ast.expr:
    """``strptime(…).date()`` with its method."""
    while True:
        above = module.parent(call)
        outer = module.parent(above) if isinstance(above, ast.Attribute) else None
        if isinstance(above, ast.Attribute) and above.attr in _PARTS:
            if isinstance(outer, ast.Call) and outer.func is above and not outer.args:
                call = outer
                continue
            if not (isinstance(outer, ast.Call) and outer.func is above):
                call = above
                continue
        return call


def _key(module: ParsedModule, node: ast.expr, loop: ast.stmt) -> str | None:
    """The one name, or field, that decides the value."""
    changing = [
        below
        for below in ast.walk(node)
        if isinstance(below, ast.Name) and not module.is_invariant(ast.Name(below.id, ast.Load()), loop)
    ]
    places: set[str] = set()
    for name in changing:
        place: ast.expr = name
        above = module.parent(place)
        while (isinstance(above, ast.Subscript) and above.value is place and _fixed(above.slice)) or (
            isinstance(above, ast.Attribute) and not isinstance(module.parent(above), ast.Call)
        ):
            place, above = above, module.parent(above)
        places.add(module.source(place))
    return places.pop() if len(places) == 1 else None


def _starred(call: ast.Call) -> bool:
    return any(isinstance(arg, ast.Starred) for arg in call.args)


def _fixed(index: ast.expr) -> bool:
    """A constant place, or a slice between such."""
    if isinstance(index, ast.Slice):
        return all(part is None or isinstance(part, ast.Constant) for part in (index.lower, index.upper, index.step))
    return isinstance(index, ast.Constant)
