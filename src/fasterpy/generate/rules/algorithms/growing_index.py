"""Looking through the entries made so far for one with the same key, else appending → a dict beside the list."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, substituted, text
from fasterpy.generate.rules.algorithms.scan import lives_on, plan, tuple_of
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bound_value, insert_after, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class GrowingIndex(Rule):
    """Totals per name in a list of entries, clusters, merged records: the loop over them sees only what fits."""

    name = "growing-list-to-index"
    pattern = "quadratic-join"
    summary = "Keep the entries made so far in a dict by key instead of looking through all of them for each item."
    gain = 7.0
    risk = Risk.LIKELY
    order = 16
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            listed = _listed(module, loop.iter)
            if listed is None or not module.loops(loop) or not owns_line(module, loop):
                continue
            test = next((stmt for stmt in loop.body if isinstance(stmt, ast.If)), None)
            if len(loop.body) != 1 or test is None or (test.orelse and not _same(test)):
                continue
            edits = _edits(module, listed, loop, loop.target, list(conjuncts(test.test)), loop.iter)
            if edits and not lives_on(module, loop):
                yield Rewrite(tuple(edits), at(loop, f"{listed.id} by key"))
        for node in scope.nodes(ast.ListComp, ast.GeneratorExp):
            part = node.generators[0]
            if len(node.generators) == 1 and isinstance(part.iter, ast.Name) and module.loops(node):
                tests = [piece for test in part.ifs for piece in conjuncts(test)]
                call = module.parent(node)
                if isinstance(call, ast.Call) and module.is_builtin(call.func, "any"):
                    tests += conjuncts(node.elt)
                edits = _edits(module, part.iter, node, part.target, tests, part.iter)
                if edits:
                    yield Rewrite(tuple(edits), at(part.iter, f"{part.iter.id} by key"))


class GrowingPlaces(Rule):
    """``names.index(name)`` where the loop appends to the names."""

    name = "growing-list-to-places"
    pattern = "index-in-loop"
    summary = "Remember the place of every appended item in a dict instead of searching for it with index()."
    gain = 3.0
    risk = Risk.LIKELY
    order = 17
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[int, str], list[tuple[ast.Call, ast.Name]]] = {}
        for call in scope.nodes(ast.Call):
            match call:
                case ast.Call(func=ast.Attribute(attr="index", value=ast.Name() as listed), args=[_], keywords=[]) if (
                    module.loops(call)
                ):
                    groups.setdefault((id(module.scopes.owner(listed)), listed.id), []).append((call, listed))
        for (_, name), found in groups.items():
            start = _start(module, found[0][1])
            if start is None or not owns_line(module, start):
                continue
            table = module.fresh(f"{name}_places")
            edits: list[Edit] | None = [insert_after(module, start, f"{table} = {{}}")]
            for use in module.uses(found[0][1]):
                above = module.parent(module.parent(use) or use)
                match module.parent(use), above:
                    case ast.Attribute(attr="append"), ast.Call(args=[item]) as added if (
                        isinstance(stmt := module.parent(added), ast.Expr)
                        and owns_line(module, stmt)
                        and edits is not None
                        and module.is_pure(item)
                    ):
                        edits.append(insert_after(module, stmt, f"{table}.setdefault({text(item)}, len({name}) - 1)"))
                    case ast.Attribute(attr="append" | "remove" | "insert" | "pop" | "sort" | "reverse" | "extend"), _:
                        edits = None
                    case ast.Subscript(ctx=ast.Store() | ast.Del()), _:
                        edits = None
                if edits is None:
                    break
            if edits is not None and len(edits) > 1:
                edits += [replace(module, call, f"{table}[{text(call.args[0])}]") for call, _ in found]
                yield Rewrite(tuple(edits), at(found[0][0], f"places in {name}"))


def _listed(module: ParsedModule, items: ast.expr) -> ast.Name | None:
    """The list that a loop goes over, by items or by places."""
    match items:
        case ast.Name():
            return items
        case ast.Call(func=func, args=[ast.Call(func=ast.Name(id="len"), args=[ast.Name() as listed])]) if (
            module.is_builtin(func, "range")
        ):
            return listed
        case ast.Call(func=func, args=[ast.Name() as listed]) if module.is_builtin(func, "enumerate"):
            return listed
    return None


def _same(test: ast.If) -> bool:
    """``else: continue``, ``else: pass``."""
    return len(test.orelse) == 1 and isinstance(test.orelse[0], ast.Continue | ast.Pass)


def _edits(
    module: ParsedModule, listed: ast.Name, node: ast.AST, target: ast.expr, tests: list[ast.expr], items: ast.expr
) -> list[Edit]:
    inner = names_in(target)
    facts = plan(tests, inner)
    start = _start(module, listed)
    if not facts.equal or start is None or not owns_line(module, start):
        return []
    key, probe = tuple_of([part.key for part in facts.equal]), tuple_of([part.probe for part in facts.equal])
    if names_in(key) <= inner and isinstance(key, ast.Name):
        return []  # the items themselves: plain membership
    loops = [loop for loop in module.loops(node) if not module.inside(start, loop)]
    if not loops or not module.is_pure(key) or not module.is_pure(probe):
        return []
    if (names_in(key) - inner) & mutated_names(loops[-1])[0]:
        return []
    table = module.fresh(f"{listed.id}_by_key")
    appends: list[Edit] = []
    for use in module.uses(listed):
        if not any(module.inside(use, loop) for loop in loops):
            later = module.span(use)[0] > module.span(loops[-1])[0]
            if use.ctx.__class__ is not ast.Load and not module.inside(use, start) and not later:
                return []
            continue
        call = module.parent(module.parent(use) or use)
        match module.parent(use), call:
            case ast.Attribute(attr="append"), ast.Call(args=[_]) if isinstance(module.parent(call), ast.Expr):
                stmt = module.statement(call)
                if not owns_line(module, stmt):
                    return []
                appends.append(insert_after(module, stmt, _added(listed.id, table, target, key, items)))
            case ((ast.For() | ast.comprehension()), _):
                pass
            case ast.Call(func=func), _ if module.is_builtin(func, "len", "enumerate"):
                pass
            case ast.Subscript(ctx=ast.Load()), _:
                pass
            case _:
                return []
    if not appends:
        return []
    found = f"{table}.get({text(probe)}, ())"
    return [insert_after(module, start, f"{table} = {{}}"), *appends, replace(module, items, found)]


def _added(name: str, table: str, target: ast.expr, key: ast.expr, items: ast.expr) -> str:
    """The statement that puts the entry just appended into the table."""
    last = ast.Subscript(ast.Name(name, ast.Load()), ast.UnaryOp(ast.USub(), ast.Constant(1)), ast.Load())
    place = ast.BinOp(
        ast.Call(ast.Name("len", ast.Load()), [ast.Name(name, ast.Load())], []), ast.Sub(), ast.Constant(1)
    )
    value: ast.expr = last
    if isinstance(items, ast.Call):
        counts = items.func.id == "range" if isinstance(items.func, ast.Name) else False
        value = place if counts else ast.Tuple([place, last], ast.Load())
    values: dict[str, ast.expr] = {}
    if isinstance(target, ast.Name):
        values[target.id] = value
    elif isinstance(target, ast.Tuple):
        for number, part in enumerate(target.elts):
            if isinstance(part, ast.Name):
                direct = isinstance(value, ast.Tuple)
                values[part.id] = (
                    value.elts[number]
                    if direct and isinstance(value, ast.Tuple)
                    else ast.Subscript(value, ast.Constant(number), ast.Load())
                )
    found = text(substituted(key, values)).replace(f"{name}[len({name}) - 1]", f"{name}[-1]")
    return f"{table}.setdefault({found}, []).append({text(value)})"


def _start(module: ParsedModule, listed: ast.Name) -> ast.stmt | None:
    """The only binding of the list, to an empty one."""
    stores = [use for use in module.uses(listed) if not isinstance(use.ctx, ast.Load)]
    stmt = module.statement(stores[0]) if len(stores) == 1 else None
    bound = bound_value(stmt)
    return stmt if bound is not None and module.source(bound[1]) in ("[]", "list()") else None
