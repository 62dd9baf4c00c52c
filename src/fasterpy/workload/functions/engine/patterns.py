"""Texts that a regular expression or a format of dates is held against."""

from __future__ import annotations

import ast

from .traces import Usage

TEXTS = frozenset(
    ("match", "search", "fullmatch", "findall", "finditer", "sub", "subn", "split", "strptime", "fromisoformat")
)


class Texts:
    """Finds the pattern that a call names."""

    assigned: dict[str, ast.AST]

    def _text(self, call: ast.Call, func: ast.Attribute, place: int, usage: Usage) -> bool:
        """Whether the value is the text that a regular expression or a format of dates is held against."""
        if func.attr in ("strptime", "fromisoformat"):
            form = call.args[1] if len(call.args) > 1 else None
            said = self._constant(form) or "%Y-%m-%d"
            if place == 0 and isinstance(said, str):
                usage.dates.append(said)
            return place == 0
        later = func.attr in ("sub", "subn")
        if isinstance(func.value, ast.Name) and func.value.id in ("re", "regex"):
            pattern: ast.AST | None = call.args[0] if call.args else None
            at = 2 if later else 1
        else:
            pattern, at = self._compiled(func.value), 1 if later else 0
        known = self._constant(pattern)
        if place != at or (pattern is None and func.attr not in ("finditer", "fullmatch")):
            return False
        if known:
            usage.patterns.append(known)
        return True

    def _compiled(self, node: ast.AST) -> ast.AST | None:
        """The pattern that a name stands for."""
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "compile" and node.args:
            return node.args[0]
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        value = self.assigned.get(name)
        return self._compiled(value) if isinstance(value, ast.Call) else None

    def _constant(self, node: ast.AST | None) -> str:
        if isinstance(node, ast.Name):
            node = self.assigned.get(node.id)
        return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
