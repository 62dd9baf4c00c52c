"""What counts as a difference, and small comparisons that the walk over portraits is made of."""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np

from fasterpy.records import Record
from fasterpy.verify.nodes import NUMBERED, Node


class CompareOptions(Record, frozen=True):
    """What counts as a difference."""

    float_tolerance: float = 0.0
    """0: floats must have the same bits (NaN equals NaN, 0.0 differs from -0.0); else relative and absolute."""
    aliasing: bool = True
    """Whether returning an argument itself differs from returning an equal copy."""
    ignore_trailing_space: bool = False
    """Programs: ignore spaces at the ends of output lines and blank lines at the end."""
    number_tolerance: float = 0.0
    """Programs: numbers inside output lines count as equal within this (relative and absolute); 0 is byte for byte."""


class Difference(Record, frozen=True):
    """Where two runs part, in words; ``unsure`` when the values could not be looked into or were cut."""

    path: str
    text: str
    kind: Literal["different", "unsure"] = "different"

    def __str__(self) -> str:
        return f"{self.path}: {self.text}" if self.path else self.text


Path = tuple[Any, ...]


def words(path: Path) -> str:
    """A path as a person writes it: ``result[3]['total']``."""
    return "".join(map(str, path))


def strip(node: Node) -> Node:
    """The node without numbers, for looking values up."""
    if not isinstance(node, list | tuple) or len(node) < 2:
        return node
    if isinstance(node[0], str) and node[0] in NUMBERED:
        return [node[0], 0, *(strip(x) for x in node[2:])]
    return [strip(x) for x in node]


def same_float(a: float, b: float, tolerance: float) -> bool:
    """Same bits, NaN equals NaN; or close, when allowed."""
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    if tolerance:
        return a == b or math.isclose(a, b, rel_tol=tolerance, abs_tol=tolerance)
    return a == b and math.copysign(1.0, a) == math.copysign(1.0, b)


def first_unequal(x: np.ndarray[Any, Any], y: np.ndarray[Any, Any], tolerance: float) -> int | None:
    """Flat index of the first pair that is not the same, None when all are."""
    if x.tobytes() == y.tobytes():
        return None
    if x.dtype.kind in "fc":
        same = np.isnan(x) & np.isnan(y)
        if tolerance:
            same |= np.isclose(x, y, rtol=tolerance, atol=tolerance)
        elif x.dtype.kind == "f":
            same |= (x == y) & (np.signbit(x) == np.signbit(y))
        else:
            same |= (x == y) & (np.signbit(x.real) == np.signbit(y.real)) & (np.signbit(x.imag) == np.signbit(y.imag))
    elif x.dtype.kind in "mM":
        same = (x == y) | (np.isnat(x) & np.isnat(y))
    else:
        same = np.asarray(x == y)
    unequal = np.flatnonzero(~np.asarray(same).ravel())
    return int(unequal[0]) if unequal.size else None
