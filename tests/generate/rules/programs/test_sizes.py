"""Tables that are longer than needed, factorials that are larger than needed, chains of unused helpers."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import rewritten

_PREFIX = """
n, k = map(int, input().split())
a = list(map(int, input().split()))
s = [0] * 1000000
for i in range(n):
    s[i+1] = s[i] + a[i]
print(max(s[i+k] - s[i] for i in range(n)))
"""
RUNS: list[Run] = [
    ("right-size-table", _PREFIX, ["3 1\n1 2 3", "3 2\n4 1 9", "1 5\n3", "2 0\n1 1"]),
    (
        "right-size-table",
        "n = int(input())\nc = [1] * (10**6)\nfor i in range(2, n + 1):\n    c[i] = c[i-1] + c[i-2]\nprint(c[n])\n",
        ["0", "1", "2", "9"],
    ),
    (
        "factorial-modulo",
        "import math\nn = int(input())\nprint(math.factorial(n) % (10**9 + 7))\n",
        ["0", "1", "7", "2500"],
    ),
    (
        "factorial-modulo",
        "from math import factorial\nn = int(input())\nm = 10**9 + 7\np = factorial(n)\nprint(p % m, p % m + 1)\n",
        ["0", "30", "2100"],
    ),
    (
        "factorial-modulo",
        "import math\nn = int(input())\np = math.factorial(n)\nk, r = divmod(p, 10**9 + 7)\nprint(r)\n",
        ["0", "30", "2100"],
    ),
]
SILENT = [
    ("right-size-table", "n = int(input())\ns = [0] * 100000\nprint(s[n], len(s))\n"),
    ("right-size-table", "n = int(input())\ns = [0] * 100000\nfor i in range(n):\n    s[i - 1] = 1\n"),
    ("right-size-table", "s = [0] * 100000\nn = int(input())\nprint(s[n])\n"),
    ("right-size-table", "n = int(input())\ns = [0] * 100000\nprint(s[n])\nn = 3\n"),
    ("factorial-modulo", "import math\nn = int(input())\np = math.factorial(n)\nprint(p % 7, p)\n"),
    ("factorial-modulo", "import math\nn = int(input())\np = math.factorial(n)\nk, r = divmod(p, 7)\nprint(k, r)\n"),
    ("factorial-modulo", "import math\nn = int(input())\np = math.factorial(n)\nm = 7\nprint(p % m)\n"),
]


@pytest.mark.parametrize("row", RUNS, ids=[f"{number}-{row[0]}" for number, row in enumerate(RUNS)])
def test_same_output(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=[f"{number}-{row[0]}" for number, row in enumerate(SILENT)])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)


def test_helpers_of_unused_helpers_go_too() -> None:
    text = rewritten(
        "unused-definition", "one = lambda x: x - 1\ndef rows():\n    return one(2)\nn = input()\nprint(n)\n"
    )
    assert text == "n = input()\nprint(n)\n"
