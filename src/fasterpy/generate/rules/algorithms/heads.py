"""Counting loops and clauses with the conditions without which a round does nothing: what their range can shrink to.

The conditions stay in the body, so a narrowed range need only hold every round that matters.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, negated, terms, total
from fasterpy.generate.rules.algorithms.look_through import inside
from fasterpy.generate.rules.algorithms.ranges import Bounds, bounds
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.build import owns_line
from fasterpy.generate.rules.target import TargetScope


@dataclass(frozen=True)
class Head:
    """``for name in items`` in a loop or a comprehension's last clause."""

    node: ast.For | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    name: str
    items: ast.expr
    bounds: Bounds
    tests: tuple[ast.expr, ...]
    stmt: ast.stmt
    changed: frozenset[str]
    """Names that the loop itself changes; conditions on them say nothing beforehand."""

    def fixed(self, node: ast.expr) -> bool:
        """Whether an expression without the loop's variable keeps its value during the loop."""
        return not names_in(node) & (self.changed | {self.name})


def heads(module: ParsedModule, scope: TargetScope) -> Iterator[Head]:
    """All counting heads of the target that have conditions."""
    for loop in scope.nodes(ast.For):
        around = bounds(module, loop.iter)
        if around is None or not isinstance(loop.target, ast.Name) or not owns_line(module, loop):
            continue
        tests = list(inside(module, loop).tests)
        rebound, mutated = mutated_names(loop)
        if loop.target.id in {name for stmt in loop.body for name in mutated_names(stmt)[0]}:
            continue
        if tests and not lives_on(module, loop):
            changed = frozenset((rebound | mutated) - {loop.target.id})
            yield Head(loop, loop.target.id, loop.iter, around, tuple(tests), loop, changed)
    comprehensions: list[ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp]
    comprehensions = [*scope.nodes(ast.ListComp, ast.SetComp, ast.GeneratorExp), *scope.nodes(ast.DictComp)]
    for node in comprehensions:
        part = node.generators[-1]
        around = bounds(module, part.iter)
        if around is None or not isinstance(part.target, ast.Name):
            continue
        tests = [piece for test in part.ifs for piece in conjuncts(test)]
        call = module.parent(node)
        if isinstance(call, ast.Call) and hasattr(node, "elt"):
            if module.is_builtin(call.func, "any"):
                tests += conjuncts(node.elt)
            elif module.is_builtin(call.func, "all"):
                tests += negated(node.elt)
            elif module.is_builtin(call.func, "sum") and isinstance(node.elt, ast.Compare):
                tests += conjuncts(node.elt)
        if tests:
            yield Head(node, part.target.id, part.iter, around, tuple(tests), module.statement(node), frozenset())


def linear(left: ast.expr, right: ast.expr, name: str) -> tuple[ast.expr, ast.expr] | None:
    """``left - right == coefficient * name - rest``, for any comparison of the two; None when it is not linear."""
    factors: list[tuple[int, ast.expr]] = []
    rest: list[tuple[int, ast.expr]] = []
    for sign, term in (*terms(left), *((-sign, term) for sign, term in terms(right))):
        if name not in names_in(term):
            rest.append((-sign, term))
            continue
        match term:
            case ast.Name():
                factors.append((sign, ast.Constant(1)))
            case ast.BinOp(left=one, op=ast.Mult(), right=ast.Name(id=word)) if word == name:
                factors.append((sign, one))
            case ast.BinOp(left=ast.Name(id=word), op=ast.Mult(), right=one) if word == name:
                factors.append((sign, one))
            case _:
                return None
        if name in names_in(factors[-1][1]):
            return None
    return (total(factors), total(rest)) if factors else None


def square(left: ast.expr, right: ast.expr, name: str) -> ast.expr | None:
    """``rest`` when the comparison is one of ``name ** 2`` with ``rest``."""
    squares = 0
    rest: list[tuple[int, ast.expr]] = []
    for sign, term in (*terms(left), *((-sign, term) for sign, term in terms(right))):
        if name not in names_in(term):
            rest.append((-sign, term))
            continue
        match term:
            case ast.BinOp(left=ast.Name(id=one), op=ast.Mult(), right=ast.Name(id=two)) if one == two == name:
                squares += sign
            case ast.BinOp(left=ast.Name(id=one), op=ast.Pow(), right=ast.Constant(value=2)) if one == name:
                squares += sign
            case _:
                return None
    if squares == 1:
        return total(rest)
    return total([(-sign, term) for sign, term in rest]) if squares == -1 else None


def remainder(test: ast.expr) -> tuple[ast.expr, ast.expr, ast.expr] | None:
    """``(x, k, r)`` of ``x % k == r`` in its spellings.

    They are ``not x % k``, ``x % 2``, ``x & 1``, ``x % 2 != 0``, ``x // k * k == x``.
    """
    match test:
        case ast.Compare(left=ast.BinOp(left=x, op=ast.Mod(), right=k), ops=[ast.Eq()], comparators=[r]):
            return x, k, r
        case ast.Compare(left=r, ops=[ast.Eq()], comparators=[ast.BinOp(left=x, op=ast.Mod(), right=k)]):
            return x, k, r
        case ast.UnaryOp(op=ast.Not(), operand=ast.BinOp(left=x, op=ast.Mod(), right=k)):
            return x, k, ast.Constant(0)
        case ast.Compare(left=ast.BinOp(left=one, op=ast.Mult(), right=two), ops=[ast.Eq()], comparators=[x]):
            for k, part in ((one, two), (two, one)):  # ``x // k * k == x``
                if ast.unparse(part) == ast.unparse(ast.BinOp(x, ast.FloorDiv(), k)):
                    return x, k, ast.Constant(0)
        case ast.BinOp(left=x, op=ast.Mod(), right=ast.Constant(value=2) as k):
            return x, k, ast.Constant(1)
        case ast.Compare(
            left=ast.BinOp(left=x, op=ast.Mod(), right=ast.Constant(value=2) as k),
            ops=[ast.NotEq() | ast.Gt()],
            comparators=[ast.Constant(value=0)],
        ):
            return x, k, ast.Constant(1)
        case ast.Compare(
            left=ast.BinOp(left=x, op=ast.Mod(), right=ast.Constant(value=2) as k),
            ops=[ast.NotEq()],
            comparators=[ast.Constant(value=1)],
        ):
            return x, k, ast.Constant(0)
        case ast.BinOp(left=x, op=ast.BitAnd(), right=ast.Constant(value=1)):
            return x, ast.Constant(2), ast.Constant(1)
    return None
