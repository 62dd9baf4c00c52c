"""What a reading place expects."""

from __future__ import annotations

import ast

STRIPS = {
    "strip",
    "rstrip",
    "lstrip",
    "decode",
    "encode",
    "lower",
    "upper",
    "expandtabs",
    "title",
    "swapcase",
}
PASSING = {
    "list",
    "tuple",
    "sorted",
    "set",
    "frozenset",
    "reversed",
    "iter",
    "deque",
    "array",
    "sort",
    "asarray",
    "cumsum",
    "accumulate",
    "Counter",
    "enumerate",
    "unique",
    "heapify",
    "cycle",
    "tolist",
    "copy",
    "astype",
    "int64",
    "_fp_list",
}
INTS = {"int", "eval", "literal_eval", "int64", "int32", "Decimal", "Fraction", "i8", "mpz"}
FLOATS = {"float", "float64", "double"}


class Shape:
    """What a reading place expects; merged over everything that the result flows into."""

    def __init__(self) -> None:
        self.split = False
        self.sep: str | None = None
        self.kind: str | None = None
        self.columns: dict[int, str] = {}
        self.arity: int | None = None
        self.least = 0
        self.star = False
        self.variable = False
        self.chars = False
        self.digits = False
        self.slice_pairs: list[tuple[int, int]] = []
        self.bulk = False
        self.constants: dict[int, list[str]] = {}
        self.names: list[str] = []
        self.labels: dict[int, str] = {}
        """Names of the columns."""
        self.sorted_use = False
        self.prefixed = False
        """``line[1:]``: perhaps the first value says how many follow."""
        self.dropped = False
        """The line is read and thrown away somewhere."""

        self.lines = 0
        """How many lines after the first are asked for by their places."""

    @property
    def unread(self) -> bool:
        """Nothing looks at the line: by custom it says how many values or lines follow."""
        used = self.split or self.kind or self.columns or self.arity or self.chars or self.variable or self.constants
        return self.dropped and not used

    def __repr__(self) -> str:
        return "Shape(" + ", ".join(f"{k}={v!r}" for k, v in self.__dict__.items() if v) + ")"


def func_name(call: ast.AST) -> str:
    """Last name of what a call calls."""
    if isinstance(call, ast.Call):
        call = call.func
    if isinstance(call, ast.Attribute):
        return call.attr
    return call.id if isinstance(call, ast.Name) else ""
