"""Arguments that contradict what the original says of them: a fraction for ``window: int``."""

from __future__ import annotations

import ast
from functools import lru_cache

from fasterpy.records import Code, ExpressionCase
from fasterpy.syntax import syntax_tree
from fasterpy.verify.normal import functions_of, parse

_PLAIN: dict[str, tuple[type, ...]] = {"int": (int,), "str": (str,), "float": (int, float)}


def contradicts(code: Code, case: ExpressionCase) -> bool:
    """Whether a plain argument is of another type than the hint of its parameter names."""
    said = _said(code.text, code.qualname or "")
    if not said:
        return False
    try:
        body = syntax_tree(case.expression, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    if not isinstance(body, ast.Tuple) or len(body.elts) != 2:
        return False
    args, named = body.elts
    given: list[tuple[int | str, ast.expr]] = list(enumerate(args.elts)) if isinstance(args, ast.Tuple) else []
    if isinstance(named, ast.Dict):
        for key, value in zip(named.keys, named.values, strict=True):
            given += [(str(key.value), value)] if isinstance(key, ast.Constant) else []
    return any(_wrong(value, said[place]) for place, value in given if place in said)


def _wrong(node: ast.expr, kinds: tuple[type, ...]) -> bool:
    value = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(value, ast.Constant) and value.value is not None and not isinstance(value.value, kinds)


@lru_cache(maxsize=64)
def _said(text: str, qualname: str) -> dict[int | str, tuple[type, ...]]:
    """Types by place and by name of the parameters whose hint is a plain ``int``, ``float`` or ``str``."""
    target = functions_of(parse(text)).get(qualname)
    if target is None:
        return {}
    params = [*target.args.posonlyargs, *target.args.args]
    params = params[1:] if params and params[0].arg in ("self", "cls") else params
    found: dict[int | str, tuple[type, ...]] = {}
    for place, param in enumerate([*params, *target.args.kwonlyargs]):
        kinds = _PLAIN.get(getattr(param.annotation, "id", ""))
        if kinds is not None:
            found[param.arg] = kinds
            if place < len(params):
                found[place] = kinds
    return found
