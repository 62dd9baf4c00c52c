"""Changes of an object that leave alone what a rule reads of it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import dotted, touched


def only_elsewhere(
    module: ParsedModule,
    name: str,
    place: ast.stmt,
    parts: Sequence[ast.AST],
    harmless: Callable[[ast.Call], bool] | None,
) -> bool:
    """Whether only other attributes of an object change than the parts read: ``self.log``, not ``self.items``."""
    read: set[str] = set()
    nodes = [node for part in parts for node in ast.walk(part)]
    made = {node.value: node for node in nodes if isinstance(node, ast.Attribute)}
    for below in nodes:
        if isinstance(below, ast.Name) and below.id == name:
            up: ast.AST | None = module.parent(below) if below in module.parents else made.get(below)
            read.add(dotted(up) if isinstance(up, ast.Attribute) else name)
    changed = touched(place, name, harmless)
    return bool(changed) and not any(
        one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.") for one in read for other in changed
    )
