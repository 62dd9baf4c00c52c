"""``trades.iloc[i]["price"]`` and ``trades["price"].iloc[i]`` in a loop → lists of the columns, made before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, delete, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.numeric.arrays import columns_of
from fasterpy.generate.rules.numeric.filter_to_groups import outermost
from fasterpy.generate.rules.target import TargetScope


class FrameCellsToLists(Rule):
    """Each cell that is taken out of a frame by its place costs microseconds, each row a Series."""

    name = "frame-cells-to-lists"
    pattern = "no-iterrows"
    summary = "Take the columns out of the frame as lists before the loop instead of asking the frame for every cell."
    gain = 15.0
    risk = Risk.LIKELY
    order = 19

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.stmt, str], list[tuple[ast.expr, str, ast.expr]]] = {}
        gone: dict[tuple[ast.stmt, str], list[ast.stmt]] = {}
        rows: list[ast.AST] = []
        for stmt in scope.nodes(ast.Assign) if "iloc" in module.text else ():
            found = _row(module, stmt)
            if found is None:
                continue
            frame, place, cells = found
            where = outermost(module, stmt, module.source(frame))
            if where is not None:
                key = where, module.source(frame)
                groups.setdefault(key, []).extend((node, column, place) for node, column in cells.items())
                gone.setdefault(key, []).append(stmt)
                rows.append(stmt)
        for node in scope.nodes(ast.Subscript) if "iloc" in module.text else ():
            cell = _cell(node)
            if cell is None or any(module.inside(node, stmt) for stmt in rows):
                continue
            frame, column, place = cell
            where = outermost(module, node, module.source(frame))
            if where is not None and module.is_pure(place):
                groups.setdefault((where, module.source(frame)), []).append((node, column, place))
        for (where, frame_text), found_cells in groups.items():
            names: dict[str, str] = {}
            for _, column, _ in found_cells:
                word = column if column.isidentifier() else "column"
                names.setdefault(column, module.fresh(f"{word}_cells"))
            made = "\n".join(f"{name} = {frame_text}[{column!r}].tolist()" for column, name in names.items())
            edits: list[Edit] = [insert_before(module, where, made)]
            edits += [
                replace(module, node, f"{names[column]}[{module.source(place)}]") for node, column, place in found_cells
            ]
            edits += [delete(module, stmt) for stmt in gone.get((where, frame_text), [])]
            yield Rewrite(tuple(edits), at(where, f"columns of {frame_text}"))


def _row(module: ParsedModule, stmt: ast.Assign) -> tuple[ast.expr, ast.expr, dict[ast.expr, str]] | None:
    """Frame, place and cells of ``row = frame.iloc[i]`` of which only cells are read, in the same round."""
    match stmt:
        case ast.Assign(
            targets=[ast.Name() as row],
            value=ast.Subscript(value=ast.Attribute(value=ast.Name() as frame, attr="iloc"), slice=ast.Name() as place),
        ):
            pass
        case _:
            return None
    loops = module.loops(stmt)
    if not loops or not owns_line(module, stmt) or not _head(loops[0], place.id):
        return None
    cells = columns_of(module, row, loops[0])
    stores = [use for use in module.uses(row) if not isinstance(use.ctx, ast.Load)]
    if not cells or len(stores) != 1 or any(module.before(node, stmt) for node in cells):
        return None
    return frame, place, cells


def _head(loop: ast.AST, name: str) -> bool:
    """Whether the loop binds the name in its head alone."""
    if not isinstance(loop, ast.For):
        return False
    bound = [below for below in ast.walk(loop) if isinstance(below, ast.Name) and not isinstance(below.ctx, ast.Load)]
    return [below for below in bound if below.id == name] == [
        below for below in ast.walk(loop.target) if isinstance(below, ast.Name) and below.id == name
    ]


def _cell(node: ast.Subscript) -> tuple[ast.Name, str, ast.expr] | None:
    """Frame, column and place of ``frame["price"].iloc[i]`` and ``frame.iloc[i]["price"]``."""
    if not isinstance(node.ctx, ast.Load):
        return None
    match node:
        case ast.Subscript(
            value=ast.Attribute(
                value=ast.Subscript(value=ast.Name() as frame, slice=ast.Constant(value=str() as column)),
                attr="iloc" | "iat",
            ),
            slice=place,
        ) if not isinstance(place, ast.Slice | ast.Tuple | ast.Constant | ast.Compare):
            return frame, column, place
        case ast.Subscript(
            value=ast.Subscript(value=ast.Attribute(value=ast.Name() as frame, attr="iloc"), slice=place),
            slice=ast.Constant(value=str() as column),
        ) if not isinstance(place, ast.Slice | ast.Tuple | ast.Constant | ast.Compare):
            return frame, column, place
    return None
