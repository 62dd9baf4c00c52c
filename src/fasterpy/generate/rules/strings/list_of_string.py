"""``sum(int(c) for c in str(n))`` stays; ``str(n)[0]`` … ``int(str(n)[::-1])``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class StrListIndex(ExpressionRule):
    """Indexing and iterating a string need no list of its characters."""

    name = "list-of-string"
    pattern = "list-of-string"
    summary = "Index the string itself instead of a list of its characters."
    gain = 1.1
    risk = Risk.LIKELY
    order = 46
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        match node:
            case ast.Call(func=func, args=[inner], keywords=[]) if (
                module.is_builtin(func, "list") and module.kind(inner) == "str"
            ):
                parent = module.parent(node)
                if (
                    isinstance(parent, ast.Subscript)
                    and not isinstance(parent.slice, ast.Slice)
                    and isinstance(parent.ctx, ast.Load)
                ):
                    return atom(module, inner)
                if (
                    isinstance(parent, ast.Assign)
                    and len(parent.targets) == 1
                    and isinstance(parent.targets[0], ast.Name)
                ):
                    for use in module.uses(parent.targets[0]):
                        if use is parent.targets[0]:
                            continue
                        above = module.parent(use)
                        read = (
                            isinstance(above, ast.Subscript) and isinstance(above.ctx, ast.Load) and above.value is use
                        )
                        read = read and not isinstance(above.slice, ast.Slice)  # type: ignore[union-attr]
                        walked = isinstance(above, ast.For | ast.comprehension) and above.iter is use
                        called = isinstance(above, ast.Call) and module.is_builtin(
                            above.func, "len", "set", "sorted", "enumerate", "map"
                        )
                        counted = isinstance(above, ast.Attribute) and above.attr in ("count", "index")
                        if not (read or walked or called or counted):
                            return None
                    return module.source(inner)
        return None
