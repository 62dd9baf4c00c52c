"""Methods of arrays that differ from the functions of their names."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from fasterpy.generate.rules.programs.arrays.calls import Call, Form, Table, Unsupported, number, same
from fasterpy.generate.rules.programs.arrays.making import converted
from fasterpy.generate.rules.programs.arrays.reshaping import reshaped

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.shapes import Shapes
    from fasterpy.generate.rules.programs.arrays.translate import Translator

TABLE = Table()


@TABLE.add("sort: a axis kind", number)
def _sort(to: Translator, call: Call) -> str:
    if to.shapes.of(call["a"]) != 1:
        raise Unsupported("sort of a table")
    return f"{to.atom(call['a'])}.sort()"


@TABLE.add("append: a item", number)
def _append(to: Translator, call: Call) -> str:
    # A list's: the name was a list before or will be one.
    return f"{to.atom(call['a'])}.append({to.text(call['item'])})"


@TABLE.add("astype: a dtype", same)
def _astype(to: Translator, call: Call) -> str:
    wanted = to.number(call["dtype"])
    rank, value = to.shapes.of(call["a"]), call["a"]
    if not wanted:
        return to.text(value)
    return converted(to, value, wanted, rank)


@TABLE.add("copy view: a", same)
def _copy(to: Translator, call: Call) -> str:
    rank, base = to.shapes.of(call["a"]), to.atom(call["a"])
    if rank == 1:
        return f"{base}[:]"
    if rank == 2:
        return f"[row[:] for row in {base}]"
    return f"{to.need('copy', 'deepcopy')}({base})"


@TABLE.add("tolist: a", number)
def _tolist(to: Translator, call: Call) -> str:
    above = to.module.parent(call.node)
    if isinstance(above, ast.Assign | ast.Return) and isinstance(call["a"], ast.Name):
        return (to.shapes.of(call["a"]) == 1 and f"{call['a'].id}[:]") or f"[row[:] for row in {call['a'].id}]"
    return to.text(call["a"])


@TABLE.add("item: a place", number)
def _item(to: Translator, call: Call) -> str:
    return f"{to.atom(call['a'])}[{to.text(call['place']) if call.get('place') is not None else '0'}]"


def _reshape_rank(shapes: Shapes, call: Call) -> Form:
    return len(_sizes(call))


def _sizes(call: Call) -> list[ast.expr]:
    sizes = list(call.given.values())[1:]
    if len(sizes) == 1 and isinstance(sizes[0], ast.Tuple | ast.List):
        return list(sizes[0].elts)
    return sizes


@TABLE.add("reshape: *shape", _reshape_rank)
def _reshape(to: Translator, call: Call) -> str:
    return reshaped(to, _with_shape(call))


def _with_shape(call: Call) -> Call:
    first, *sizes = call.given.values()
    return Call(call.name, call.node, {"a": first} | {f"shape{number}": size for number, size in enumerate(sizes)})


@TABLE.add("clip: a a_min a_max min max out", same)
def _clip(to: Translator, call: Call) -> str:
    from fasterpy.generate.rules.programs.arrays.ufuncs import said

    name, rank = to.variable, to.shapes.of(call["a"])
    given = [to.atom(value) for word, value in call.given.items() if word != "a"]
    if any(to.shapes.rank(value) for word, value in call.given.items() if word != "a"):
        raise Unsupported("clip by arrays")
    body = said(to, call, [name, *given])
    if rank == 1:
        return f"[{body} for {name} in {to.text(call['a'])}]"
    return f"[[{body} for {name} in row] for row in {to.text(call['a'])}]"


@TABLE.add("fill: a value", number)
def _fill(to: Translator, call: Call) -> str:
    raise Unsupported("fill in an expression")
