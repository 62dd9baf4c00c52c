"""Texts that a regular expression or a format of dates is held against."""

from __future__ import annotations

import ast
import re
from typing import Any

from .apart import Apart
from .traces import Usage

TEXTS = frozenset(
    ("match", "search", "fullmatch", "findall", "finditer", "sub", "subn", "split", "strptime", "fromisoformat")
)


class Texts(Apart):
    """Finds the pattern that a call names."""

    functions: dict[str, Any]

    def within(self, node: ast.AST, kinds: Any = ()) -> ast.AST:
        raise NotImplementedError

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
            usage.parted |= {known} if func.attr in ("sub", "subn", "split") else set()
            usage.formed |= {(known, group): form for group, form in self._forms(call, known).items()}
            return True
        for listed in self._listed(pattern):
            usage.patterns.append(listed)
            usage.consumed = True
        return True

    def _forms(self, call: ast.Call, pattern: str) -> dict[int, str]:
        """Formats of dates by which groups of the match are read: ``strptime(match.group(3), FORM)``."""
        above = self.parent.get(call)
        match = getattr(above, "target", getattr(above, "targets", [None])[0]) if above is not None else None
        function = self.within(call)
        if not isinstance(match, ast.Name):
            return {}
        names: dict[str, int] = {}
        read: list[tuple[ast.AST, str]] = []
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and (group := _group(node.value, match.id, pattern)) is not None:
                target = node.targets[0]
                elements = target.elts if group == 0 and isinstance(target, ast.Tuple) else [target]
                for at, element in enumerate(elements, group or 1):
                    names[getattr(element, "id", "")] = at
            elif isinstance(node, ast.Call) and node.args:
                read += [(node.args[place], form) for place, form in self._reads(node)]
        found: dict[int, str] = {}
        for text, form in read:
            place = names.get(text.id) if isinstance(text, ast.Name) else _group(text, match.id, pattern)
            if place and isinstance(form, str) and form:
                found[place] = form
        return found

    def _reads(self, call: ast.Call) -> list[tuple[int, str]]:
        """Arguments that a call reads as dates, itself or through a helper, and the format."""
        if getattr(call.func, "attr", "") == "strptime" and len(call.args) == 2:
            return [(0, self._constant(call.args[1]))]
        helper = self.functions.get(getattr(call.func, "id", ""))
        found: list[tuple[int, str]] = []
        if helper is None:
            return found
        for node in ast.walk(helper):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "strptime" and len(node.args) == 2:
                names = [arg.arg for arg in helper.args.args]
                text = getattr(node.args[0], "id", "")
                if text in names[: len(call.args)]:
                    found.append((names.index(text), self._constant(node.args[1])))
        return found

    def _listed(self, pattern: ast.AST | None) -> list[str]:
        """The patterns of a table of the module that a loop goes through: ``for kind, pattern in TOKENS``."""
        if not isinstance(pattern, ast.Name):
            return []
        above = self.parent.get(pattern)
        while above is not None and not (isinstance(above, ast.For) and _place(above.target, pattern.id) is not None):
            above = self.parent.get(above)
        if above is None:
            return []
        table, place = above.iter, _place(above.target, pattern.id)
        if isinstance(table, ast.Call) and isinstance(table.func, ast.Attribute) and table.func.attr == "items":
            table = table.func.value
        value = self.assigned.get(table.id) if isinstance(table, ast.Name) else table
        if isinstance(value, ast.Dict):
            rows = [[key, item] for key, item in zip(value.keys, value.values, strict=True)]
        else:
            rows = [getattr(row, "elts", [row]) for row in getattr(value, "elts", [])]
        cells = [row[place] for row in rows if place is not None and place < len(row)]
        texts = [cell.args[0] if isinstance(cell, ast.Call) and cell.args else cell for cell in cells]
        return [text.value for text in texts if isinstance(text, ast.Constant) and isinstance(text.value, str)]

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


def _place(target: ast.AST, name: str) -> int | None:
    """Which part of a loop's target a name is."""
    parts = target.elts if isinstance(target, ast.Tuple) else [target]
    return next((place for place, part in enumerate(parts) if getattr(part, "id", "") == name), None)


def _group(node: ast.AST, match: str, pattern: str) -> int | None:
    """The group of a match that an expression reads; 0 for ``groups()``, None for the match as a whole."""
    owner, key = (node.value, node.slice) if isinstance(node, ast.Subscript) else (None, None)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        owner = node.func.value
        if node.func.attr == "groups" and isinstance(owner, ast.Name) and owner.id == match:
            return 0
        key = node.args[0] if node.func.attr == "group" and node.args else None
    if not (isinstance(owner, ast.Name) and owner.id == match and isinstance(key, ast.Constant)):
        return None
    try:
        return (key.value or None) if isinstance(key.value, int) else re.compile(pattern).groupindex.get(str(key.value))
    except re.error:
        return None
