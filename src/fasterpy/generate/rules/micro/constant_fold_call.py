"""``float("inf")``, ``10 ** 9 + 7`` in loops … pure calls of constants."""

from __future__ import annotations

import ast
import builtins

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk


class ConstantCall(ExpressionRule):
    """The value of a pure call of constants never changes."""

    name = "fold-constant-call"
    pattern = "fold-constant-call"
    summary = "Write the value of a call of constants."
    gain = 1.03
    risk = Risk.SAFE
    order = 60
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        if not node.args or node.keywords or not all(isinstance(arg, ast.Constant) for arg in node.args):
            return None
        if not module.is_builtin(
            node.func, "ord", "chr", "len", "int", "abs", "str", "min", "max", "pow", "bin", "hex"
        ):
            return None
        values = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
        try:
            value = getattr(builtins, node.func.id)(*values)  # type: ignore[attr-defined]
        except Exception:
            return None
        if isinstance(value, int) and value.bit_length() > 128:
            return None
        text = repr(value)
        return text if len(text) < 60 and not text.startswith("-") else None
