"""Where in a file new imports and helpers go."""

from __future__ import annotations

from fasterpy.preprocess.lines import preamble
from fasterpy.preprocess.outline import Outline, Unit
from fasterpy.preprocess.resolve import Resolver
from fasterpy.preprocess.tree import FUNCTION, definition


def import_row(outline: Outline) -> int:
    """Row before which a new import goes.

    After the imports at the head of the file, else after ``__future__`` imports and the docstring, else after shebang,
    encoding and licence.
    """
    row = first_free_row(outline)
    for unit in outline.units:
        if unit.kind == "import":
            row = max(row, unit.end)
        elif not (_is_header(unit)):
            break
    return row


def first_free_row(outline: Outline) -> int:
    """First row at which code may be inserted at all."""
    row = preamble(outline.lines)
    for index, unit in enumerate(outline.units):
        if (index == 0 and unit.is_docstring) or unit.node.type == "future_import_statement":
            row = max(row, unit.end)
        else:
            break
    if outline.units and outline.units[0].lead > row and not outline.units[0].is_docstring:
        # A licence or title above the first statement stays on top.
        row = max(row, _after_comments(outline, row))
    return row


def _after_comments(outline: Outline, row: int) -> int:
    last = row
    for index in range(row, outline.units[0].lead):
        if outline.lines[index].lstrip().startswith("#"):
            last = index + 1
    return last


def _is_header(unit: Unit) -> bool:
    """What may stand between the imports at the head of a file."""
    if unit.is_docstring:
        return True
    if unit.kind == "statement" and unit.node.type in ("try_statement", "if_statement"):
        return not any(child.kind not in ("import", "statement") for child in unit.walk())
    return unit.kind == "statement" and all(name.startswith("__") for name in unit.names) and bool(unit.names)


def helper_row(outline: Outline, resolver: Resolver, target: Unit, added: list[Unit]) -> int:
    """Row before which new helpers go: before the target's top-level owner, or after whatever they need when they are
    made (not when they are called), if that stands further down."""
    row = max(target.top.lead, first_free_row(outline))
    for unit in added:
        for name in _needed_at_once(unit):
            for binder in resolver.binders.get(name, ()):
                if binder.top is not target.top and binder.top.end > row:
                    row = binder.top.end
    return row


def _needed_at_once(unit: Unit) -> set[str]:
    from fasterpy.preprocess.collect import Collector

    loads: set[str] = set()
    for node in unit.nodes:
        inner = definition(node)
        if inner.type != FUNCTION:
            loads |= Collector().collect([node]).loads
            continue
        parts = [child for child in inner.children if child.type not in ("block", "identifier") and child.is_named]
        parts += [child for child in node.children if child.type == "decorator"]
        loads |= Collector().collect(parts).loads
    return loads
