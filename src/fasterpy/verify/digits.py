"""Numbers at which arithmetic that is exact for small ones goes wrong: floating point, 64 bits, tables of primes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from fasterpy.records import StdinCase
from fasterpy.verify.put import stream_with

FLOATS = frozenset(
    {
        "float",
        "sqrt",
        "log",
        "log2",
        "log10",
        "exp",
        "floor",
        "ceil",
        "fsum",
        "median",
        "mean",
        "fmean",
        "hypot",
        "dist",
    }
)
"""What computes in floating point, whatever it is given."""
_FEW = re.compile(rb"^-?\d+(?: -?\d+){1,3}$", re.M)
_MANY = re.compile(rb"^-?\d+(?: -?\d+)*$", re.M)
_CHOICES = (100, 50, 997, 20)
"""Short loops, whose products and binomials need more than 53 bits."""
_BASE = 2**53 + 1
_TABLES = range(10, 100_001)


def fractional(tree: ast.Module) -> bool:
    """Whether it computes in floating point."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Div) or (isinstance(node, ast.Constant) and isinstance(node.value, float)):
            return True
        if isinstance(node, ast.Attribute | ast.Name):
            if (node.attr if isinstance(node, ast.Attribute) else node.id) in FLOATS:
                return True
    return False


def together(case: StdinCase) -> Iterator[StdinCase]:
    """Several numbers of the input large at once: those of a short line as for a binomial, all of the last lines."""
    rows = list(_FEW.finditer(case.stdin))
    for row in rows[-1:]:
        count = row[0].count(b" ") + 1
        yield stream_with(case.stdin, *row.span(), b" ".join(b"%d" % n for n in _CHOICES[:count]))
    longest = max(_MANY.finditer(case.stdin), key=lambda row: (row[0].count(b" "), row.start()), default=None)
    if longest is not None and longest[0].count(b" ") > 1:
        values = (_BASE + 2 * i for i in range(longest[0].count(b" ") + 1))
        yield stream_with(case.stdin, *longest.span(), b" ".join(b"%d" % n for n in values))


def composites(tree: ast.Module, constant: object) -> list[int]:
    """Products of two primes beyond a number of one version: no table up to there has them. Where remainders count."""
    if type(constant) is not int or constant not in _TABLES:
        return []
    if not any(isinstance(node, ast.Mod) for node in ast.walk(tree)):
        return []
    first = _prime_after(constant)
    return [first * first, first * _prime_after(first)]


def _prime_after(number: int) -> int:
    number += 1
    while any(number % d == 0 for d in range(2, int(number**0.5) + 1)):
        number += 1
    return number
