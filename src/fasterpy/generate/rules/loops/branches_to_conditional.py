"""``if c: out.append(a)`` / ``else: out.append(b)`` → one append of ``a if c else b``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class BranchesToConditional(Rule):
    """One statement instead of branches: comprehension, join and sum then apply to the loop."""

    name = "branches-to-conditional"
    pattern = "list-comprehension"
    summary = "Choose the value by a conditional expression, so that the loop has a single statement."
    gain = 1.05
    risk = Risk.SAFE
    order = 26

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for test in scope.nodes(ast.If):
            parts = _parts(module, test)
            if parts is None or not module.loops(test) or not owns_line(module, test):
                continue
            if isinstance(module.parent(test), ast.If) and module.source(test).startswith("elif"):
                continue
            if any(start >= module.span(test)[0] and end <= module.span(test)[1] for start, end in module.comments):
                continue
            head, tail, value = parts
            if "\n" not in value and len(value) < 140:
                yield Rewrite((replace(module, test, f"{head}{value}{tail}"),), at(test, "one statement"))


def _parts(module: ParsedModule, test: ast.If, depth: int = 0) -> tuple[str, str, str] | None:
    """What stands before and after the value, and the conditional expression."""
    if len(test.body) != 1 or len(test.orelse) != 1 or depth > 2:
        return None
    first = _one(module, test.body[0])
    last = test.orelse[0]
    second = _parts(module, last, depth + 1) if isinstance(last, ast.If) else _one(module, last)
    if first is None or second is None or first[:2] != second[:2]:
        return None
    if any(isinstance(below, ast.NamedExpr | ast.Await | ast.Yield) for below in ast.walk(test)):
        return None
    return first[0], first[1], f"{first[2]} if {argument(module, test.test)} else {second[2]}"


def _one(module: ParsedModule, stmt: ast.stmt) -> tuple[str, str, str] | None:
    match stmt:
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(value=ast.Name(), attr="append" | "add") as func, args=[value])
        ) if not isinstance(value, ast.Starred):
            return f"{module.source(func)}(", ")", _operand(module, value)
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
            return f"{name} += ", "", _operand(module, value)
    return None


def _operand(module: ParsedModule, value: ast.expr) -> str:
    text = argument(module, value)
    return f"({text})" if isinstance(value, ast.IfExp | ast.Lambda) else text
