"""``sum(weight[p] for p in plan[van])`` where the loop appends to ``plan[…]`` → a total kept per key."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import PURE_METHODS, mutated_names
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, substituted, text
from fasterpy.generate.rules.algorithms.helper_body import as_expression, given, helper
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, bound_value, insert_after, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


@dataclass(frozen=True)
class _Asked:
    """The sum over one list of a table."""

    call: ast.Call
    table: ast.Name
    key: ast.expr
    target: ast.expr
    value: ast.expr
    tests: tuple[ast.expr, ...]


class KeyedTotals(Rule):
    """Loads of vans, hours of workers, fill of bins: the lists start empty, and only append() changes them."""

    name = "keyed-totals-kept"
    pattern = "total-of-growing-list"
    summary = "Keep the total of every list that grows instead of adding all of it up whenever it is asked for."
    gain = 6.0
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[int, str], list[_Asked]] = {}
        for call in scope.nodes(ast.Call):
            asked = _asked(module, call)
            if asked is not None:
                start = module.uses(asked.table)[0]
                spelled = text(ast.Tuple([asked.target, asked.value, *asked.tests], ast.Load()))
                groups.setdefault((id(start), spelled), []).append(asked)
        for found in groups.values():
            edits = _edits(module, found)
            if edits:
                yield Rewrite(tuple(edits), at(found[0].call, f"totals of {found[0].table.id} kept"))


def _asked(module: ParsedModule, call: ast.Call) -> _Asked | None:
    if not module.loops(module.statement(call)):  # also of a call in the key of a sort
        return None
    made: ast.expr | None = call
    function = helper(module, call)
    if function is not None:
        values = given(call, function)
        body = as_expression(function)
        if values is None or body is None or not all(map(module.is_pure, values.values())):
            return None
        made = substituted(body, values)
    match made:
        case ast.Call(func=ast.Name(id="sum"), args=[ast.GeneratorExp() | ast.ListComp() as inner], keywords=[]):
            pass
        case _:
            return None
    if function is None and not module.is_builtin(call.func, "sum"):
        return None
    match inner.generators:
        case [
            ast.comprehension(
                target=target, iter=ast.Subscript(value=ast.Name() as table, slice=key), is_async=0
            ) as one
        ]:
            if isinstance(key, ast.Slice) or any(isinstance(b, ast.Call) for b in ast.walk(key)):
                return None
            tests = tuple(part for test in one.ifs for part in conjuncts(test))
        case _:
            return None
    named = next((use for use in ast.walk(call) if isinstance(use, ast.Name) and use.id == table.id), None)
    return _Asked(call, named, key, target, inner.elt, tests) if named is not None else None


def _edits(module: ParsedModule, found: list[_Asked]) -> list[Edit]:
    first = found[0]
    uses = module.uses(first.table)
    stores = [use for use in uses if not isinstance(use.ctx, ast.Load)]
    start = module.statement(stores[0]) if len(stores) == 1 else None
    bound = bound_value(start)
    if start is None or bound is None or not _empty_lists(bound[1]) or not owns_line(module, start):
        return []
    if module.function(start) is not module.function(module.statement(first.call)):
        return []
    appends = _appends(module, uses, stores)
    loops = [loop for loop in module.loops(module.statement(first.call)) if not module.inside(start, loop)]
    if not appends or not loops:
        return []
    free = set().union(*map(names_in, (first.value, *first.tests))) - names_in(first.target)
    rebound, mutated = mutated_names(loops[-1], module.is_pure)
    parts = (first.value, *first.tests)
    if free & (rebound | mutated | {first.table.id}) or not all(map(module.is_pure, parts)):
        return []
    total = module.fresh(f"{first.table.id}_total")
    edits = [insert_after(module, start, f"{total} = dict.fromkeys({first.table.id}, 0)")]
    for stmt in appends:
        line = _added(module, stmt, first, total)
        if line is None:
            return []
        edits.append(insert_after(module, stmt, line))
    return [*edits, *(replace(module, one.call, f"{total}[{text(one.key)}]") for one in found)]


def _empty_lists(value: ast.expr) -> bool:
    """``{key: [] for key in keys}``."""
    match value:
        case ast.DictComp(value=ast.List(elts=[])):
            return True
        case ast.Dict(values=values):
            return bool(values) and all(isinstance(one, ast.List) and not one.elts for one in values)
    return False


def _appends(module: ParsedModule, uses: list[ast.Name], stores: list[ast.Name]) -> list[ast.Expr]:
    """All statements that append to one of the lists; none where something else may change them."""
    appends: list[ast.Expr] = []
    for use in uses:
        if use in stores:
            continue
        above = module.parent(use)
        match above:
            case ast.Subscript(value=value) if value is use:
                if not isinstance(above.ctx, ast.Load):
                    return []
                match module.parent(above):
                    case ast.Attribute(attr="append") as verb:
                        call = module.parent(verb)
                        stmt = module.parent(call) if call is not None else None
                        match stmt:
                            case ast.Expr(value=ast.Call(args=[_], keywords=[])) if owns_line(module, stmt):
                                appends.append(stmt)
                            case _:
                                return []
                    case ast.Attribute(attr=attr) if attr not in PURE_METHODS:
                        return []
                    case ast.Assign() | ast.AnnAssign() | ast.AugAssign() | ast.NamedExpr():
                        return []
            case ast.Attribute(attr=attr) if attr not in PURE_METHODS or attr in ("values", "items", "get"):
                if module.loops(use):
                    return []
            case ast.Call() | ast.Assign() | ast.Tuple() | ast.List() | ast.Dict() if module.loops(use):
                if not (isinstance(above, ast.Call) and module.is_pure(above)):
                    return []
    return appends


def _added(module: ParsedModule, stmt: ast.Expr, asked: _Asked, total: str) -> str | None:
    """The line that adds what is appended to the total of its list."""
    assert isinstance(stmt.value, ast.Call) and isinstance(stmt.value.func, ast.Attribute)
    item, listed = stmt.value.args[0], stmt.value.func.value
    values: dict[str, ast.expr] = {}
    match asked.target, item:
        case ast.Name(id=name), ast.Name() | ast.Constant():
            values[name] = item
        case ast.Name(id=name), _:
            values[name] = ast.Subscript(listed, ast.UnaryOp(ast.USub(), ast.Constant(1)), ast.Load())
        case ast.Tuple(elts=names), ast.Tuple(elts=parts) if len(names) == len(parts):
            for part, value in zip(names, parts, strict=True):
                if not isinstance(part, ast.Name) or not isinstance(value, ast.Name | ast.Constant):
                    return None
                values[part.id] = value
        case _:
            return None
    if not isinstance(listed, ast.Subscript) or any(isinstance(below, ast.Call) for below in ast.walk(listed)):
        return None
    line = f"{total}[{text(listed.slice)}] += {text(substituted(asked.value, values))}"
    if not asked.tests:
        return line
    test = " and ".join(f"({text(substituted(one, values))})" for one in asked.tests)
    return f"if {test}:\n{block(module, line)}"
