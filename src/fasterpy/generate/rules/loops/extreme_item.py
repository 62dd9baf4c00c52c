"""``best = items[0]`` and a loop that keeps the item with the larger field → ``max(items, key=…)``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, substituted, text
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bound_value, owns_line, replace_range
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class ExtremeItem(Rule):
    """Other rules know min() and max() by a key; of equal items both keep the first."""

    name = "extreme-item-to-builtin"
    pattern = "running-extreme"
    summary = "Take max() or min() by a key instead of comparing the items in a loop."
    gain = 1.3
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            before = module.previous(loop)
            bound = bound_value(before)
            if bound is None or before is None or not owns_line(module, loop) or not owns_line(module, before):
                continue
            found = _kept(loop, bound[0].id, module.source(bound[1]))
            if found is None or lives_on(module, loop) or loop.orelse:
                continue
            word, key = found
            items, name = text(_items(loop.iter)), bound[0].id
            by = f", key=lambda {text(loop.target)}: {key}"
            if module.constant(bound[1]) is None and isinstance(bound[1], ast.Constant):
                by += ", default=None"
            edit = replace_range(module, before, loop, f"{name} = {word}({items}{by})")
            yield Rewrite((edit,), at(loop, f"{word} by {key}"))


def _items(items: ast.expr) -> ast.expr:
    """The list of which a loop sees all, or all but the first."""
    match items:
        case ast.Subscript(value=whole, slice=ast.Slice(lower=ast.Constant(value=1), upper=None, step=None)):
            return whole
    return items


def _kept(loop: ast.For, best: str, start: str) -> tuple[str, str] | None:
    """The builtin and the key of ``for x in items: if x.k > best.k: best = x``."""
    match loop:
        case ast.For(
            target=ast.Name(id=item),
            iter=seen,
            body=[ast.If(test=test, body=[ast.Assign(targets=[ast.Name(id=kept)], value=value)]) as branch],
        ) if kept == best != item and text(value) == item and not branch.orelse and isinstance(_items(seen), ast.Name):
            pass
        case _:
            return None
    match test:
        case ast.BoolOp(op=ast.Or(), values=[first, *others]) if text(first) == f"{best} is None" and start == "None":
            test = others[0] if len(others) == 1 else ast.BoolOp(ast.Or(), others)
        case _ if start != f"{text(_items(seen))}[0]":
            return None
    if start == "None" and (isinstance(seen, ast.Subscript) or f"{best} is None" in text(test)):
        return None
    return ordering(test, item, best)


def ordering(test: ast.expr, item: str, best: str) -> tuple[str, str] | None:
    """The builtin and the key when ``test`` says that the item is better: by one field, or, if equal, by the next."""
    parts: list[tuple[bool, ast.expr]] = []
    rest: ast.expr | None = test
    while rest is not None:
        here, tie, rest = _then(rest)
        found = _one_field(here, item, best)
        if found is None or (tie is not None and _tie(tie, item, best) != text(found[1])):
            return None
        parts.append(found)
    larger, first = parts[0]
    if len(parts) == 1:
        return ("max" if larger else "min"), text(first)
    # What is wanted the other way round has to be a number.
    fields = [field if way is larger else ast.UnaryOp(ast.USub(), field) for way, field in parts]
    return ("max" if larger else "min"), text(ast.Tuple(fields, ast.Load()))


def _then(test: ast.expr) -> tuple[ast.expr, ast.expr | None, ast.expr | None]:
    """``first or (equal and rest)`` taken apart."""
    match test:
        case ast.BoolOp(op=ast.Or(), values=[here, ast.BoolOp(op=ast.And(), values=[tie, *more])]):
            return here, tie, more[0] if len(more) == 1 else ast.BoolOp(ast.And(), more)
    return test, None, None


def _tie(test: ast.expr, item: str, best: str) -> str | None:
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            if best in names_in(left):
                left, right = right, left
            if best not in names_in(left) and text(substituted(left, {item: ast.Name(best, ast.Load())})) == text(
                right
            ):
                return text(left)
    return None


def _one_field(test: ast.expr, item: str, best: str) -> tuple[bool, ast.expr] | None:
    """Whether the larger one is wanted, and the field of the item."""
    match test:
        case ast.Compare(left=left, ops=[ast.Gt() | ast.Lt() as op], comparators=[right]):
            pass
        case _:
            return None
    larger = isinstance(op, ast.Gt)
    if best in names_in(left):
        left, right, larger = right, left, not larger
    if best in names_in(left) or item not in names_in(left) or isinstance(left, ast.Name):
        return None
    if text(substituted(left, {item: ast.Name(best, ast.Load())})) != text(right):
        return None
    return larger, left
