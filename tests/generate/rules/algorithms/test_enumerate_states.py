"""Choices are counted by the states that they lead to."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import rewritten

_RULE = "enumerate-states"
_SIGNS = """
from itertools import product
n = int(input())
a = list(map(int, input().split()))
d = (-1, 0, 1)
ans = 0
for t in product(range(3), repeat=n):
    cur = 1
    for j in range(n):
        cur *= a[j] + d[t[j]]
    if cur % 2 == 0:
        ans += 1
print(ans)
"""
_SUBSETS = """
n, k = map(int, input().split())
a = list(map(int, input().split()))
found = 0
best = 10**9
for bits in range(1 << n):
    total, size = 0, 0
    s = sum(a[i] for i in range(n) if bits >> i & 1)
    if s == k:
        found += 1
    best = min(best, abs(s - k))
print(found, best)
""".replace("    total, size = 0, 0\n", "")
_TWO = """
n, k = map(int, input().split())
a = list(map(int, input().split()))
best = 0
many = 0
for mask in range(2 ** n):
    weight = 0
    count = 0
    for i in range(n):
        if mask & (1 << i):
            weight += a[i]
            count += 1
    if weight <= k:
        if count > best:
            best = count
        many += count
print(best, many)
"""
_ITEMS = """
import itertools
n = int(input())
total = 0
for word in itertools.product("abc", repeat=n):
    last = ""
    turns = 0
    for letter in word:
        if letter != last:
            turns += 1
        last = letter
    total += turns
    total %= 1000
print(total)
"""
# The end has a sum of its own, which is the same however many choices lead to it.
_OWN = _TWO.replace("        many += count\n", "        cost = 1\n        cost += weight\n        many += cost\n")
_NUMBERS = ["1 3\n3", "4 5\n1 2 3 4", "0 0\n\n", "5 100\n7 7 7 7 7", "3 0\n-1 1 0"]
RUNS: list[Run] = [
    (_RULE, _SIGNS, ["1\n2", "3\n1 2 3", "4\n5 5 5 5", "2\n0 1"]),
    (_RULE, _SUBSETS, _NUMBERS),
    (_RULE, _TWO, _NUMBERS),
    (_RULE, _OWN, _NUMBERS),
    (_RULE, _ITEMS, ["0", "1", "4"]),
]
SILENT = [
    # The choice itself is printed.
    (_RULE, _TWO.replace("        many", "        print(mask)\n        many")),
    # What is found is kept in order.
    (_RULE, _SUBSETS.replace("found += 1", "rows.append(s)")),
    # A step asks for its neighbour.
    (_RULE, _TWO.replace("            count", "            weight += mask >> (i + 1) & 1\n            count")),
    # The last state is used after the loop.
    (_RULE, _TWO + "print(weight)\n"),
    # A step may end the round.
    (_RULE, _TWO.replace("            count += 1", "            count += 1\n            if weight > k: break")),
]


@pytest.mark.parametrize("row", RUNS, ids=[f"{number}" for number, _ in enumerate(RUNS)])
def test_same_output(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=[f"{number}" for number, _ in enumerate(SILENT)])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)


def test_only_remainders_are_carried_where_only_a_remainder_is_asked_for() -> None:
    assert "cur %= 2" in (rewritten(_RULE, _SIGNS) or "")
    assert "cur %= 2" not in (rewritten(_RULE, _SIGNS.replace("ans += 1", "ans += cur")) or "")
