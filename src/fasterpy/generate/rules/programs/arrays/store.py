"""Assignments to parts of arrays: slices, columns, masks, lists of places."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from fasterpy.generate.rules.build import block
from fasterpy.generate.rules.programs.arrays.calls import Unsupported
from fasterpy.generate.rules.programs.arrays.index import condition_of, parts_of, sliced

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.translate import Translator


def stored(to: Translator, target: ast.Subscript, text: str, rank: int, simple: bool) -> str | None:
    """Statements that put a value of ``rank`` into a part of an array; None: an ordinary assignment does it."""
    base = target.value
    lines: list[str] = []
    after: list[str] = []
    if isinstance(base, ast.Subscript) and to.shapes.of(base) and _is_view(to, base):
        # A slice of a list is a copy: what changes in it has to be put back.
        name = to.module.fresh("part")
        lines.append(f"{name} = {to.text(base)}")
        back = stored(to, base, name, to.shapes.of(base), True)
        after.append(back if back is not None else f"{to.text(base)} = {name}")
        subject = name
    else:
        subject = to.atom(base)
    parts = parts_of(to, target)
    outer = to.shapes.of(base)
    if not after and len(parts) <= outer and not any(map(to.shapes.rank, parts)) and outer == len(parts) == 1:
        if not isinstance(parts[0], ast.Slice):
            return None
    if rank == 0 and not simple:
        name = to.module.fresh("value")
        lines.append(f"{name} = {text}")
        text = name
    lines.append(_put(to, subject, parts, outer, text, rank))
    return "\n".join([*lines, *after])


def _is_view(to: Translator, base: ast.Subscript) -> bool:
    parts = parts_of(to, base)
    if any(to.shapes.rank(part) for part in parts if not isinstance(part, ast.Slice)):
        return False  # a copy in numpy as well
    return isinstance(parts[-1], ast.Slice) or any(isinstance(part, ast.Slice) for part in parts)


def _put(to: Translator, base: str, parts: list[ast.expr], outer: int, text: str, rank: int) -> str:
    """``base[parts] = text``, where ``base`` has ``outer`` dimensions."""
    part, rest = parts[0], parts[1:]
    if isinstance(part, ast.Slice):
        place = f"{base}[{sliced(to, part)}]"
        if not rest:
            if rank == outer == 1:  # the items are copied anyway
                return f"{place} = {text}"
            return f"{place} = {_fitting(place, outer, text, rank)}"
        row, new = to.module.fresh("row"), to.module.fresh("new")
        rows = base if sliced(to, part) == ":" else place
        left = outer - 1 - sum(1 for one in rest if not isinstance(one, ast.Slice))
        if rank > left:
            inner = _put(to, row, rest, outer - 1, new, rank - 1)
            return f"for {row}, {new} in zip({rows}, {text}):\n{block(to.module, inner)}"
        return f"for {row} in {rows}:\n{block(to.module, _put(to, row, rest, outer - 1, text, rank))}"
    places = _places(to, base, part)
    if places is None:
        place = f"{base}[{to.text(part)}]"
        if rest:
            return _put(to, place, rest, outer - 1, text, rank)
        if outer == 1:
            return f"{place} = {text}"
        return f"{place} = {_fitting(place, outer - 1, text, rank)}"
    index, new = to.module.fresh("i"), to.module.fresh("new")
    if "," in places[0]:  # row and column
        column = to.module.fresh("j")
        left, pairs, item = 0, places[1], f"{base}[{index}][{column}]"
        bound = f"({index}, {column})" if rank else f"{index}, {column}"
    else:
        both = rest and not isinstance(rest[0], ast.Slice) and to.shapes.rank(rest[0])
        if both and len(rest) == 1:
            column = to.module.fresh("j")
            pairs = f"zip({places[1]}, {_places_text(to, f'{base}[0]', rest[0])})"
            item, left = f"{base}[{index}][{column}]", 0
            bound = f"({index}, {column})" if rank else f"{index}, {column}"
            rest = []
        else:
            pairs, item, bound = places[1], f"{base}[{index}]", index
            left = outer - 1 - sum(1 for one in rest if not isinstance(one, ast.Slice))
    deeper = rank > left
    value, depth = (new, rank - 1) if deeper else (text, rank)
    if rest:
        inner = _put(to, item, rest, outer - 1, value, depth)
    else:
        inner = f"{item} = {_fitting(item, left, value, depth) if left else value}"
    head = f"for {bound}, {new} in zip({pairs}, {text}):" if deeper else f"for {bound} in {pairs}:"
    return f"{head}\n{block(to.module, inner)}"


def _fitting(place: str, outer: int, text: str, rank: int) -> str:
    """A value made as large as the place that it is put into."""
    if rank >= outer:
        return text if _is_new(text) else f"[row[:] for row in {text}]" if outer == 2 else f"{text}[:]"
    if rank == 0 and outer == 1:
        return f"[{text}] * len({place})"
    if rank == 0 and outer == 2:
        return f"[[{text}] * len(line) for line in {place}]"
    if rank == 1 and outer == 2:
        return f"[list({text}) for _ in {place}]"
    raise Unsupported("assignment to a part")


def _is_new(text: str) -> bool:
    """Whether a list is made by the text, so that nothing else holds it."""
    tree = ast.parse(text, mode="eval").body
    if isinstance(tree, ast.Subscript):
        return isinstance(tree.slice, ast.Slice)
    return not isinstance(tree, ast.Name | ast.Attribute)


def _places(to: Translator, base: str, part: ast.expr) -> tuple[str, str] | None:
    """Names for the places that an index means and the places; None for a single place."""
    condition = condition_of(to, part)
    if condition is None:
        rank = to.shapes.rank(part)
        if rank > 1:
            raise Unsupported("tables of places")
        return ("i", to.text(part)) if rank else None
    marks = to.text(condition)
    if to.shapes.of(condition) == 2:
        pairs = f"[(i, j) for i, marks in enumerate({marks}) for j, m in enumerate(marks) if m]"
        return "i, j", pairs
    return "i", f"[i for i, m in enumerate({marks}) if m]"


def _places_text(to: Translator, base: str, part: ast.expr) -> str:
    found = _places(to, base, part)
    if found is None:
        raise Unsupported("places")
    return found[1]
