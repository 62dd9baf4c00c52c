"""A loop that finds the place of the best item, which is then taken out → ``min(items, key=…)`` and ``remove``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import named, names_in, substituted, text
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bound_value, owns_line, replace, replace_range
from fasterpy.generate.rules.containers.fixed_keys import untouched
from fasterpy.generate.rules.containers.own_lists import own_equality
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.loops.extreme_item import ordering
from fasterpy.generate.rules.target import TargetScope


class ExtremePlace(Rule):
    """Other rules know min() and max() with ``remove``; the first of equal items is the one that is removed."""

    name = "extreme-place-to-builtin"
    pattern = "running-extreme"
    summary = "Take max() or min() by a key and remove the item instead of searching for its place in a loop."
    gain = 1.2
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            before, after = module.previous(loop), module.next(loop)
            bound = bound_value(before)
            if bound is None or before is None or after is None or lives_on(module, loop) or loop.orelse:
                continue
            if module.source(bound[1]) != "0" or not (owns_line(module, before) and owns_line(module, after)):
                continue
            seen = _scanned(module, loop)
            found = _place_kept(loop, bound[0].id, seen) if seen else None
            if seen is None or found is None:
                continue
            taken = _taken(module, after, seen[0], bound[0].id)
            gone = _removals(module, bound[0], seen[0], [before, loop, after])
            if taken is None or gone is None or bool(gone) is taken[1] or own_equality(module):
                continue
            target, popped = taken
            item = target.id if isinstance(target, ast.Name) else module.fresh("best_item")
            lines = [f"{item} = {found[0]}({seen[0]}, key=lambda item: {found[1]})"]
            lines += [f"{seen[0]}.remove({item})"] if popped else []
            lines += [f"{module.source(target)} = {item}"] if not isinstance(target, ast.Name) else []
            if gone and (not isinstance(target, ast.Name) or not _as_it_was(module, loop, gone, item)):
                continue
            edits: list[Edit] = [replace_range(module, before, after, "\n".join(lines))]
            edits += [replace(module, stmt, f"{seen[0]}.remove({item})") for stmt in gone]
            yield Rewrite(tuple(edits), at(loop, f"{found[0]} of {seen[0]}"))


def _scanned(module: ParsedModule, loop: ast.For) -> tuple[str, str, str] | None:
    """The list, the name of the place, and how the item is written."""
    match loop.target, loop.iter:
        case (
            ast.Name(id=place),
            ast.Call(
                func=func,
                args=[
                    *first,
                    ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=items)]),
                ],
                keywords=[],
            ),
        ) if module.is_builtin(func, "range") and [ast.unparse(one) for one in first] in ([], ["0"], ["1"]):
            return items, place, f"{items}[{place}]"
        case (
            ast.Tuple(elts=[ast.Name(id=place), ast.Name(id=item)]),
            ast.Call(func=func, args=[ast.Name(id=items)], keywords=[]),
        ) if module.is_builtin(func, "enumerate"):
            return items, place, item
    return None


def _place_kept(loop: ast.For, best: str, seen: tuple[str, str, str]) -> tuple[str, str] | None:
    items, place, item = seen
    match loop.body:
        case [
            ast.If(test=test, body=[ast.Assign(targets=[ast.Name(id=kept)], value=ast.Name(id=value))], orelse=[])
        ] if kept == best and value == place:
            pass
        case _:
            return None
    if {"item", "kept_item"} & names_in(test) - {item}:
        return None
    test = named(test, f"{items}[{best}]", "kept_item")
    test = substituted(test, {item: ast.Name("item", ast.Load())}) if item.isidentifier() else named(test, item, "item")
    if {items, place, best} & names_in(test):
        return None
    return ordering(test, "item", "kept_item")


def _taken(module: ParsedModule, stmt: ast.stmt, items: str, best: str) -> tuple[ast.expr, bool] | None:
    """What the best item is put into, and whether it is taken out there."""
    match stmt:
        case ast.Assign(targets=[ast.Name() | ast.Tuple() as target], value=value):
            words = text(value)
            if words in (f"{items}.pop({best})", f"{items}[{best}]") and not {items, best} & names_in(target):
                return target, words.endswith(")")
    return None


def _as_it_was(module: ParsedModule, loop: ast.For, gone: list[ast.stmt], item: str) -> bool:
    """Whether the item still has the key by which it was chosen: an equal one before it would be removed otherwise."""
    test = getattr(loop.body[0], "test", loop)
    fields: set[object] = {below.attr for below in ast.walk(test) if isinstance(below, ast.Attribute)}
    fields |= {below.value for below in ast.walk(test) if isinstance(below, ast.Constant)}
    around = module.loops(gone[0])
    area = around[0] if around else module.function(loop)
    return len(gone) == 1 and owns_line(module, gone[0]) and untouched(module, not fields, fields, area, item)


def _removals(module: ParsedModule, best: ast.Name, items: str, parts: list[ast.stmt]) -> list[ast.stmt] | None:
    """Where else the place is used, to take the item out; None when it is used for anything else."""
    found: list[ast.stmt] = []
    for use in module.uses(best):
        if any(module.inside(use, part) for part in parts):
            continue
        stmt = module.statement(use)
        if text(stmt) not in (f"{items}.pop({best.id})", f"del {items}[{best.id}]") or not module.before(
            parts[-1], stmt
        ):
            return None
        if module.loops(stmt) != module.loops(parts[-1]):
            return None
        found.append(stmt)
    return found
