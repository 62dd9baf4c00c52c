"""The ends of a slice as places in a table, as Python takes them: negative, beyond the list, or in the wrong order."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, terms, text
from fasterpy.generate.rules.algorithms.ranges import counters, offset_from, within
from fasterpy.generate.rules.build import insert_before, owns_line
from fasterpy.generate.rules.edit import Edit

_AROUND = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp | ast.BoolOp | ast.IfExp | ast.Lambda


@dataclass(frozen=True)
class Ends:
    """Two places ``0 <= low <= high <= len(items)``, and the lines that compute them."""

    low: str
    """Empty: the front."""
    high: str
    """Empty: the end of the list."""
    lines: str = ""

    def total(self, sums: str) -> str:
        """The difference of prefix sums."""
        high = f"{sums}[{self.high}]" if self.high else f"{sums}[-1]"
        return f"{high} - {sums}[{self.low}]" if self.low else high

    def length(self, listed: str) -> str:
        """How many items lie between."""
        high = self.high or f"len({listed})"
        return f"{high} - {self.low}" if self.low else high


def exact_ends(module: ParsedModule, node: ast.AST, listed: ast.expr, part: ast.Slice) -> Ends:
    """The ends of ``listed[part]`` at ``node``; the slice has at least one end."""
    low, high = part.lower, part.upper
    inside = high is None or (within(module, node, high, listed) and not_negative(module, node, high))
    if inside and low is None:
        return Ends("", text(high) if high is not None else "")
    length = f"len({text(listed)})"
    if low is None:
        assert high is not None
        last = module.fresh("last")
        return Ends("", last, f"{last} = slice({text(high)}).indices({length})[1]")
    if inside and not_negative(module, node, low) and high is not None:
        if in_order(low, high):
            return Ends(text(low), text(high))
        first = module.fresh("first")
        return Ends(first, text(high), f"{first} = min({text(low)}, {text(high)})")
    first = module.fresh("first")
    if high is None:
        return Ends(first, "", f"{first} = slice({text(low)}, None).indices({length})[0]")
    last = module.fresh("last")
    made = f"{first}, {last}, _ = slice({text(low)}, {text(high)}).indices({length})"
    return Ends(first, last, f"{made}\n{last} = max({first}, {last})")


def exact_total(
    module: ParsedModule, node: ast.For | ast.Call, listed: ast.expr, part: ast.Slice, sums: str
) -> tuple[list[Edit], str]:
    """What to write for a total of a slice, with edits that compute the ends before."""
    stmt = module.statement(node)
    between = []
    for above in module.ancestors(node):
        if above is stmt:
            break
        between.append(above)
    loose = isinstance(stmt, ast.While | ast.AsyncFor) or module.source(stmt).startswith("elif")
    if loose or any(isinstance(above, _AROUND) for above in between) or not owns_line(module, stmt):
        ends = f"range(len({text(listed)}))[{text(part)}]"
        span = module.fresh("span")
        last = f"{sums}[{span}.stop]"
        return [], f"({last} - {sums}[{span}.start] if ({span} := {ends}) else 0)"
    found = exact_ends(module, node, listed, part)
    total = found.total(sums)
    return [insert_before(module, stmt, found.lines)] if found.lines else [], f"({total})" if found.low else total


def plain_ends(module: ParsedModule, node: ast.AST, listed: ast.expr, part: ast.Slice) -> bool:
    """Whether the ends as they stand are surely in order and inside the list."""
    low, high = part.lower, part.upper
    if high is None or not within(module, node, high, listed) or not not_negative(module, node, high):
        return False
    return low is None or (not_negative(module, node, low) and in_order(low, high))


def open_width(module: ParsedModule, node: ast.AST, part: ast.Slice) -> bool:
    """Whether an end moves with a parameter about which nothing is asked: it may be negative as well."""
    function = module.function(node)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    every = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    names = names_in(part) & {arg.arg for arg in every}
    for below in ast.walk(function):
        match below:
            case ast.If(test=test) | ast.While(test=test) | ast.Assert(test=test) | ast.IfExp(test=test):
                names -= names_in(test)
            case ast.Name(id=name, ctx=ast.Store()):
                names.discard(name)
    return bool(names)


def not_negative(module: ParsedModule, node: ast.AST, end: ast.expr) -> bool:
    """A constant, the counter of a loop that starts at zero, or ``max(0, …)``."""
    match end:
        case ast.Constant(value=int() as value):
            return value >= 0
        case ast.Call(func=func, args=args, keywords=[]) if module.is_builtin(func, "max") and len(args) > 1:
            return any(isinstance(arg, ast.Constant) and type(arg.value) is int and arg.value >= 0 for arg in args)
    for name, around in counters(module, node):
        offset = offset_from(end, name)
        if offset is not None and isinstance(around.low, ast.Constant) and type(around.low.value) is int:
            return around.low.value + offset >= 0
    return False


def in_order(low: ast.expr, high: ast.expr) -> bool:
    """Whether the second end is the first one and a number more."""
    counts: Counter[str] = Counter()
    for sign, term in (*terms(high), *terms(low, -1)):
        number = isinstance(term, ast.Constant) and type(term.value) is int
        counts["" if number else text(term)] += sign * (term.value if number else 1)  # type: ignore[attr-defined]
    more = counts.pop("", 0)
    return more >= 0 and not any(counts.values())
