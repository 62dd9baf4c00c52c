"""Tree-sitter with its Python grammar (paper §4.2, Step 1.1)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, QueryCursor

FUNCTION, CLASS, DECORATED = "function_definition", "class_definition", "decorated_definition"
_WORD = re.compile(r"[^\W\d]\w*")
IMPORTS = frozenset({"import_statement", "import_from_statement", "future_import_statement"})


@cache
def _parser() -> Parser:
    import tree_sitter
    import tree_sitter_python

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_python.language()))


@cache
def _query(pattern: str) -> QueryCursor:
    import tree_sitter

    language = _parser().language
    assert language is not None
    return tree_sitter.QueryCursor(tree_sitter.Query(language, pattern))


def parse(data: bytes) -> Node:
    """Root of the syntax tree of UTF-8 text with LF line endings."""
    return _parser().parse(data).root_node


def find(pattern: str, node: Node) -> list[Node]:
    """Nodes captured as ``@it`` by a tree-sitter query, in no promised order."""
    return _query(pattern).captures(node).get("it", [])


def rows(node: Node) -> tuple[int, int]:
    """First row and the row after the last, zero-based."""
    start, end = node.start_point, node.end_point
    return start[0], max(end[0] + (1 if end[1] else 0), start[0] + 1)


def text_of(node: Node) -> str:
    """Source text of a node."""
    return (node.text or b"").decode("utf-8", "replace")


def definition(node: Node) -> Node:
    """The function or class below its decorators; the node itself when it has none."""
    if node.type == DECORATED:
        inner = node.child_by_field_name("definition")
        if inner is not None:
            return inner
    return node


def decorators(node: Node) -> list[Node]:
    """Decorator nodes of a definition."""
    return [child for child in node.children if child.type == "decorator"] if node.type == DECORATED else []


def imported_names(node: Node) -> list[str]:
    """Names that an import statement binds; ``*`` for a star import."""
    if node.type == "future_import_statement":
        return []
    names = []
    for part in node.children_by_field_name("name"):
        alias = part.child_by_field_name("alias")
        if alias is not None:
            names.append(text_of(alias))
        else:
            names.append(text_of(part).split(".")[0].strip())
    if any(child.type == "wildcard_import" for child in node.children):
        names.append("*")
    return names


def first_identifier(node: Node) -> Node | None:
    """The first identifier in a node."""
    todo = [node]
    while todo:
        at = todo.pop()
        if at.type == "identifier":
            return at
        todo.extend(reversed(at.named_children))
    return None


def annotation_words(node: Node, quoted_only: bool = False) -> list[str]:
    """Identifiers of an annotation, those inside quotes too."""
    text = text_of(node)
    if quoted_only and "'" not in text and '"' not in text:
        return []
    return _WORD.findall(text)
