"""``sum(x for …)`` → ``sum([x for …])``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk


class GeneratorToList(ExpressionRule):
    """For all but huge inputs a list inside a builtin is quicker than resuming a generator for each item."""

    name = "generator-to-list-in-call"
    pattern = "generator-to-list-in-call"
    summary = "Hand sum, max, min, join and sorted a list comprehension: a generator is resumed for every item."
    gain = 1.1
    risk = Risk.SAFE
    order = 60
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        if len(node.args) != 1 or not isinstance(node.args[0], ast.GeneratorExp):
            return None
        inner = node.args[0]
        plain = module.is_builtin(node.func, "sum", "max", "min", "sorted", "tuple", "dict", "frozenset")
        joins = isinstance(node.func, ast.Attribute) and node.func.attr in ("join", "extend", "update")
        if not (plain or joins):
            return None
        text = module.source(inner)
        text = text[1:-1] if text.startswith("(") else text
        words = "".join(f", {word.arg}={module.source(word.value)}" for word in node.keywords if word.arg)
        return f"{module.source(node.func)}([{text}]{words})"
