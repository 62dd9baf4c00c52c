"""Fixed limits that follow the input."""

from __future__ import annotations

import subprocess
import sys

import pytest

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.programs.limit_by_input import LimitByInput
from fasterpy.generate.rules.target import TargetScope
from tests.generate.rules.behaviour import Run, check_silent
from tests.generate.rules.tables import rewritten

_SIEVE = """
def sieve(n):
    prime = [True] * (n + 1)
    prime[0] = prime[1] = False
    for i in range(2, n + 1):
        if prime[i]:
            for j in range(2 * i, n + 1, i):
                prime[j] = False
    return prime
prime = sieve(100000)
for _ in range(int(input())):
    print(prime[int(input())])
"""
_TABLE = """
MAX = 20000
MOD = 10**9 + 7
fact = [1] * (MAX + 1)
for i in range(1, MAX + 1):
    fact[i] = fact[i - 1] * i % MOD
n, k = map(int, input().split())
print(fact[n + k] * pow(fact[k], MOD - 2, MOD) % MOD)
"""
_SEVERAL = """
seen = [0] * 10001
n = int(input())
i = 1
while i <= 10000:
    seen[i] = seen[i - 1] + (n % i == 0)
    i += 1
print(seen[n])
"""
_PRIMES = """
found = []
i = 2
sieve = [True] * 110000
for i in range(2, 110000):
    if sieve[i]:
        found.append(i)
        for j in range(i * i, 110000, i):
            sieve[j] = False
n = int(input())
print(found[n - 1])
"""
_GRID = """
n = int(input())
M = 400
best = [[float("inf")] * (M + 1) for _ in range(M + 1)]
best[0][0] = 0
for _ in range(n):
    a, b, c = map(int, input().split())
    for i in range(M, a - 1, -1):
        for j in range(M, b - 1, -1):
            best[i][j] = min(best[i][j], best[i - a][j - b] + c)
print(min(best[i][i] for i in range(1, M + 1)))
"""
_TREE = """
size = 300001
leaves = 2 ** (size - 1).bit_length()
tree = [0] * (2 * leaves)
for _ in range(int(input())):
    at = int(input()) + leaves
    while at:
        tree[at] += 1
        at //= 2
print(tree[1], max(tree))
"""
_HANDED = """
class Best:
    def __init__(self, cells):
        self.cells = cells
    def over(self, low, high):
        return max(self.cells[low:high])
best = Best([0] * 300000)
n, k = map(int, input().split())
for _ in range(n):
    a = int(input())
    best.cells[a] = best.over(max(a - k, 0), min(a + k, 300000) + 1) + 1
print(best.over(0, 300000))
"""
# The bound of a search and the last index of a table belong to the table.
_BOUNDED = """
n, a = map(int, input().split())
best = [[5000] * 401 for _ in range(401)]
best[0][0] = 0
for _ in range(n):
    x, y, c = map(int, input().split())
    for i in range(400, -1, -1):
        for j in range(400, -1, -1):
            if best[i][j] < 5000 and i + x <= 400 and j + y <= 400:
                best[i + x][j + y] = min(best[i + x][j + y], best[i][j] + c)
found = 5000
for i in range(1, 401):
    if i * a > 400:
        break
    found = min(found, best[i][i * a])
print(found)
"""
# Limits below a hundred, but a million rounds together.
_CUBE = """
n = int(input())
seen = [0] * 10001
for x in range(1, 100):
    for y in range(1, 100):
        for z in range(1, 100):
            v = x * x + y * y + z * z
            if v <= n:
                seen[v] += 1
print(sum(seen[1:n + 1]))
"""
# The table follows the sizes in the first line, not the values in the second.
_SIZED = """
n, k = map(int, input().split())
items = list(map(int, input().split()))
ways = [1] * 100010
for i in range(1, 100010):
    ways[i] = ways[i - 1] * i % 1000003
print(sum(items) * ways[n] * ways[k] % 1000003)
"""
# The limit is handed to a method, which hands it on.
_CLASS = """
class Ways:
    def __init__(self, most):
        self.most = most
        self.table = self.filled(most)

    def filled(self, most):
        found = [1]
        for i in range(1, most + 1):
            found.append(found[-1] * i % 1000003)
        return found

    def __call__(self, n):
        return self.table[n]

ways = Ways(10**5 + 10)
print(ways(int(input())))
"""
# The name of a size read before is bound again, to the limit.
_REBOUND = """
def main():
    n, k = map(int, input().split())
    asked = n + k
    n = 10**5
    ways = [1]
    for i in range(1, n + 1):
        ways.append(ways[-1] * i % 1000003)
    print(ways[asked], ways[k])
main()
"""
# Without a 2 on its way it walks until the limit.
_WALK = """
n = int(input())
to = [int(input()) for i in range(n)]
now, count = to[0], 1
for i in range(10**6):
    if now == 2:
        print(count)
        break
    count += 1
    now = to[now - 1]
else:
    print(-1)
"""
RUNS: list[Run] = [
    ("limit-by-input", _REBOUND, ["1 1", "30 20", "9000 999"]),
    ("search-limit-by-input#head", _WALK, ["3\n3\n1\n2", "3\n3\n2\n1", "4\n3\n3\n4\n1", "2\n1\n2"]),
    ("search-limit-by-input#near", _WALK, ["3\n3\n1\n2", "3\n3\n2\n1", "4\n3\n3\n4\n1", "2\n1\n2"]),
    ("limit-by-input", _HANDED, ["1 2\n5", "4 10\n3\n9\n30\n4"]),
    ("limit-by-input#near", _TREE, ["0", "3\n1\n7\n2000"]),
    # The n-th prime is much larger than n.
    ("limit-by-input", _PRIMES, ["1", "10", "1000", "8700", "10000"]),
    # One small limit, but loops in loops.
    ("limit-by-input#near", _GRID, ["1\n3 4 5", "3\n1 2 3\n2 1 4\n3 3 100"]),
    ("limit-by-input", _SIEVE, ["1\n2", "3\n1\n97\n1001", "2\n4999\n50000", "0"]),
    ("limit-by-input#near", _SIEVE, ["1\n2", "3\n1\n97\n1001"]),
    ("limit-by-input#head", _SIZED, ["3 2\n5 1000000000 7", "1 1\n4", "40 3\n" + " ".join(["99999999"] * 40)]),
    ("limit-by-input#most", _SIEVE, ["1\n2", "3\n1\n97\n1001"]),
    ("limit-by-input#near", _BOUNDED, ["1 1\n1 1 1", "3 2\n1 2 5\n2 1 4\n3 9 7", "2 100\n1 50 1\n1 50 1"]),
    ("limit-by-input#near", _CUBE, ["1", "3", "30", "500"]),
    ("limit-by-input", _CLASS, ["1", "50", "9000"]),
    ("limit-by-input", _TABLE, ["1 1", "5 0", "30 20", "9000 999"]),
    ("limit-by-input", _SEVERAL, ["1", "12", "1000", "9999"]),
]
SILENT = [
    # A modulus and a start value are no amounts of work.
    ("limit-by-input", "m = 10007\nbest = 100000\nfor x in map(int, input().split()):\n    best = min(best, x % m)\n"),
    # A search stops where it has found something.
    (
        "limit-by-input",
        "n = int(input())\nfor i in range(100000):\n    if i * i >= n:\n        print(i)\n        break\n",
    ),
    # Such a search mostly finds something.
    (
        "search-limit-by-input",
        "n = int(input())\nfor i in range(100000):\n    if i * i >= n:\n        print(i)\n        break\n",
    ),
    # The limits of tables are another rule's.
    ("search-limit-by-input", "n = int(input())\nways = [1] * 100000\nprint(ways[n])\n"),
    # A name that means the limit only for some rounds.
    (
        "limit-by-input",
        "n = 5\nfor _ in range(3):\n    ways = [0] * n\n    n = 100000\nn = int(input())\nprint(n)\n",
    ),
    # A loop of a hundred rounds costs no more than looking at the input.
    ("limit-by-input", "n = int(input())\nfor i in range(500):\n    n += i\nprint(n)\n"),
    ("limit-by-input", "n = int(input())\nfor i in range(n):\n    print(i * 1000)\n"),
]


