"""Source text to syntax tree, one at a time."""

from __future__ import annotations

import ast
import contextlib
import threading
from typing import Any, Literal, overload

_LOCK = threading.RLock()
_TRIES = 3


@overload
def syntax_tree(
    source: str | bytes, filename: str = ..., mode: Literal["exec"] = ..., **options: Any
) -> ast.Module: ...


@overload
def syntax_tree(
    source: str | bytes, filename: str = ..., *, mode: Literal["eval"], **options: Any
) -> ast.Expression: ...


def syntax_tree(source: str | bytes, filename: str = "<unknown>", mode: str = "exec", **options: Any) -> ast.AST:
    """``ast.parse`` for code that may run in several threads; raises what it raises.

    CPython 3.11 keeps the depth of the tree that it builds in one place for all threads: two that parse at once end in
    "SystemError: AST constructor recursion depth mismatch". Another try helps when the other one is not ours.
    """
    with _LOCK:
        for _ in range(_TRIES):
            with contextlib.suppress(SystemError):
                tree: ast.AST = ast.parse(source, filename, mode, **options)
                return tree
        return ast.parse(source, filename, mode, **options)
