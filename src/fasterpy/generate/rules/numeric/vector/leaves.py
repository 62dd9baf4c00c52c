"""Items of arrays: which place of which loop each index names, and the slice that reads them all."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace

from fasterpy.generate.rules.numeric.vector.values import Axis, Refused, Value, shifted, together


@dataclass(frozen=True)
class Place:
    """The counter of a loop, plus a constant."""

    axis: Axis
    offset: int = 0


@dataclass(frozen=True)
class Window:
    """``a[i + offset : i + offset + size]``: ``size`` does not vary."""

    axis: Axis
    offset: int
    size: str


@dataclass(frozen=True)
class Everything:
    """``a[:]``, a dimension that stays."""


Index = Place | Window | Everything | Value


@dataclass(frozen=True)
class Leaf:
    """``array[index, …]``; a row of an array until something asks for its numbers."""

    array: str
    index: tuple[Index, ...]
    rank: int

    def at(self, more: tuple[Index, ...]) -> Leaf:
        """The item further in."""
        return replace(self, index=(*self.index, *more))

    def value(self, numpy: str, tail: int | None = None) -> Value:
        """All items at once. ``tail``: dimensions that are left over, where the rank does not tell."""
        left = max(0, self.rank - len(self.index)) if tail is None else tail
        windows = [part for part in self.index if isinstance(part, Window)]
        fancy = [part for part in self.index if isinstance(part, Value) and part.axes]
        places = [part.axis for part in self.index if isinstance(part, Place | Window)]
        if fancy or len(set(places)) < len(places):
            if windows or any(isinstance(part, Everything) for part in self.index):
                raise Refused
            return self._gathered(numpy, left)
        cuts: list[str] = []
        for position, part in enumerate(self.index):
            match part:
                case Place(axis=axis, offset=offset):
                    whole = (self.array, position) in axis.whole and not offset
                    cuts.append(":" if whole else axis.cut(offset))
                case Window(axis=axis, offset=offset):
                    cuts.append(axis.cut(offset))
                case Everything():
                    cuts.append(":")
                    left += 1
                case Value(text=text):
                    cuts.append(text)
        base = self.array
        if windows:
            if len(windows) != len(self.index):
                raise Refused
            sizes = ", ".join(window.size for window in windows)
            shape = f"({sizes})" if len(windows) > 1 else sizes
            base = f"{numpy}.lib.stride_tricks.sliding_window_view({self.array}, {shape})"
            left += len(windows)
        elif any(isinstance(part, Everything) for part in self.index) and any(
            isinstance(part, Everything) for part in self.index[: _last_place(self.index)]
        ):
            raise Refused  # dimensions that stay have to come last
        while cuts and cuts[-1] == ":":
            cuts.pop()
        text = f"{base}[{', '.join(cuts)}]" if cuts else base
        axes = tuple(places)
        if list(axes) != sorted(axes, key=lambda axis: axis.depth):
            if len(axes) != 2 or left:
                raise Refused
            text, axes = f"{text}.T", (axes[1], axes[0])
        return Value(text, axes, left)

    def _gathered(self, numpy: str, left: int) -> Value:
        parts = [_array_of(numpy, part) for part in self.index]
        texts, axes, tail = together(parts)
        if tail:
            raise Refused
        return Value(f"{self.array}[{', '.join(texts)}]", axes, left)


def _last_place(index: tuple[Index, ...]) -> int:
    return max((at for at, part in enumerate(index) if not isinstance(part, Everything)), default=0)


def _array_of(numpy: str, part: Index) -> Value:
    if isinstance(part, Value):
        return part
    if isinstance(part, Place):
        return counter(numpy, part.axis, part.offset)
    raise Refused


def counter(numpy: str, axis: Axis, offset: int = 0) -> Value:
    """The counter of a loop as an array."""
    if axis.step == 1:
        low, high = shifted(axis.low, offset), shifted(axis.high, offset)
        text = f"{numpy}.arange({high})" if low == "0" else f"{numpy}.arange({low}, {high})"
    else:
        text = f"{numpy}.arange({axis.places()})"
        text = f"({text} + {offset})" if offset else text
    return Value(text, (axis,), plain="int")


def moved(node: ast.expr) -> tuple[str, int] | None:
    """``i``, ``i + 1``, ``i - 1`` or ``1 + i`` as (name, offset)."""
    match node:
        case ast.Name(id=name):
            return name, 0
        case ast.BinOp(left=ast.Name(id=name), op=ast.Add(), right=ast.Constant(value=int() as amount)):
            return name, amount
        case ast.BinOp(left=ast.Constant(value=int() as amount), op=ast.Add(), right=ast.Name(id=name)):
            return name, amount
        case ast.BinOp(left=ast.Name(id=name), op=ast.Sub(), right=ast.Constant(value=int() as amount)):
            return name, -amount
    return None
