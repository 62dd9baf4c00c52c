"""What a piece of code can reach besides its own text: the files that it imports, and whether it may read others.

Only syntax is read; nothing is imported or run.
"""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from fasterpy.records import Record
from fasterpy.syntax import syntax_tree

# Names and modules through which code comes at files or at modules that no import statement shows.
_OPENING = frozenset(
    {"open", "read_text", "read_bytes", "load", "loadtxt", "genfromtxt", "fromfile", "memmap", "getsource"}
    | {"listdir", "scandir", "iterdir", "glob", "rglob", "stat", "exists", "is_file", "is_dir", "__file__", "__path__"}
    | {"__import__", "import_module", "exec", "exec_module", "run_module", "run_path"}
)
_OPENING_MODULES = frozenset(
    {"configparser", "ctypes", "dbm", "fileinput", "importlib", "linecache", "mmap", "netrc", "pkgutil", "runpy"}
    | {"shelve", "shutil", "socket", "sqlite3", "subprocess", "tarfile", "xml", "zipfile", "zipimport"}
)
_STDIN = (0, "/dev/stdin")
_LONGEST_PATH = 400


class Mentions(Record, frozen=True):
    """What one text says."""

    modules: tuple[tuple[int, str], ...] = ()
    """Level of the relative import (0: absolute) and dotted name."""
    opens: bool = False
    """Whether it may read files, or import modules in ways that are not seen here."""
    paths: tuple[str, ...] = ()
    """Absolute paths among its strings."""


class Reach(Record, frozen=True):
    """What a text and all that it imports say together."""

    files: tuple[str, ...] = ()
    """Files of the user's own that are imported, directly or not, sorted."""
    outside: tuple[str, ...] = ()
    """Top-level names that are neither standard library nor found in the given folders, sorted."""
    opens: bool = False
    paths: tuple[str, ...] = ()


def reach(text: str, folder: str, search_path: Sequence[str], module: str | None = None) -> Reach:
    """What ``text``, a file in ``folder``, can reach with the folders of ``search_path`` to import from.

    ``module``: its own import name, whose packages are imported first.
    """
    files: dict[str, None] = {}
    outside: set[str] = set()
    paths: set[str] = set()
    opens = False
    waiting = [(text, folder)]
    if module is not None and all(map(str.isidentifier, module.split("."))):
        waiting.append((f"import {module}", folder))
    while waiting:
        said, here = waiting.pop()
        found = mentions(said)
        opens |= found.opens
        paths.update(found.paths)
        for level, name in found.modules:
            places = [_above(here, level)] if level else list(search_path)
            own = [file for place in places for file in _files(Path(place), name)]
            if not own and not level:
                top = name.partition(".")[0]
                outside.update({top} - sys.stdlib_module_names)
            for file in own:
                if file not in files:
                    files[file] = None
                    if file.endswith(".py"):
                        waiting.append((_read(file), str(Path(file).parent)))
    return Reach(files=tuple(sorted(files)), outside=tuple(sorted(outside)), opens=opens, paths=tuple(sorted(paths)))


@lru_cache(maxsize=256)
def mentions(text: str) -> Mentions:
    """What a text says. One that does not parse may do anything."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = syntax_tree(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Mentions(opens=True)
    modules: set[tuple[int, str]] = set()
    paths: set[str] = set()
    opens = False
    spared: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                modules.update((0, alias.name) for alias in node.names)
            case ast.ImportFrom():
                name = node.module or ""
                modules.add((node.level, name))
                inner = [alias.name for alias in node.names if alias.name != "*"]
                modules.update((node.level, f"{name}.{each}".strip(".")) for each in inner)
                opens |= any(alias.name in _OPENING for alias in node.names)
            case ast.Call(func=ast.Name(id="open") as func, args=[ast.Constant(value=first), *_]) if first in _STDIN:
                spared.add(func)
            case ast.Name(id=name) | ast.Attribute(attr=name) if node not in spared:
                opens |= name in _OPENING or name.startswith("read_")
            case ast.Constant(value=str(text_)) if text_.startswith("/") and len(text_) < _LONGEST_PATH:
                paths.add(text_)
    opens |= any(name.partition(".")[0] in _OPENING_MODULES for level, name in modules if not level)
    return Mentions(modules=tuple(sorted(modules)), opens=opens, paths=tuple(sorted(paths)))


def _files(place: Path, name: str) -> Iterator[str]:
    """The files that ``import name`` runs below a folder: those of the packages on the way, and the module's own."""
    here = place
    parts = name.split(".") if name else []
    if not parts:
        yield from _one(here / "__init__")
    for number, part in enumerate(parts):
        here = here / part
        if number == len(parts) - 1:
            yield from _one(here)
        yield from _one(here / "__init__")
        if not here.is_dir():
            break


def _one(stem: Path) -> Iterator[str]:
    if (source := stem.with_name(f"{stem.name}.py")).is_file():
        yield str(source)
    for suffix in ("so", "pyd"):
        yield from map(str, sorted(stem.parent.glob(f"{stem.name}.*{suffix}")))


def _above(folder: str, level: int) -> str:
    for _ in range(level - 1):
        folder = str(Path(folder).parent)
    return folder


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return "("  # does not parse: may do anything
