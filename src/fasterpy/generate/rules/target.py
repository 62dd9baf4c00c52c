"""Which part of a file a rule may touch."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any, TypeVar, overload

from fasterpy.analysis.module import ParsedModule
from fasterpy.errors import TargetError

_A = TypeVar("_A", bound=ast.AST)
_B = TypeVar("_B", bound=ast.AST)
_C = TypeVar("_C", bound=ast.AST)
BUILTIN_METHODS = frozenset(
    name for kind in (list, dict, set, str, bytes, int, float, tuple) for name in dir(kind) if name[0] != "_"
)


class TargetScope:
    """A whole program, or a function together with the functions of the file that it calls."""

    def __init__(self, module: ParsedModule, qualname: str | None = None) -> None:
        """No ``qualname``: the whole file. Raises TargetError when the target is not in the file."""
        self.module = module
        self.is_program = qualname is None
        self.roots: tuple[ast.AST, ...] = (module.tree,) if qualname is None else _closure(module, qualname)
        self._inside: dict[ast.AST, bool] = {}

    def contains(self, node: ast.AST) -> bool:
        """Whether a rule may edit ``node``."""
        return self.is_program or any(self.module.inside(node, root) for root in self.roots)

    @overload
    def nodes(self, one: type[_A], /) -> list[_A]: ...

    @overload
    def nodes(self, one: type[_A], two: type[_B], /) -> list[_A | _B]: ...

    @overload
    def nodes(self, one: type[_A], two: type[_B], three: type[_C], /) -> list[_A | _B | _C]: ...

    @overload
    def nodes(self, *types: type[ast.AST]) -> list[ast.AST]: ...

    def nodes(self, *types: type[ast.AST]) -> list[Any]:
        """Nodes of the exact types that may be edited, in source order."""
        found = self.module.nodes(*types)
        return found if self.is_program else [node for node in found if self.contains(node)]


def find(module: ParsedModule, qualname: str) -> ast.AST | None:
    """The definition of ``name`` or ``Class.method`` ; the last one wins, as at run time. ``<locals>`` is skipped."""
    nodes: list[ast.AST] = [module.tree]
    for part in (word for word in qualname.split(".") if word != "<locals>"):
        nodes = [
            below
            for node in nodes
            for below in ast.walk(node)
            if isinstance(below, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            and below.name == part
            and below is not node
        ]
        if not nodes:
            return None
    outermost = [node for node in nodes if not any(other is not node and module.inside(node, other) for other in nodes)]
    return outermost[-1]


def _closure(module: ParsedModule, qualname: str) -> tuple[ast.AST, ...]:
    start = find(module, qualname)
    if start is None:
        raise TargetError(f"{qualname} is not defined in this file; name a function, Class.method or nothing")
    found: dict[ast.AST, None] = {start: None}
    queue = [start]
    while queue:
        node = queue.pop()
        for below in ast.walk(node):
            if not isinstance(below, ast.Name | ast.Attribute) or not isinstance(below.ctx, ast.Load):
                continue
            for callee in _definitions(module, below):
                if callee not in found and not any(module.inside(callee, known) for known in found):
                    found[callee] = None
                    queue.append(callee)
    return tuple(found)


def _definitions(module: ParsedModule, node: ast.Name | ast.Attribute) -> list[ast.AST]:
    if isinstance(node, ast.Name):
        owner = module.scopes.owner(node)
        bindings = owner.bindings.get(node.id, []) if owner else []
        made = [one for item in bindings if isinstance(item, ast.ClassDef) for one in _methods([item], "__init__")]
        return made + [item for item in bindings if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)]
    home = next((above for above in module.ancestors(node) if isinstance(above, ast.ClassDef)), None)
    if home is not None and isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
        return _methods([home], node.attr)
    # A method that one class of the file alone has, and no builtin type, is taken for that one.
    found = [] if node.attr in BUILTIN_METHODS else _methods(module.nodes(ast.ClassDef), node.attr)
    return found if len(found) == 1 else []


def _methods(classes: Sequence[ast.ClassDef], name: str) -> list[ast.AST]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [item for one in classes for item in one.body if isinstance(item, functions) and item.name == name]
