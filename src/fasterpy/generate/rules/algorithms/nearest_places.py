"""What a walk from a place looks for: the nearest later or earlier place whose key compares so to the place's own."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import (
    Split,
    conjuncts,
    names_in,
    same,
    split,
    substituted,
    terms,
    text,
    total,
)
from fasterpy.generate.rules.algorithms.counting import end_of, minus, plus, simple, start_of
from fasterpy.generate.rules.algorithms.ranges import Bounds, bounds, length_of
from fasterpy.generate.rules.algorithms.scan import home
from fasterpy.generate.rules.algorithms.stopping_walks import Walk
from fasterpy.generate.rules.build import bound_value
from fasterpy.generate.rules.programs.constants import whole_number

_Counted = tuple[str, Bounds, dict[str, ast.expr]]
_ORDERED = ("int", "str", "bytes", "bool")


@dataclass(frozen=True)
class Outer:
    """A loop that counts places."""

    node: ast.stmt | ast.expr
    name: str
    bounds: Bounds
    values: dict[str, ast.expr]
    """What other variables of its head, or set at the top of a round, stand for."""


@dataclass(frozen=True)
class Search:
    """The nearest place of ``size`` from ``outer`` on where ``key(there) op key(here)``."""

    walk: Walk
    outer: str
    key: ast.expr
    """With the walk's own variable for the place."""
    op: type[ast.cmpop]
    size: ast.expr
    end: ast.expr
    """The place behind the last one that the walk looks at."""
    ahead: bool
    value: ast.expr
    """The walk's variable at a place that its own name stands for."""
    ordered: bool
    """No key is known that neither is below, nor equal to, nor above another."""
    above: ast.stmt
    """All walks are served by what is made before this statement."""


def search(module: ParsedModule, walk: Walk) -> Search | None:
    """What a walk looks for; None when that is something else."""
    items = parts_of(walk.item, _at(walk.listed, walk.name)) if walk.item and walk.listed else {}
    test = split(substituted(walk.test, items), [walk.name])
    if test is None or test.op not in (ast.Lt, ast.LtE, ast.Gt, ast.GtE) or not module.is_pure(test.key):
        return None
    ordered = _ordered(module, walk, test)
    for outer in _outers(module, walk.stmt):
        probe = substituted(test.probe, outer.values)
        place = ast.Name(walk.name, ast.Load())
        here = ast.Name(outer.name, ast.Load())
        wanted = _normal(test.key)
        for form, value, rises in _forms(here, place):
            if outer.name not in names_in(probe) or _normal(substituted(probe, {outer.name: form})) != wanted:
                continue
            ahead = (walk.step > 0) == rises
            first = whole_number(minus(substituted(form, {walk.name: walk.first}), here))
            strict = test.op in (ast.Lt, ast.Gt) and (ordered or walk.exact)
            if first != (1 if ahead else -1) and not (first == 0 and strict):
                return None
            end = simple(substituted(form, {walk.name: walk.end}))
            size = _size(module, outer, walk, end, ahead)
            if size is None:
                return None
            key = substituted(probe, {outer.name: place})
            names = names_in(key) - {walk.name}
            if _asks(outer, names) or _shared(module, outer, walk, names):
                return None
            above = home(module, walk.stmt, [key, size], [walk.name], module.is_pure)
            if above is None or not (above is outer.node or module.inside(outer.node, above)):
                return None
            return Search(walk, outer.name, key, test.op, size, end, ahead, value, ordered, above)
    return None


def _forms(here: ast.expr, there: ast.expr) -> Iterator[tuple[ast.expr, ast.expr, bool]]:
    """Places by the walk's variable, the variable by the place, and whether they rise together."""
    for shift in (0, -1, 1):
        yield plus(there, shift), plus(there, -shift), True
        yield plus(ast.BinOp(here, ast.Add(), there), shift), plus(minus(there, here), -shift), True
        yield plus(minus(here, there), shift), plus(minus(here, there), shift), False


def _normal(node: ast.expr) -> str:
    """The expression with the sums in its indices in one order."""
    return text(_Sorted().visit(copy.deepcopy(node)))


class _Sorted(ast.NodeTransformer):
    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        self.generic_visit(node)
        parts = sorted(terms(simple(node.slice)), key=lambda part: (part[0], text(part[1])))
        node.slice = total(parts)
        return node


def _at(listed: ast.expr, name: str) -> ast.expr:
    return ast.Subscript(listed, ast.Name(name, ast.Load()), ast.Load())


def parts_of(target: ast.expr, value: ast.expr) -> dict[str, ast.expr]:
    """What each name of a loop's target stands for."""
    if isinstance(target, ast.Name):
        return {target.id: value}
    found: dict[str, ast.expr] = {}
    for number, part in enumerate(target.elts if isinstance(target, ast.Tuple | ast.List) else ()):
        if isinstance(part, ast.Starred):
            break
        found |= parts_of(part, ast.Subscript(value, ast.Constant(number), ast.Load()))
    return found


