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
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            for one, two in ((left, right), (right, left)):
                match one, two:
                    case ast.Call(func=ast.Name(id="str"), args=[ast.Name(id=word)]), ast.Subscript(
                        value=ast.Call(func=ast.Name(id="str"), args=[ast.Name(id=again)]),
                        slice=ast.Slice(lower=None, upper=None, step=ast.UnaryOp(operand=ast.Constant(value=1))),
                    ):
                        return word == again == name
    return False
