"""``frame.at[index, "column"] = value`` for every row → a list per column, assigned once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, insert_after, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class AtWritesToColumns(Rule):
    """Every row in its order, one value each; a frame without rows stays as it is."""

    name = "at-writes-to-columns"
    pattern = "no-iterrows"
    summary = "Collect the column in a list and assign it once instead of writing cell by cell."
    gain = 20.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            index = _index(loop)
            if not index or not owns_line(module, loop):
                continue
            edits: list[Edit] = []
            made: list[str] = []
            after: list[str] = []
            frames: set[str] = set()
            for stmt in loop.body:
                match stmt:
                    case ast.Assign(
                        targets=[
                            ast.Subscript(
                                value=ast.Attribute(value=ast.Name(id=frame), attr="at" | "loc"),
                                slice=ast.Tuple(elts=[ast.Name(id=row), ast.Constant(value=str() as column)]),
                            )
                        ],
                        value=value,
                    ) if row == index:
                        name = module.fresh(f"{column}_values" if column.isidentifier() else "values")
                        made.append(f"{name} = []")
                        after.append(f"{module.indent_unit}{frame}[{column!r}] = {name}")
                        edits.append(replace(module, stmt, f"{name}.append({argument(module, value)})"))
                        frames.add(frame)
            nodes = list(ast.walk(loop))
            uses = sum(isinstance(node, ast.Name) and node.id in frames for node in nodes)
            leaves = any(isinstance(node, ast.Break | ast.Continue | ast.Return) for node in nodes)
            if len(frames) != 1 or uses != len(edits) or leaves:
                continue
            (frame,) = frames
            yield Rewrite(
                (
                    insert_before(module, loop, "\n".join(made)),
                    *edits,
                    insert_after(module, loop, f"if len({frame}):\n" + "\n".join(after)),
                ),
                at(loop, f"columns of {frame} at once"),
            )


def _index(loop: ast.For) -> str:
    """The variable that holds the row's label."""
    match loop:
        case ast.For(
            target=ast.Tuple(elts=[ast.Name(id=index), *_]),
            iter=ast.Call(func=ast.Attribute(attr="iterrows")),
        ):
            return index
        case ast.For(
            target=ast.Tuple(elts=[ast.Name(id=index), *_]),
            iter=ast.Call(func=ast.Name(id="zip"), args=[ast.Attribute(attr="index"), *_]),
        ):
            return index
        case ast.For(target=ast.Name(id=index), iter=ast.Attribute(attr="index")):
            return index
    return ""
