"""``if term.lower().startswith(wanted)`` in a scan for many prefixes → a sorted list and a bisection."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, text
from fasterpy.generate.rules.algorithms.look_through import inside
from fasterpy.generate.rules.algorithms.scan import home, lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class PrefixScanToBisect(Rule):
    """Only the items whose text begins so are visited, in their old order; the condition stays as it is."""

    name = "prefix-scan-to-bisect"
    pattern = "prefix-search-by-bisect"
    summary = "Sort the texts once and find those with the prefix by bisection instead of asking every one of them."
    gain = 6.0
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            if not loop.orelse and owns_line(module, loop) and not lives_on(module, loop):
                yield from _found(module, loop, loop.target, loop.iter, list(inside(module, loop).tests))
        for node in scope.nodes(ast.ListComp, ast.SetComp, ast.GeneratorExp):
            part = node.generators[-1]
            if len(node.generators) == 1:
                tests = [piece for test in part.ifs for piece in conjuncts(test)]
                yield from _found(module, node, part.target, part.iter, tests)


def _found(
    module: ParsedModule, node: ast.AST, target: ast.expr, items: ast.expr, tests: list[ast.expr]
) -> Iterator[Rewrite]:
    inner = names_in(target)
    for test in tests:
        match test:
            case ast.Call(func=ast.Attribute(value=key, attr="startswith"), args=[probe], keywords=[]):
                pass
            case _:
                continue
        if not names_in(key) & inner or names_in(probe) & inner or isinstance(probe, ast.Constant | ast.Tuple):
            continue
        place = home(module, node, [items, key], inner, module.is_pure)
        if place is None or not module.is_pure(probe):
            continue
        first, bisect = need(module, "bisect", "bisect_left")
        second, islice = need(module, "itertools", "islice")
        third, takewhile = need(module, "itertools", "takewhile")
        rows, keys, one = module.fresh("rows"), module.fresh("beginnings"), module.fresh("place")
        item, wanted = text(target), text(probe)
        item = f"({item})" if isinstance(target, ast.Tuple) and not item.startswith("(") else item
        made = (
            f"{rows} = list({module.source(items)})\n"
            f"{keys} = sorted(({text(key)}, {one}) for {one}, {item} in enumerate({rows}))"
        )
        some = f"{islice}({keys}, {bisect}({keys}, ({wanted},)), None)"
        hits = f"{takewhile}(lambda pair: pair[0].startswith({wanted}), {some})"
        found = f"[{rows}[{one}] for {one} in sorted({one} for _, {one} in {hits})]"
        edits = (*first, *second, *third, insert_before(module, place, made), replace(module, items, found))
        yield Rewrite(edits, at(node, f"texts that begin with {wanted}"))
        return
