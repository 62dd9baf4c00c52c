"""``names.index(name)`` where the loop appends to ``names`` → a dict of the places."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import text
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bound_value, insert_after, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


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
            start = empty_start(module, found[0][1])
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


def empty_start(module: ParsedModule, listed: ast.Name) -> ast.stmt | None:
    """The only binding of the list, to an empty one."""
    stores = [use for use in module.uses(listed) if not isinstance(use.ctx, ast.Load)]
    stmt = module.statement(stores[0]) if len(stores) == 1 else None
    bound = bound_value(stmt)
    return stmt if bound is not None and module.source(bound[1]) in ("[]", "list()") else None
