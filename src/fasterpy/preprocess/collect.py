"""Reading references from the tree-sitter tree.

Every traversal uses its own stack: real files hold expressions thousands of levels deep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from fasterpy.preprocess import implicit
from fasterpy.preprocess.refs import Refs, Scope, close
from fasterpy.preprocess.tree import text_of

if TYPE_CHECKING:
    from tree_sitter import Node

_QUIET = frozenset({"comment", "integer", "float", "string_content", "escape_sequence", "ellipsis", "import_prefix"})

Handler = Callable[["Collector", "Node", Scope], None]


@cache
def _handlers() -> dict[str, Handler]:
    from fasterpy.preprocess import collect_names, collect_scopes

    return collect_names.HANDLERS | collect_scopes.HANDLERS


class Collector:
    """Collects the Refs of some nodes.

    ``method``: the outermost functions take the instance or class as their first parameter.
    """

    def __init__(self, method: bool = False) -> None:
        self.method = method
        self.refs = Refs()
        self.unit = Scope("unit", None)
        self.scopes = [self.unit]
        self.stack: list[tuple[Node, Scope]] = []

    def collect(self, nodes: Iterable[Node]) -> Refs:
        """Traverses the nodes; a collector is used once."""
        self.stack.extend((node, self.unit) for node in nodes)
        stack, handlers, refs = self.stack, _handlers(), self.refs
        while stack:
            node, scope = stack.pop()
            kind = node.type
            if kind in _QUIET:
                continue
            extra = implicit.NODES.get(kind)
            if extra:
                refs.implicit.update(extra)
            handler = handlers.get(kind)
            if handler is not None:
                handler(self, node, scope)
            else:
                for child in node.children:
                    if child.is_named:
                        stack.append((child, scope))
                    elif child.type in implicit.OPERATORS:
                        refs.implicit.update(implicit.OPERATORS[child.type])
        close(refs, self.scopes)
        return refs

    def targets(self, node: Node, scope: Scope, names: set[str] | None = None) -> None:
        """Binds what an assignment target binds; the rest of it is read."""
        todo = [node]
        while todo:
            at = todo.pop()
            if at.type == "identifier":
                name = text_of(at)
                scope.binds.add(name)
                if names is not None:
                    names.add(name)
            elif at.type in ("attribute", "subscript", "call"):
                self.mutate(at, scope)
                self.stack.append((at, scope))
            else:
                todo.extend(at.named_children)

    def mutate(self, node: Node, scope: Scope) -> None:
        """Notes that the object at the root of an attribute, subscript or call changes, outside of functions."""
        root = node
        while root.type in ("attribute", "subscript", "call"):
            inner = root.child_by_field_name({"attribute": "object", "subscript": "value"}.get(root.type, "function"))
            if inner is None:
                return
            root = inner
        if root.type == "identifier" and scope.kind != "function":
            self.refs.mutated.add(text_of(root))

    def child(self, kind: str, parent: Scope) -> Scope:
        """A new scope inside the unit."""
        scope = Scope(kind, parent)
        self.scopes.append(scope)
        return scope
