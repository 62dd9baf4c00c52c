"""Small functions that a program gets at its top where an expression would be ugly; they stand in a text file."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Helper:
    """The text of a function, and what it needs: names of modules with a name from each, and other helpers."""

    text: str
    imports: tuple[tuple[str, str], ...]
    helpers: tuple[str, ...]


@cache
def helpers() -> dict[str, Helper]:
    """All helpers by name, in the order in which they have to stand."""
    text = files(__package__).joinpath("helpers.txt").read_text(encoding="utf-8")
    tree = ast.parse(text)
    modules = {
        alias.name: str(stmt.module) for stmt in tree.body if isinstance(stmt, ast.ImportFrom) for alias in stmt.names
    }
    functions = [stmt for stmt in tree.body if isinstance(stmt, ast.FunctionDef)]
    names = {function.name for function in functions}
    found = {}
    for function in functions:
        used = sorted({below.id for below in ast.walk(function) if isinstance(below, ast.Name)})
        found[function.name] = Helper(
            text=ast.get_source_segment(text, function) or "",
            imports=tuple((modules[word], word) for word in used if word in modules),
            helpers=tuple(word for word in used if word in names and word != function.name),
        )
    return found
