"""``sum(1 for c in s if c == "a")`` → ``s.count("a")``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import argument, atom


class CountByMethod(ExpressionRule):
    """The search runs in C."""

    name = "count-by-method"
    pattern = "count-by-method"
    summary = "Count with the sequence method count() instead of a loop."
    gain = 2.0
    risk = Risk.LIKELY
    order = 45
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        if not module.is_builtin(node.func, "sum", "len") or len(node.args) != 1:
            return None
        match node.args[0]:
            case ast.ListComp(elt=elt, generators=[ast.comprehension(target=ast.Name(id=name), iter=items, ifs=tests)]):
                pass
            case ast.GeneratorExp(
                elt=elt, generators=[ast.comprehension(target=ast.Name(id=name), iter=items, ifs=tests)]
            ):
                pass
            case _:
                return None
        counted = isinstance(elt, ast.Constant) and elt.value == 1
        test = tests[0] if len(tests) == 1 and (counted or node.func.id == "len") else elt if not tests else None  # type: ignore[attr-defined]
        match test:
            case ast.Compare(left=ast.Name(id=same), ops=[ast.Eq()], comparators=[wanted]) if same == name:
                if name in module.source(wanted) or not module.is_pure(wanted):
                    return None
                kind = module.kind(items)
                if kind == "str" and not (
                    isinstance(wanted, ast.Constant) and isinstance(wanted.value, str) and len(wanted.value) == 1
                ):
                    return None
                if kind not in ("str", "list", "tuple", "deque"):
                    return None
                return f"{atom(module, items)}.count({argument(module, wanted)})"
        return None
