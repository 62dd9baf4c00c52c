"""``if x not in groups[k]: groups[k].append(x)`` → a set of the pairs that are in the groups."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, bound_value, insert_after, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class GroupMembership(Rule):
    """Lists without duplicates per key: one set of (key, item) answers for all of them."""

    name = "group-membership-to-pairs"
    pattern = "membership-list-to-set"
    summary = "Keep a set of (key, item) pairs instead of searching the list of the key for every item."
    gain = 3.0
    risk = Risk.LIKELY
    order = 18
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[int, str], list[tuple[ast.Compare, ast.Name, ast.expr]]] = {}
        for node in scope.nodes(ast.Compare):
            if len(node.ops) != 1 or not isinstance(node.ops[0], ast.In | ast.NotIn) or not module.loops(node):
                continue
            place = _place(node.comparators[0]) if module.is_pure(node.comparators[0]) else None
            if place is not None and module.is_pure(place[1]) and module.is_pure(node.left):
                groups.setdefault((id(module.scopes.owner(place[0])), place[0].id), []).append((node, *place))
        for (_, name), tests in groups.items():
            edits = _edits(module, tests)
            if edits:
                yield Rewrite(tuple(edits), at(tests[0][0], f"pairs of {name}"))


def _place(node: ast.expr) -> tuple[ast.Name, ast.expr] | None:
    """The dict and the key of ``d[k]``, ``d.get(k, [])``, ``d.setdefault(k, [])``."""
    match node:
        case ast.Subscript(value=ast.Name() as name, slice=key) if not isinstance(key, ast.Slice | ast.Constant):
            return name, key
        case ast.Call(
            func=ast.Attribute(value=ast.Name() as name, attr="get" | "setdefault"),
            args=[key, ast.List(elts=[]) | ast.Tuple(elts=[])],
        ):
            return name, key
    return None


def _edits(module: ParsedModule, tests: list[tuple[ast.Compare, ast.Name, ast.expr]]) -> list[Edit]:
    name = tests[0][1]
    stores = [use for use in module.uses(name) if not isinstance(use.ctx, ast.Load)]
    start = module.statement(stores[0]) if len(stores) == 1 else None
    bound = bound_value(start)
    empty = ("{}", "dict()", "defaultdict(list)", "collections.defaultdict(list)")
    if start is None or bound is None or module.source(bound[1]) not in empty or not owns_line(module, start):
        return []
    if isinstance(module.function(start), ast.Module) or module.loops(start):
        return []
    pairs = module.fresh(f"{name.id}_pairs")
    asked = {id(test.comparators[0]) for test, _, _ in tests}
    edits = [insert_after(module, start, f"{pairs} = set()")]
    grown = False
    for use in module.uses(name):
        if use is stores[0]:
            continue
        found = _slot(module, use)
        if found is None:
            if isinstance(module.parent(use), ast.Subscript | ast.Attribute) and not _reads(module, use):
                return []
            continue
        slot, key = found
        if id(slot) in asked:
            continue
        above = module.parent(slot)
        call = module.parent(above) if isinstance(above, ast.Attribute) else None
        stmt = module.statement(use)
        match above, call:
            case ast.Attribute(attr="append"), ast.Call(args=[item]) if module.parent(call) is stmt:
                if not owns_line(module, stmt) or not module.is_pure(item):
                    return []
                grown = True
                edits.append(
                    insert_after(module, stmt, f"{pairs}.add(({module.source(key)}, {argument(module, item)}))")
                )
            case ast.Assign(targets=[ast.Subscript()], value=ast.List(elts=[])), _ if above is stmt:
                pass
            case ast.Assign(targets=[ast.Subscript()], value=ast.List(elts=[item])), _ if above is stmt:
                if not owns_line(module, stmt) or not module.is_pure(item) or isinstance(item, ast.Starred):
                    return []
                edits.append(
                    insert_after(module, stmt, f"{pairs}.add(({module.source(key)}, {argument(module, item)}))")
                )
            case _:
                if not isinstance(getattr(slot, "ctx", ast.Load()), ast.Load) or isinstance(above, ast.Attribute):
                    return []
    if not grown:
        return []
    for test, _, key in tests:
        sign = "in" if isinstance(test.ops[0], ast.In) else "not in"
        edits.append(replace(module, test, f"({module.source(key)}, {argument(module, test.left)}) {sign} {pairs}"))
    return edits


def _added(module: ParsedModule, pairs: str, key: ast.expr, item: ast.expr) -> str:
    return f"{pairs}.add(({module.source(key)}, {argument(module, item)}))"


def _slot(module: ParsedModule, use: ast.Name) -> tuple[ast.expr, ast.expr] | None:
    """The group that this use of the dict reads or sets."""
    parent = module.parent(use)
    outer = module.parent(parent) if isinstance(parent, ast.Attribute) else None
    for node in (parent, outer):
        if isinstance(node, ast.expr):
            found = _place(node)
            if found is not None and found[0] is use:
                return node, found[1]
    return None


def _reads(module: ParsedModule, use: ast.Name) -> bool:
    parent = module.parent(use)
    if isinstance(parent, ast.Attribute):
        return parent.attr in ("items", "keys", "values", "get", "setdefault")
    return isinstance(parent, ast.Subscript) and isinstance(parent.ctx, ast.Load)
