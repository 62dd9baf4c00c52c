"""``list(map(lambda x: x + 1, a))`` → ``[x + 1 for x in a]``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import argument


class LambdaMapToComprehension(ExpressionRule):
    """The comprehension needs no function call per item."""

    name = "map-lambda-to-comprehension"
    pattern = "map-lambda-to-comprehension"
    summary = "Use a comprehension instead of map() with a lambda."
    gain = 1.2
    risk = Risk.SAFE
    order = 41
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        if (
            not module.is_builtin(node.func, "list", "set", "sum", "min", "max", "tuple", "sorted")
            or len(node.args) != 1
        ):
            return None
        match node.args[0]:
            case ast.Call(func=func, args=[ast.Lambda(args=arguments, body=body), items]) if module.is_builtin(
                func, "map"
            ):
                shape = f"{module.source(body)} for {{}} in {argument(module, items)}"
            case ast.Call(func=func, args=[ast.Lambda(args=arguments, body=body), items]) if module.is_builtin(
                func, "filter"
            ):
                shape = f"{{0}} for {{0}} in {argument(module, items)} if {module.source(body)}"
            case _:
                return None
        names = [arg.arg for arg in arguments.args]
        if (
            len(names) != 1
            or arguments.defaults
            or arguments.vararg
            or arguments.kwonlyargs
            or isinstance(body, ast.IfExp | ast.Tuple)
        ):
            return None
        if "{" in module.source(body) + module.source(items):
            return None
        made = shape.format(names[0])
        word = node.func.id  # type: ignore[attr-defined]
        extra = "".join(f", {item.arg}={module.source(item.value)}" for item in node.keywords)
        if word == "list" and not extra:
            return f"[{made}]"
        if word == "set" and not extra:
            return "{" + made + "}"
        return f"{word}([{made}]{extra})"
