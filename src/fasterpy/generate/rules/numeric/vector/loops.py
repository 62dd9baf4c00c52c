"""What rules ask about loops over arrays: what they are as array operations, and which are none."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.build import need, owns_line, unindented
from fasterpy.generate.rules.edit import Edit
from fasterpy.generate.rules.numeric.vector.evaluate import Evaluator, extent
from fasterpy.generate.rules.numeric.vector.nest import Nest
from fasterpy.generate.rules.numeric.vector.shapes import Shapes
from fasterpy.generate.rules.numeric.vector.values import Refused
from fasterpy.generate.rules.target import TargetScope
from fasterpy.syntax import syntax_tree


def nest_of(module: ParsedModule, loop: ast.For, numpy: str, shapes: Shapes, in_turn: bool = False) -> Nest:
    """Nothing executed yet."""
    bound = {below.id for below in ast.walk(loop) if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Store)}
    stored = {
        base.id
        for below in ast.walk(loop)
        if isinstance(below, ast.Subscript) and isinstance(below.ctx, ast.Store) and (base := _base(below)) is not None
    }
    known = Evaluator(module, numpy, shapes.rank, frozenset(bound), stored=stored, in_turn=in_turn)
    return Nest(module, known, shapes, loop)


def lines_for(module: ParsedModule, loop: ast.For, numpy: str, shapes: Shapes, in_turn: bool = False) -> str:
    """The statements that do what ``loop`` does on whole arrays. Raises Refused.

    ``in_turn``: with all sums added up number after number; empty where there are none.
    """
    nest = nest_of(module, loop, numpy, shapes, in_turn)
    nest.loop(loop)
    lines = "\n".join(nest.lines())
    if in_turn and not nest.sums:
        return ""
    if not nest.known.sizes:
        return lines
    # There are no views of windows without length, over which the loop goes nevertheless.
    unit = module.indent_unit
    sizes = " and ".join(f"{size} > 0" for size in sorted(nest.known.sizes))
    parts = [f"if {sizes}:", *(unit + line for line in lines.split("\n"))]
    return "\n".join([*parts, "else:", *(unit + line for line in unindented(module, loop).split("\n"))])


def comprehended(module: ParsedModule, node: ast.ListComp, numpy: str, shapes: Shapes) -> tuple[str, str]:
    """(all items of a comprehension over one loop as an array, how many there are). Raises Refused."""
    head = node.generators[0]
    if head.ifs or head.is_async:
        raise Refused
    loop = ast.copy_location(ast.For(target=head.target, iter=head.iter, body=[], orelse=[]), node)
    nest = nest_of(module, loop, numpy, shapes)
    axis = nest.enter(loop)
    nest.bind(loop, axis)
    value = nest.known.value(node.elt)
    if value.axes != (axis,) or value.tail:
        raise Refused
    return ast.unparse(syntax_tree(value.text)), extent(axis)


def shapes_around(module: ParsedModule, node: ast.AST) -> Shapes:
    """What is known about the arrays of the function around; looked at once for all rules."""
    home = module.function(node) or module.tree
    cache: dict[ast.AST, Shapes] = module.__dict__.setdefault("_shapes_cache", {})
    if home not in cache:
        cache[home] = Shapes(module, home)
    return cache[home]


def loops_left(module: ParsedModule, scope: TargetScope) -> Iterator[tuple[ast.For, tuple[Edit, ...], str, Shapes]]:
    """(loop, imports, numpy, shapes) of the loops that are no array operation as a whole, outer ones first."""
    for loop in scope.nodes(ast.For) if "numpy" in module.text else ():
        if not owns_line(module, loop):
            continue
        imports, numpy = need(module, "numpy")
        shapes = shapes_around(module, loop)
        try:
            lines_for(module, loop, numpy, shapes)
        except Refused:
            yield loop, imports, numpy, shapes


def _base(node: ast.Subscript) -> ast.Name | None:
    current: ast.expr = node
    while isinstance(current, ast.Subscript):
        current = current.value
    return current if isinstance(current, ast.Name) else None
