"""``while left: x = min(left); …; left.remove(x)`` → one walk over the sorted items."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, owns_line, replace, unindented
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class SelectionToSorted(Rule):
    """Both take the first of equal items first; nothing may be put in meanwhile."""

    name = "selection-to-sorted"
    pattern = "heap-instead-of-scan"
    summary = "Sort the items once instead of searching and removing the extreme in every round."
    gain = 8.0
    risk = Risk.LIKELY
    order = 13

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.While):
            match loop:
                case ast.While(
                    test=test,
                    body=[
                        ast.Assign(
                            targets=[ast.Name(id=taken)],
                            value=ast.Call(func=ast.Name(id=which) as func, args=[ast.Name(id=items)], keywords=words),
                        ),
                        *rest,
                    ],
                    orelse=[],
                ) if module.is_builtin(func, "min", "max") and _left(module, test) == items:
                    pass
                case _:
                    continue
            gone = [stmt for stmt in rest if _removes(stmt, items, taken)]
            others = [stmt for stmt in rest if stmt not in gone]
            if len(gone) != 1 or not owns_line(module, loop) or any(word.arg != "key" for word in words):
                continue
            leaves = any(
                isinstance(node, ast.Break | ast.Continue | ast.Return) for stmt in rest for node in ast.walk(stmt)
            )
            if leaves or any(items in names_in(stmt) for stmt in others):
                continue
            options = "".join(f", {module.source(word)}" for word in words) + (
                ", reverse=True" if which == "max" else ""
            )
            unit = module.indent_unit
            inner = [unindented(module, stmt) for stmt in others] or ["pass"]
            body = "\n".join(unit + line for text in inner for line in text.split("\n"))
            yield Rewrite(
                (replace(module, loop, f"for {taken} in sorted({items}{options}):\n{body}\n{items}.clear()"),),
                at(loop, f"{items} sorted once"),
            )


def _left(module: ParsedModule, test: ast.expr) -> str:
    """The list of which the loop wants something to be left."""
    match test:
        case ast.Name(id=name):
            return name
        case ast.Call(func=func, args=[ast.Name(id=name)]) if module.is_builtin(func, "len"):
            return name
        case ast.Compare(
            left=ast.Call(func=func, args=[ast.Name(id=name)]),
            ops=[ast.Gt() | ast.NotEq()],
            comparators=[ast.Constant(value=0)],
        ) if module.is_builtin(func, "len"):
            return name
    return ""


def _removes(stmt: ast.stmt, items: str, taken: str) -> bool:
    match stmt:
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(attr="remove", value=ast.Name(id=name)), args=[ast.Name(id=gone)])
        ):
            return name == items and gone == taken
    return False
