"""Palindromes searched among all numbers of a range → built from their first halves."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import text
from fasterpy.generate.rules.algorithms.heads import heads
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class PalindromeConstruction(Rule):
    """Among n numbers there are about √n palindromes; they are built in ascending order."""

    name = "palindrome-construction"
    pattern = "palindrome-construction"
    summary = "Build the palindromes of the range instead of testing every number."
    gain = 8.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for head in heads(module, scope):
            low = head.bounds.low
            zero = isinstance(low, ast.Constant) and low.value == 0
            if head.bounds.step != 1 or zero or not any(_palindrome(test, head.name) for test in head.tests):
                continue
            first, last = text(head.bounds.low), text(head.bounds.high)
            half = "str(half) + str(half)[::-1][size % 2:]"
            items = (
                f"[number for size in range(len(str({first})), len(str({last})) + 1) "
                f"for half in range(10 ** ((size - 1) // 2), 10 ** ((size + 1) // 2)) "
                f"for number in [int({half})] if number in {module.source(head.items)}]"
            )
            yield Rewrite((replace(module, head.items, items),), at(head.node, "palindromes built"))


def _palindrome(test: ast.expr, name: str) -> bool:
    """``str(n) == str(n)[::-1]``, also through ``int``, ``list``, ``reversed`` and ``join``."""
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            sides = _direction(left, name), _direction(right, name)
            return sorted(sides) == [1, 2]
    return False


def _direction(node: ast.expr, name: str) -> int:
    """1 for the digits of the number as they are, 2 for reversed, 0 for anything else."""
    match node:
        case ast.Name(id=word):
            return 1 if word == name else 0
        case ast.Call(func=ast.Name(id="str" | "int" | "list" | "tuple"), args=[inner], keywords=[]):
            return _direction(inner, name)
        case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant(value="")), args=[inner]):
            return _direction(inner, name)
        case ast.Call(func=ast.Name(id="reversed"), args=[inner]):
            return {1: 2, 2: 1}.get(_direction(inner, name), 0)
        case ast.Subscript(
            value=inner,
            slice=ast.Slice(lower=None, upper=None, step=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1))),
        ):
            return {1: 2, 2: 1}.get(_direction(inner, name), 0)
    return 0
