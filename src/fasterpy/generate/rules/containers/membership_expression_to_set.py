"""``x in self.names`` in a loop, or in any other list that is no plain variable: test in a set made before."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.analysis.purity import mutated_names, root_name
from fasterpy.generate.rules.algorithms.apart import only_elsewhere
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, insert_after, insert_before, owns_line, replace
from fasterpy.generate.rules.containers.places import around, attribute_kind, bound_around, changes, is_place
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_LISTS = ("list", "tuple", "")


class MembershipExpressionToSet(Rule):
    """Attributes, items and list comprehensions are searched from the front in every round, like lists in variables."""

    name = "membership-expression-to-set"
    pattern = "membership-in-attribute"
    summary = "Keep the elements of the list in a set for the loop instead of searching the list in every round."
    gain = 3.5
    risk = Risk.LIKELY
    order = 19
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.stmt, str], list[ast.Compare]] = {}
        for node in scope.nodes(ast.Compare):
            if len(node.ops) != 1 or not isinstance(node.ops[0], ast.In | ast.NotIn):
                continue
            container = node.comparators[0]
            if not _searched(module, container):
                continue
            place = _home(module, node, container)
            if place is not None:
                groups.setdefault((place, module.source(container)), []).append(node)
        for (place, text), tests in groups.items():
            container = tests[0].comparators[0]
            name = module.fresh(_name(container))
            made = "{" + text[1:-1] + "}" if isinstance(container, ast.ListComp) else f"set({text})"
            edits: list[Edit]
            if _may_lack(module, container, place) and not _appends(module, container, place):
                # Where no round asks, nothing is looked up, and a key that is missing is not missed.
                edits = [insert_before(module, place, f"{name} = None")]
                found = f"({name} if {name} is not None else ({name} := {made}))"
                edits += [replace(module, test.comparators[0], found) for test in tests]
                yield Rewrite(tuple(edits), at(tests[0], f"a set of {text}"))
                continue
            edits = [insert_before(module, place, f"{name} = {made}")]
            edits += [replace(module, test.comparators[0], name) for test in tests]
            for stmt, item in _appends(module, container, place):
                edits.append(insert_after(module, stmt, f"{name}.add({argument(module, item)})"))
            yield Rewrite(tuple(edits), at(tests[0], f"a set of {text}"))


def _may_lack(module: ParsedModule, container: ast.expr, place: ast.stmt) -> bool:
    """``baskets[user]`` and ``[int(x) for x in words]`` may raise; an assignment inside the test can stand there unless
    a class body is around."""
    if not isinstance(module.function(container), ast.FunctionDef):
        return False
    if isinstance(container, ast.ListComp):
        calls = [below for below in ast.walk(container) if isinstance(below, ast.Call | ast.Subscript)]
        return bool(calls) and isinstance(place, ast.For | ast.While)
    if not isinstance(container, ast.Subscript):
        return False
    return module.kind(container.value) in ("dict", "") and isinstance(place, ast.For | ast.While)


def _searched(module: ParsedModule, container: ast.expr) -> bool:
    """A list, or what may be one."""
    if "\n" in module.source(container):
        return False
    match container:
        case ast.Attribute():
            kind = attribute_kind(module, container) or module.kind(container)
            return kind in _LISTS and is_place(container)
        case ast.Subscript():
            return module.kind(container) in _LISTS and is_place(container)
        case ast.ListComp():
            return module.is_pure(container)
        case ast.Call(func=ast.Attribute(attr="get")):
            return module.is_pure(container)
        case ast.Call(func=func):
            return module.is_builtin(func, "list", "sorted", "tuple") and module.is_pure(container)
        case ast.BinOp(op=ast.Add()):
            return module.kind(container) == "list" and module.is_pure(container)
    return False


def _home(module: ParsedModule, node: ast.AST, container: ast.expr) -> ast.stmt | None:
    """The outermost repeating statement in which the container stays the same (or only grows by append)."""
    names = free_names(container)
    if names & bound_around(module, node):
        return None
    best: ast.stmt | None = None
    for place in around(module, node):
        if not owns_line(module, place) or (isinstance(place, ast.If) and module.source(place).startswith("elif")):
            break
        if is_place(container):
            if isinstance(place, ast.For) and module.inside(node, place.iter):
                break
            others = names - {root_name(container)}
            if not changes(module, module.source(container), root_name(container), others, place).steady:
                break
        else:
            rebound, mutated = mutated_names(place, module.is_pure)
            mutated = {name for name in mutated if not only_elsewhere(module, name, place, [container], module.is_pure)}
            bound = {below.id for below in ast.walk(container) if isinstance(below, ast.Name) and _stores(below)}
            if (names - bound) & (rebound | mutated):
                break
        best = place
    return best


def _stores(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _appends(module: ParsedModule, container: ast.expr, place: ast.stmt) -> list[tuple[ast.Expr, ast.expr]]:
    if not is_place(container):
        return []
    return changes(module, module.source(container), root_name(container), set(), place).appends


def _name(container: ast.expr) -> str:
    match container:
        case ast.Attribute(attr=word):
            return f"{word}_set"
        case ast.Subscript(slice=ast.Constant(value=str() as word)) if word.isidentifier():
            return f"{word}_set"
        case ast.Call(func=ast.Attribute(value=ast.Name(id=word))):
            return f"{word}_set"
        case ast.Call(args=[ast.Name(id=word)]):
            return f"{word}_set"
    return "known"
