"""Sorting, searching, counting, sets."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from fasterpy.generate.rules.programs.arrays.calls import Call, Form, Table, Unsupported, number, same, table, vector
from fasterpy.generate.rules.programs.arrays.ufuncs import where

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.shapes import Shapes
    from fasterpy.generate.rules.programs.arrays.translate import Translator

TABLE = Table()


@TABLE.add("sort msort: a axis kind", same)
def _sort(to: Translator, call: Call) -> str:
    rank, text = to.shapes.rank(call["a"]), to.text(call["a"])
    if rank <= 1:
        return f"{to.word('sorted')}({text})"
    if rank == 2 and call.axis(2, 1) == 1:
        return f"[{to.word('sorted')}(row) for row in {text}]"
    if rank == 2:
        return f"list(map(list, zip(*[{to.word('sorted')}(line) for line in zip(*{text})])))"
    raise Unsupported("sort")


@TABLE.add("argsort: a axis kind", same)
def _argsort(to: Translator, call: Call) -> str:
    rank, value = to.shapes.rank(call["a"]), call["a"]
    if rank == 1 and isinstance(value, ast.Name):
        return f"{to.word('sorted')}(range(len({value.id})), key={value.id}.__getitem__)"
    if rank == 1:
        return f"{to.helper('argsort')}({to.text(value)})"
    if rank == 2 and call.axis(2, 1) == 1:
        return f"[{to.helper('argsort')}(row) for row in {to.text(value)}]"
    if rank == 2:
        return f"list(map(list, zip(*[{to.helper('argsort')}(line) for line in zip(*{to.text(value)})])))"
    raise Unsupported("argsort")


@TABLE.add("partition: a kth", same)
def _partition(to: Translator, call: Call) -> str:
    if to.shapes.rank(call["a"]) != 1:
        raise Unsupported("partition")
    return f"{to.word('sorted')}({to.text(call['a'])})"


@TABLE.add("lexsort: keys", vector)
def _lexsort(to: Translator, call: Call) -> str:
    return f"{to.helper('lexsort')}({to.text(call['keys'])})"


def _searched(shapes: Shapes, call: Call) -> Form:
    return shapes.rank(call["v"])


@TABLE.add("searchsorted: a v side", _searched)
def _searchsorted(to: Translator, call: Call) -> str:
    side = call.get("side")
    right = isinstance(side, ast.Constant) and str(side.value).startswith("r")
    bisect = to.need("bisect", "bisect_right" if right else "bisect_left")
    rank, base = to.shapes.rank(call["v"]), to.text(call["a"])
    if not rank:
        return f"{bisect}({base}, {to.text(call['v'])})"
    name = to.variable
    if rank == 1:
        if isinstance(call["a"], ast.Name):
            return f"[{bisect}({base}, {name}) for {name} in {to.text(call['v'])}]"
        return f"[{bisect}({name}s, {name}) for {name}s in [{base}] for {name} in {to.text(call['v'])}]"
    if rank == 2 and isinstance(call["a"], ast.Name):
        return f"[[{bisect}({base}, {name}) for {name} in row] for row in {to.text(call['v'])}]"
    raise Unsupported("searchsorted")


def _digitized(shapes: Shapes, call: Call) -> Form:
    return shapes.rank(call["x"])


@TABLE.add("digitize: x bins", _digitized)
def _digitize(to: Translator, call: Call) -> str:
    bisect = to.need("bisect", "bisect_right")
    if to.shapes.rank(call["x"]) != 1 or not isinstance(call["bins"], ast.Name):
        raise Unsupported("digitize")
    return f"[{bisect}({to.text(call['bins'])}, {to.variable}) for {to.variable} in {to.text(call['x'])}]"


def _unique_rank(shapes: Shapes, call: Call) -> Form:
    more = sum(1 for name in call.given if name.startswith("return_") and call.says(name))
    first = shapes.rank(call["a"]) if call.get("axis") is not None else 1
    return (first, *[1] * more) if more else first


@TABLE.add("unique: a return_index return_inverse return_counts axis", _unique_rank)
def _unique(to: Translator, call: Call) -> str:
    words = [name.removeprefix("return_") for name in call.given if name.startswith("return_") and call.says(name)]
    words.sort(key=["index", "inverse", "counts"].index)
    text, rank = to.text(call["a"]), to.shapes.rank(call["a"])
    if rank == 2 and call.get("axis") is None:
        text = f"[x for row in {text} for x in row]"
    elif rank == 2 and call.axis(2) == 0 and not words:
        return f"list(map(list, {to.word('sorted')}(set(map(tuple, {text})))))"
    elif rank > 1:
        raise Unsupported("unique")
    if words:
        quoted = ", ".join(f'"{word}"' for word in words)
        return f"{to.helper('unique')}({text}, {quoted})"
    return f"{to.word('sorted')}(set({text}))"


@TABLE.add("bincount: x weights minlength", vector)
def _bincount(to: Translator, call: Call) -> str:
    words = [to.text(call["x"])]
    if call.get("weights") is not None and ast.unparse(call["weights"]) != "None":
        words.append(to.text(call["weights"]))
    if call.get("minlength") is not None:
        words.append(("" if len(words) == 2 else "minlength=") + to.text(call["minlength"]))
    return f"{to.helper('bincount')}({', '.join(words)})"


def _places_rank(shapes: Shapes, call: Call) -> Form:
    return (1,) * shapes.rank(call["a"])


@TABLE.add("nonzero: a", _places_rank)
def _nonzero(to: Translator, call: Call) -> str:
    return where(to, call["a"])


@TABLE.add("flatnonzero: a", vector)
def _flatnonzero(to: Translator, call: Call) -> str:
    if to.shapes.rank(call["a"]) != 1:
        raise Unsupported("flatnonzero")
    return where(to, call["a"])[1:-2]


@TABLE.add("argwhere: a", table)
def _argwhere(to: Translator, call: Call) -> str:
    name, text = to.variable, to.text(call["a"])
    if to.shapes.rank(call["a"]) == 1:
        return f"[[{name}] for {name}, {name}m in enumerate({text}) if {name}m]"
    if to.shapes.rank(call["a"]) == 2:
        return f"[[i, j] for i, row in enumerate({text}) for j, {name} in enumerate(row) if {name}]"
    raise Unsupported("argwhere")


@TABLE.add("take: a places axis", lambda shapes, call: shapes.rank(call["places"]))
def _take(to: Translator, call: Call) -> str:
    rank, base = to.shapes.rank(call["places"]), to.atom(call["a"])
    if to.shapes.rank(call["a"]) != 1 or rank > 1:
        raise Unsupported("take")
    if not rank:
        return f"{base}[{to.text(call['places'])}]"
    return f"[{base}[{to.variable}] for {to.variable} in {to.text(call['places'])}]"


@TABLE.add("ndenumerate: a", number)
def _ndenumerate(to: Translator, call: Call) -> str:
    text = to.text(call["a"])
    if to.shapes.rank(call["a"]) == 1:
        return f"[((i,), x) for i, x in enumerate({text})]"
    if to.shapes.rank(call["a"]) == 2:
        return f"[((i, j), x) for i, row in enumerate({text}) for j, x in enumerate(row)]"
    raise Unsupported("ndenumerate")


@TABLE.add("extract: condition a", vector)
def _extract(to: Translator, call: Call) -> str:
    name = to.variable
    items, marks = to.text(call["a"]), to.text(call["condition"])
    return f"[{name} for {name}, {name}m in zip({items}, {marks}) if {name}m]"


@TABLE.add("unravel_index: place shape", lambda _, __: (0, 0))
def _unravel(to: Translator, call: Call) -> str:
    match call["shape"]:
        case ast.Attribute(attr="shape", value=value) if to.shapes.of(value) == 2:
            width = f"len({to.atom(value)}[0])"
        case ast.Tuple(elts=[_, second]):
            width = to.text(second)
        case _:
            raise Unsupported("unravel_index")
    return f"divmod({to.text(call['place'])}, {width})"


@TABLE.add("isin: x test_elements invert", same)
def _isin(to: Translator, call: Call) -> str:
    name, word = to.variable, "not in" if call.says("invert") else "in"
    if to.shapes.rank(call["x"]) != 1:
        raise Unsupported("isin")
    items, known = to.text(call["x"]), to.text(call["test_elements"])
    return f"[{name} {word} {name}s for {name}s in [set({known})] for {name} in {items}]"


@TABLE.add("intersect1d union1d setdiff1d setxor1d: a b assume_unique", vector)
def _sets(to: Translator, call: Call) -> str:
    sign = {"intersect1d": "&", "union1d": "|", "setdiff1d": "-", "setxor1d": "^"}[call.name]
    return f"{to.word('sorted')}(set({to.text(call['a'])}) {sign} set({to.text(call['b'])}))"


@TABLE.add("array_equal allclose isclose: a b", number)
def _equal(to: Translator, call: Call) -> str:
    if call.name != "array_equal":
        raise Unsupported(call.name)
    return f"({to.text(call['a'])} == {to.text(call['b'])})"
