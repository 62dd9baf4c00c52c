"""Running sums and their like, differences of neighbours."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from fasterpy.generate.rules.programs.arrays.calls import Call, Form, Table, Unsupported, vector

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.shapes import Shapes
    from fasterpy.generate.rules.programs.arrays.translate import Translator

TABLE = Table()
_STEPS = {
    "cumsum": "", "add.accumulate": "", "nancumsum": "", "maximum.accumulate": "max", "minimum.accumulate": "min",
    "cumprod": "mul", "multiply.accumulate": "mul", "logical_and.accumulate": "and_", "logical_or.accumulate": "or_",
    "bitwise_xor.accumulate": "xor", "bitwise_or.accumulate": "or_", "bitwise_and.accumulate": "and_",
    "gcd.accumulate": "gcd", "lcm.accumulate": "lcm",
}  # fmt: skip


def _rank(shapes: Shapes, call: Call) -> Form:
    rank = shapes.rank(call["a"])
    return rank if call.axis(rank, _default(call)) is not None else 1


def _default(call: Call) -> int | None:
    return 0 if call.name.endswith(".accumulate") else None


@TABLE.add(f"{' '.join(_STEPS)}: a axis dtype out", _rank)
def _accumulated(to: Translator, call: Call) -> str:
    value, rank = call["a"], to.shapes.rank(call["a"])
    axis, text = call.axis(rank, _default(call)), to.text(value)
    if rank <= 1:
        return running(to, call.name, text)
    if rank != 2:
        raise Unsupported("dimensions")
    if axis is None:
        return running(to, call.name, f"[x for row in {text} for x in row]")
    if axis == 1:
        return f"[{running(to, call.name, 'line')} for line in {text}]"
    return f"list(map(list, zip(*[{running(to, call.name, 'line')} for line in zip(*{text})])))"


def running(to: Translator, name: str, text: str) -> str:
    """The running sums, products, … of the text of a list."""
    step = _STEPS[name]
    if step in ("max", "min"):
        step = to.word(step)
    elif step:
        step = to.need("math" if step in ("gcd", "lcm") else "operator", step)
    return f"list({to.need('itertools', 'accumulate')}({text}{', ' + step if step else ''}))"


def _diff_rank(shapes: Shapes, call: Call) -> Form:
    return shapes.rank(call["a"])


@TABLE.add("diff: a n axis", _diff_rank)
def _diff(to: Translator, call: Call) -> str:
    value, rank = call["a"], to.shapes.rank(call["a"])
    times = call.get("n")
    if times is not None and not (isinstance(times, ast.Constant) and times.value in (1, 2)):
        raise Unsupported("diff")
    if rank == 1:
        if isinstance(value, ast.Name) and times is None:
            return f"[y - x for x, y in zip({value.id}, {value.id}[1:])]"
        text = f"{to.helper('diff')}({to.text(value)})"
        return f"{to.helper('diff')}({text})" if isinstance(times, ast.Constant) and times.value == 2 else text
    if rank == 2 and times is None:
        if call.axis(2, 1) == 1:
            return f"[{to.helper('diff')}(row) for row in {to.text(value)}]"
        return f"{to.helper('row_diff')}({to.text(value)})"
    raise Unsupported("dimensions")


@TABLE.add("ediff1d: a to_end to_begin", vector)
def _ediff(to: Translator, call: Call) -> str:
    text = f"{to.helper('diff')}({to.text(call['a'])})"
    for name in ("to_end", "to_begin"):
        given = call.get(name)
        if given is not None:
            item = f"{'*' if to.shapes.rank(given) else ''}{to.atom(given)}"
            text = f"[*{text}, {item}]" if name == "to_end" else f"[{item}, *{text}]"
    return text
