"""The same items in another arrangement."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from fasterpy.generate.rules.programs.arrays.calls import Call, Form, Table, Unsupported, same, vector

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.shapes import Shapes
    from fasterpy.generate.rules.programs.arrays.translate import Translator

TABLE = Table()


def sizes_given(call: Call) -> list[ast.expr]:
    """What ``reshape`` is told, in a tuple or not."""
    sizes = [value for name, value in call.given.items() if name.startswith("shape")]
    if len(sizes) == 1 and isinstance(sizes[0], ast.Tuple | ast.List):
        return list(sizes[0].elts)
    return sizes


def _reshaped_rank(shapes: Shapes, call: Call) -> Form:
    return len(sizes_given(call))


@TABLE.add("reshape: a shape", _reshaped_rank)
def reshaped(to: Translator, call: Call) -> str:
    """Rows of a vector or of another table."""
    value, sizes = call["a"], sizes_given(call)
    rank, texts = to.shapes.rank(value), [to.text(size) for size in sizes]
    flat = flattened(to, value)
    if len(sizes) == 1:
        return flat
    if texts == ["1", "-1"]:
        return f"[{flat}]"
    if texts == ["-1", "1"] and rank <= 2:
        return f"[[{to.variable}] for {to.variable} in {flat}]"
    simple = isinstance(value, ast.Name) and isinstance(sizes[1], ast.Constant | ast.Name) and texts[0] == "-1"
    if rank == 1 and len(sizes) == 2 and simple:
        name, width = to.variable, texts[1]
        return f"[{flat}[{name} : {name} + {width}] for {name} in range(0, len({flat}), {width})]"
    return f"{to.helper('reshape')}({flat}, {', '.join(texts)})"


def flattened(to: Translator, value: ast.expr) -> str:
    """All items in one list."""
    rank, text = to.shapes.rank(value), to.text(value)
    if rank <= 1:
        return text
    if rank == 2:
        return f"[x for row in {text} for x in row]"
    if rank == 3:
        return f"[x for table in {text} for row in table for x in row]"
    raise Unsupported("dimensions")


@TABLE.add("ravel flatten: a", vector)
def _ravel(to: Translator, call: Call) -> str:
    return flattened(to, call["a"]) if to.shapes.rank(call["a"]) > 1 else f"{to.atom(call['a'])}[:]"


@TABLE.add("transpose: a", same)
def _transpose(to: Translator, call: Call) -> str:
    if to.shapes.rank(call["a"]) == 1:
        return to.text(call["a"])
    if to.shapes.rank(call["a"]) != 2:
        raise Unsupported("transpose")
    return f"list(map(list, zip(*{to.text(call['a'])})))"


@TABLE.add("flip fliplr flipud: a axis", same)
def _flip(to: Translator, call: Call) -> str:
    rank, base = to.shapes.rank(call["a"]), to.atom(call["a"])
    axis = {"fliplr": 1, "flipud": 0}.get(call.name, call.axis(rank))
    if rank == 1 or (rank == 2 and axis == 0):
        return f"{base}[::-1]"
    if rank == 2:
        return f"[row[::-1] for row in {base}{'[::-1]' if axis is None else ''}]"
    raise Unsupported("flip")


@TABLE.add("rot90: a k", same)
def _rot(to: Translator, call: Call) -> str:
    times = ast.unparse(call["k"]) if call.get("k") is not None else "1"
    text = to.text(call["a"])
    if times == "1":
        return f"list(map(list, zip(*{text})))[::-1]"
    if times in ("-1", "3"):
        return f"list(map(list, zip(*{to.atom(call['a'])}[::-1])))"
    if times == "2":
        return f"[row[::-1] for row in {to.atom(call['a'])}[::-1]]"
    raise Unsupported("rot90")


@TABLE.add("roll: a shift axis", same)
def _roll(to: Translator, call: Call) -> str:
    rank, text, shift = to.shapes.rank(call["a"]), to.text(call["a"]), to.text(call["shift"])
    axis = call.axis(rank)
    if rank == 1 or (rank == 2 and axis == 0):
        return f"{to.helper('roll')}({text}, {shift})"
    if rank == 2 and axis == 1:
        return f"[{to.helper('roll')}(row, {shift}) for row in {text}]"
    raise Unsupported("roll")


def _expanded(shapes: Shapes, call: Call) -> Form:
    return shapes.rank(call["a"]) + 1


@TABLE.add("expand_dims: a axis", _expanded)
def _expand(to: Translator, call: Call) -> str:
    axis = ast.unparse(call["axis"])
    if axis == "0":
        return f"[{to.text(call['a'])}]"
    if axis in ("1", "-1") and to.shapes.rank(call["a"]) == 1:
        return f"[[{to.variable}] for {to.variable} in {to.text(call['a'])}]"
    raise Unsupported("expand_dims")


@TABLE.add("triu tril: a k", same)
def _triangle(to: Translator, call: Call) -> str:
    shift = call.get("k")
    plus = f" + {to.atom(shift)}" if shift is not None else ""
    sign = ">=" if call.name == "triu" else "<="
    return f"{to.helper('triangle')}({to.text(call['a'])}, lambda i, j: j {sign} i{plus})"


def _diagonal_rank(shapes: Shapes, call: Call) -> Form:
    return 1 if shapes.rank(call["a"]) == 2 else 2


@TABLE.add("diag diagonal: a", _diagonal_rank)
def _diagonal(to: Translator, call: Call) -> str:
    text = to.text(call["a"])
    if to.shapes.rank(call["a"]) == 2:
        return f"[row[i] for i, row in enumerate({text})]"
    return f"[[x if i == j else 0 for j in range(len({text}))] for i, x in enumerate({text})]"


@TABLE.add("resize: a shape", _reshaped_rank)
def _resize(to: Translator, call: Call) -> str:
    sizes = sizes_given(call)
    if len(sizes) != 1 or to.shapes.rank(call["a"]) != 1:
        raise Unsupported("resize")
    base = to.atom(call["a"])
    return f"[{base}[i % len({base})] for i in range({to.text(sizes[0])})]"
