"""Kinds, names and suites of statements in the tree-sitter tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from fasterpy.preprocess.collect import Collector
from fasterpy.preprocess.tree import (
    CLASS,
    DECORATED,
    FUNCTION,
    IMPORTS,
    decorators,
    definition,
    imported_names,
    text_of,
)

if TYPE_CHECKING:
    from tree_sitter import Node

Kind = Literal["function", "class", "import", "statement", "compound"]

SPLIT = frozenset({"if_statement", "try_statement", "with_statement"})
CLAUSES = frozenset({"elif_clause", "else_clause", "except_clause", "except_group_clause", "finally_clause"})


def suite(owner: Node) -> tuple[Node | None, Node | None]:
    body = colon = None
    for child in owner.children:
        if child.type == "block" and body is None:
            body = child
        elif child.type == ":" and body is None:
            colon = child
    return body, colon


def headers(node: Node) -> list[Node]:
    """Everything of a class or compound statement except its suites."""
    inner = definition(node)
    found = decorators(node)
    owners = [inner, *(child for child in inner.children if child.type in CLAUSES)]
    name = inner.child_by_field_name("name") if inner.type == CLASS else None
    for owner in owners:
        for child in owner.children:
            own_name = name is not None and child.id == name.id
            if child.is_named and child.type != "block" and child.type not in CLAUSES and not own_name:
                found.append(child)
    return found


def kind_of(node: Node) -> Kind:
    inner = definition(node)
    if inner.type == FUNCTION:
        return "function"
    if inner.type == CLASS:
        return "class"
    if inner.type in IMPORTS:
        return "import"
    return "compound" if inner.type in SPLIT else "statement"


def _assignment(node: Node) -> Node | None:
    if (
        node.type == "expression_statement"
        and node.named_child_count == 1
        and node.named_children[0].type == "assignment"
    ):
        return node.named_children[0]
    return None


def lambda_of(node: Node) -> Node | None:
    """The lambda of ``name = lambda ..: ..``."""
    assignment = _assignment(node)
    if assignment is None:
        return None
    left, right = assignment.child_by_field_name("left"), assignment.child_by_field_name("right")
    if left is not None and left.type == "identifier" and right is not None and right.type == "lambda":
        return right
    return None


def own_name(node: Node, names: tuple[str, ...]) -> str:
    inner = definition(node)
    if inner.type in (FUNCTION, CLASS):
        name = inner.child_by_field_name("name")
        return text_of(name) if name is not None else ""
    return names[0] if lambda_of(node) is not None else ""


def names_of(node: Node) -> list[str]:
    """Names that a statement binds. Cheap for assignments: big tables on the right are not looked at."""
    inner = definition(node)
    kind = inner.type
    if kind in (FUNCTION, CLASS):
        name = inner.child_by_field_name("name")
        return [text_of(name)] if name is not None else []
    if kind in IMPORTS:
        return imported_names(inner)
    if kind == "expression_statement":
        names: list[str] = []
        todo = list(inner.named_children)
        while todo:
            at = todo.pop()
            if at.type in ("assignment", "augmented_assignment"):
                left, right = at.child_by_field_name("left"), at.child_by_field_name("right")
                if left is not None:
                    todo.append(left)
                if right is not None and right.type == "assignment":
                    todo.append(right)
            elif at.type == "identifier":
                names.append(text_of(at))
            elif at.type in ("pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern", "named_expression"):
                todo.extend(reversed(at.named_children))
        return names if inner.named_children and inner.named_children[0].type != "identifier" else []
    if kind == "delete_statement" or (kind in SPLIT and holds_definitions(inner)):
        return []
    return sorted(Collector().collect([inner]).stores)


def holds_definitions(node: Node) -> bool:
    todo = list(node.children)
    while todo:
        at = todo.pop()
        if at.type in (FUNCTION, CLASS, DECORATED):
            return True
        if at.type == "block" or at.type in CLAUSES or at.type in SPLIT:
            todo.extend(at.children)
    return False
