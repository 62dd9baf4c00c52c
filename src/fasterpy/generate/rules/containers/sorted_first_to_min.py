"""``sorted(a)[0]`` → ``min(a)``; ``sorted(a)[-1]`` → ``max(a)``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import argument


class SortedFirstToMin(ExpressionRule):
    """Sorting is n log n; one pass finds the least item."""

    name = "sorted-first-to-min"
    pattern = "sorted-first-to-min"
    summary = "Take min() or max() instead of sorting to get one end."
    gain = 3.0
    risk = Risk.LIKELY
    order = 20
    nodes = (ast.Subscript,)

    def better(self, module: ParsedModule, node: ast.Subscript) -> str | None:
        match node:
            case ast.Subscript(
                value=ast.Call(func=func, args=[items], keywords=words),
                slice=ast.Constant(value=0) | ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)) as place,
                ctx=ast.Load(),
            ) if module.is_builtin(func, "sorted"):
                options = {word.arg: word.value for word in words}
                flip = options.pop("reverse", None)
                if flip is not None and not (isinstance(flip, ast.Constant) and isinstance(flip.value, bool)):
                    return None
                first = isinstance(place, ast.Constant)
                least = first is not bool(flip is not None and isinstance(flip, ast.Constant) and flip.value)
                # Of equal items the sort keeps the first in front; from the end it is the last one.
                if not set(options) <= {"key"} or (options and not first):
                    return None
                extra = "".join(f", {name}={module.source(value)}" for name, value in options.items())
                return f"{'min' if least else 'max'}({argument(module, items)}{extra})"
        return None
