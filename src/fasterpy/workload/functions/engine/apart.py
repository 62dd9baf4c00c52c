"""Texts that are taken apart at marks: ``split``, ``partition``; parts that are read together as one date."""

from __future__ import annotations

import ast
from typing import Any

from .sums import summands
from .traces import Usage

_SPLITS = frozenset({"split", "rsplit"})
_PARTITIONS = frozenset({"partition", "rpartition"})


class Apart:
    """Follows the pieces of a text."""

    parent: dict[ast.AST, ast.AST]
    assigned: dict[str, Any]

    def _use(self, node: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        raise NotImplementedError

    def _pieces(self, call: ast.Call, attr: str, usage: Usage, seen: set[Any], function: ast.AST) -> bool:
        """Whether the method takes the text apart; what is done with the pieces."""
        said = call.args[0] if call.args else None
        mark = said.value if isinstance(said, ast.Constant) and isinstance(said.value, str) else ""
        if attr in _SPLITS:
            part = usage.pieces.setdefault(mark, Usage()) if mark or said is None else Usage()
            self._use(call, part, seen, function)
        elif attr == "splitlines":
            self._use(call, usage.pieces.setdefault("\n", Usage()), seen, function)
        elif attr in _PARTITIONS and mark:
            three = Usage()
            three.unpack = [Usage(), Usage(), Usage()]
            self._use(call, three, seen, function)
            part = usage.pieces.setdefault(mark, Usage())
            sides = [_merged(three, place) for place in (0, 2)]
            if part.unpack is None and not part.places:
                part.unpack = sides
        else:
            return False
        return True

    def _joined_format(self, up: ast.AST, node: ast.AST) -> str:
        """The part of a format by which a piece is read: ``strptime(day + " " + time, "%Y-%m-%d %H:%M")``."""
        parts: list[ast.AST] = []
        top: ast.AST = up
        if isinstance(up, ast.BinOp):
            while isinstance(above := self.parent.get(top), ast.BinOp):
                top = above
            parts = summands(up, self.parent)
            parts.sort(key=lambda part: (getattr(part, "lineno", 0), getattr(part, "col_offset", 0)))
        elif isinstance(up, ast.FormattedValue):
            top = self.parent.get(up, up)
            parts = [getattr(part, "value", part) if isinstance(part, ast.FormattedValue) else part
                     for part in getattr(top, "values", [])]  # fmt: skip
        call = self.parent.get(top)
        if not isinstance(call, ast.Call) or getattr(call.func, "attr", "") != "strptime" or len(call.args) != 2:
            return ""
        form: Any = call.args[1]
        form = self.assigned.get(form.id) if isinstance(form, ast.Name) else form
        marks = [part.value for part in parts if isinstance(part, ast.Constant)]
        if not isinstance(form, ast.Constant) or not isinstance(form.value, str) or len(set(marks)) != 1:
            return ""
        pieces = form.value.split(str(marks[0]))
        values = [part for part in parts if not isinstance(part, ast.Constant)]
        return pieces[values.index(node)] if node in values and len(pieces) == len(values) else ""


def _merged(usage: Usage, place: int) -> Usage:
    """What is done with an item, by unpacking or by its index."""
    assert usage.unpack is not None
    return usage.places.get(place, usage.unpack[place])


def chosen_keys(index: ast.AST, parent: dict[ast.AST, ast.AST], assigned: dict[str, ast.AST]) -> list[str]:
    """The key, or the keys that a name stands for in turn: ``for field in ("name", "email"): … row[field]``."""
    if isinstance(index, ast.Constant):
        return [index.value] if isinstance(index.value, str) else []
    above = parent.get(index)
    while isinstance(index, ast.Name) and above is not None:
        loops = above.generators if hasattr(above, "generators") else [above]
        for loop in loops:
            if isinstance(loop, (ast.For, ast.comprehension)) and getattr(loop.target, "id", "") == index.id:
                listed: ast.AST = loop.iter
                listed = assigned.get(listed.id, listed) if isinstance(listed, ast.Name) else listed
                parts = listed.elts if isinstance(listed, (ast.Tuple, ast.List)) else []
                keys = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
                return keys if len(keys) == len(parts) else []
        above = parent.get(above)
    return []
