"""Inputs without the items that the target refuses: one order without a price among a thousand ends all.

What a target asks of the items of a list is found by asking it: each item alone, then all that pass, as they are and in
order, and where they do not go together as many as do (times that must not go back, edits that must not overlap).
"""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator
from math import isqrt
from typing import Any

from .call import Target

_MOST, _IN_A_ROW = 5000, 24
_PARTS = "_parts"
_CALL_S = 0.05


def sifted(target: Target, expression: str, seconds: float, least: int = 4) -> str:
    """The call with fewer items in its lists, such that it ends normally; empty where that leaves fewer than ``least``.

    Lists that a constructor of the target's module is given count as well.
    """
    try:
        sieve = _Sieve(target, expression, seconds, least)
        return sieve.found()
    except Exception:
        return ""
    finally:
        target.prelude.pop(_PARTS, None)


class _Sieve:
    """The lists of one call, and which of their items are taken."""

    def __init__(self, target: Target, expression: str, seconds: float, least: int) -> None:
        self.target, self.least, self.stop = target, least, time.perf_counter() + seconds
        self.enough = self.stop - 0.3 * seconds
        self.call = ast.parse(expression, mode="eval").body
        self.spots = list(_spots(self.call, target.module.__dict__))
        namespace = {**target.prelude, **target.module.__dict__}
        self.values = [eval(ast.unparse(node), namespace) for _, _, node in self.spots]
        for at, (holder, place, _) in enumerate(self.spots):
            holder[place] = ast.parse(f"{_PARTS}[{at}]", mode="eval").body
        self.template = ast.unparse(self.call)
        self.lists = [at for at, value in enumerate(self.values) if type(value) is list or type(value) is dict]

    def found(self) -> str:
        given = {at: list(range(len(self.values[at]))) for at in self.lists}
        if not any(self.least <= len(places) <= _MOST for places in given.values()):
            return ""
        empty: dict[int, list[int]] = {at: [] for at in self.lists}
        for before in (empty, given):  # where two lists are at fault, the one without the other
            now: dict[int, list[int]] = dict(before)
            if before is not given and not self._taken(now):
                continue
            for at in self.lists:
                if len(given[at]) <= _MOST:
                    now[at] = self._chosen(now, at, given[at])
            left = all(now[at] or not given[at] for at in self.lists)  # all gone: its kind is wrong, not some items
            enough = any(len(now[at]) >= max(self.least, isqrt(len(given[at])) // 2) for at in self.lists)
            if left and enough and self._taken(now):
                return self._written(now, given)
        return ""

    def _taken(self, now: dict[int, list[int]]) -> bool:
        """Whether the target ends normally on these items."""
        if time.perf_counter() > self.stop:
            raise TimeoutError
        self.target.prelude[_PARTS] = [
            self._of(at, now[at]) if at in now else value for at, value in enumerate(self.values)
        ]
        return self.target.call(self.template, _CALL_S).ok

    def _of(self, at: int, places: list[int]) -> object:
        value = self.values[at]
        if type(value) is dict:
            items = list(value.items())
            return dict(items[place] for place in places)
        return [value[place] for place in places]

    def _chosen(self, now: dict[int, list[int]], at: int, every: list[int]) -> list[int]:
        """As many places of a list as the target takes beside what the other lists hold now."""
        if self._taken({**now, at: every}):
            return every
        passed: list[int] = []
        for place in every:
            if self._taken({**now, at: [place]}):
                passed.append(place)
            elif not passed and place > _IN_A_ROW:
                return now[at]
        if not passed:
            return now[at]
        orders = list(self._orders(at, passed))
        for order in orders:
            if self._taken({**now, at: order}):
                return order
        best: list[int] = []
        for number, order in enumerate(orders):
            end = time.perf_counter() + max(0.0, self.enough - time.perf_counter()) / (len(orders) - number)
            best = max(best, self._grown(now, at, order, end), key=len)
        return best

    def _orders(self, at: int, places: list[int]) -> Iterator[list[int]]:
        """The items as they are, and sorted: by themselves or by one of their fields."""
        yield places
        value = self.values[at]
        if type(value) is not list:
            return
        width = min((len(item) if type(item) in (tuple, list) else 0 for item in value), default=0)
        for field in range(max(1, min(width, 4))):
            keys: list[Any] = [item[field] if width else item for item in value]
            try:
                yield sorted(places, key=keys.__getitem__)
            except TypeError:
                continue

    def _grown(self, now: dict[int, list[int]], at: int, order: list[int], end: float) -> list[int]:
        """Those that go together, taken greedily, many at a time where that works."""
        kept: list[int] = []
        waiting = [order]
        while waiting and time.perf_counter() < end:
            part = waiting.pop()
            if self._taken({**now, at: kept + part}):
                kept += part
            elif len(part) > 1:
                half = len(part) // 2
                waiting += [part[half:], part[:half]]
        return kept

    def _written(self, now: dict[int, list[int]], given: dict[int, list[int]]) -> str:
        for at, (holder, place, node) in enumerate(self.spots):
            table = type(self.values[at]) is dict
            holder[place] = node if now.get(at) == given.get(at) else _reduced(node, now[at], given[at], table)
        return ast.unparse(self.call)


def _spots(call: ast.expr, names: dict[str, Any]) -> Iterator[tuple[list[Any], int, ast.expr]]:
    """(where it stands, the place there, the node) of each argument; those of a constructor instead of its call."""
    assert isinstance(call, ast.Tuple)
    positional, named = call.elts
    assert isinstance(positional, ast.Tuple) and isinstance(named, ast.Dict)
    holders: list[list[Any]] = [positional.elts, named.values]
    while holders:
        holder = holders.pop(0)
        for place, node in enumerate(holder):
            if isinstance(node, ast.Call) and not node.keywords:
                if isinstance(names.get(getattr(node.func, "id", "")), type):
                    holders.append(node.args)
                    continue
            yield holder, place, node


def _reduced(node: ast.expr, places: list[int], every: list[int], table: bool) -> ast.expr:
    """The items at these places of what the node gives: of a display itself, else of the list or dict that is made."""
    if isinstance(node, ast.List) and len(node.elts) == len(every):
        return ast.List([node.elts[place] for place in places], ast.Load())
    if isinstance(node, ast.Dict) and len(node.keys) == len(every):
        return ast.Dict([node.keys[place] for place in places], [node.values[place] for place in places])
    made = f"list(({ast.unparse(node)}).items())" if table else ast.unparse(node)
    bad = sorted(set(every) - set(places))
    if len(bad) < len(places) and places == sorted(places):
        text = f"[item for place, item in enumerate({made}) if place not in {{{', '.join(map(str, bad))}}}]"
    else:
        text = f"(lambda items: [items[place] for place in {places}])({made})"
    return ast.parse(f"dict({text})" if table else text, mode="eval").body
