"""Conditions that a docstring can put on arguments, each with a test of the values."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

_BASE, _POWER = 10**4, 64
_ASKED = r"\b(?:must|assum\w*|always|guarantee\w*|requires?|where|with|given|expects?)\b"


class Promise:
    """One condition on the arguments."""

    def __init__(
        self, kind: str, about: tuple[str, ...], said: str, kept: Callable[..., bool], bound: Any = None
    ) -> None:
        """``kind``: "order", "filled", "least", "distinct", "alike" or "chain"; ``about``: the parameters whose values
        ``kept`` takes; ``said``: the sentence; ``bound``: the number of "least", -1 for falling order, a chain's
        text."""
        self.kind, self.about, self.said, self.kept, self.bound = kind, about, said, kept, bound


def in_order(name: str, sentence: str, falling: bool) -> Promise:
    """Neighbours rise or fall, by the items or the first of their parts."""
    strict = re.search(r"\bstrictly\b", sentence, re.I) is not None

    def kept(value: Any) -> bool:
        items = [item[0] if isinstance(item, (tuple, list)) and item else item for item in value]
        rising = reversed(items) if falling else items
        return all(a < b or (a == b and not strict) for a, b in pairwise(rising))

    return Promise("order", (name,), sentence, kept, -1 if falling else 1)


def filled(name: str, sentence: str) -> Promise:
    """It is not empty."""
    return Promise("filled", (name,), sentence, lambda value: len(value) > 0)


def distinct(name: str, sentence: str) -> Promise:
    """No item comes twice."""
    return Promise("distinct", (name,), sentence, lambda value: len({*map(repr, value)}) == len(value))


def alike(first: str, second: str, sentence: str) -> Promise:
    """Both have as many items."""
    return Promise("alike", (first, second), sentence, lambda one, other: len(one) == len(other))


def at_least(name: str, sentence: str, least: int) -> Promise:
    """A number, or all numbers of a list, are at least ``least`` (above zero for fractions)."""

    def kept(value: Any) -> bool:
        return all(number > 0 if least == 1 else number >= least for number in _numbers(value))

    return Promise("least", (name,), sentence, kept, least)


def _numbers(value: Any) -> list[Any]:
    """The number, or those of a list of numbers, of a table of them, or among the values of a dict."""
    if isinstance(value, bool):
        return []
    if isinstance(value, (int, float)):
        return [value]
    inside = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(inside, (list, tuple, set, frozenset)):
        return []
    if any(not isinstance(one, (int, float, list)) for one in inside):
        return []  # records: of which of their parts it is said is not known
    return [number for one in inside for number in _numbers(one)]


def _too_large(body: ast.expr) -> bool:
    """Whether a power in it would take long to compute: a docstring is foreign text, and it is compared in this
    process."""
    for node in ast.walk(body):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            match node.left, node.right:
                case ast.Constant(value=int() as base), ast.Constant(value=int() as power) if (
                    abs(base) <= _BASE and 0 <= power <= _POWER
                ):
                    continue
            return True
    return False


def chain(text: str, names: list[str], sentence: str) -> Promise | None:
    """``1 <= k <= len(values)``: compared as Python compares it, where every term is a number or about a parameter."""
    source = text.replace("≤", "<=").replace("≥", ">=").replace("^", "**")
    try:
        body = ast.parse(source, mode="eval").body
    except SyntaxError:
        return None
    if not isinstance(body, ast.Compare) or _too_large(body):
        return None
    about = tuple(dict.fromkeys(n.id for n in ast.walk(body) if isinstance(n, ast.Name) and n.id != "len"))
    if not about or not set(about) <= set(names):
        return None
    if not re.search(r"\d|len\(", source) and not re.search(_ASKED, sentence, re.I):
        return None  # ``a < b`` may be what it computes
    code = compile(ast.fix_missing_locations(ast.Expression(body)), "<docstring>", "eval")

    def kept(*values: Any) -> bool:
        known = dict(zip(about, values, strict=True))
        return bool(eval(code, {"__builtins__": {}, "len": len, **known}))  # names, numbers and comparisons alone

    return Promise("chain", about, sentence, kept, source)
