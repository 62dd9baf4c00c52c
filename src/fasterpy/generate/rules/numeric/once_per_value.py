"""A loop that makes one number of each number of an array → once per value that occurs.

Unlike an array operation it gives the same bits: powers and logarithms of numpy differ in the last place.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_LEAVES = (ast.Break, ast.Continue, ast.Return, ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr, ast.Try)
_CHEAP = ("len", "int", "float", "abs")


class LoopOncePerValue(Rule):
    """``res[i] = round(255 * (img[i] / 255) ** gamma)`` for pictures and codes: few values, each many times."""

    name = "loop-once-per-value"
    pattern = "lookup-table"
    summary = "Compute the result once per value that occurs in the array and look it up for every place."
    gain = 6.0
    risk = Risk.BOLD
    order = 18

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        done: list[ast.For] = []
        for loop in scope.nodes(ast.For) if "numpy" in module.text else ():
            if not owns_line(module, loop) or any(module.inside(loop, other) for other in done):
                continue
            imports, numpy = need(module, "numpy")
            text = _rewritten(module, loop, numpy)
            if text:
                done.append(loop)
                yield Rewrite((*imports, replace(module, loop, text)), at(loop, "once per value"))


def _rewritten(module: ParsedModule, loop: ast.For, numpy: str) -> str:
    """The statements in place of the loop; empty where it is no such loop."""
    counters, inner = _nest(module, loop)
    last = inner.body[-1] if counters else None
    if not isinstance(last, ast.Assign) or len(last.targets) != 1 or not isinstance(last.targets[0], ast.Subscript):
        return ""
    if any(isinstance(below, _LEAVES) for stmt in inner.body for below in ast.walk(stmt)):
        return ""
    places = _places(module, inner, counters)
    if places is None:
        return ""
    read = {_array(place) for place in places if isinstance(place.ctx, ast.Load)}
    stored = [place for place in places if not isinstance(place.ctx, ast.Load)]
    if len(read) != 1 or stored != [last.targets[0]] or _array(stored[0]) in read:
        return ""
    if not _works(module, inner) or not _carries_nothing(module, inner, loop):
        return ""
    source, made = read.pop(), _array(stored[0])
    names = [module.fresh(word) for word in ("values", "places", "results", "number", "value")]
    values, where, results, number, value = names
    body = _body(module, inner, {place: f"{results}[{number}]" if place in stored else value for place in places})
    return "\n".join(
        (
            f"{values}, {where} = {numpy}.unique({source}, return_inverse=True)",
            f"{results} = {numpy}.empty(len({values}), dtype={made}.dtype)",
            f"for {number}, {value} in enumerate({values}):",
            block(module, body),
            f"{made}[...] = {results}[{where}].reshape({made}.shape)",
        )
    )


def _nest(module: ParsedModule, loop: ast.For) -> tuple[list[str], ast.For]:
    """Counters of the loops over ranges from zero, one in the other, and the innermost loop."""
    counters: list[str] = []
    current = loop
    while True:
        match current:
            case ast.For(target=ast.Name(id=name), iter=ast.Call(func=func, args=[_], keywords=[]), orelse=[]):
                if not module.is_builtin(func, "range"):
                    return [], loop
                counters.append(name)
            case _:
                return [], loop
        if len(current.body) != 1 or not isinstance(current.body[0], ast.For):
            return counters, current
        current = current.body[0]


def _places(module: ParsedModule, inner: ast.For, counters: list[str]) -> list[ast.Subscript] | None:
    """All items at the counters, in the order of the text; None where a counter is used for anything else."""
    found: list[ast.Subscript] = []
    for stmt in inner.body:
        for below in ast.walk(stmt):
            if isinstance(below, ast.Subscript) and _index(below) == counters and _array(below):
                found.append(below)
    for stmt in inner.body:
        for below in ast.walk(stmt):
            if isinstance(below, ast.Name) and below.id in counters:
                if not any(module.inside(below, place) for place in found):
                    return None
    outermost = [one for one in found if not any(one is not other and module.inside(one, other) for other in found)]
    return outermost if len(outermost) == len(found) else None


def _index(node: ast.expr) -> list[str]:
    """``["i", "j"]`` of ``a[i, j]`` and ``a[i][j]``."""
    if not isinstance(node, ast.Subscript):
        return []
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    names = [part.id for part in parts if isinstance(part, ast.Name)]
    return [*_index(node.value), *names] if len(names) == len(parts) else [""]


def _array(node: ast.expr) -> str:
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _works(module: ParsedModule, inner: ast.For) -> bool:
    """Does more for each number than looking it up costs, and nothing but that."""
    work = False
    for stmt in inner.body:
        for below in ast.walk(stmt):
            if isinstance(below, ast.Call):
                if not module.is_pure(below):
                    return False
                work = work or not module.is_builtin(below.func, *_CHEAP)
            work = work or isinstance(below, ast.Pow | ast.If | ast.IfExp)
    return work


def _carries_nothing(module: ParsedModule, inner: ast.For, loop: ast.For) -> bool:
    """No round knows of another one: names of the body begin with an assignment and are not used elsewhere."""
    for stmt in inner.body:
        for below in ast.walk(stmt):
            if isinstance(below, ast.Attribute) and not isinstance(below.ctx, ast.Load):
                return False
            if not isinstance(below, ast.Name) or isinstance(below.ctx, ast.Load):
                continue
            uses = module.uses(below)
            if not all(module.inside(use, inner) for use in uses):
                return False
            first = next(s for s in inner.body if any(module.inside(use, s) for use in uses))
            if not isinstance(first, ast.Assign) or not any(use in first.targets for use in uses):
                return False
            if any(module.inside(use, first.value) for use in uses):
                return False
    return True


def _body(module: ParsedModule, inner: ast.For, texts: dict[ast.Subscript, str]) -> str:
    start, end = module.line_start(module.span(inner.body[0])[0]), module.span(inner.body[-1])[1]
    text = module.text[start:end]
    for place, new in sorted(texts.items(), key=lambda item: -module.span(item[0])[0]):
        low, high = module.span(place)
        text = text[: low - start] + new + text[high - start :]
    return textwrap.dedent(text)
