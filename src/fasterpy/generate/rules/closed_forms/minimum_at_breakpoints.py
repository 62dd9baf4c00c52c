"""A cost minimised over a whole range of numbers → only where the cost can have its minimum."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import names_in, terms, text, total
from fasterpy.generate.rules.algorithms.ranges import Bounds, bounds
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_LARGEST_STEP = 10


class MinimumAtBreakpoints(Rule):
    """Distances, squares, ``max(0, ...)``: the sum is piecewise linear or a parabola.

    Its minimum lies at an end of the range, at a kink, at the median of the kinks, or at their mean.
    """

    name = "minimum-at-breakpoints"
    pattern = "minimum-at-breakpoints"
    summary = "Evaluate the cost only at its kinks, their median and mean, and the ends of the range."
    gain = 8.0
    risk = Risk.BOLD
    order = 13

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            if isinstance(loop.target, ast.Name) and owns_line(module, loop) and _minimises(module, loop):
                rewrite = _narrowed(module, loop, loop, loop.target.id, loop.iter)
                if rewrite:
                    yield rewrite
        for node in scope.nodes(ast.ListComp, ast.GeneratorExp):
            call = module.parent(node)
            part = node.generators[0]
            stmt = module.statement(node)
            if not (isinstance(call, ast.Call) and module.is_builtin(call.func, "min") and len(call.args) == 1):
                continue
            if len(node.generators) == 1 and isinstance(part.target, ast.Name) and owns_line(module, stmt):
                rewrite = _narrowed(module, node, stmt, part.target.id, part.iter)
                if rewrite:
                    yield rewrite


def _minimises(module: ParsedModule, loop: ast.For) -> bool:
    """The loop keeps a minimum, or collects costs of which only the minimum is used."""
    for below in ast.walk(loop):
        match below:
            case ast.Assign(targets=[ast.Name(id=best)], value=ast.Call(func=func, args=args)) if module.is_builtin(
                func, "min"
            ) and any(isinstance(arg, ast.Name) and arg.id == best for arg in args):
                if _kept(loop, best, below):
                    return True
            case ast.If(
                test=ast.Compare(ops=[ast.Lt() | ast.LtE() | ast.Gt() | ast.GtE()]) as test,
                body=[ast.Assign(targets=[ast.Name(id=best)]), *_],
            ) if best in names_in(test) and _kept(loop, best, below):
                return True
            case ast.Call(func=ast.Attribute(attr="append", value=ast.Name() as costs)):
                uses = [use for use in module.uses(costs) if not module.inside(use, loop)]
                loads = [use for use in uses if isinstance(use.ctx, ast.Load)]
                if loads and all(_only_minimum(module, use) for use in loads):
                    return True
    return False


def _kept(loop: ast.For, best: str, stmt: ast.stmt) -> bool:
    """Whether the variable goes from round to round: nothing else in the loop sets it."""
    return _stores(loop, best) == _stores(stmt, best)


def _stores(node: ast.AST, name: str) -> int:
    names = (below for below in ast.walk(node) if isinstance(below, ast.Name) and below.id == name)
    return sum(isinstance(below.ctx, ast.Store) for below in names)


def _only_minimum(module: ParsedModule, use: ast.Name) -> bool:
    call = module.parent(use)
    return isinstance(call, ast.Call) and module.is_builtin(call.func, "min") and len(call.args) == 1


def _narrowed(
    module: ParsedModule, node: ast.For | ast.ListComp | ast.GeneratorExp, stmt: ast.stmt, name: str, items: ast.expr
) -> Rewrite | None:
    around = bounds(module, items)
    if around is None or not 1 <= around.step <= _LARGEST_STEP:
        return None
    kinks: list[str] = []
    spreads: list[str] = []
    changed = mutated_names(node)[0] | mutated_names(node)[1]
    for inner in _kinks(module, node, name):
        found = _place(inner, name)
        if found is None or not module.is_pure(inner):
            continue
        if not names_in(found) & changed:
            kinks.append(text(found))
            continue
        sweep = _sweep(module, node, found, changed)
        if sweep:
            spreads.append(sweep)
    if not kinks and not spreads:
        return None
    return _rewrite(module, node, stmt, items, around, list(dict.fromkeys(kinks)), list(dict.fromkeys(spreads)))


def _kinks(module: ParsedModule, node: ast.AST, name: str) -> Iterator[ast.expr]:
    """Expressions at whose zeros the cost bends: what stands in abs, squares, max and min."""
    for below in ast.walk(node):
        match below:
            case ast.Call(func=func, args=[inner]) if module.is_builtin(func, "abs") and name in names_in(inner):
                yield inner
            case ast.Call(func=func, args=[one, two]) if module.is_builtin(func, "min", "max"):
                if name in names_in(one) | names_in(two):
                    yield ast.BinOp(one, ast.Sub(), two)
            case ast.BinOp(left=inner, op=ast.Pow(), right=ast.Constant(value=2)) if name in names_in(inner):
                yield inner
            case ast.BinOp(left=inner, op=ast.Mult(), right=again) if (
                name in names_in(inner) and text(inner) == text(again) and isinstance(inner, ast.BinOp)
            ):
                yield inner


def _place(inner: ast.expr, name: str) -> ast.expr | None:
    """Where a linear expression is zero, rounded down."""
    factor, divisor = 0, 1
    rest: list[tuple[int, ast.expr]] = []
    for sign, term in terms(inner):
        if name not in names_in(term):
            rest.append((-sign, term))
            continue
        match term:
            case ast.Name():
                factor += sign
            case ast.BinOp(left=ast.Name(), op=ast.Mult(), right=ast.Constant(value=int() as k)):
                factor += sign * k
            case ast.BinOp(left=ast.Constant(value=int() as k), op=ast.Mult(), right=ast.Name()):
                factor += sign * k
            case ast.BinOp(left=ast.Name(), op=ast.FloorDiv() | ast.Div(), right=ast.Constant(value=int() as k)) if k:
                factor += sign
                divisor = k
            case _:
                return None
    if not factor or not rest:
        return None
    if factor < 0:
        factor, rest = -factor, [(-sign, term) for sign, term in rest]
    value = total(rest)
    if divisor != 1:
        value = ast.BinOp(value, ast.Mult(), ast.Constant(divisor))
    return value if factor == 1 else ast.BinOp(value, ast.FloorDiv(), ast.Constant(factor))


def _sweep(module: ParsedModule, node: ast.AST, found: ast.expr, changed: set[str]) -> str:
    """The kinks of all rounds of one inner loop as a list, when only that loop's variable changes them."""
    for below in ast.walk(node):
        if not isinstance(below, ast.For | ast.comprehension) or below is node:
            continue
        if isinstance(node, ast.ListComp | ast.GeneratorExp) and below is node.generators[0]:
            continue
        mine = names_in(below.target)
        if names_in(found) & mine and not (names_in(found) - mine) & changed and not names_in(below.iter) & changed:
            return f"[{text(found)} for {text(below.target)} in {module.source(below.iter)}]"
    return ""


