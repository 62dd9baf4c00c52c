"""Where values go: into lists and tuples, to the functions that a call is given."""

from __future__ import annotations

import ast
from typing import Any

from .patterns import Texts
from .traces import Usage

_KEEPERS = frozenset({"deque", "list", "set"})
EACH = frozenset({"map", "filter"})
KEYED = frozenset({"sorted", "min", "max", "nsmallest", "nlargest", "groupby", "bisect_left", "bisect_right"})
"""Calls that give each item to a function: in front, or as ``key``."""


class Flow(Texts):
    """Follows values through displays and collections."""

    functions: dict[str, ast.FunctionDef]
    parent: dict[ast.AST, ast.AST]
    depth: int

    def _name(self, name: str, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        raise NotImplementedError

    def _bind(self, target: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        raise NotImplementedError

    def _returned(self, function: ast.AST, usage: Usage, seen: set[Any]) -> None:
        raise NotImplementedError

    def _stored(self, target: ast.Attribute, usage: Usage, seen: set[Any]) -> None:
        raise NotImplementedError

    def _holds(self, target: ast.AST, usage: Usage, seen: set[Any], function: ast.AST, value: bool = False) -> None:
        """The value becomes an element of a local collection: what is done with those is done with it."""
        if isinstance(target, ast.Name) and self.depth < 3:
            outer = Usage()
            if value:
                outer.mapped = outer.element = usage
            else:
                outer.element = usage
            self.depth += 1
            self._name(target.id, outer, set(seen), function)
            self.depth -= 1
        elif isinstance(target, ast.Attribute) and getattr(target.value, "id", "") == "self" and self.depth < 3:
            outer = Usage()  # ``self.posts.append(post)``: what other methods do with the posts
            outer.element = usage
            self.depth += 1
            self._stored(target, outer, set(seen))
            self.depth -= 1

    def _displayed(self, up: ast.AST, node: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        """``waiting = [start]``, ``heap = [(0, start)]``: what is done with the items of the list is done with it."""
        outer = Usage()
        above = self.parent.get(up)
        if isinstance(above, ast.Assign) and isinstance(up, ast.Tuple):  # ``first, second = rows[i], rows[j]``
            target = above.targets[0]
            if isinstance(target, ast.Tuple) and len(target.elts) == len(up.elts) and node in up.elts:
                self._bind(target.elts[up.elts.index(node)], usage, seen, function)
            return
        if isinstance(up, ast.Tuple):
            row = Usage()
            row.unpack = [usage if part is node else Usage() for part in up.elts]
            outer.element, up = row, self.parent.get(up, up)
            if isinstance(up, ast.Yield):
                self._returned(function, outer, seen)
                return
        else:
            outer.element = usage
        above = self.parent.get(up)
        if isinstance(above, ast.Tuple) and isinstance(self.parent.get(above), ast.Assign):
            above = self.parent.get(above)  # ``seen, waiting = [], [start]``
        if isinstance(above, ast.Call) and getattr(above.func, "id", getattr(above.func, "attr", "")) in _KEEPERS:
            above = self.parent.get(above)
        if isinstance(up, (ast.List, ast.Set)) and isinstance(above, (ast.Assign, ast.AnnAssign)) and self.depth < 3:
            target = above.targets[0] if isinstance(above, ast.Assign) else above.target
            if isinstance(target, ast.Tuple) and isinstance(above.value, ast.Tuple) and up in above.value.elts:
                target = (
                    target.elts[above.value.elts.index(up)] if len(target.elts) == len(above.value.elts) else target
                )
            if isinstance(target, ast.Name):
                self.depth += 1
                self._name(target.id, outer, set(seen), function)
                self.depth -= 1

    def _each(self, call: ast.Call, name: str, place: int, usage: Usage, seen: set[Any]) -> None:
        """``sorted(items, key=lambda item: item.price)``: what the function does with its argument."""
        given = call.args[0] if name in EACH and place > 0 else None
        if place >= 0 and name in KEYED:
            given = next((keyword.value for keyword in call.keywords if keyword.arg == "key"), None)
        self._applied(given, max(0, place - 1) if name in EACH else 0, usage, seen)

    def _applied(self, given: ast.AST | None, place: int, usage: Usage, seen: set[Any]) -> None:
        if isinstance(given, ast.Name):
            given = self.functions.get(given.id)
        if isinstance(given, (ast.Lambda, ast.FunctionDef)) and place < len(given.args.args) and self.depth < 3:
            self.depth += 1
            self._name(given.args.args[place].arg, usage.inner(), seen, given)
            self.depth -= 1
