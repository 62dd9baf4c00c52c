"""Inner scans: a loop, comprehension or builtin call that goes over all items anew in every round of an outer loop."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.apart import only_elsewhere
from fasterpy.generate.rules.algorithms.closures import closure
from fasterpy.generate.rules.algorithms.conditions import (
    Split,
    conjuncts,
    names_in,
    split,
    substituted,
)
from fasterpy.generate.rules.algorithms.look_through import inside
from fasterpy.generate.rules.build import owns_line, replace, replace_range
from fasterpy.generate.rules.edit import Edit
from fasterpy.generate.rules.target import TargetScope

_IMMUTABLE = ("int", "float", "bool", "str", "bytes", "range", "function", "type", "module")


@dataclass(frozen=True)
class Aggregate:
    """``sum(value for target in items if all(conditions))`` in any spelling."""

    node: ast.For | ast.Call
    name: str
    """Variable that a statement adds to; empty for an expression."""
    kind: str
    """``count``, ``sum`` or ``any``."""
    value: ast.expr
    target: ast.expr
    items: ast.expr
    conditions: tuple[ast.expr, ...]

    @property
    def inner(self) -> set[str]:
        """Names that the scan binds."""
        return names_in(self.target)


@dataclass
class Plan:
    """The conditions of a scan, sorted by what they depend on."""

    own: list[ast.expr] = field(default_factory=list)
    outer: list[ast.expr] = field(default_factory=list)
    equal: list[Split] = field(default_factory=list)
    order: list[Split] = field(default_factory=list)
    apart: tuple[str, str] | None = None
    """``j != i``: inner and outer variable that must differ."""
    other: list[ast.expr] = field(default_factory=list)


def aggregates(module: ParsedModule, scope: TargetScope) -> Iterator[Aggregate]:
    """All inner scans of the target that add up, count or ask for existence."""
    for loop in scope.nodes(ast.For):
        found = _statement(module, loop)
        if found:
            yield found
    for call in scope.nodes(ast.Call):
        made = _expression(module, call)
        if made:
            yield made


def _statement(module: ParsedModule, loop: ast.For) -> Aggregate | None:
    if loop.orelse or not owns_line(module, loop):
        return None
    heart = inside(module, loop)
    conditions = heart.tests
    match list(heart.body):
        case [ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value)]:
            pass
        case [ast.Assign(targets=[ast.Name(id=name)], value=ast.BinOp(ast.Name(id=again), ast.Add(), value))] if (
            again == name
        ):
            pass
        case _:
            return None
    value = substituted(value, heart.values)
    parts = (value, loop.iter, *conditions)
    if any(name in names_in(part) for part in parts) or lives_on(module, loop):
        return None
    if module.kind(value) in ("str", "list", "tuple"):
        return None
    kind = "count" if isinstance(value, ast.Constant) and value.value == 1 else "sum"
    return Aggregate(loop, name, kind, value, loop.target, loop.iter, tuple(conditions))


def _expression(module: ParsedModule, call: ast.Call) -> Aggregate | None:
    match call:
        case ast.Call(func=func, args=[ast.GeneratorExp() | ast.ListComp() as inner], keywords=[]) if (
            module.is_builtin(func, "sum", "len", "any") and len(inner.generators) == 1
        ):
            pass
        case ast.Call(
            func=func,
            args=[ast.Call(func=ast.Name(id="list"), args=[ast.Call(func=ast.Name(id="filter"), args=[test, items])])],
        ) if module.is_builtin(func, "len") and isinstance(test, ast.Lambda) and len(test.args.args) == 1:
            target = ast.Name(test.args.args[0].arg, ast.Store())
            return Aggregate(call, "", "count", ast.Constant(1), target, items, tuple(conjuncts(test.body)))
        case _:
            return None
    part = inner.generators[0]
    conditions = [piece for test in part.ifs for piece in conjuncts(test)]
    word = func.id  # type: ignore[attr-defined]
    value = inner.elt
    if word == "len":
        kind, value = "count", ast.Constant(1)
    elif word == "any":
        kind = "any"
        conditions += conjuncts(value)
        value = ast.Constant(1)
    elif isinstance(value, ast.Compare):
        kind = "count"
        conditions += conjuncts(value)
        value = ast.Constant(1)
    else:
        kind = "count" if isinstance(value, ast.Constant) and value.value == 1 else "sum"
    if any(isinstance(below, ast.NamedExpr) for below in ast.walk(inner)):
        return None
    return Aggregate(call, "", kind, value, part.target, part.iter, tuple(conditions))


def plan(conditions: Iterable[ast.expr], inner: set[str]) -> Plan:
    """Sort conditions by whether they depend on the scan's own variables, on others, or on both."""
    result = Plan()
    for test in conditions:
        names = names_in(test)
        if not names & inner:
            result.outer.append(test)
            continue
        match test:
            case ast.Compare(
                left=ast.Name(id=one), ops=[ast.NotEq() | ast.IsNot()], comparators=[ast.Name(id=two)]
            ) if (one in inner) != (two in inner) and result.apart is None:
                result.apart = (one, two) if one in inner else (two, one)
                continue
        parts = split(test, inner)
        free = names - inner
        if parts is not None and isinstance(parts.op(), ast.Eq) and not isinstance(parts.probe, ast.Constant):
            result.equal.append(parts)
        elif (
            parts is not None
            and isinstance(parts.op(), ast.Lt | ast.LtE | ast.Gt | ast.GtE)
            and (names_in(parts.probe))
        ):
            result.order.append(parts)
        elif not free or parts is not None:
            result.own.append(test)
        else:
            result.other.append(test)
    return result


