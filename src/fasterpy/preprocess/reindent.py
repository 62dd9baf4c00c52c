"""Moving code to another indentation without touching the inside of strings."""

from __future__ import annotations

from itertools import chain

from fasterpy.preprocess.lines import indent_of
from fasterpy.preprocess.outline import Outline, Unit
from fasterpy.preprocess.render import body_rows


def moved(outline: Outline, start: int, end: int, to: str, unit_from: str = "", unit_to: str = "") -> list[str]:
    """Rows ``start`` to ``end`` with the indentation of the first of them replaced by ``to``.

    When ``unit_from`` and ``unit_to`` differ, deeper levels are rewritten from one to the other (spaces to tabs).
    """
    lines = outline.lines[start:end]
    if not lines:
        return []
    base = indent_of(lines[0])
    inside = outline.string_rows
    out = []
    for row, line in enumerate(lines, start):
        if row in inside:
            out.append(line)
        elif not line.strip():
            out.append("")
        elif line.startswith(base):
            rest = line[len(base) :]
            if unit_from != unit_to and unit_from:
                blanks = indent_of(rest)
                levels = 0
                while blanks.startswith(unit_from):
                    blanks, levels = blanks[len(unit_from) :], levels + 1
                rest = unit_to * levels + blanks + rest.lstrip(" \t\f")
            out.append(to + rest)
        else:
            out.append(to + line.lstrip(" \t\f"))
    return out


def indent_unit(unit: Unit) -> str:
    """One level of indentation as the unit, else its file, writes it."""
    for at in chain((unit,), unit.outline.all):
        body = body_rows(at)
        if body is not None:
            outer, inner = indent_of(at.outline.lines[at.start]), indent_of(at.outline.lines[body[0]])
            if inner.startswith(outer) and inner != outer:
                return inner[len(outer) :]
        for block in at.blocks:
            outer = indent_of(at.outline.lines[at.start])
            if block.indent.startswith(outer) and block.indent != outer:
                return block.indent[len(outer) :]
    return "    "
