"""Which constants of a program decide how much work it does, whatever its input."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.source import LOOPS
from fasterpy.generate.rules.programs.constants import constants, governed, sets_work

LEAST, _MOST = 1000, 10**8
_LEAST_BOUND = 100
_FAMILY = 1000
"""Limits that differ by less than this (``n``, ``n + 1``, ``n + 10``) keep their distance."""
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

Limit = tuple[ast.expr, int]


def fixed_limits(module: ParsedModule, least: int = LEAST) -> list[Limit]:
    """Constants that decide how much work a program does whatever its input.

    A search that stops when it has found something rarely reaches its limit; where a table has that limit too, it must
    not look beyond the table.
    """
    found = work_limits(module, least)
    sure = [limit for limit in found if not searches(module, limit[0])]
    return [limit for limit in found if limit in sure or any(_close(limit[1], value) for _, value in sure)]


def work_limits(module: ParsedModule, least: int = LEAST) -> list[Limit]:
    """Constants that decide how much work a program may do, those of searches that find nothing among them."""
    return [limit for limit in constants(module, least, _MOST) if sets_work(module, limit[0])]


def repeated(module: ParsedModule, limits: Sequence[Limit]) -> list[Limit]:
    """The same numbers where they are handed on, used as an index or compared with: ``tree.query(0, 9000)``."""
    known = {value for _, value in limits}
    found = []
    for node, value in constants(module, _LEAST_BOUND, _MOST):
        above = module.parent(node)
        if any(node is limit for limit, _ in limits):
            continue
        match above:
            # The end of a table may be asked for by its last index: ``if i * a > 400: break``.
            case ast.Compare():
                handed = any(abs(value - limit) <= 1 for limit in known)
            case _ if value not in known or value < LEAST:
                continue
            case ast.Call(func=ast.Name() as func) if node in above.args:
                handed = bool(module.callees(above)) or module.is_builtin(func, "min", "max")
            case ast.Call(func=ast.Attribute() as func) if node in above.args:
                handed = not module.imported(func)
            case _:
                handed = isinstance(above, ast.Subscript | ast.Slice)
        if handed:
            found.append((node, value))
    return found


def families(limits: Sequence[Limit]) -> list[list[Limit]]:
    """Limits that lie close together, least first."""
    found: list[list[Limit]] = []
    for node, value in sorted(limits, key=lambda item: item[1]):
        if found and _close(found[-1][0][1], value):
            found[-1].append((node, value))
        else:
            found.append([(node, value)])
    return found


def _close(first: int, second: int) -> bool:
    return abs(second - first) < min(_FAMILY, max(first, second) // 10)


def nested(module: ParsedModule, node: ast.expr) -> bool:
    """Whether a loop runs to the limit for every item of another one: tables of several hundred squared are work."""
    return any(module.loop_depth(place) > 0 for place in _places(module, node))


def rounds(module: ParsedModule, limits: Sequence[Limit]) -> dict[Limit, int]:
    """For each limit of loops in loops, all to fixed limits: how many rounds they make together."""
    ends = {place: limit for limit in limits for place in _places(module, limit[0])}
    found: dict[Limit, int] = {}
    for place in ends:
        chain = [place, *_around(module, place, ends)]
        product = 1
        for one in chain:
            product *= ends[one][1]
        for one in chain if len(chain) > 1 else ():
            found[ends[one]] = max(product, found.get(ends[one], 0))
    return found


def _around(module: ParsedModule, place: ast.expr, ends: dict[ast.expr, Limit]) -> list[ast.expr]:
    """The ends of the loops and comprehensions around a place."""
    found = []
    below: ast.AST = place
    for above in module.ancestors(place):
        heads: list[ast.expr] = []
        if isinstance(above, ast.For) and below is not above.iter:
            heads = [above.iter]
        elif isinstance(above, _COMPREHENSIONS) and below is not above.generators[0]:
            heads = [part.iter for part in above.generators if part is not below]
        for head in heads:
            inside = next((end for end in ends if module.inside(end, head)), None)
            found += [] if inside is None else [inside]
        below = above
    return found


def _places(module: ParsedModule, node: ast.expr) -> list[ast.expr]:
    """Where a constant stands, or the name that it is bound to."""
    match module.parent(node):
        case ast.Assign(targets=[ast.Name() as name]):
            return list(governed(module, name))
    return [node]


def searches(module: ParsedModule, node: ast.expr) -> bool:
    """The end of a loop that stops when it has found something: such a loop rarely reaches its limit."""
    above: ast.AST | None = node
    while above is not None and not isinstance(above, ast.stmt):
        above = module.parent(above)
    if not isinstance(above, LOOPS):
        return False
    return any(
        isinstance(below, ast.Break | ast.Return)
        and next((outer for outer in module.ancestors(below) if isinstance(outer, LOOPS)), None) is above
        for below in ast.walk(above)
    )
