"""Every number up to n tried as a divisor → divisors in pairs up to the square root."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.heads import Head, heads, remainder
from fasterpy.generate.rules.algorithms.ranges import offset_from
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class TrialDivisionToSqrt(Rule):
    """A number with a divisor has one up to its square root; which one is found does not matter here."""

    name = "trial-division-to-sqrt"
    pattern = "trial-division-sqrt"
    summary = "Look for a divisor only up to the square root."
    gain = 8.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for head in heads(module, scope):
            number = _divided(module, head)
            if number is None or head.bounds.step != 1 or not _existence(module, head):
                continue
            low = head.bounds.low
            if not (isinstance(low, ast.Constant) and isinstance(low.value, int) and low.value >= 2):
                continue
            if isinstance(number, ast.Name) and offset_from(head.bounds.high, number.id) in (1, 2, 3):
                continue
            imports, isqrt = need(module, "math", "isqrt")
            for variant, root in _roots(isqrt, text(number)):
                items = f"range({text(low)}, {root} + 1)"
                edits = (*imports, replace(module, head.items, items))
                yield Rewrite(edits, at(head.node, "divisors to the root"), variant=variant)


class DivisorScanToPairs(Rule):
    """Divisors come in pairs d, n // d: listing them takes the square root of n, in the same order."""

    name = "divisor-scan-to-pairs"
    pattern = "divisor-pairs"
    summary = "List the divisors in pairs up to the square root and visit only them."
    gain = 7.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for head in heads(module, scope):
            number = _divided(module, head)
            if number is None or abs(head.bounds.step) != 1 or not owns_line(module, head.stmt):
                continue
            least = head.bounds.low if head.bounds.step > 0 else head.bounds.high
            if not isinstance(least, ast.Constant):
                continue
            if not isinstance(head.node, ast.For) and not _outside(module, head, number):
                continue
            imports, isqrt = need(module, "math", "isqrt")
            table, n = module.fresh("divisors"), text(number)
            n = n if isinstance(number, ast.Name) else f"({n})"
            order = f"reversed({table})" if head.bounds.step < 0 else table
            items = f"[d for d in {order} if d in {module.source(head.items)}]"
            for variant, root in _roots(isqrt, text(number)):
                made = (
                    f"{table} = [d for d in range(1, {root} + 1) if {n} % d == 0]\n"
                    f"{table} += [{n} // d for d in reversed({table}) if d * d != {n}]"
                )
                edits: list[Edit] = [*imports, insert_before(module, head.stmt, made)]
                edits.append(replace(module, head.items, items))
                yield Rewrite(tuple(edits), at(head.node, f"divisors of {text(number)}"), variant=variant)


def _roots(isqrt: str, number: str) -> list[tuple[str, str]]:
    """Variants of the root: plain, and one for numbers that may be negative, for which a range is just empty."""
    return [("", f"{isqrt}({number})"), ("guarded", f"{isqrt}(max(0, {number}))")]


def _divided(module: ParsedModule, head: Head) -> ast.expr | None:
    """The number that the loop's variable must divide; None when the range already ends at a root."""
    if any(word in module.source(head.items) for word in ("sqrt", "**", "0.5", "1/2", "pow(")):
        return None
    for test in head.tests:
        parts = remainder(test)
        if parts is None:
            continue
        number, divisor, rest = parts
        if not (isinstance(divisor, ast.Name) and divisor.id == head.name and isinstance(rest, ast.Constant)):
            continue
        if rest.value == 0 and head.fixed(number) and names_in(number) and module.is_pure(number):
            return number
    return None


def _existence(module: ParsedModule, head: Head) -> bool:
    """The outcome depends on whether there is a divisor, not on which or how many."""
    if not isinstance(head.node, ast.For):
        call = module.parent(head.node)
        return (
            isinstance(call, ast.Call)
            and module.is_builtin(call.func, "any", "all")
            and not any(len(part.ifs) for part in head.node.generators)
        )
    if len(head.tests) != 1:
        return False
    body: list[ast.stmt] = list(head.node.body)
    while len(body) == 1 and isinstance(body[0], ast.If) and not body[0].orelse:
        body = list(body[0].body)
    if not body or not all(isinstance(stmt, ast.Return | ast.Assign | ast.Break | ast.Expr) for stmt in body):
        return False
    once = isinstance(body[-1], ast.Return | ast.Break)
    for stmt in body:
        if head.name in names_in(stmt) or (isinstance(stmt, ast.Expr) and not once):
            return False
        if isinstance(stmt, ast.Assign) and not once and not isinstance(stmt.value, ast.Constant):
            return False
    return True


def _outside(module: ParsedModule, head: Head, number: ast.expr) -> bool:
    """No comprehension or lambda around binds what the number is made of."""
    bound: set[str] = set()
    for above in (head.node, *module.ancestors(head.node)):
        if above is head.stmt:
            break
        if isinstance(above, ast.Lambda):
            return False
        if isinstance(above, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            bound |= {name for part in above.generators for name in names_in(part.target)}
    return not bound & names_in(number)
