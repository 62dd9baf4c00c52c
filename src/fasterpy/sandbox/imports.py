"""Which modules a zygote may import ahead of the code: installed ones only, never the user's own."""

from __future__ import annotations

import ast
import sys
import sysconfig
import warnings
from functools import lru_cache
from importlib.machinery import PathFinder

from fasterpy.syntax import syntax_tree

_NEVER = frozenset(
    {"antigravity", "this", "__main__", "idlelib", "test", "turtle", "turtledemo", "tkinter", "fasterpy"}
)


@lru_cache(maxsize=256)
def mentioned(text: str) -> tuple[str, ...]:
    """Dotted names of all absolute imports in the text, sorted; empty when it does not parse."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the parser thinks of foreign code is nobody's business here
            tree = syntax_tree(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
        elif isinstance(node, ast.AsyncFunctionDef):
            found.add("asyncio")
    return tuple(sorted(found))


@lru_cache(maxsize=1)
def installed_in() -> tuple[str, ...]:
    """Directories of installed packages of this interpreter."""
    paths = sysconfig.get_paths()
    return tuple(dict.fromkeys((paths["purelib"], paths["platlib"])))


@lru_cache(maxsize=256)
def _installed(top: str, search_path: tuple[str, ...]) -> bool:
    if search_path and PathFinder.find_spec(top, list(search_path)) is not None:
        return False
    return PathFinder.find_spec(top, list(installed_in())) is not None


@lru_cache(maxsize=256)
def split(text: str, search_path: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(standard library modules, installed modules) that the text imports and that may be preloaded."""
    standard: list[str] = []
    installed: list[str] = []
    for name in mentioned(text):
        top = name.partition(".")[0]
        if top in _NEVER:
            continue
        if top in sys.stdlib_module_names:
            if not (search_path and PathFinder.find_spec(top, list(search_path)) is not None):
                standard.append(name)
        elif _installed(top, search_path):
            installed.append(name)
    return tuple(standard), tuple(installed)
