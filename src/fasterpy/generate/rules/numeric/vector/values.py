"""Values of a loop's body as array expressions, and how they are lined up for broadcasting."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fasterpy.syntax import syntax_tree


class Refused(Exception):
    """The loop does something that array operations cannot express."""


@dataclass(frozen=True)
class Axis:
    """One loop that becomes an axis."""

    depth: int
    """Outermost loop 0: axes of a value are always in this order."""
    low: str
    high: str
    step: int
    whole: frozenset[tuple[str, int]] = frozenset()
    """(array, dimension) of which the loop visits every place."""

    def places(self) -> str:
        """All values of the counter, as an array."""
        args = [self.low, self.high] if self.low != "0" or self.step != 1 else [self.high]
        return ", ".join([*args, str(self.step)] if self.step != 1 else args)

    def cut(self, offset: int) -> str:
        """The slice that reads the counter's places, moved by ``offset``."""
        low = shifted(self.low, offset)
        if low.startswith("-"):
            raise Refused  # a place before the start counts from the end
        low = "" if low == "0" else low
        return f"{low}:{shifted(self.high, offset)}" + (f":{self.step}" if self.step != 1 else "")


@dataclass(frozen=True)
class Value:
    """The text of an array expression whose dimensions are ``axes`` and then ``tail`` more."""

    text: str
    axes: tuple[Axis, ...] = ()
    tail: int = 0
    boolean: bool = False
    plain: str = ""
    """``int`` or ``float`` where the loop computes with Python's own numbers; empty for numpy's."""
    risky: bool = False
    """May warn where the loop does not, because both sides of a condition are computed."""

    def lined_up(self, axes: Sequence[Axis], tail: int) -> str:
        """The text with new dimensions where others vary and this value does not."""
        if not self.axes:
            if self.tail not in (0, tail) and tail:
                raise Refused
            return self.text
        if self.tail not in (0, tail):
            raise Refused
        cuts = [":" if axis in self.axes else "None" for axis in axes]
        while cuts and cuts[0] == "None":
            cuts.pop(0)
        if self.tail == 0:
            cuts += ["None"] * tail
        if "None" not in cuts:
            return self.text
        return f"{self.text}[{', '.join(cuts)}]"


def shifted(bound: str, offset: int) -> str:
    """The text of ``bound + offset``."""
    if not offset:
        return bound
    try:
        return str(int(bound) + offset)
    except ValueError:
        pass
    match syntax_tree(bound, mode="eval").body:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=ast.Constant(value=int() as amount)):
            offset += amount if isinstance(op, ast.Add) else -amount
            bound = ast.unparse(left)
        case ast.Name() | ast.Call() | ast.Attribute() | ast.Subscript():
            pass
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            pass
        case _:
            bound = f"({bound})"
    return bound if not offset else f"{bound} {'+' if offset > 0 else '-'} {abs(offset)}"


def together(values: Sequence[Value]) -> tuple[list[str], tuple[Axis, ...], int]:
    """Texts that broadcast against each other, with the dimensions of the result."""
    axes = tuple(sorted({axis for value in values for axis in value.axes}, key=lambda axis: axis.depth))
    tail = max((value.tail for value in values), default=0)
    return [value.lined_up(axes, tail) for value in values], axes, tail


def combined(pattern: str, values: Sequence[Value], **known: object) -> Value:
    """``pattern`` with the texts of ``values`` in its places ``{}``."""
    texts, axes, tail = together(values)
    plain = ""
    if all(value.plain for value in values):
        plain = "float" if any(value.plain == "float" for value in values) else "int"
    made = Value(pattern.format(*texts), axes, tail, plain=plain, risky=any(value.risky for value in values))
    return replace(made, **known) if known else made  # type: ignore[arg-type]


def chosen(numpy: str, test: Value, then: Value, other: Value) -> Value:
    """``then if test else other``."""
    if then == other:
        return then
    if not test.axes:
        return combined("({1} if {0} else {2})", [test, then, other])
    made = combined(f"{numpy}.where({{0}}, {{1}}, {{2}})", [test, then, other])
    plain = then.plain if then.plain == other.plain else ""
    if (then.plain and not other.plain) or (other.plain and not then.plain):
        # A number of Python beside one of numpy: the type of an item depends on the branch. Good for a store.
        plain = ""
    return replace(made, plain=plain, risky=True)
