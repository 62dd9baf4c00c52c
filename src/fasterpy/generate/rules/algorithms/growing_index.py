"""Looking through the entries made so far for those with the same key, and appending → a dict of them by key."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import named, names_in, substituted, text
from fasterpy.generate.rules.algorithms.equality_scan_to_index import ends_with_item, steady, tested
from fasterpy.generate.rules.algorithms.growing_list import Fields
from fasterpy.generate.rules.algorithms.growing_places import empty_start
from fasterpy.generate.rules.algorithms.growing_uses import Growth, growth, rekeyed
from fasterpy.generate.rules.algorithms.look_through import inside
from fasterpy.generate.rules.algorithms.scan import lives_on, plan, tuple_of
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, insert_after, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_ENTRY = "_the_entry"


@dataclass(frozen=True)
class _Scan:
    """A loop or comprehension over a list, and what must be equal for an entry to matter."""

    node: ast.For | ast.ListComp | ast.SetComp | ast.GeneratorExp
    listed: ast.Name
    spot: ast.expr
    """What the entries of one key are put in the place of."""
    form: str
    """``items``, ``range`` or ``enumerate``."""
    target: ast.expr
    key: ast.expr
    probe: ast.expr


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
        groups: dict[tuple[ast.stmt, str], list[_Scan]] = {}
        for scan in _scans(module, scope):
            start = empty_start(module, scan.listed)
            if start is not None and owns_line(module, start) and module.function(start) is module.function(scan.node):
                # Where one is rewritten, tuples of a target are spelled away: ``c`` of ``for t, c in found``.
                spelled = _bound(scan.target, ast.Name("_", ast.Load()))
                if spelled is not None:
                    key = f"{scan.form} {text(substituted(scan.key, spelled))}"
                    groups.setdefault((start, key), []).append(scan)
        for (start, _), scans in groups.items():
            found = growth(module, start, [scan.node for scan in scans], scans[0].listed)
            edits = _edits(module, start, scans, found) if found is not None else []
            if edits:
                yield Rewrite(tuple(edits), at(scans[0].node, f"{scans[0].listed.id} by key"))


def _scans(module: ParsedModule, scope: TargetScope) -> Iterator[_Scan]:
    for loop in scope.nodes(ast.For):
        found = _listed(module, loop.iter)
        if found is None or not module.loops(loop) or not owns_line(module, loop) or lives_on(module, loop):
            continue
        heart = inside(module, loop)
        scan = _scan(module, loop, loop.target, found, heart.tests)
        if scan is not None and steady(module, scan.probe, loop) and not ends_with_item(loop, heart.values):
            yield scan
    for node in scope.nodes(ast.ListComp, ast.SetComp, ast.GeneratorExp):
        found = _listed(module, node.generators[0].iter)
        if found is not None and len(node.generators) == 1 and module.loops(node):
            scan = _scan(module, node, node.generators[0].target, found, tested(module, node))
            if scan is not None:
                yield scan


def _scan(
    module: ParsedModule,
    node: ast.For | ast.ListComp | ast.SetComp | ast.GeneratorExp,
    target: ast.expr,
    found: tuple[ast.Name, ast.expr, str],
    tests: Sequence[ast.expr],
) -> _Scan | None:
    listed, spot, form = found
    equal = plan(tests, names_in(target)).equal
    if not equal:
        return None
    key, probe = tuple_of([part.key for part in equal]), tuple_of([part.probe for part in equal])
    if isinstance(key, ast.Name) and isinstance(target, ast.Name):
        return None  # the items themselves: plain membership
    if not module.is_pure(key) or not module.is_pure(probe) or listed.id in names_in(probe):
        return None
    for below in ast.walk(key):
        match below:
            case ast.Subscript(value=ast.Name(id=name), slice=place) if name == listed.id:
                # The entry before this one is another one later.
                if form != "range" or not isinstance(place, ast.Name) or place.id not in names_in(target):
                    return None
    return _Scan(node, listed, spot, form, target, key, probe)


def _listed(module: ParsedModule, items: ast.expr) -> tuple[ast.Name, ast.expr, str] | None:
    """The list that a loop goes over, by items or by places, and which expression stands for the entries."""
    match items:
        case ast.Name():
            return items, items, "items"
        case ast.Call(func=func, args=[ast.Name() as listed], keywords=[]) if module.is_builtin(func, "reversed"):
            return listed, listed, "items"
        case ast.Subscript(
            value=ast.Name() as listed,
            slice=ast.Slice(lower=None, upper=None, step=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1))),
        ):
            return listed, listed, "items"
        case ast.Call(func=func, args=[ast.Call(func=ast.Name(id="len"), args=[ast.Name() as listed])]) if (
            module.is_builtin(func, "range")
        ):
            return listed, items, "range"
        case ast.Call(func=func, args=[ast.Name() as listed], keywords=[]) if module.is_builtin(func, "enumerate"):
            return listed, items, "enumerate"
    return None


def _edits(module: ParsedModule, start: ast.stmt, scans: Sequence[_Scan], found: Growth) -> list[Edit]:
    one = scans[0]
    name = one.listed.id
    for loop in found.loops:
        rebound, mutated = mutated_names(loop)
        for scan in scans:
            if (names_in(scan.key) - names_in(scan.target) - {name}) & (rebound | mutated):
                return []
    if any(rekeyed(module, scan.key, scan.target, name, found) for scan in scans):
        return []
    table = module.fresh(f"{name}_by_key")
    edits = [replace(module, scan.spot, f"{table}.get({text(scan.probe)}, ())") for scan in scans]
    items = [call.args[0] for call in map(_call, found.appends)]
    keys = [_key_of(one, item) for item in items]
    # The list itself is of no use any more where all that was asked of it is asked of the dict.
    instead = one.form == "items" and not found.other and None not in keys
    for stmt, item, key in zip(found.appends, items, keys, strict=True):
        line = f"{table}.setdefault({key or _key_of(one, _last(name))}, []).append"
        if instead:
            edits.append(replace(module, stmt, f"{line}({argument(module, item)})"))
        else:
            value = item.id if isinstance(item, ast.Name) else text(_last(name))
            entry = {"items": value, "range": f"len({name}) - 1", "enumerate": f"(len({name}) - 1, {value})"}
            edits.append(insert_after(module, stmt, f"{line}({entry[one.form]})"))
    begin = replace if instead else insert_after
    return [begin(module, start, f"{table} = {{}}"), *edits]


def _key_of(scan: _Scan, item: ast.expr) -> str | None:
    """The key of the entry just appended, by what the item consists of; None where that would be made twice."""
    place = ast.BinOp(ast.parse(f"len({scan.listed.id})", mode="eval").body, ast.Sub(), ast.Constant(1))
    whole: ast.expr = {"items": item, "range": place, "enumerate": ast.Tuple([place, item], ast.Load())}[scan.form]
    key = scan.key
    if scan.form == "range":
        key = named(key, f"{scan.listed.id}[{text(scan.target)}]", _ENTRY)
    values = (_bound(scan.target, whole) or {}) | {_ENTRY: item}
    made = Fields().visit(substituted(key, values))
    again = (ast.Dict, ast.List, ast.Call, ast.BinOp, ast.Tuple, ast.IfExp, ast.JoinedStr, ast.ListComp)
    simple = isinstance(item, ast.Name | ast.Constant) or text(item) == text(_last(scan.listed.id))
    parts = made.elts if isinstance(scan.key, ast.Tuple) else [made]
    if not simple and any(isinstance(below, again) for part in parts for below in ast.walk(part)):
        return None
    return text(made)


def _bound(target: ast.expr, value: ast.expr) -> dict[str, ast.expr] | None:
    """What the names of a target are bound to; None for targets with a star and the like."""
    match target:
        case ast.Name(id=name):
            return {name: value}
        case ast.Tuple(elts=elts):
            found: dict[str, ast.expr] = {}
            for number, part in enumerate(elts):
                below = _bound(part, ast.Subscript(value, ast.Constant(number), ast.Load()))
                if below is None:
                    return None
                found |= below
            return found
    return None


def _last(name: str) -> ast.expr:
    return ast.Subscript(ast.Name(name, ast.Load()), ast.UnaryOp(ast.USub(), ast.Constant(1)), ast.Load())


def _call(stmt: ast.Expr) -> ast.Call:
    assert isinstance(stmt.value, ast.Call)
    return stmt.value
