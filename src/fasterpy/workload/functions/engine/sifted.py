"""Large inputs without the items on which the target fails: one order without a price among a thousand ends all."""

from __future__ import annotations

import ast
import time

from .call import Target

_LEAST, _SHARE, _MOST, _IN_A_ROW = 8, 8, 5000, 24
_PARTS = "_parts"


def sifted(target: Target, expression: str, seconds: float) -> str:
    """The call without the items of one of its lists that fail when they come alone; empty where that leaves little."""
    call = ast.parse(expression, mode="eval").body
    positional, named = call.elts if isinstance(call, ast.Tuple) else (None, None)
    if not isinstance(positional, ast.Tuple) or named is None:
        return ""
    values: list[object] = []
    stop = time.perf_counter() + seconds
    try:
        values += eval(expression, {**target.prelude, **target.module.__dict__})[0]
        target.prelude[_PARTS] = values
        for at, (node, value) in enumerate(zip(positional.elts, values, strict=True)):
            if type(value) is not list or not _LEAST <= len(value) <= _MOST:
                continue
            bad = _failing(target, at, len(value), len(values), ast.unparse(named), stop)
            if bad is None or not bad or len(value) - len(bad) < max(_LEAST, len(value) // _SHARE):
                continue
            positional.elts[at] = _without(node, bad, len(value))
            return ast.unparse(call)
    except Exception:
        return ""
    finally:
        target.prelude.pop(_PARTS, None)
    return ""


def _failing(target: Target, at: int, count: int, parameters: int, named: str, stop: float) -> list[int] | None:
    """The places of the items that fail; None where there is no time, or where all seem to."""
    bad: list[int] = []
    for place in range(count):
        if time.perf_counter() > stop or (len(bad) == place and place > _IN_A_ROW):
            return None
        given = [f"{_PARTS}[{other}]" for other in range(parameters)]
        given[at] = f"[{_PARTS}[{at}][{place}]]"
        if not target.call(f"(({', '.join(given)},), {named})", 0.05).ok:
            bad.append(place)
    return bad


def _without(node: ast.expr, bad: list[int], count: int) -> ast.expr:
    if isinstance(node, ast.List) and len(node.elts) == count:
        dropped = set(bad)
        return ast.List([item for place, item in enumerate(node.elts) if place not in dropped], ast.Load())
    text = f"[item for place, item in enumerate(items) if place not in {{{', '.join(map(str, bad))}}}]"
    made = ast.parse(text, mode="eval").body
    assert isinstance(made, ast.ListComp)
    made.generators[0].iter.args = [node]  # type: ignore[attr-defined]
    return made