def _ordered(module: ParsedModule, walk: Walk, test: Split) -> bool:
    words = {text(test.key), text(test.probe)}
    nodes = [below for below in ast.walk(walk.stmt) if isinstance(below, ast.expr) and module.kind(below) in _ORDERED]
    items = names_in(walk.item) if walk.item is not None else set()
    return any(text(node) in words or (isinstance(node, ast.Name) and node.id in items) for node in nodes)


def _outers(module: ParsedModule, walk: ast.stmt | ast.expr) -> Iterator[Outer]:
    for above in module.ancestors(walk):
        if isinstance(above, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            return
        if isinstance(above, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            for part in reversed(above.generators):
                counted = _counted(module, part.target, part.iter)
                if counted is not None and not module.inside(walk, part):
                    yield Outer(above, *counted)
        elif isinstance(above, ast.For):
            counted = _counted(module, above.target, above.iter)
            if counted is not None:
                yield from _outer(module, above, counted, above.body, walk)
        elif isinstance(above, ast.While):
            counted = _counted_up(module, above)
            if counted is not None:
                yield from _outer(module, above, counted, above.body[:-1], walk)


def _outer(
    module: ParsedModule, loop: ast.stmt, found: _Counted, body: Sequence[ast.stmt], walk: ast.AST
) -> Iterator[Outer]:
    """With what is set at the top of each round, unless the counter is changed there."""
    name, around, values = found
    stores = [below.id for part in body for below in ast.walk(part)
              if isinstance(below, ast.Name) and not isinstance(below.ctx, ast.Load)]  # fmt: skip
    values = {word: value for word, value in values.items() if word not in stores}
    for before in body:
        if module.inside(walk, before):
            break
        bound = bound_value(before)
        if bound is not None and stores.count(bound[0].id) == 1 and module.is_pure(bound[1]):
            values[bound[0].id] = substituted(bound[1], values)
    if name not in stores:
        yield Outer(loop, name, around, values)


def _counted(module: ParsedModule, target: ast.expr, items: ast.expr) -> _Counted | None:
    match target, items:
        case ast.Name(id=name), _ if around := bounds(module, items):
            return name, around, {}
        case ast.Tuple(elts=[ast.Name(id=name), item]), ast.Call(func=func, args=[listed], keywords=[]) if (
            module.is_builtin(func, "enumerate")
        ):
            length = ast.Call(ast.Name("len", ast.Load()), [listed], [])
            return name, Bounds(ast.Constant(0), length, 1), parts_of(item, _at(listed, name))
    return None


def _counted_up(module: ParsedModule, loop: ast.While) -> _Counted | None:
    """``i = 0`` and ``while i < n`` with ``i += 1`` at the end of each round."""
    match loop.body[-1]:
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=ast.Constant(value=1)):
            pass
        case _:
            return None
    tests = list(conjuncts(loop.test))
    start = start_of(module, loop, name)
    end = end_of(tests[0], name, 1) if len(tests) == 1 else None
    skips = any(isinstance(below, ast.Continue) and module.loops(below)[0] is loop for below in ast.walk(loop))
    return None if start is None or end is None or skips else (name, Bounds(start, end, 1), {})


def _size(module: ParsedModule, outer: Outer, walk: Walk, end: ast.expr, ahead: bool) -> ast.expr | None:
    """How many places there are, when both loops stay within them."""
    around = outer.bounds
    behind = around.high if around.step > 0 else plus(around.low, 1)
    lowest = whole_number(around.low if around.step > 0 else plus(around.high, 1))
    if lowest is None or lowest < 0:
        return None
    if not ahead:
        return behind if whole_number(end) == -1 else None
    match end:
        case ast.Call(func=func, args=args, keywords=[]) if walk.start is None and module.is_builtin(func, "min"):
            return next((arg for arg in args if _within(module, outer, behind, arg)), None)
    return end if _within(module, outer, behind, end) else None


def _asks(outer: Outer, names: set[str]) -> bool:
    """Whether some items are None, and are not compared with others."""
    return any(
        isinstance(below, ast.Compare)
        and isinstance(below.ops[0], ast.Is | ast.IsNot)
        and names_in(substituted(below.left, outer.values)) & names
        for below in ast.walk(outer.node)
    )


def _shared(module: ParsedModule, outer: Outer, walk: Walk, names: set[str]) -> bool:
    """Whether the items may change by another name: of the list, or of one item."""
    changed = mutated_names(outer.node, module.is_pure)[1]
    items = {name for name, value in outer.values.items() if names_in(value) & names}
    items |= names_in(walk.item) if walk.item is not None else set()
    for node in module.nodes(ast.Assign):
        match node:
            case ast.Assign(targets=targets, value=ast.Name(id=one)):
                same_object = {one, *(target.id for target in targets if isinstance(target, ast.Name))}
                items |= same_object if same_object & names else set()
    return bool(items & changed)


def _within(module: ParsedModule, outer: Outer, behind: ast.expr, end: ast.expr) -> bool:
    """Whether the outer loop surely ends before ``end`` or at it."""
    if outer.name in names_in(end):
        return False
    past = whole_number(minus(behind, end))
    if past is not None:
        return past <= 0
    (one, more), (other, less) = length_of(module, behind), length_of(module, end)
    return one is not None and other is not None and same(one, other) and more <= less
