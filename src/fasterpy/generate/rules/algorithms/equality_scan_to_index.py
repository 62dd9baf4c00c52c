"""A scan that does something only where a key matches → only the items with that key, from a dict."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, text
from fasterpy.generate.rules.algorithms.look_through import inside
from fasterpy.generate.rules.algorithms.ranges import Part, part_of_range
from fasterpy.generate.rules.algorithms.scan import home, lives_on, plan, tuple_of
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class EqualityScanToIndex(Rule):
    """Joins, pair searches and duplicate searches; the loop's body stays as it is and sees fewer rounds, in order."""

    name = "equality-scan-to-index"
    pattern = "quadratic-join"
    summary = "Group the items by key in a dict and visit only those whose key matches."
    gain = 7.0
    risk = Risk.LIKELY
    order = 17
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            if not loop.orelse and owns_line(module, loop) and not lives_on(module, loop):
                yield from _indexed(module, loop, loop.target, loop.iter, list(inside(module, loop).tests))
        comprehensions: list[ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp]
        comprehensions = [*scope.nodes(ast.ListComp, ast.SetComp, ast.GeneratorExp), *scope.nodes(ast.DictComp)]
        for node in comprehensions:
            part = node.generators[-1]
            tests = [piece for test in part.ifs for piece in conjuncts(test)]
            call = module.parent(node)
            if isinstance(call, ast.Call) and module.is_builtin(call.func, "any") and hasattr(node, "elt"):
                tests += conjuncts(node.elt)
            if len(node.generators) == 1:
                yield from _indexed(module, node, part.target, part.iter, tests)


def _indexed(
    module: ParsedModule, node: ast.AST, target: ast.expr, items: ast.expr, tests: list[ast.expr]
) -> Iterator[Rewrite]:
    inner = names_in(target)
    facts = plan(tests, inner)
    if not facts.equal:
        return
    key = tuple_of([part.key for part in facts.equal])
    probe = tuple_of([part.probe for part in facts.equal])
    place = home(module, node, [items, key], inner)
    part: Part | None = None
    if place is None:
        part = part_of_range(module, node, target, items)
        place = home(module, node, [part.whole, key], inner) if part else None
        if part is None or place is None:
            return
    table = module.fresh("by_key")
    whole = text(part.whole) if part else module.source(items)
    item = text(target)
    head = f"for {item} in {whole}:"
    add = f"{table}.setdefault({text(key)}, []).append({item if isinstance(target, ast.Name) else f'({item})'})"
    edits: list[Edit] = [insert_before(module, place, "\n".join([f"{table} = {{}}", head, block(module, add)]))]
    found = f"{table}.get({text(probe)}, ())"
    if part is None:
        edits.append(replace(module, items, found))
    elif isinstance(node, ast.For):
        imports, bisect = need(module, "bisect", "bisect_left")
        same = module.fresh("matching")
        low = f"{bisect}({same}, {part.low})" if part.low else ""
        high = f"{bisect}({same}, {part.high})" if part.high else ""
        edits += [*imports, insert_before(module, node, f"{same} = {found}")]
        edits.append(replace(module, items, f"{same}[{low}:{high}]"))
    else:
        between = f"{part.low} <= {item}" if part.low else f"{item} < {part.high}"
        edits.append(replace(module, items, f"[{item} for {item} in {found} if {between}]"))
    yield Rewrite(tuple(edits), at(node if hasattr(node, "lineno") else items, f"matches of {text(key)} from a dict"))