def home(
    module: ParsedModule,
    node: ast.AST,
    parts: Sequence[ast.AST],
    bound: Iterable[str],
    harmless: Callable[[ast.Call], bool] | None = None,
) -> ast.stmt | None:
    """The outermost statement around ``node`` that repeats it while ``parts`` keep their values; None: nothing repeats.

    ``bound`` are names that the parts bind themselves, ``harmless`` says which calls change nothing. A table built
    before that statement serves all rounds.
    """
    if not all(pure(module, part) for part in parts):
        return None
    used = {
        (below.id, module.kind(below) if below in module.parents else "")
        for part in parts
        for below in ast.walk(part)
        if isinstance(below, ast.Name)
    }
    stmt = node if isinstance(node, ast.stmt) else module.statement(node)
    places: list[ast.stmt] = [*module.loops(stmt)]
    mine = set(bound)
    around: set[str] = set()
    below: ast.AST = node
    for above in module.ancestors(node):
        if above is stmt or isinstance(node, ast.stmt):
            break
        if isinstance(above, ast.Lambda):
            return None
        if isinstance(above, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            if stmt not in places:
                places.insert(0, stmt)
            around |= {name for part in above.generators for name in names_in(part.target)}
        below = above
    del below
    if isinstance(stmt, ast.While) and stmt is not node:
        places = [stmt, *(place for place in places if place is not stmt)]
    names = {(name, kind) for name, kind in used if name not in mine}
    if {name for name, _ in names} & around:
        return None
    best: ast.stmt | None = None
    for place in places:
        rebound, mutated = mutated_names(place, harmless)
        changed = {name for name in mutated if not only_elsewhere(module, name, place, parts, harmless)}
        if any(name in rebound or (name in changed and kind not in _IMMUTABLE) for name, kind in names):
            break
        if not owns_line(module, place) or _elif(module, place):
            break
        best = place
    return closure(module, node, {name for name, _ in names}, best) or best


def _elif(module: ParsedModule, stmt: ast.stmt) -> bool:
    return isinstance(stmt, ast.If) and module.source(stmt).startswith("elif")


def pure(module: ParsedModule, part: ast.AST) -> bool:
    """Whether evaluating has no effect; made-up nodes are judged by their pieces."""
    return module.is_pure(part)


def tuple_of(parts: Sequence[ast.expr]) -> ast.expr:
    """One expression, or several as a tuple."""
    return parts[0] if len(parts) == 1 else ast.Tuple(list(parts), ast.Load())


def lives_on(module: ParsedModule, loop: ast.For) -> bool:
    """Whether a variable of the loop's head is read after the loop, or by other functions."""
    end = module.span(loop)[1]
    outer = module.loops(loop)
    for name in (below for below in ast.walk(loop.target) if isinstance(below, ast.Name)):
        owner = module.scopes.owner(name)
        if owner is None or owner.outside.get(name.id):
            return True
        for use in module.scopes.uses(owner, name.id):
            if module.inside(use, loop) or not isinstance(use.ctx, ast.Load):
                continue
            if module.function(use) is not module.function(loop):
                return True
            later = module.span(use)[0] > end
            if (later or any(module.inside(use, above) for above in outer)) and not _bound_again(module, use, loop):
                return True
    return False


def _bound_again(module: ParsedModule, use: ast.Name, loop: ast.For) -> bool:
    """Another loop or comprehension around ``use``, or an assignment just before it in its block, binds the name."""
    for above in module.ancestors(use):
        if isinstance(above, ast.For) and not module.inside(loop, above) and use.id in names_in(above.target):
            return not module.inside(use, above.iter)
        for part in ("body", "orelse"):
            for stmt in getattr(above, part, None) or [] if isinstance(above, ast.stmt | ast.Module) else []:
                if module.inside(use, stmt):
                    break
                if module.inside(loop, stmt):
                    continue
                match stmt:
                    case ast.Assign(targets=[ast.Name(id=word)]) if word == use.id and module.before(loop, stmt):
                        return True
    return False


def listing(key: ast.expr, target: ast.expr, items: str, tests: str = "") -> str:
    """``key for target in items if tests`` as a list, or the list itself where that is the same."""
    if not tests and isinstance(target, ast.Name):
        if isinstance(key, ast.Name) and key.id == target.id:
            return items
        if isinstance(key, ast.Subscript) and isinstance(key.slice, ast.Name) and key.slice.id == target.id:
            listed = ast.unparse(key.value)
            if items == f"range(len({listed}))":
                return listed
    return f"[{ast.unparse(key)} for {ast.unparse(target)} in {items}{f' if {tests}' if tests else ''}]"


def added(module: ParsedModule, loop: ast.stmt, name: str, found: str) -> Edit:
    """``name += found`` in the place of a loop, together with the ``name = 0`` before it where there is one."""
    before = module.previous(loop)
    match before:
        case ast.Assign(targets=[ast.Name(id=word)], value=ast.Constant(value=int() | float() as start)) if (
            word == name
        ):
            plain = type(start) is int and start == 0
            if owns_line(module, before) and " if " not in found and not isinstance(start, bool):
                text = f"{name} = {found}" if plain else f"{name} = {module.source(before.value)} + {found}"
                return replace_range(module, before, loop, text)
    return replace(module, loop, f"{name} += {found}")
