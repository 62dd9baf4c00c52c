"""Calls that few would think of where a hint is silent: equal values of other types, None and lists in dicts, counts
below zero, and texts of few words that come again.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Sequence

from fasterpy.records import Case, ExpressionCase
from fasterpy.syntax import syntax_tree
from fasterpy.verify.chosen import ended, nearly_ordered, steps
from fasterpy.verify.probes import below_zero, constants_in, hinted, mixed, naming


def oddities(original: ast.Module, candidate: ast.Module, cases: Sequence[Case]) -> list[ExpressionCase]:
    """All of them, made from ``cases`` that agree."""
    return [
        *mixed(original, candidate, cases),
        *below_zero(cases),
        *odd_values(original, candidate, cases),
        *words(original, cases),
        *steps(original, candidate, cases),
        *nearly_ordered(cases),
        *ended(original, candidate, cases),
    ]


def words(original: ast.Module, cases: Sequence[Case], most: int = 48) -> list[ExpressionCase]:
    """Texts of few words that come again, where the original cuts texts at white space: counts, ties, neighbours."""
    cuts = any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "split"
        and not node.args
        for node in ast.walk(original)
    )
    calls = [case for case in cases if isinstance(case, ExpressionCase)] if cuts else []
    fitting = [case for case in calls if any(type(n.value) is str for n in constants_in(case.expression))]
    rng = random.Random(0)
    found: dict[str, None] = {}
    for _ in range(most if fitting else 0):
        tree = syntax_tree(rng.choice(fitting).expression, mode="eval")
        named = naming(tree)
        for node in list(ast.walk(tree)):
            if isinstance(node, ast.Constant) and type(node.value) is str and id(node) not in named:
                node.value = " ".join(rng.choices(("a", "b", "c")[: rng.choice((2, 3, 3))], k=rng.randint(1, 12)))
        found[ast.unparse(tree)] = None
    return [ExpressionCase(expression=text, source="probe", size=len(text)) for text in found]


def odd_values(
    original: ast.Module, candidate: ast.Module, cases: Sequence[Case], most: int = 32
) -> list[ExpressionCase]:
    """None and lists among the values of dicts that no hint describes, where the candidate newly asks for None or
    puts items into sets: an entry that holds None is none that is absent, and a list cannot be hashed."""
    wanted = [text for text, asks in (("None", _asks_none), ("[]", _hashes_items)) if asks(candidate) > asks(original)]
    if not wanted or hinted(original):
        return []
    rng = random.Random(0)
    found: dict[str, None] = {}
    calls = [case for case in cases if isinstance(case, ExpressionCase) and "{'" in case.expression]
    for case in calls[:: max(1, len(calls) // 12)]:
        for text in wanted:
            tree = syntax_tree(case.expression, mode="eval")
            args = tree.body.elts[0] if isinstance(tree.body, ast.Tuple) and tree.body.elts else tree
            dicts = [node for node in ast.walk(args) if isinstance(node, ast.Dict) and node.values]
            for node in rng.sample(dicts, rng.randint(1, len(dicts))) if dicts else ():
                node.values[rng.randrange(len(node.values))] = syntax_tree(text, mode="eval").body
            found[ast.unparse(tree)] = None
    return [ExpressionCase(expression=text, source="probe", size=len(text)) for text in [*found][:most]]


def _asks_none(tree: ast.Module) -> int:
    """How often it asks for None, or takes what is absent for None."""
    asks = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            asks += any(isinstance(side, ast.Constant) and side.value is None for side in node.comparators)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            asks += len(node.args) == 1
    return asks


def _hashes_items(tree: ast.Module) -> int:
    """How often items of a dict go into a set or are compared as such."""
    return sum(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("items", "values")
        for node in ast.walk(tree)
    ) * any(
        (isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("set", "frozenset", "Counter"))
        or isinstance(node, ast.SetComp | ast.Set)
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub | ast.BitXor | ast.BitAnd))
        for node in ast.walk(tree)
    )
