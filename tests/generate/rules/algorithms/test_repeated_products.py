"""The same factor again and again: same values by squaring, or silence where it is no product of two equal things."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import rewritten

RULE = "repeated-product-to-squaring"
MATMUL = """
def _matmul(a, b, modulus):
    out = [[0] * len(b[0]) for _ in range(len(a))]
    for i in range(len(a)):
        for j in range(len(b[0])):
            total = 0
            for k in range(len(b)):
                total += a[i][k] * b[k][j]
            out[i][j] = total % modulus
    return out

"""
ZIPPED = """
def product(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]

"""
POWER = """
def power(matrix, n, modulus):
    result = [[int(i == j) for j in range(len(matrix))] for i in range(len(matrix))]
    for _ in range(n):
        result = _matmul(result, matrix, modulus)
    return result
"""
WHILE = """
def power(matrix, n):
    result = matrix
    while n > 1:
        result = product(matrix, result)
        n -= 1
    return result
"""
DOWN = """
def power(matrix, start, k):
    while k:
        start = product(start, matrix)
        k -= 1
    return start, k
"""
UP = """
def power(matrix, n):
    result, done = matrix, 1
    while done < n:
        result = product(result, matrix)
        done += 1
    return result
"""
WRITTEN_OUT = """
def power(m, n):
    k = range(len(m))
    acc = m
    for step in range(1, n):
        acc = [[sum(acc[i][t] * m[t][j] for t in k) % 1000 for j in k] for i in k]
    return acc
"""
TEXT = """
def shuffle(text, places, rounds):
    for _ in range(rounds):
        text = "".join(text[i] for i in places)
    return text
"""
CARDS = """
def shuffle(cards, places, rounds):
    for _ in range(rounds):
        cards = [cards[places[i]] for i in range(len(cards))]
    return cards
"""
AFFINE = """
def compose(f, g, p):
    a, b = f
    c, d = g
    return a * c % p, (a * d + b) % p

def repeated(f, times, p):
    out = 1, 0
    for _ in range(times):
        out = compose(f, out, p)
    return out
"""
METHOD = """
class Ring:
    def __init__(self, base, modulus):
        self.base = base
        self.modulus = modulus

    def _mul(self, x, y):
        n = len(x)
        out = [0] * n
        for i, a in enumerate(x):
            for j, b in enumerate(y):
                out[(i + j) % n] = (out[(i + j) % n] + a * b) % self.modulus
        return out

    def power(self, n):
        found = [1] + [0] * (len(self.base) - 1)
        for _ in range(n):
            found = self._mul(found, self.base)
        return found
"""
TROPICAL = """
def nearer(a, b):
    k = range(len(a))
    return [[min(a[i][t] + b[t][j] for t in k) for j in k] for i in k]

def walks(graph, steps):
    best = graph
    for _ in range(steps - 1):
        best = nearer(best, graph)
    return best
"""
CLASS = """
class Affine:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def __mul__(self, other):
        return Affine(self.a * other.a, self.a * other.b + self.b)

def repeated(step, n):
    found = Affine(1, 0)
    for _ in range(n):
        found = found * step
    return found
"""
APPLIED = """
def applied(matrix, vector):
    return [sum(a * v for a, v in zip(row, vector)) for row in matrix]

def after(matrix, vector, n):
    for _ in range(n):
        vector = applied(matrix, vector)
    return vector
"""
_COUNTS = (-1, 0, 1, 2, 3, 6, 13)
_M = "[[1, 2, 0], [3, -1, 4], [5, 1, 1]]"

RUNS: list[Run] = [
    (RULE, MATMUL + POWER, [f"power({_M}, {n}, 97)" for n in _COUNTS]),
    (RULE, MATMUL + POWER.replace("(result, matrix", "(matrix, result"), [f"power({_M}, {n}, 97)" for n in _COUNTS]),
    (RULE, ZIPPED + WHILE, [f"power({_M}, {n})" for n in _COUNTS]),
    (RULE, ZIPPED + DOWN, [f"power({_M}, [[1, 0, 2]], {n})" for n in _COUNTS[1:]]),
    (RULE, ZIPPED + UP, [f"power({_M}, {n})" for n in _COUNTS]),
    (RULE, WRITTEN_OUT, [f"power({_M}, {n})" for n in _COUNTS]),
    (RULE, TEXT, [f"shuffle('abcd', [2, 0, 3, 1], {n})" for n in _COUNTS]),
    (RULE, CARDS, [f"shuffle('a b c'.split(), [2, 0, 1, 9], {n})" for n in _COUNTS]),
    (RULE, AFFINE, [f"repeated((3, 5), {n}, 101)" for n in _COUNTS]),
    (RULE, METHOD, [f"Ring([1, 2, 3], 11).power({n})" for n in _COUNTS]),
    (RULE, CLASS, [f"vars(repeated(Affine(3, 5), {n})).items()" for n in _COUNTS]),
    (RULE, TROPICAL, [f"walks([[0, 3, 9], [2, 0, 1], [7, 8, 0]], {n})" for n in _COUNTS]),
]

SILENT = [
    # an operand has another shape
    APPLIED,
    # the factor, or what else is given, changes
    MATMUL + POWER.replace("modulus)\n    return", "modulus)\n        matrix = result\n    return"),
    MATMUL + POWER.replace("(result, matrix, modulus)", "(result, matrix, modulus + _)"),
    MATMUL + POWER.replace("(result, matrix, modulus)", "(result, result, modulus)"),
    # the product has an effect, or is not known
    MATMUL.replace("    return out", "    a[0] = out[0]\n    return out") + POWER,
    MATMUL.replace("    return out", "    print(out)\n    return out") + POWER,
    POWER,
    CLASS.replace("        return Affine", "        self.a += 1\n        return Affine"),
    CLASS.partition("def repeated")[2].replace("(step", "def repeated(step"),
    # it is none
    AFFINE.replace("a * c % p, (a * d + b) % p", "a - 1, b + 1"),
    MATMUL.replace("a[i][k] * b[k][j]", "a[i][k]") + POWER,
    # floats
    MATMUL.replace("total = 0", "total = 0.0") + POWER,
    MATMUL + POWER.replace("(matrix,", "(matrix: list[list[float]],"),
    MATMUL.replace("total % modulus", "total / modulus") + POWER,
    # the round, or the counter, matters
    MATMUL + POWER.replace("for _", "for k").replace("return result", "return result, k"),
    ZIPPED + UP.replace("return result", "return result, done"),
    ZIPPED + WHILE.replace("return result", "return result, n"),
    MATMUL + POWER.replace("    return result", "        print(result)\n    return result"),
]


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[1][-90:])
def test_same_behaviour(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("source", SILENT)
def test_silent(source: str) -> None:
    check_silent((RULE, source))


def test_text() -> None:
    assert rewritten(RULE, TEXT) == (
        "def shuffle(text, places, rounds):\n"
        "    power = places\n"
        "    remaining = rounds\n"
        "    while remaining > 0:\n"
        "        if remaining & 1:\n"
        '            text = "".join(text[i] for i in power)\n'
        "        remaining >>= 1\n"
        "        if remaining:\n"
        "            power = [power[i] for i in power]\n"
        "    return text\n"
    )
