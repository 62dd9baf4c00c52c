"""More on a line than a program looks at, where its own code says that more is there.

``input().split()[0]`` takes the first of several words of a line; ``line.replace(" ", "|")`` and ``line.count(" ")``
ask for spaces inside one. Inputs that were made by what the program needs have neither.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from fasterpy.records import Case, StdinCase

SOURCE = "tokens"
"""Source of inputs with lines longer than the format that the others suggest."""
_CASES, _MOST_BYTES = 6, 400
_ASKS = frozenset({"replace", "count", "find", "index", "translate"})


def more_tokens(tree: ast.Module, cases: Sequence[Case]) -> list[StdinCase]:
    """Variants of these inputs with more words on the first line, or on the first and the last."""
    some, spaces = any(map(_takes_some, ast.walk(tree))), any(map(_asks_for_spaces, ast.walk(tree)))
    if not (some or spaces):
        return []
    base = [case for case in cases if isinstance(case, StdinCase) and 0 < len(case.stdin) < _MOST_BYTES]
    found: dict[StdinCase, None] = {}
    stride = max(1, len(base) // _CASES)
    for case in base[::stride][:_CASES]:
        lines = case.stdin.split(b"\n")
        last = len(lines) - 1 - (not lines[-1])
        for at in dict.fromkeys((0, last) if spaces else (0,)):
            for more in _longer(lines[at]):
                data = b"\n".join([*lines[:at], more, *lines[at + 1 :]])
                found[StdinCase(stdin=data, source=SOURCE, size=len(data))] = None
    return list(found)


def _longer(line: bytes) -> Iterator[bytes]:
    words = line.split()
    if words:
        yield line + b" " + words[-1]
        yield (b"1 " if words[0].isdigit() else b"a ") + line
        yield line + (b" 2 1" if words[-1].isdigit() else b" b a")


def _takes_some(node: ast.AST) -> bool:
    """``input().split()[0]``, also of ``readline()``."""
    match node:
        case ast.Subscript(
            value=ast.Call(func=ast.Attribute(value=line, attr="split"), args=[]), slice=ast.Constant(value=int())
        ):
            return any(
                (isinstance(part, ast.Name) and part.id in ("input", "readline"))
                or (isinstance(part, ast.Attribute) and part.attr == "readline")
                for part in ast.walk(line)
            )
    return False


def _asks_for_spaces(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr=name), args=[ast.Constant(value=" "), *_]) if name in _ASKS:
            return True
    return False
