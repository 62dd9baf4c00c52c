"""A selection of units to the edits that leave only them."""

from __future__ import annotations

from fasterpy.preprocess.context import Selection
from fasterpy.preprocess.hunks import Edit, merge
from fasterpy.preprocess.lines import indent_of
from fasterpy.preprocess.outline import Outline, Unit
from fasterpy.preprocess.tree import FUNCTION, find, rows

_BLANKS = 2


def deletions(selection: Selection, stubs: set[Unit], bare: set[Unit]) -> list[Edit]:
    """Edits, merged, that remove all rows outside the selection.

    ``stubs``: functions of which the signature alone stays. ``bare``: units that lose docstrings and comments.
    """
    outline = selection.outline
    keep = bytearray(len(outline.lines))
    edits: list[Edit] = []
    for unit in selection.places:
        for start, end in kept_rows(unit):
            keep[start:end] = b"\1" * (end - start)
        _keep_blanks(outline, unit, keep)
        for block in unit.blocks:
            if not any(child in selection.places for child in block.children):
                edits.append(Edit(block.start, block.start, (f"{block.indent}pass",)))
    for unit in stubs:
        body = body_rows(unit)
        if body is not None:
            keep[body[0] : body[1]] = bytes(body[1] - body[0])
            edits.append(Edit(body[0], body[0], (f"{indent_of(outline.lines[body[0]])}...",)))
    for unit in bare - stubs:
        for start, end in ornament_rows(unit):
            keep[start:end] = bytes(end - start)
    start = 0
    while start < len(keep):
        if keep[start]:
            found = keep.find(0, start)
            start = found if found >= 0 else len(keep)
            continue
        found = keep.find(1, start)
        end = found if found >= 0 else len(keep)
        edits.append(Edit(start, end))
        start = end
    return merge(edits)


def _keep_blanks(outline: Outline, unit: Unit, keep: bytearray) -> None:
    row = unit.lead
    while row > 0 and unit.lead - row < _BLANKS and not outline.lines[row - 1].strip() and not keep[row - 1]:
        row -= 1
        keep[row] = 1


def kept_rows(unit: Unit) -> list[tuple[int, int]]:
    """Rows of the unit itself; without those of its blocks."""
    found, row = [], unit.lead
    for block in unit.blocks:
        if row < block.start:
            found.append((row, block.start))
        row = block.end
    if row < unit.end and not unit.blocks:
        found.append((row, unit.end))
    return found


def body_rows(unit: Unit) -> tuple[int, int] | None:
    """Rows of the body of a function; None when it begins on the line of the signature."""
    if unit.definition.type != FUNCTION or unit.shared:
        return None
    body = unit.definition.child_by_field_name("body")
    if body is None:
        return None
    start = rows(body)[0]
    before = unit.outline.lines[start].encode("utf-8", "surrogatepass")[: body.start_point[1]]
    return None if before.strip() else (start, unit.end)


def ornament_rows(unit: Unit) -> list[tuple[int, int]]:
    """Rows of the unit that hold only its docstring or comments."""
    found = [(unit.lead, unit.start)] if unit.lead < unit.start else []
    if unit.is_docstring and unit.block is not None and len(unit.block.children) > 1:
        return [*found, (unit.start, unit.end)]
    lines = unit.outline.lines
    for node in unit.nodes:
        for comment in find("(comment) @it", node):
            row = comment.start_point[0]
            if lines[row].lstrip().startswith("#"):
                found.append((row, row + 1))
    body = unit.definition.child_by_field_name("body") if body_rows(unit) is not None else None
    statements = [child for child in body.named_children if child.type != "comment"] if body is not None else []
    if len(statements) > 1 and statements[0].type == "expression_statement":
        first, after = rows(statements[0]), rows(statements[1])
        if statements[0].named_children[0].type == "string" and first[1] <= after[0]:
            found.append(first)
    return found
