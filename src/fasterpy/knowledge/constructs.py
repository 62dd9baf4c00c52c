"""Which constructs of the language a piece of code uses: a filter for searches."""

from __future__ import annotations

import ast
import textwrap
import warnings
from functools import lru_cache

from fasterpy.syntax import syntax_tree

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_BY_NODE: dict[type[ast.AST], str] = {
    ast.ClassDef: "class", ast.Try: "try", ast.Lambda: "lambda", ast.Yield: "generator", ast.YieldFrom: "generator",
}  # fmt: skip
CONSTRUCTS = (
    "loop", "nested-loop", "while", "comprehension", "recursion", "class", "async", "generator", "try", "lambda",
    "numpy", "pandas", "re", "stdin",
)  # fmt: skip
"""All names, for help texts and checks of input."""


@lru_cache(maxsize=4096)
def constructs(text: str) -> tuple[str, ...]:
    """Names out of ``CONSTRUCTS``, in their order; none for a text that does not parse."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = syntax_tree(textwrap.dedent(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    found: set[str] = set()
    for node in ast.walk(tree):
        found.update(_of(node))
    return tuple(name for name in CONSTRUCTS if name in found)


def _of(node: ast.AST) -> set[str]:
    if isinstance(node, _LOOPS):
        inner = any(isinstance(part, (*_LOOPS, *_COMPREHENSIONS)) for child in node.body for part in ast.walk(child))
        return {"loop"} | ({"nested-loop"} if inner else set()) | ({"while"} if isinstance(node, ast.While) else set())
    if isinstance(node, _COMPREHENSIONS):
        return {"comprehension"}
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        calls = {part.func for part in ast.walk(node) if isinstance(part, ast.Call)}
        itself = any(getattr(f, "id", getattr(f, "attr", "")) == node.name for f in calls)
        return ({"recursion"} if itself else set()) | ({"async"} if isinstance(node, ast.AsyncFunctionDef) else set())
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        return {root for root in (name.split(".")[0] for name in names) if root in ("numpy", "pandas", "re")}
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "input":
        return {"stdin"}
    if isinstance(node, ast.Attribute) and node.attr == "stdin":
        return {"stdin"}
    return {_BY_NODE[type(node)]} if type(node) in _BY_NODE else set()
