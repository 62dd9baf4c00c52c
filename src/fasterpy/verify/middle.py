"""Many calls with values of middling size, which neither tiny worlds nor single boundaries hold.

A greedy choice is wrong for coins of 1, 10 and 25; a percentage is rounded up by a hair for 28% of 25 values; the two
largest grey values fall into one class only where both occur; words of equal letter sums need three letters; records
that are equal may name their fields in another order. Each is frequent among calls like these and rare among others.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Sequence

from fasterpy.records import Case, ExpressionCase
from fasterpy.verify.digits import fractional
from fasterpy.verify.probes import hinted, naming
from fasterpy.verify.rare import compared

MOST, _MANY = 240, 480
_BASES, _LONGEST, _MOST_BYTES = 24, 30, 1500
_TOPS = (4, 9, 13, 30)
_LONE = (6, 12, 40, 100)
_STEPS = (0.1, 0.05, 0.25, 1 / 3)
_LARGEST = 10**6


def middling(original: ast.Module, candidate: ast.Module, cases: Sequence[Case]) -> list[ExpressionCase]:
    """Variants of these calls; lists of one length keep one length, and stay sorted or without repetitions.

    More of them where the candidate computes in floating point; with fractions where the original does and no hint
    says what its arguments are.
    """
    most = _MANY if fractional(candidate) else MOST
    fractions = fractional(original) and not hinted(original)
    base = [case for case in cases if isinstance(case, ExpressionCase) and len(case.expression) < _MOST_BYTES]
    stride = max(1, len(base) // _BASES)
    texts = [case.expression for case in base[::stride][:_BASES]]
    known, rng = {case.expression for case in base}, random.Random(0)
    near = sorted({c + step for c in compared(original) if 3 < c <= _LARGEST for step in (-1, 0, 1)})
    found: dict[str, None] = {}
    for _ in range(2 * most if texts else 0):
        world = _World(rng, near, fractions)
        try:
            made = world.visit(ast.parse(rng.choice(texts), mode="eval"))
            text = ast.unparse(ast.fix_missing_locations(made))
        except (RecursionError, MemoryError, SyntaxError):  # nested too deep
            continue
        if text not in known:
            found[text] = None
        if len(found) >= most:
            break
    return [ExpressionCase(expression=text, source="probe", size=len(text)) for text in found]


class _World(ast.NodeTransformer):
    """Replaces the data of one call."""

    def __init__(self, rng: random.Random, near: Sequence[int], fractions: bool) -> None:
        self.rng = rng
        self.least = int(rng.random() < 0.7)
        self.fractions = fractions and rng.random() < 0.5
        self.near = near if rng.random() < 0.3 else ()
        self.top, self.lone = rng.choice(_TOPS), rng.choice(_LONE)
        self.step = rng.choice(_STEPS)
        self.lengths: dict[int, int] = {}
        self.named: set[int] = set()

    def visit_Expression(self, node: ast.Expression) -> ast.Expression:
        self.named = naming(node)
        self.generic_visit(node)
        return node

    def visit_List(self, node: ast.List) -> ast.expr:
        values = [item.value for item in node.elts if isinstance(item, ast.Constant)]
        kinds = {type(value) for value in values}
        plain = kinds in ({int}, {float}, {str}) and len(values) == len(node.elts)
        if not plain or id(node.elts[0]) in self.named:
            self.generic_visit(node)
            records = [item for item in node.elts if isinstance(item, ast.Dict) and len(item.keys) > 1]
            if records and self.rng.random() < 0.6:
                again = self.rng.choice(records)
                node.elts.append(ast.Dict(again.keys[::-1], again.values[::-1]))
            return node
        length = self.lengths.setdefault(len(values), self._length())
        made = [self._value(kinds, self.top) for _ in range(length)]
        if len(values) > 2 and len(set(values)) == len(values) and len(set(made)) < length:
            made = list(dict.fromkeys(made))
            self.lengths[len(values)] = len(made)
        if len(values) > 2 and values == sorted(values):  # type: ignore[type-var]
            made.sort()
        node.elts = [ast.Constant(value) for value in made]
        return node

    def visit_Dict(self, node: ast.Dict) -> ast.expr:
        self.generic_visit(node)
        if self.rng.random() < 0.4:
            order = self.rng.sample(range(len(node.keys)), len(node.keys))
            node.keys, node.values = [node.keys[i] for i in order], [node.values[i] for i in order]
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if id(node) in self.named or type(node.value) not in (int, float, str):
            return node
        return ast.copy_location(ast.Constant(self._value({type(node.value)}, self.lone)), node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        return node  # what is below zero stays: others may not be meant to be

    def _length(self) -> int:
        return self.rng.randint(1, self.rng.choice((3, 6, _LONGEST)))

    def _value(self, kinds: set[type], top: int) -> int | float | str:
        if kinds == {int} and self.fractions and (top != self.lone or self.rng.random() < 0.5):
            kinds = {float}
        if kinds == {int}:
            return (
                self.rng.choice(self.near)
                if self.near and self.rng.random() < 0.6
                else self.rng.randint(self.least, top)
            )
        if kinds == {float}:
            return self.rng.randint(0, 4 * top) * self.step
        return "".join(self.rng.choice("abc") for _ in range(self.rng.randint(1, 3)))
