"""Conditions that report their outcomes and what they compared, so that the outcomes not seen yet can be aimed at."""

from __future__ import annotations

import ast
import operator
import types
from collections.abc import Iterator
from typing import Any

BRANCH, COMPARE = "_fasterpy_branch", "_fasterpy_compare"
_OPERATORS: dict[type, Any] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}
_NAMES = {kind.__name__: run for kind, run in _OPERATORS.items()}
_MOST = 6


class Watch:
    """Outcomes of the conditions of one version: ``seen[site]`` holds what it came out as so far."""

    def __init__(self) -> None:
        self.seen: dict[int, set[bool]] = {}
        self.done: set[int] = set()
        self.now: set[tuple[int, bool]] = set()
        self.operands: dict[int, list[tuple[Any, Any]]] = {}
        self.sites: dict[int, str] = {}

    def begin(self) -> None:
        self.now.clear()
        self.operands.clear()

    def end(self) -> bool:
        """Whether the run since `begin` had an outcome that no earlier one had."""
        new = False
        for site, outcome in self.now:
            known = self.seen.setdefault(site, set())
            if outcome not in known:
                known.add(outcome)
                new = True
                if len(known) == 2:
                    self.done.add(site)
        return new

    def wanting(self) -> list[tuple[Any, Any]]:
        """What was compared, in the last run, where only one outcome was ever seen."""
        return [pair for site, pairs in self.operands.items() if len(self.seen.get(site, ())) < 2 for pair in pairs]

    def branch(self, site: int, value: Any) -> Any:
        if site not in self.done:
            self.now.add((site, bool(value)))
        return value

    def compare(self, site: int, kind: str, left: Any, right: Any) -> Any:
        value = _NAMES[kind](left, right)
        if type(value) is bool and site not in self.done:
            self.now.add((site, value))
            if len(self.seen.get(site, ())) < 2:
                pairs = self.operands.setdefault(site, [])
                if len(pairs) < _MOST:
                    pairs.append((left, right))
        return value

    def instrument(self, text: str) -> str:
        """The text with its conditions reporting; behaves the same."""
        tree = _Sites(self.sites).visit(ast.parse(text))
        return ast.unparse(ast.fix_missing_locations(tree))

    def names(self, suffix: str) -> dict[str, Any]:
        """What an instrumented text calls."""
        return {BRANCH + suffix: self.branch, COMPARE + suffix: self.compare}


class _Sites(ast.NodeTransformer):
    def __init__(self, sites: dict[int, str]) -> None:
        self.sites = sites

    def _site(self, node: ast.AST) -> ast.Constant:
        self.sites[len(self.sites)] = ast.unparse(node)
        return ast.Constant(len(self.sites) - 1)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        site = self._site(node) if len(node.ops) == 1 and type(node.ops[0]) in _OPERATORS else None
        self.generic_visit(node)
        if site is None:
            return node
        kind = ast.Constant(type(node.ops[0]).__name__)
        return ast.Call(ast.Name(COMPARE, ast.Load()), [site, kind, node.left, node.comparators[0]], [])

    def _tested(self, node: Any) -> ast.AST:
        plain = isinstance(node.test, ast.Compare) and len(node.test.ops) == 1
        site = None if plain or isinstance(node.test, ast.Constant) else self._site(node.test)
        self.generic_visit(node)
        if site is not None:
            node.test = ast.Call(ast.Name(BRANCH, ast.Load()), [site, node.test], [])
        return node  # type: ignore[no-any-return]

    visit_If = visit_While = visit_IfExp = _tested

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_match_case(self, node: ast.match_case) -> ast.AST:
        node.body = [self.visit(part) for part in node.body]
        return node


def restore(names: dict[str, Any], plain: types.CodeType) -> None:
    """Gives the functions of an instrumented module the code of the text as it was written; its state stays."""
    codes = dict(_codes(plain, ""))
    for function in _functions(names):
        code = codes.get(function.__qualname__)
        if code is not None and code.co_freevars == function.__code__.co_freevars:
            function.__code__ = code


def _codes(code: types.CodeType, prefix: str) -> Iterator[tuple[str, types.CodeType]]:
    """Code of functions of a module and of its classes, by qualified name."""
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield prefix + part.co_name, part
            yield from _codes(part, f"{prefix}{part.co_name}.")


def _functions(names: dict[str, Any]) -> Iterator[types.FunctionType]:
    for thing in list(names.values()):
        for held in (thing, *(getattr(thing, name, None) for name in ("__wrapped__", "fget", "__func__", "func"))):
            if isinstance(held, types.FunctionType) and BRANCH[:9] in "".join(_named(held.__code__)):
                yield held
        if isinstance(thing, type) and thing.__module__ == names.get("__name__"):
            yield from _functions(dict(vars(thing)))


def _named(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield from _named(part)
