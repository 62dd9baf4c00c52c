"""Inner loops whose value is a sum or product of an inner and an outer part → the inner part once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, substituted, terms, text, total
from fasterpy.generate.rules.algorithms.look_through import local
from fasterpy.generate.rules.algorithms.ranges import bounds, part_of_range
from fasterpy.generate.rules.algorithms.scan import Aggregate, added, aggregates, home, lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bare, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope
from fasterpy.syntax import syntax_tree


class SeparableSum(Rule):
    """``for j in ...: total += a[i] * b[j]`` is ``a[i]`` times one sum; over ``range(i + 1, n)``, a prefix sum."""

    name = "separable-sum"
    pattern = "factor-out-of-loop"
    summary = "Take the outer factor out of the inner sum and add up the inner factor once."
    gain = 6.0
    risk = Risk.LIKELY
    order = 17

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for scan in aggregates(module, scope):
            if scan.kind != "sum" or scan.conditions:
                continue
            parts = _products(scan.value, scan.inner)
            if not parts or all(outer is None for _, outer, _ in parts):
                continue
            edits = _sums(module, scan, parts)
            if edits:
                yield Rewrite(tuple(edits), at(scan.node, "inner sum taken out"))


class SeparableExtreme(Rule):
    """``best = max(best, a[j] - a[i])`` over all later ``j`` needs only the greatest later ``a[j]``."""

    name = "separable-extreme"
    pattern = "running-extreme"
    summary = "Find the best inner part once (or for every end of the range) instead of trying all pairs."
    gain = 6.0
    risk = Risk.LIKELY
    order = 17

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            found = kept_extreme(module, loop)
            if found is None or loop.orelse or not owns_line(module, loop) or lives_on(module, loop):
                continue
            word, best, value = found
            inner = names_in(loop.target)
            split = terms(value)
            mine = [(sign, term) for sign, term in split if names_in(term) & inner]
            rest = [(sign, term) for sign, term in split if not names_in(term) & inner]
            if not mine or best in names_in(value) | names_in(loop.iter):
                continue
            edits = _best(module, loop, word, best, total(mine), rest)
            if edits:
                yield Rewrite(tuple(edits), at(loop, f"{word} of {text(total(mine))} once"))


def _products(value: ast.expr, inner: set[str]) -> list[tuple[int, ast.expr | None, ast.expr | None]]:
    """Each term as (sign, outer factor, inner factor); empty when a factor depends on both."""
    found: list[tuple[int, ast.expr | None, ast.expr | None]] = []
    for sign, term in terms(value):
        mine: list[ast.expr] = []
        rest: list[ast.expr] = []
        for factor in _factors(term):
            (mine if names_in(factor) & inner else rest).append(factor)
        found.append((sign, _product(rest), _product(mine)))
    return found


def _factors(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _factors(left) + _factors(right)
    return [node]


def _product(factors: list[ast.expr]) -> ast.expr | None:
    result: ast.expr | None = None
    for factor in factors:
        result = factor if result is None else ast.BinOp(result, ast.Mult(), factor)
    return result


def _sums(
    module: ParsedModule, scan: Aggregate, parts: list[tuple[int, ast.expr | None, ast.expr | None]]
) -> list[Edit]:
    inner = [mine for _, _, mine in parts if mine is not None]
    place = home(module, scan.node, [scan.items, *inner], scan.inner)
    part = part_of_range(module, scan.node, scan.target, scan.items) if place is None else None
    if part is not None:
        place = home(module, scan.node, [part.whole, *inner], scan.inner)
    if place is None or not all(module.is_pure(outer) for _, outer, _ in parts if outer is not None):
        return []
    whole = bounds(module, part.whole) if part else None
    edits: list[Edit] = []
    words: list[tuple[int, ast.expr]] = []
    head = f"for {text(scan.target)} in {text(part.whole) if part else module.source(scan.items)}"
    for sign, outer, mine in parts:
        if mine is None:
            around = bounds(module, scan.items)
            if around is None or around.step != 1:
                return []
            size = f"max({text(total([(1, around.high), (-1, around.low)]))}, 0)"
        elif part is None:
            name = module.fresh("inner_total")
            edits.append(insert_before(module, place, f"{name} = sum([{text(mine)} {head}])"))
            size = name
        else:
            imports, accumulate = need(module, "itertools", "accumulate")
            name = module.fresh("prefix")
            made = f"{name} = [*{accumulate}([{text(mine)} {head}], initial=0)]"
            edits += [*imports, insert_before(module, place, made)]
            end = syntax_tree(part.low or part.high, mode="eval").body
            assert whole is not None
            index = text(total([*terms(end), *((-sign, term) for sign, term in terms(whole.low))]))
            size = f"({name}[-1] - {name}[{index}])" if part.low else f"{name}[{index}]"
        amount = syntax_tree(size, mode="eval").body
        words.append((sign, ast.BinOp(outer, ast.Mult(), amount) if outer is not None else amount))
    found = text(total(words))
    if isinstance(scan.node, ast.For):
        edits.append(added(module, scan.node, scan.name, found))
    else:
        edits.append(replace(module, scan.node, bare(module, scan.node, f"({found})")))
    return edits


def kept_extreme(module: ParsedModule, loop: ast.For) -> tuple[str, str, ast.expr] | None:
    """``max``/``min``, the variable that keeps it, and the value, of a loop that does only that."""
    body = list(loop.body)
    match body:
        case [ast.Assign(targets=[ast.Name() as name], value=value), last] if local(module, name, loop):
            body = [substituted(last, {name.id: value})]
    match body:
        case [
            ast.Assign(
                targets=[ast.Name(id=best)],
                value=ast.Call(func=ast.Name(id=word) as func, args=[one, two], keywords=[]),
            )
        ] if module.is_builtin(func, "min", "max"):
            if isinstance(two, ast.Name) and two.id == best:
                one, two = two, one
            if isinstance(one, ast.Name) and one.id == best:
                return word, best, two
        case [
            ast.If(
                test=ast.Compare(
                    left=left, ops=[ast.Lt() | ast.Gt() | ast.LtE() | ast.GtE() as op], comparators=[right]
                ),
                body=[ast.Assign(targets=[ast.Name(id=best)], value=value)],
                orelse=[],
            )
        ]:
            bigger = isinstance(op, ast.Gt | ast.GtE)
            if isinstance(left, ast.Name) and left.id == best:
                left, right, bigger = right, left, not bigger
            if isinstance(right, ast.Name) and right.id == best and text(left) == text(value):
                return "max" if bigger else "min", best, value
    return None


def _best(
    module: ParsedModule, loop: ast.For, word: str, best: str, mine: ast.expr, rest: list[tuple[int, ast.expr]]
) -> list[Edit]:
    inner = names_in(loop.target)
    worst = "float('-inf')" if word == "max" else "float('inf')"
    edits: list[Edit] = []
    place = home(module, loop, [loop.iter, mine], inner)
    if not all(module.is_pure(term) for _, term in rest):
        return []
    if place is not None:
        name = module.fresh(f"inner_{word}")
        head = f"for {text(loop.target)} in {module.source(loop.iter)}"
        edits.append(insert_before(module, place, f"{name} = {word}([{text(mine)} {head}], default={worst})"))
        amount = name
    else:
        part = part_of_range(module, loop, loop.target, loop.iter)
        place = home(module, loop, [part.whole, mine], inner) if part else None
        whole = bounds(module, part.whole) if part else None
        if part is None or place is None or whole is None:
            return []
        imports, accumulate = need(module, "itertools", "accumulate")
        name = module.fresh(f"{word}_from" if part.low else f"{word}_until")
        order = f"reversed({text(part.whole)})" if part.low else text(part.whole)
        values = f"[{text(mine)} for {text(loop.target)} in {order}]"
        made = f"{name} = [*{accumulate}({values}, {word}, initial={worst})]" + ("[::-1]" if part.low else "")
        edits += [*imports, insert_before(module, place, made)]
        end = syntax_tree(part.low or part.high, mode="eval").body
        index = text(total([*terms(end), *((-sign, term) for sign, term in terms(whole.low))]))
        amount = f"{name}[{index}]"
    value = text(total([(1, syntax_tree(amount, mode="eval").body), *rest]))
    edits.append(replace(module, loop, f"{best} = {word}({best}, {value})"))
    return edits
