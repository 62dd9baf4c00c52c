"""``items = items + [x]`` → ``items.append(x)``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class ListConcatAppend(Rule):
    """Concatenation copies the whole list in every round."""

    name = "list-concat-to-append"
    pattern = "list-concat-in-loop"
    summary = "Append in place instead of building a new list by concatenation."
    gain = 2.0
    risk = Risk.LIKELY
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign, ast.AugAssign):
            match stmt:
                case ast.Assign(targets=[target], value=ast.BinOp(left=left, op=ast.Add(), right=right)):
                    if ast.dump(left) != ast.dump(target).replace("Store()", "Load()"):
                        continue
                case ast.AugAssign(target=target, op=ast.Add(), value=right):
                    pass
                case _:
                    continue
            name = module.source(target)
            if not isinstance(target, ast.Name | ast.Attribute | ast.Subscript) or "\n" in name:
                continue
            plain = isinstance(stmt, ast.Assign)
            owner = module.scopes.owner(target) if isinstance(target, ast.Name) else None
            if plain and owner and any(isinstance(node, ast.arg) for node in owner.bindings.get(name, ())):
                continue  # the caller's list: its copies are what this was written for
            if isinstance(right, ast.List) and len(right.elts) == 1 and not isinstance(right.elts[0], ast.Starred):
                text = f"{name}.append({argument(module, right.elts[0])})"
            elif plain and module.kind(right) in ("list", "ListComp") and module.kind(target) in ("list", ""):
                text = f"{name} += {module.source(right)}"
            else:
                continue
            yield Rewrite((replace(module, stmt, text),), at(stmt, "append"))
