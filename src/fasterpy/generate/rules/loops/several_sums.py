"""``for x in row: total += x; count += 1`` → ``total = sum(row, total)`` and ``count += len(row)``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class SeveralSums(Rule):
    """Each sum is a pass in C. Started with what is there already, it adds in the same order, as floats need it."""

    name = "several-sums"
    pattern = "sum-builtin"
    summary = "Add up with sum() and len(), one pass each, instead of several totals in one loop."
    gain = 2.5
    risk = Risk.LIKELY
    order = 41

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            if loop.orelse or not 2 <= len(loop.body) <= 4 or not owns_line(module, loop):
                continue
            if not isinstance(loop.target, ast.Name) or not _again(loop.iter) or lives_on(module, loop):
                continue
            lines, names = [], set[str]()
            for stmt in loop.body:
                match stmt:
                    case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
                        lines.append(_line(module, loop.target.id, loop.iter, name, value))
                        names.add(name)
            read = set[str]().union(*(free_names(stmt.value) for stmt in loop.body if isinstance(stmt, ast.AugAssign)))
            apart = len(names) == len(lines) == len(loop.body) and not names & (read | free_names(loop.iter))
            if apart and all(lines):
                yield Rewrite((replace(module, loop, "\n".join(lines)),), at(loop, "one sum each"))


def _again(items: ast.expr) -> bool:
    """Something that can be gone through several times."""
    while isinstance(items, ast.Attribute | ast.Subscript):
        items = items.value
    return isinstance(items, ast.Name)


def _line(module: ParsedModule, item: str, items: ast.expr, name: str, value: ast.expr) -> str:
    text = module.source(items)
    if isinstance(value, ast.Name) and value.id == item:
        return f"{name} = sum({text}, {name})"
    if isinstance(value, ast.Constant) and type(value.value) is int:
        return f"{name} += len({text})" if value.value == 1 else f"{name} += {value.value} * len({text})"
    if not module.is_pure(value) or module.kind(value) not in ("int", "float", "") or "\n" in module.source(value):
        return ""
    return f"{name} = sum([{argument(module, value)} for {item} in {text}], {name})"
