"""When two texts are the same program: equal syntax trees, without positions, docstrings and redundant ``pass``."""

from __future__ import annotations

import ast
import hashlib
from functools import lru_cache

from fasterpy.analysis.source import parse


@lru_cache(maxsize=1024)
def fingerprint(text: str) -> str:
    """A hash of the normalised syntax tree. Raises SourceError when the text does not parse."""
    tree = parse(text)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if not isinstance(body, list) or not body:
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and ast.get_docstring(
            node, clean=False
        ):
            body = body[1:]
        node.body = [item for item in body if not isinstance(item, ast.Pass)] or [ast.Pass()]  # type: ignore[attr-defined]
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()
