"""Pairs of functions whose complexity follows from how they are written, and sizes that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SORTED = """
def inputs(n, rng):
    for _ in range(3):
        yield (sorted(rng.sample(range(10 * n + 10), n)), rng.randrange(10 * n)), {}
"""
NUMBERS = """
def inputs(n, rng):
    for _ in range(3):
        yield (n,), {}
"""
WIDE = (64, 256, 1024, 4096, 16384, 65536)
MIDDLE = (16, 48, 128, 384, 1024)
SMALL = (8, 16, 32, 64, 128)
TINY = (6, 9, 12, 15, 18)


@dataclass(frozen=True)
class Pair:
    """Two versions and the classes that they have."""

    name: str
    original: str
    candidate: str
    classes: tuple[str, str]
    sizes: tuple[int, ...]
    inputs: Literal["list", "sorted", "number"] = "list"


LINEAR = "def f(xs):\n    t = 0\n    for x in xs:\n        t += x % 7\n    return t\n"
LINEAR_SLOW = "def f(xs):\n    t = 0\n    for x in xs:\n        t += (x * x + 3) % 7 - x // 3\n    return t\n"
QUADRATIC = "def f(xs):\n    return sum(1 for i in range(len(xs)) for j in range(i) if xs[i] > xs[j])\n"
UNIQUE_SLOW = """
def f(xs):
    seen = []
    for x in xs:
        if x not in seen:
            seen.append(x)
    return len(seen)
"""
UNIQUE_FAST = "def f(xs):\n    return len(set(xs))\n"
MERGE = """
def merge(a, b):
    out, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i]); i += 1
        else:
            out.append(b[j]); j += 1
    return out + a[i:] + b[j:]
def f(xs):
    if len(xs) < 2:
        return xs
    m = len(xs) // 2
    return merge(f(xs[:m]), f(xs[m:]))
"""
BUBBLE = """
def f(xs):
    xs = list(xs)
    for i in range(len(xs)):
        for j in range(len(xs) - 1):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs
"""
TRIPLE = """
def f(n):
    t = 0
    for i in range(n):
        for j in range(n):
            for k in range(n):
                t += i ^ j ^ k
    return t
"""
DOUBLE = (
    "def f(n):\n    t = 0\n    for i in range(n):\n        for j in range(n):\n            t += i ^ j\n    return t\n"
)
SINGLE = "def f(n):\n    t = 0\n    for i in range(n):\n        t += i ^ 3\n    return t\n"
FORMULA = "def f(n):\n    return n * (n - 1) // 2\n"
FIB_SLOW = "def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\n"
FIB_FAST = (
    "def f(n):\n    a, b = 0, 1\n    for _ in range(300 * n):\n        a, b = b, (a + b) % 1000003\n    return a\n"
)
SUBSETS = """
def f(n):
    found = 0
    for mask in range(1 << n):
        if mask & 1:
            found += mask & 7
    return found
"""
SUBSETS_FAST = "def f(n):\n    t = 0\n    for i in range(300 * n):\n        t += i\n    return t\n"
FIND_SLOW = """
def f(xs, x):
    for i, y in enumerate(xs):
        if y >= 10**9:
            return i
    return -1
"""
FIND_FAST = """
def f(xs, x):
    low, high = 0, len(xs)
    while low < high:
        middle = (low + high) // 2
        if xs[middle] < x:
            low = middle + 1
        else:
            high = middle
    return low
"""
LAST = "def f(xs):\n    return xs[-1]\n"
HALVES = "def f(n):\n    t = 0\n    while n:\n        t += n & 1\n        n >>= 1\n    return t\n"
HEAP = """
import heapq
def f(xs):
    heap = []
    for x in xs:
        heapq.heappush(heap, -x if x % 2 else x)
    return [heapq.heappop(heap) for _ in range(len(heap))]
"""
APPEND = "def f(xs):\n    out = []\n    for x in xs:\n        out.append(x)\n    out.reverse()\n    return out\n"
MATRIX = """
def f(n):
    a = [[(i * j) % 7 for j in range(n)] for i in range(n)]
    return sum(sum(a[i][k] * a[k][j] for k in range(n)) for i in range(n) for j in range(n))
"""
MATRIX_FAST = """
def f(n):
    rows = [0] * n
    columns = [0] * n
    for i in range(n):
        for j in range(n):
            v = (i * j) % 7
            rows[i] += v
            columns[j] += v
    return sum(columns[k] * rows[k] for k in range(n))
"""

PAIRS = (
    Pair("unique by list and by set", UNIQUE_SLOW, UNIQUE_FAST, ("n^2", "n"), (64, 256, 1024, 2048, 4096)),
    Pair("inversions, and a sum", QUADRATIC, LINEAR, ("n^2", "n"), MIDDLE),
    Pair("bubble sort and merge sort", BUBBLE, MERGE, ("n^2", "n log n"), MIDDLE),
    Pair("binary search", FIND_SLOW, FIND_FAST, ("n", "log n"), WIDE, "sorted"),
    Pair("Fibonacci", FIB_SLOW, FIB_FAST, ("2^n", "n"), (4, 8, 12, 16, 20, 24), "number"),
    Pair("triple loop to double", TRIPLE, DOUBLE, ("n^3", "n^2"), SMALL, "number"),
    Pair("double loop to single", DOUBLE, SINGLE, ("n^2", "n"), MIDDLE, "number"),
    Pair("single loop to formula", SINGLE, FORMULA, ("n", "1"), WIDE, "number"),
    Pair("double loop to formula", DOUBLE, FORMULA, ("n^2", "1"), MIDDLE, "number"),
    Pair("subsets to a loop", SUBSETS, SUBSETS_FAST, ("2^n", "n"), (4, 7, 10, 13, 16), "number"),
    Pair("sum with less work each", LINEAR_SLOW, LINEAR, ("n", "n"), WIDE),
    Pair("merge sort and a sum", MERGE, LINEAR, ("n log n", "n"), WIDE),
    Pair("heap sort and merge sort", HEAP, MERGE, ("n log n", "n log n"), WIDE),
    Pair("insertion at the front", BUBBLE, APPEND, ("n^2", "n"), MIDDLE),
    Pair("matrix product", MATRIX, MATRIX_FAST, ("n^3", "n^2"), SMALL, "number"),
    Pair("a sum and the last element", LINEAR, LAST, ("n", "1"), WIDE),
    Pair("merge sort and the last element", MERGE, LAST, ("n log n", "1"), WIDE),
    Pair("loop to bits", SINGLE, HALVES, ("n", "log n"), WIDE, "number"),
    Pair("triple loop to single", TRIPLE, SINGLE, ("n^3", "n"), SMALL, "number"),
    Pair("bubble sort twice", BUBBLE, QUADRATIC, ("n^2", "n^2"), MIDDLE),
)
