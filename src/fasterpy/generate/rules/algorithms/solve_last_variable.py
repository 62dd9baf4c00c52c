"""A loop that tries every value in an equation → the one value that solves it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import text
from fasterpy.generate.rules.algorithms.heads import Head, heads, linear, square
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class SolveLastVariable(Rule):
    """``for z in range(n): if a*x + b*y + c*z == m`` needs no loop; the condition stays and checks the division."""

    name = "solve-last-variable"
    pattern = "solve-last-variable"
    summary = "Compute the only value that can satisfy the equation instead of trying all of them."
    gain = 9.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for head in heads(module, scope):
            for test in head.tests:
                edits = _solved(module, head, test)
                if edits:
                    yield Rewrite(tuple(edits), at(head.node, f"{head.name} by arithmetic"))
                    break


def _solved(module: ParsedModule, head: Head, test: ast.expr) -> list[Edit]:
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            pass
        case _:
            return []
    if any(module.kind(side) in ("str", "float", "list", "tuple") for side in (left, right) if side in module.parents):
        return []
    parts = linear(left, right, head.name)
    if parts is None:
        return _root(module, head, left, right)
    factor, rest = parts
    if not head.fixed(factor) or not head.fixed(rest) or not module.is_pure(test):
        return []
    match factor:
        case ast.Constant(value=1):
            value: ast.expr = rest
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)):
            value = ast.UnaryOp(ast.USub(), rest)
        case _:
            value = ast.BinOp(rest, ast.FloorDiv(), factor)
    exact = isinstance(factor, ast.Constant | ast.UnaryOp)
    if exact and text(factor) in ("1", "-1") and (body := _plain_body(module, head)):
        lines = [
            f"{head.name} = {text(value)}",
            f"if {head.name} in {module.source(head.items)}:",
            block(module, *body),
        ]
        return [replace(module, head.stmt, "\n".join(lines))]
    return _only(module, head, text(value), "" if _constant(factor) else text(factor))


def _plain_body(module: ParsedModule, head: Head) -> list[str]:
    """The lines behind the one condition of a loop that needs no loop any more."""
    if not isinstance(head.node, ast.For) or head.node.orelse or len(head.tests) != 1:
        return []
    match head.node.body:
        case [ast.If(test=ast.Compare(ops=[_]), body=body, orelse=[])]:
            pass
        case _:
            return []
    simple = all(isinstance(stmt, ast.AugAssign | ast.Assign | ast.Expr | ast.Return) for stmt in body)
    lines = [module.source(stmt) for stmt in body]
    return lines if simple and not any("\n" in line for line in lines) else []


def _root(module: ParsedModule, head: Head, left: ast.expr, right: ast.expr) -> list[Edit]:
    rest = square(left, right, head.name)
    low = head.bounds.low
    if rest is None or not head.fixed(rest) or not module.is_pure(rest):
        return []
    if isinstance(low, ast.UnaryOp) or head.bounds.step < 0:  # a negative root may count
        return []
    imports, isqrt = need(module, "math", "isqrt")
    found = _only(module, head, f"{isqrt}(max({text(rest)}, 0))", "")
    return [*imports, *found]


def _only(module: ParsedModule, head: Head, value: str, divisor: str) -> list[Edit]:
    """The head over ``value`` alone when it is in the range (or over all when the divisor is zero)."""
    whole = module.source(head.items)
    otherwise = f" if {divisor} else {whole}" if divisor else ""
    if isinstance(head.node, ast.For):
        name = module.fresh(f"only_{head.name}")
        # A fixed divisor is no reason to compute twice; a zero divisor must not be divided by at all.
        first = f"{name} = {value}" if not divisor else f"{name} = {value} if {divisor} else 0"
        one = f"[{name}] if {name} in {whole} else []"
        items = f"({one}){otherwise}" if divisor else one
        return [insert_before(module, head.node, first), replace(module, head.items, items)]
    items = f"([{value}] if {value} in {whole} else [])"
    return [replace(module, head.items, f"({items}{otherwise})" if divisor else items)]


def _constant(node: ast.expr) -> bool:
    return not any(isinstance(below, ast.Name) for below in ast.walk(node))
