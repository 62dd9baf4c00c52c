"""A scan that does something only where a key matches → only the items with that key, from a dict."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names, root_name
from fasterpy.generate.rules.algorithms.apart import only_elsewhere
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, negated, text
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
            heart = inside(module, loop)
            if owns_line(module, loop) and not lives_on(module, loop) and not ends_with_item(loop, heart.values):
                yield from _indexed(module, loop, loop.target, loop.iter, list(heart.tests))
        comprehensions: list[ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp]
        comprehensions = [*scope.nodes(ast.ListComp, ast.SetComp, ast.GeneratorExp), *scope.nodes(ast.DictComp)]
        for node in comprehensions:
            part = node.generators[-1]
            if len(node.generators) == 1:
                yield from _indexed(module, node, part.target, part.iter, tested(module, node))


def ends_with_item(loop: ast.For, values: Iterable[str]) -> bool:
    """Whether the ``else`` of a loop reads what the last round was about, which is another round now."""
    read = {name for stmt in loop.orelse for name in names_in(stmt)}
    return not read.isdisjoint(names_in(loop.target) | set(values))


def tested(module: ParsedModule, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> list[ast.expr]:
    """What must hold of an item to matter, also where it is asked as in ``any(c == client and … for …)``."""
    tests = [piece for part in node.generators for test in part.ifs for piece in conjuncts(test)]
    call = module.parent(node)
    if not isinstance(call, ast.Call) or isinstance(node, ast.DictComp) or call.args != [node]:
        return tests
    if module.is_builtin(call.func, "any"):
        tests += conjuncts(node.elt)
    elif module.is_builtin(call.func, "all"):
        tests += negated(node.elt)
    elif module.is_builtin(call.func, "sum"):
        asked = list(conjuncts(node.elt))
        tests += asked if all(isinstance(test, ast.Compare) for test in asked) else []
    return tests


def _indexed(
    module: ParsedModule, node: ast.AST, target: ast.expr, items: ast.expr, tests: list[ast.expr]
) -> Iterator[Rewrite]:
    inner = names_in(target)
    facts = plan(tests, inner)
    either = next(filter(None, (_either(test, inner) for test in facts.other)), None) if not facts.equal else None
    if either is not None:
        key, probe = either
    elif facts.equal:
        key = tuple_of([part.key for part in facts.equal])
        probe = tuple_of([part.probe for part in facts.equal])
    else:
        return
    place = home(module, node, [items, key], inner)
    part: Part | None = None
    if place is None:
        part = part_of_range(module, node, target, items, backwards=isinstance(node, ast.For))
        place = home(module, node, [part.whole, key], inner) if part else None
        if part is None or place is None:
            return
    if part is None and either is None and not names_in(probe) & _changing(place):
        yield _filtered(module, node, place, target, items, key, probe)
        return
    if isinstance(node, ast.For) and not steady(module, probe, node):
        return
    table = module.fresh("by_key")
    whole = text(part.whole) if part else module.source(items)
    listed = text(target)
    item = bare(target)
    head = f"for {item} in {whole}:"
    if either is not None:
        one = module.fresh("key")
        rows = [f"for {one} in {text(key)}:", block(module, f"{table}.setdefault({one}, []).append({listed})")]
    else:
        rows = [f"{table}.setdefault({text(key)}, []).append({listed})"]
    made = [f"{table} = {{}}", head, *(block(module, line) for row in rows for line in row.split("\n"))]
    edits: list[Edit] = [insert_before(module, place, "\n".join(made))]
    found = f"{table}.get({text(probe)}, ())"
    if part is None:
        edits.append(replace(module, items, found))
    elif isinstance(node, ast.For):
        imports, bisect = need(module, "bisect", "bisect_left")
        same = module.fresh("matching")
        low = f"{bisect}({same}, {part.low})" if part.low else ""
        high = f"{bisect}({same}, {part.high})" if part.high else ""
        edits += [*imports, insert_before(module, node, f"{same} = {found}")]
        edits.append(replace(module, items, f"{same}[{low}:{high}]{'[::-1]' if part.backwards else ''}"))
    else:
        between = f"{part.low} <= {item}" if part.low else f"{item} < {part.high}"
        edits.append(replace(module, items, f"[{item} for {item} in {found} if {between}]"))
    yield Rewrite(tuple(edits), at(node if hasattr(node, "lineno") else items, f"matches of {text(key)} from a dict"))


def bare(target: ast.expr) -> str:
    """A target as it stands in the head of a loop."""
    return ", ".join(map(text, target.elts)) if isinstance(target, ast.Tuple) and len(target.elts) > 1 else text(target)


def _changing(place: ast.stmt) -> set[str]:
    """Names that may mean something else in the next round of a loop, or call of an inner function."""
    given = (
        {arg.arg for arg in ast.walk(place.args) if isinstance(arg, ast.arg)}
        if isinstance(place, ast.FunctionDef)
        else set()
    )
    return mutated_names(place)[0] | given


def steady(module: ParsedModule, probe: ast.expr, loop: ast.For) -> bool:
    """Whether what is looked for stays the same while the loop runs: it is asked for once."""
    names = names_in(probe)

    def elsewhere(call: ast.Call) -> bool:
        own = isinstance(call.func, ast.Attribute) and root_name(call.func.value) in names
        return not own or module.is_pure(call)

    for stmt in loop.body:
        rebound, mutated = mutated_names(stmt, elsewhere)
        changed = {name for name in mutated if not only_elsewhere(module, name, stmt, [probe], elsewhere)}
        if names & (rebound | changed):
            return False
    return True


def _filtered(
    module: ParsedModule,
    node: ast.AST,
    place: ast.stmt,
    target: ast.expr,
    items: ast.expr,
    key: ast.expr,
    probe: ast.expr,
) -> Rewrite:
    """The key that is looked for stays the same: its items alone, once."""
    rows = module.fresh("matching")
    made = f"{rows} = [{text(target)} for {bare(target)} in {module.source(items)} if {text(key)} == {text(probe)}]"
    edits = (insert_before(module, place, made), replace(module, items, rows))
    return Rewrite(edits, at(node if hasattr(node, "lineno") else items, f"items with {text(key)} once"))


def _either(test: ast.expr, inner: set[str]) -> tuple[ast.expr, ast.expr] | None:
    """``pair.a == x or pair.b == x``: the keys of an item as a set, and what either must be equal to."""
    if not isinstance(test, ast.BoolOp) or not isinstance(test.op, ast.Or):
        return None
    keys: dict[str, ast.expr] = {}
    probes: dict[str, ast.expr] = {}
    for value in test.values:
        equal = plan(list(conjuncts(value)), inner).equal
        if not equal:
            return None
        keys[text(equal[0].key)] = equal[0].key
        probes[text(equal[0].probe)] = equal[0].probe
    if len(probes) != 1:
        return None
    return ast.Set(list(keys.values())), next(iter(probes.values()))
