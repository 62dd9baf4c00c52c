"""Cells that change nothing are passed over."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent

_RULE = "skip-idle-states"
_COUNT = """
s = input()
M = 1000007
dp = [0] * 13
dp[0] = 1
for c in s:
    ndp = [0] * 13
    for j in range(13):
        for d in range(10):
            if c == "?" or c == str(d):
                ndp[(j * 10 + d) % 13] += dp[j]
                ndp[(j * 10 + d) % 13] %= M
    dp = ndp
print(dp[5])
"""
_NAMED = """
n, k = map(int, input().split())
ways = [1] + [0] * k
for step in range(1, n + 1):
    new = [0] * (k + 1)
    for at in range(k + 1):
        now = ways[at]
        for more in range(0, k - at + 1, step):
            new[at + more] = (new[at + more] + now) % 998244353
    ways = new
print(ways[k])
"""
_LEAST = """
n, ma, mb = map(int, input().split())
INF = 10**9
dp = [[INF] * 101 for _ in range(101)]
dp[0][0] = 0
for _ in range(n):
    a, b, c = map(int, input().split())
    for i in range(100 - a, -1, -1):
        for j in range(100 - b, -1, -1):
            dp[i + a][j + b] = min(dp[i + a][j + b], dp[i][j] + c)
            if dp[i][j] + c + 1 < dp[i][j + b]:
                dp[i][j + b] = dp[i][j] + c + 1
print(min(dp[i * ma][i * mb] for i in range(1, 100 // max(ma, mb) + 1)))
"""
_MOST = """
n = int(input())
low = -10**9
best = [low] * (n + 1)
best[0] = 0
for at, now in enumerate(best):
    for step in (2, 5, 7):
        if at + step <= n:
            best[at + step] = max(best[at + step], now + step * step)
print([value for value in best if value >= 0])
"""
RUNS: list[Run] = [
    (_RULE, _COUNT, ["5", "?4", "??2?5", "7?6?8"]),
    (_RULE, _NAMED, ["3 7", "1 4", "5 0"]),
    (_RULE, _LEAST, ["1 1 1\n1 1 3", "3 2 3\n2 3 4\n1 1 5\n1 2 2"]),
    (_RULE, _MOST.replace("low = -10**9", "low = -float('inf')"), ["0", "1", "9", "12"]),
    (_RULE, _MOST.replace("[low]", "[-10**9]"), ["0", "1", "9", "12"]),
]
SILENT = [
    # -1 is a number like others.
    (_RULE, "n = int(input())\nt = [0] * n\nfor i in range(n):\n    for j in range(n):\n        t[j] = t[i] + 1\n"),
    # A round that prints is never idle.
    (_RULE, _COUNT.replace("        for d", "        print(j)\n        for d")),
    # What the round binds is read after it.
    (_RULE, _NAMED.replace("    ways = new", "    ways = new\n    print(now)")),
    # Somebody asks already.
    (_RULE, _NAMED.replace("        for more", "        if not now:\n            continue\n        for more")),
]


@pytest.mark.parametrize("row", RUNS, ids=[f"{number}" for number, _ in enumerate(RUNS)])
def test_same_output(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=[f"{number}" for number, _ in enumerate(SILENT)])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)
