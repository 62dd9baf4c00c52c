"""``Counter(items)`` on a few items → a dict and a loop."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class CounterToDict(Rule):
    """The first Counter of a process sets up abstract base classes: dearer than counting a hundred items by hand."""

    name = "counter-to-dict"
    pattern = "counter-on-tiny-data"
    summary = "Count a few items in a plain dict: the first Counter of a process is slow to make."
    gain = 1.2
    risk = Risk.BOLD
    programs_only = True
    order = 66

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            if module.imported(call.func) != "collections.Counter" or len(call.args) != 1 or call.keywords:
                continue
            stmt = module.parent(call)
            if not (isinstance(stmt, ast.Assign) and len(stmt.targets) == 1 and owns_line(module, stmt)):
                continue
            target = stmt.targets[0]
            if not isinstance(target, ast.Name):
                continue
            edits = _plain(module, target)
            if edits is None:
                continue
            name, item = target.id, module.fresh("key")
            head = f"for {item} in {module.source(call.args[0])}:"
            body = block(module, f"{name}[{item}] = {name}.get({item}, 0) + 1")
            text = f"{name} = {{}}\n{head}\n{body}"
            yield Rewrite((replace(module, stmt, text), *edits), at(call, f"{name} is a plain dict"))


def _plain(module: ParsedModule, name: ast.Name) -> list[Edit] | None:
    """Edits of the uses; None when one needs a Counter."""
    edits: list[Edit] = []
    for use in module.uses(name):
        parent = module.parent(use)
        if use is name:
            continue
        if not isinstance(use.ctx, ast.Load):
            return None
        if isinstance(parent, ast.Subscript) and parent.value is use:
            if isinstance(parent.ctx, ast.Load) and not isinstance(module.parent(parent), ast.AugAssign):
                edits.append(replace(module, parent, f"{use.id}.get({module.source(parent.slice)}, 0)"))
            elif not isinstance(parent.ctx, ast.Store) or isinstance(module.parent(parent), ast.AugAssign):
                return None
        elif isinstance(parent, ast.Attribute):
            if parent.attr not in ("values", "items", "keys", "get", "pop"):
                return None
        elif isinstance(parent, ast.Call):
            if not module.is_builtin(parent.func, "len", "max", "min", "sorted", "list", "sum", "set"):
                return None
        elif not isinstance(parent, ast.Compare | ast.For | ast.comprehension):
            return None
    return edits