def _rewrite(
    module: ParsedModule,
    node: ast.AST,
    stmt: ast.stmt,
    items: ast.expr,
    around: Bounds,
    kinks: list[str],
    spreads: list[str],
) -> Rewrite:
    lines: list[str] = []
    whole = module.fresh("whole")
    places = [*kinks]
    for spread in spreads:
        sweep = module.fresh("kinks")
        lines.append(f"{sweep} = sorted({spread}) or [0]")
        places += [f"{sweep}[len({sweep}) // 2]", f"{sweep}[(len({sweep}) - 1) // 2]", f"sum({sweep}) // len({sweep})"]
    lines.append(f"{whole} = {module.source(items)}")
    near = f"range({-around.step}, {around.step + 1})"
    listed = ", ".join(places)
    # A kink need not be a whole number of steps from the start: its neighbours are tried as well.
    spot, gap = module.fresh("kink"), module.fresh("gap")
    lines.append(
        f"{whole} = sorted({{*{whole}[:1], *{whole}[-1:], "
        f"*({spot} + {gap} for {spot} in ({listed},) for {gap} in {near} if {spot} + {gap} in {whole})}})"
    )
    edits = (insert_before(module, stmt, "\n".join(lines)), replace(module, items, whole))
    return Rewrite(edits, at(node, "cost at its kinks only"))
