"""``items.append(x); items.sort()`` → ``insort(items, x)``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, need, owns_line, replace_range
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class AppendAndSort(Rule):
    """A list that is sorted after every item added stays sorted: the place of the new item is found by halving."""

    name = "append-and-sort-to-insort"
    pattern = "sorted-window"
    summary = "Put the new item at its place with bisect instead of sorting everything again."
    gain = 4.0
    risk = Risk.LIKELY
    order = 18

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Expr):
            match stmt.value:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name() | ast.Attribute() as listed, attr="append"), args=[item]
                ):
                    pass
                case _:
                    continue
            after = module.next(stmt)
            keywords = _sorts(module, after, listed)
            if after is None or keywords is None or not (owns_line(module, stmt) and owns_line(module, after)):
                continue
            key = _key(module, keywords)
            if key is None:
                continue
            imports, insort = need(module, "bisect", "insort")
            text = f"{insort}({module.source(listed)}, {argument(module, item)}{key})"
            yield Rewrite((*imports, replace_range(module, stmt, after, text)), at(stmt, "insort"))


def _sorts(module: ParsedModule, stmt: ast.stmt | None, listed: ast.expr) -> list[ast.keyword] | None:
    """The keywords of ``listed.sort(…)`` or ``listed = sorted(listed, …)``; None for other statements."""
    match stmt:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr="sort"), args=[], keywords=keywords)):
            return keywords if module.source(owner) == module.source(listed) else None
    return None


def _key(module: ParsedModule, keywords: list[ast.keyword]) -> str | None:
    """What to hand on; None for an order that insort does not know."""
    match keywords:
        case []:
            return ""
        case [ast.keyword(arg="key", value=key)] if "\n" not in module.source(key):
            return f", key={module.source(key)}"
    return None
