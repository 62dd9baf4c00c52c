"""``s.replace("a", "").replace("b", "")`` → ``translate``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class ReplaceChain(ExpressionRule):
    """One pass over the text instead of one per letter."""

    name = "replace-chain-to-translate"
    pattern = "replace-chain-to-translate"
    summary = "Replace single characters in one pass with str.translate."
    gain = 1.2
    risk = Risk.LIKELY
    order = 45
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        pairs: dict[str, str] = {}
        current: ast.expr = node
        parent = module.parent(node)
        if isinstance(parent, ast.Attribute) and parent.attr == "replace":
            return None
        while True:
            match current:
                case ast.Call(
                    func=ast.Attribute(attr="replace", value=inner),
                    args=[ast.Constant(value=str() as old), ast.Constant(value=str() as new)],
                ) if len(old) == 1 and old not in pairs:
                    pairs[old] = new
                    current = inner
                case _:
                    break
        # What one step writes, a later one would replace again.
        if len(pairs) < 3 or any(old in new for new in pairs.values() for old in pairs):
            return None
        table = ", ".join(f"{ord(old)}: {new!r}" for old, new in reversed(pairs.items()))
        return f"{atom(module, current)}.translate({{{table}}})"
