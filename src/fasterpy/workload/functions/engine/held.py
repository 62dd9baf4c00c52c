"""What objects of the target's module hold, and how their methods use it."""

from __future__ import annotations

import ast
import dataclasses
import typing
from typing import Any

from .groups import Dict
from .traces import Usage
from .usage import Body


class Holding:
    """Evidence about what constructors are given, gathered once per class."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self.known: dict[type, dict[str, Usage]] = {}

    def uses(self, cls: type) -> dict[str, Usage]:
        """How a class of the module uses what its constructor is given, by parameter."""
        if cls not in self.known:
            self.known[cls] = self._uses(cls)
        return self.known[cls]

    def held(self, cls: type, hints: Any) -> tuple[list[tuple[str, Usage]], list[str]]:
        """The same under names that no parameter has, and those that are said to be dicts."""
        uses = self.uses(cls)
        try:
            said = typing.get_type_hints(cls if dataclasses.is_dataclass(cls) else vars(cls)["__init__"])
        except Exception:
            said = {}
        dicts = [name for name in uses if name in said and isinstance(hints.kind(said[name], name), Dict)]
        return [(f"self.{name}", usage) for name, usage in uses.items()], [f"self.{name}" for name in dicts]

    def _uses(self, cls: type) -> dict[str, Usage]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef) and node.name == cls.__name__:
                for item in node.body:
                    if isinstance(item, ast.FunctionDef) and item.name == "__init__":
                        body = Body(item, self.tree)
                        return {arg.arg: body.usage(arg.arg) for arg in item.args.args[1:] + item.args.kwonlyargs}
                fields = [
                    n.target.id for n in node.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
                ]
                body = Body(node, self.tree)
                return {name: body.field(node, name) for name in fields}
        return {}
