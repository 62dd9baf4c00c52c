"""Code and advice as small models take them best: nothing to copy, and places that they can see."""

from __future__ import annotations

import ast
import re

import msgspec

from fasterpy.generate.llm.syntax import parse
from fasterpy.records import GenerationRequest, Suggestion

_Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def bare(text: str) -> str:
    """The code without docstrings and blank lines: a model would spend its time on repeating them.

    Docstrings are put back afterwards.
    """
    tree = parse(text)
    if tree is None:
        return text
    lines = text.split("\n")
    gone: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, _Documented) and len(node.body) > 1:
            first = node.body[0]
            before = lines[first.lineno - 1][: first.col_offset]
            alone = not before.strip() and node.body[1].lineno > (first.end_lineno or first.lineno)
            if _is_docstring(first) and alone:
                gone.update(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    rest = [line for number, line in enumerate(lines, 1) if number not in gone]
    whole, tight = "\n".join(rest), "\n".join(line for line in rest if line.strip()) + "\n"
    known = parse(whole)
    if known is None:
        return text
    packed = parse(tight)
    # A blank line inside a text is part of it.
    return tight if packed is not None and ast.dump(packed) == ast.dump(known) else whole


def about(text: str, targets: tuple[str, ...]) -> str:
    """The first line of the only target's docstring, else nothing."""
    tree = parse(text)
    if tree is None or len(targets) != 1:
        return ""
    body: list[ast.stmt] = tree.body
    found: ast.stmt | None = None
    for name in targets[0].split("."):
        found = next((node for node in body if getattr(node, "name", "") == name), None)
        body = getattr(found, "body", [])
    if not isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return ""
    return (ast.get_docstring(found) or "").strip().partition("\n")[0]


def hints(request: GenerationRequest) -> tuple[Suggestion, ...]:
    """The suggestions with the text of the line in place of its number."""
    lines = request.code.text.split("\n")
    found = []
    for suggestion in request.suggestions:
        match = re.fullmatch(r"line (\d+)", suggestion.place)
        line = lines[int(match[1]) - 1].strip() if match and 0 < int(match[1]) <= len(lines) else ""
        found.append(msgspec.structs.replace(suggestion, place=f"`{line}`" if line else suggestion.place))
    return tuple(found)


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
