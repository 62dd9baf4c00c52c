"""``part = text[i : i + w].upper()``, then ``part.count("G") + part.count("C")`` → differences of prefix counts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import terms, text
from fasterpy.generate.rules.algorithms.look_through import named_value
from fasterpy.generate.rules.algorithms.scan import home
from fasterpy.generate.rules.algorithms.window_sum_to_prefix import movable, taken
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bare, delete, insert_before, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


@dataclass(frozen=True)
class _Count:
    """One call ``part.count(letter)``."""

    letter: str
    listed: ast.expr
    part: ast.Slice
    method: str
    """``upper`` or ``lower``, applied to the slice."""
    made: ast.stmt | None
    """Where the slice got its name."""

    @property
    def key(self) -> tuple[str, str, str]:
        return text(self.listed), ast.dump(self.part), self.method


class LetterCountsToPrefix(Rule):
    """What a slice has of some letters; their case may be changed first, since that is done letter by letter."""

    name = "letter-counts-to-prefix"
    pattern = "letters-in-windows"
    summary = "Take differences of prefix counts instead of copying every window and counting its letters."
    gain = 5.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        found = {call: count for call in scope.nodes(ast.Call) if (count := _count(module, call))}
        groups: dict[tuple[ast.stmt | None, tuple[str, str, str]], list[ast.expr]] = {}
        for call, count in found.items():
            groups.setdefault((count.made, count.key), []).append(_sum(module, call, found))
        for (made, _), nodes in groups.items():
            nodes = list(dict.fromkeys(nodes))
            first = found[next(call for call in found if module.inside(call, nodes[0]))]
            # A plain count of a plain slice is the business of slice-sum-to-prefix.
            if made is None and not first.method and all(isinstance(node, ast.Call) for node in nodes):
                continue
            for clamped in (False, True):
                rewrite = _rewrite(module, nodes, found, clamped)
                if rewrite is not None:
                    yield rewrite


def _count(module: ParsedModule, call: ast.Call) -> _Count | None:
    match call:
        case ast.Call(
            func=ast.Attribute(attr="count", value=part), args=[ast.Constant(value=str() as letter)], keywords=[]
        ) if len(letter) == 1:
            pass
        case _:
            return None
    made: ast.stmt | None = None
    if isinstance(part, ast.Name):
        named = named_value(module, part)
        if named is None:
            return None
        made, part = named
    method = ""
    match part:
        case ast.Call(func=ast.Attribute(attr="upper" | "lower" as method, value=part), args=[], keywords=[]):
            pass
    match part:
        case ast.Subscript(value=listed, slice=ast.Slice(step=None) as ends):
            return _Count(letter, listed, ends, method, made)
    return None


def _sum(module: ParsedModule, call: ast.Call, found: dict[ast.Call, _Count]) -> ast.expr:
    """The largest sum around a count that adds counts of the same slice only."""
    node: ast.expr = call
    while isinstance(above := module.parent(node), ast.BinOp) and isinstance(above.op, ast.Add):
        counts = [found.get(part) for _, part in terms(above) if isinstance(part, ast.Call)]
        if len(counts) < len(terms(above)) or any(one is None or one.key != found[call].key for one in counts):
            break
        node = above
    return node


def _rewrite(
    module: ParsedModule, nodes: list[ast.expr], found: dict[ast.Call, _Count], clamped: bool
) -> Rewrite | None:
    edits: list[Edit] = []
    tables: dict[tuple[str, ...], str] = {}
    variant = ""
    count = None
    for node in nodes:
        counts = [found[call] for call in found if module.inside(call, node)]
        count = counts[0]
        place = home(module, node, [count.listed], ())
        if place is None or not movable(module, count.part, place):
            return None
        letters = tuple(one.letter for one in counts)
        if letters not in tables:
            tables[letters] = module.fresh("prefix")
            imports, accumulate = need(module, "itertools", "accumulate")
            lines = _table(module, count, letters, accumulate, tables[letters])
            edits += [*imports, insert_before(module, place, lines)]
        ways = list(taken(module, node, count.listed, count.part, tables[letters]))
        if clamped and len(ways) < 2:
            return None
        variant, value = ways[clamped]
        edits.append(replace(module, node, bare(module, node, value)))
    if count is None:
        return None
    if count.made is not None:
        bound = next(name for name in ast.walk(count.made) if isinstance(name, ast.Name))
        loads = [use for use in module.uses(bound) if isinstance(use.ctx, ast.Load)]
        if all(any(module.inside(use, node) for node in nodes) for use in loads):
            edits.append(delete(module, count.made))
    return Rewrite(tuple(edits), at(nodes[0], f"prefix counts of {text(count.listed)}"), variant)


def _table(module: ParsedModule, count: _Count, letters: tuple[str, ...], accumulate: str, name: str) -> str:
    listed = text(count.listed)
    if module.kind(count.listed) != "str" and not count.method:
        tests = [f"(item == {letter!r})" for letter in letters]
        return f"{name} = [*{accumulate}([{' + '.join(tests)} for item in {listed}], initial=0)]"
    # A text has few different letters, so each is looked at once.
    cased = f"item.{count.method}()" if count.method else "item"
    value = " + ".join(f"{cased}.count({_quoted(letter)})" for letter in letters)
    worth = module.fresh("worth")
    lines = [f"{worth} = {{item: {value} for item in set({listed})}}"]
    return "\n".join([*lines, f"{name} = [*{accumulate}(map({worth}.__getitem__, {listed}), initial=0)]"])


def _quoted(letter: str) -> str:
    return f'"{letter}"' if letter.isalnum() else repr(letter)
