"""``[… for a in x for b in y if b.key == a.key]`` → the items of ``y`` listed per key once."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, text
from fasterpy.generate.rules.algorithms.equality_scan_to_index import tested
from fasterpy.generate.rules.algorithms.ranges import part_of_range
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

Comprehension: TypeAlias = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class JoinComprehensionToIndex(Rule):
    """Every outer item looks at all inner ones; with an index it meets only those that fit, in the same order."""

    name = "join-comprehension-to-index"
    pattern = "quadratic-join"
    summary = "List the inner items per key once instead of comparing every pair."
    gain = 8.0
    risk = Risk.LIKELY
    order = 16
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for node in scope.nodes(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp):
            stmt = before_which(module, node)
            if stmt is None or not isinstance(node, Comprehension):
                continue
            for place in range(1, len(node.generators)):
                rewrite = _joined(module, stmt, node, place)
                if rewrite is not None:
                    yield rewrite
                    break


def before_which(module: ParsedModule, node: ast.AST) -> ast.stmt | None:
    """The statement before which a table for this comprehension can be made; None where there is none."""
    stmt = module.statement(node)
    above = {type(other) for other in module.ancestors(node) if module.inside(other, stmt)}
    if above & {ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp} or not owns_line(module, stmt):
        return None
    return stmt if isinstance(stmt, ast.Assign | ast.Return | ast.Expr | ast.AnnAssign | ast.AugAssign) else None


def equality(
    module: ParsedModule, tests: Iterable[ast.expr], bound: set[str], outer: set[str]
) -> tuple[ast.expr, ast.expr] | None:
    """Key and probe of the first equation between the inner and the outer item."""
    for test in tests:
        parts = _sides(module, test, bound, outer)
        if parts is not None:
            return parts
        if not isinstance(test, ast.Compare) or isinstance(test.ops[0], ast.Is | ast.IsNot | ast.In | ast.NotIn):
            return None  # it may say which items have a key at all
    return None


def _joined(module: ParsedModule, stmt: ast.stmt, node: Comprehension, place: int) -> Rewrite | None:
    inner = node.generators[place]
    outer: set[str] = set().union(*(names_in(part.target) for part in node.generators[:place]))
    bound = names_in(inner.target)
    part = part_of_range(module, inner.iter, inner.target, inner.iter)
    if part is not None and names_in(part.whole) & outer:
        return None
    if part is None and (not isinstance(inner.iter, ast.Name) or inner.iter.id in outer):
        return None
    if inner.is_async or bound & outer:
        return None
    # The loop that makes the index binds these names in the function, which a comprehension does not.
    names = (below for below in ast.walk(module.function(node)) if isinstance(below, ast.Name | ast.arg))
    if any(_word(name) in bound and not module.inside(name, node) for name in names):
        return None
    whole = place == len(node.generators) - 1
    tests = tested(module, node) if whole else [piece for test in inner.ifs for piece in conjuncts(test)]
    parts = equality(module, tests, bound, outer)
    if parts is None:
        return None
    key, probe = parts
    target = module.source(inner.target)
    items = module.source(inner.iter) if part is None else text(part.whole)
    index = module.fresh(f"{items}_by_key" if part is None else "by_key")
    item = f"({target})" if isinstance(inner.target, ast.Tuple) and not target.startswith(("(", "[")) else target
    lines = block(module, f"{index}.setdefault({module.source(key)}, []).append({item})")
    made = f"{index} = {{}}\nfor {target} in {items}:\n{lines}"
    end = ""
    if part is not None:
        end = f" if {part.low} <= {target}" if part.low else f" if {target} < {part.high}"
    edits: list[Edit] = [
        insert_before(module, stmt, made),
        replace(module, inner.iter, f"{index}.get({module.source(probe)}, ()){end}"),
    ]
    # The test stays for what hashing cannot know; where it is the only one, it is made once per pair that fits.
    if part is None and len(inner.ifs) == 1 and _sides(module, inner.ifs[0], bound, outer) == parts:
        edits.append(Edit(module.span(inner.iter)[1], module.span(inner.ifs[0])[1], ""))
    return Rewrite(tuple(edits), at(node, f"{items} listed by {module.source(key)}"))


def _word(name: ast.Name | ast.arg) -> str:
    return name.id if isinstance(name, ast.Name) else name.arg


def _sides(module: ParsedModule, test: ast.expr, bound: set[str], outer: set[str]) -> tuple[ast.expr, ast.expr] | None:
    """The side of an equation that the inner item alone gives, and the one that the outer item gives."""
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            for key, probe in ((left, right), (right, left)):
                own, other = names_in(key), names_in(probe)
                if own & bound and not own & outer and other & outer and not other & bound:
                    return (key, probe) if module.is_pure(key) and module.is_pure(probe) else None
    return None
