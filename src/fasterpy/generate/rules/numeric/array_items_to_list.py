"""Reading an array number by number in a loop → from a list made before."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.numeric.arrays import is_array
from fasterpy.generate.rules.target import TargetScope


class ArrayItemsToList(Rule):
    """Each item taken from an array is wrapped in a new object, and arithmetic on those is slow."""

    name = "array-items-to-list"
    pattern = "tolist-before-loop"
    summary = "Convert the array to a list before a loop that reads it item by item."
    gain = 3.0
    risk = Risk.LIKELY
    order = 22

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.stmt, str], list[ast.Subscript]] = {}
        for node in scope.nodes(ast.Subscript):
            if not isinstance(node.value, ast.Name) or not isinstance(node.ctx, ast.Load):
                continue
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            if any(isinstance(part, ast.Slice | ast.Compare | ast.List) for part in parts):
                continue
            if not is_array(module, node.value) or any(is_array(module, part) for part in parts):
                continue
            place: ast.stmt | None = None
            for loop in module.loops(node):
                rebound, mutated = mutated_names(loop)
                if node.value.id in rebound | mutated or not owns_line(module, loop):
                    break
                place = loop
            if place is not None:
                groups.setdefault((place, node.value.id), []).append(node)
        for (place, name), nodes in groups.items():
            if any(_written_to(module, node) for node in nodes):
                continue
            table = module.fresh(f"{name}_items")
            edits: list[Edit] = [insert_before(module, place, f"{table} = {name}.tolist()")]
            for node in nodes:
                parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
                edits.append(replace(module, node, table + "".join(f"[{module.source(part)}]" for part in parts)))
            yield Rewrite(tuple(edits), at(nodes[0], f"{name} as a list"))
        for loop in scope.nodes(ast.For):
            if is_array(module, loop.iter) and isinstance(loop.iter, ast.Name):
                text = f"{loop.iter.id}.tolist()"
                yield Rewrite((replace(module, loop.iter, text),), at(loop, f"{loop.iter.id} as a list"))


def _written_to(module: ParsedModule, row: ast.Subscript) -> bool:
    """Whether a row gets a name through which the array is changed: ``r = a[i]``, ``r[j] = 0``."""
    match module.parent(row):
        case ast.Assign(targets=[ast.Name() as name], value=value) if value is row:
            places = [module.parent(use) for use in module.uses(name)]
            return any(isinstance(at, ast.Subscript) and not isinstance(at.ctx, ast.Load) for at in places)
    return False
