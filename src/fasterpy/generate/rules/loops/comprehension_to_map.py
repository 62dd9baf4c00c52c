"""``[int(x) for x in a]`` → ``list(map(int, a))``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import argument


class ComprehensionToMap(ExpressionRule):
    """map calls a builtin without running bytecode per item."""

    name = "comprehension-to-map"
    pattern = "comprehension-to-map"
    summary = "Use map() with a builtin instead of a comprehension that only calls it."
    gain = 1.15
    risk = Risk.SAFE
    order = 44
    nodes = (ast.ListComp, ast.GeneratorExp)

    def better(self, module: ParsedModule, node: ast.ListComp | ast.GeneratorExp) -> str | None:
        match node:
            case ast.ListComp(
                elt=elt, generators=[ast.comprehension(target=ast.Name(id=name), iter=items, ifs=[], is_async=0)]
            ):
                pass
            case ast.GeneratorExp(
                elt=elt, generators=[ast.comprehension(target=ast.Name(id=name), iter=items, ifs=[], is_async=0)]
            ):
                pass
            case _:
                return None
        match elt:
            case ast.Call(func=ast.Name() as func, args=[ast.Name(id=same)], keywords=[]) if same == name:
                if not module.is_builtin(
                    func, "int", "str", "float", "len", "ord", "chr", "abs", "tuple", "list", "sum", "bool", "set"
                ):
                    return None
                call = f"map({func.id}, {argument(module, items)})"
            case ast.Name(id=same) if same == name and isinstance(node, ast.ListComp):
                return f"list({argument(module, items)})"
            case _:
                return None
        parent = module.parent(node)
        consumed = (
            isinstance(parent, ast.Call)
            and len(parent.args) == 1
            and (
                module.is_builtin(parent.func, "sum", "max", "min", "set", "sorted", "tuple", "list", "any", "all")
                or (isinstance(parent.func, ast.Attribute) and parent.func.attr in ("join", "extend", "update"))
            )
        )
        if isinstance(node, ast.GeneratorExp):
            bare = not module.source(node).startswith("(") or module.text[module.span(node)[1] - 1] != ")"
            if consumed and not parent.keywords:  # type: ignore[union-attr]
                # A lone generator argument shares its parentheses with the call in ``ast`` positions.
                return f"({call})"
            return None if bare else call
        if consumed or (isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Tuple)):
            return call
        return f"list({call})"