@pytest.mark.parametrize("row", RUNS, ids=[f"{number}-{row[0]}" for number, row in enumerate(RUNS)])
def test_same_output(row: Run) -> None:
    rule, before, questions = row
    name, _, variant = rule.partition("#")
    after = rewritten(name, before, variant)
    assert after is not None
    for question in questions:
        assert _output(before, question) == _output(after, question), after


def _output(text: str, stdin: str) -> str:
    # A process of its own: the rewritten program reads the real standard input.
    done = subprocess.run([sys.executable, "-I", "-c", text], input=stdin, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("row", SILENT, ids=[f"{number}" for number, _ in enumerate(SILENT)])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)


def test_limits_that_belong_together_keep_their_distance() -> None:
    text = rewritten("limit-by-input", _SEVERAL) or ""
    assert "limit = min(10000, reach)" in text
    assert "[0] * (limit + 1)" in text and "while i <= limit:" in text


def test_a_limit_is_the_same_number_where_it_is_handed_on() -> None:
    text = rewritten("limit-by-input", _HANDED) or ""
    assert text.count("300000") == 1


def test_other_names_of_the_input() -> None:
    text = (
        rewritten("limit-by-input", "from sys import stdin\ntable = [0] * 5000\nprint(table[int(stdin.read())])\n")
        or ""
    )
    assert "sys.stdin = stdin = io.TextIOWrapper" in text
    text = rewritten("limit-by-input", "table = [0] * 5000\nprint(table[int(open(0).read())])\n") or ""
    assert "int(sys.stdin.read())" in text


def test_loops_in_loops_come_with_the_narrow_margin_first() -> None:
    module = ParsedModule(_CUBE)
    found = list(LimitByInput().apply(module, TargetScope(module)))
    assert found[0].variant == "near"
    module = ParsedModule(_SIEVE)
    assert not next(iter(LimitByInput().apply(module, TargetScope(module)))).variant


def test_the_first_line_alone_says_how_far_a_table_of_sizes_reaches() -> None:
    text = rewritten("limit-by-input", _SIZED, "head") or ""
    namespace: dict[str, object] = {"data": b"3 2\n5 1000000000 7\n"}
    line = next(line for line in text.splitlines() if line.startswith("reach = "))
    exec(line, namespace)
    assert namespace["reach"] == 2 * 5 + len(b"3 2\n5 1000000000 7\n") + 1000
