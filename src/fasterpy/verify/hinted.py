"""Arguments that contradict what the original says of them: a fraction for ``window: int``."""

from __future__ import annotations

import ast
from functools import lru_cache

from fasterpy.analysis.promises.told import parameters
from fasterpy.analysis.promises.written import nodes
from fasterpy.records import Code, ExpressionCase
from fasterpy.verify.normal import functions_of, parse

_PLAIN: dict[str, tuple[type, ...]] = {"int": (int,), "str": (str,), "float": (int, float)}


def contradicts(code: Code, case: ExpressionCase) -> bool:
    """Whether a plain argument is of another type than the hint of its parameter names."""
    said, names = _said(code.text, code.qualname or "")
    if not said:
        return False
    given = nodes(case.expression, names)
    return any(_wrong(given[name], kinds) for name, kinds in said.items() if name in given)


def _wrong(node: ast.expr, kinds: tuple[type, ...]) -> bool:
    value = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(value, ast.Constant) and value.value is not None and not isinstance(value.value, kinds)


@lru_cache(maxsize=64)
def _said(text: str, qualname: str) -> tuple[dict[str, tuple[type, ...]], list[str]]:
    """Types of the parameters whose hint is a plain ``int``, ``float`` or ``str``, and the names of all."""
    target = functions_of(parse(text)).get(qualname)
    if target is None:
        return {}, []
    found: dict[str, tuple[type, ...]] = {}
    for param in (*target.args.posonlyargs, *target.args.args, *target.args.kwonlyargs):
        kinds = _PLAIN.get(getattr(param.annotation, "id", ""))
        if kinds is not None:
            found[param.arg] = kinds
    return found, parameters(target)
