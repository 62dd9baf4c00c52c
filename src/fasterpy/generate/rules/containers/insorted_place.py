"""A search for the item that ``insort`` has just put into the list → ``bisect_left``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import dotted, mutated_names, root_name, touched
from fasterpy.generate.rules.algorithms.conditions import names_in, substituted, text
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, need, owns_line, replace, replace_range, unindented
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


@dataclass(frozen=True)
class _Put:
    """``insort(listed, item, key=key)``."""

    listed: str
    item: str
    roots: frozenset[str]
    """The variables of both."""
    key: ast.expr | None
    value: ast.expr


class InsortedPlace(Rule):
    """Equal items stand side by side; with a key only those with the same key have to be looked at."""

    name = "insorted-place-to-bisect"
    pattern = "linear-search-sorted"
    summary = "Find the place of an item in a sorted list with bisect instead of searching from the start."
    gain = 3.0
    risk = Risk.LIKELY
    order = 19

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Expr):
            match stmt.value:
                case ast.Call(func=func, args=[ast.Name() | ast.Attribute() as listed, item], keywords=words) if (
                    module.imported(func) in ("bisect.insort", "bisect.insort_right", "bisect.insort_left")
                ):
                    pass
                case _:
                    continue
            again = not any(isinstance(below, ast.Call) for below in ast.walk(item))
            if any(word.arg != "key" for word in words) or not again or not dotted(listed):
                continue
            key = words[0].value if words else None
            put = _Put(dotted(listed), ast.unparse(item), frozenset(names_in(item) | {root_name(listed)}), key, item)
            for after in _following(module, stmt, put):
                yield from _scan(module, after, put)
                for call in ast.walk(after):
                    match call:
                        case ast.Call(func=ast.Attribute(value=owner, attr="index"), args=[sought]) if (
                            ast.unparse(owner) == put.listed
                            and ast.unparse(sought) == put.item
                            and module.loops(call) == module.loops(stmt)
                        ):
                            found = _place(module, put)
                            if found is not None:
                                imports, place = found
                                yield Rewrite((*imports, replace(module, call, place)), at(call, "bisect"))


def _following(module: ParsedModule, stmt: ast.stmt, put: _Put) -> Iterator[ast.stmt]:
    """The statements behind that still find both as they were."""
    after = module.next(stmt)
    while after is not None:
        rebound, mutated = mutated_names(after, module.is_pure)
        root = put.listed.partition(".")[0]
        if root != put.listed and root in mutated and not touched(after, root, module.is_pure) & {root, put.listed}:
            mutated.discard(root)  # another attribute of the same object
        if put.roots & (rebound | mutated):
            return
        yield after
        after = module.next(after)


def _place(module: ParsedModule, put: _Put) -> tuple[tuple[Edit, ...], str] | None:
    imports, bisect = need(module, "bisect", "bisect_left")
    match put.key:
        case None:
            return imports, f"{bisect}({put.listed}, {put.item})"
        case ast.Lambda(args=ast.arguments(args=[ast.arg(arg=arg)]), body=body) as key if module.is_pure(body):
            value = text(substituted(body, {arg: put.value}))
        case ast.Name() | ast.Attribute() as key:
            value = f"{module.source(key)}({put.item})"
        case _:
            return None
    # Others with the same key may stand before it.
    start = f"{bisect}({put.listed}, {value}, key={module.source(key)})"
    return (imports, f"{put.listed}.index({put.item}, {start})") if "\n" not in start else None


def _scan(module: ParsedModule, loop: ast.stmt, put: _Put) -> Iterator[Rewrite]:
    """A loop over the list that stops at the item: it counts the ones before."""
    if not isinstance(loop, ast.For) or loop.orelse or not owns_line(module, loop):
        return
    match loop.target, loop.iter, loop.body:
        case (
            ast.Name(id=other),
            items,
            [
                ast.If(test=test, body=[ast.Break()], orelse=[]),
                ast.AugAssign(target=ast.Name(id=count), op=ast.Add(), value=ast.Constant(value=1)),
            ],
        ) if ast.unparse(items) == put.listed and count not in put.roots | {other} and _same(test, other, put.item):
            found = None if lives_on(module, loop) else _place(module, put)
            if found is None:
                return
            imports, place = found
            before = module.previous(loop)
            match before:
                case ast.Assign(targets=[ast.Name(id=word)], value=ast.Constant(value=int() as zero)) if word == count:
                    edit = replace_range(module, before, loop, f"{count} = {_plus(place, str(zero))}")
                case _:
                    edit = replace(module, loop, f"{count} += {place}")
            yield Rewrite((*imports, edit), at(loop, "bisect"))
        case target, items, [ast.If(test=test, body=[*inner, (ast.Break() | ast.Return()) as last], orelse=[])]:
            numbered = _numbered(module, target, items, put)
            if numbered is None:
                return
            count, other, start = numbered
            if not _same(test, other, put.item) or any(names_in(stmt) & names_in(target) - {count} for stmt in inner):
                return
            if any(isinstance(below, ast.Break | ast.Continue) for stmt in inner for below in ast.walk(stmt)):
                return
            stmts = [*inner, last] if isinstance(last, ast.Return) else inner
            kept = "" if count == other or not other.isidentifier() else other
            if kept and (kept in names_in(last) or _read_later(module, loop, kept)):
                return
            found = _place(module, put)
            if found is not None:
                imports, place = found
                lines = [f"{count} = {_plus(place, start)}", *(unindented(module, stmt) for stmt in stmts)]
                yield Rewrite((*imports, replace(module, loop, "\n".join(lines))), at(loop, "bisect"))


def _plus(place: str, start: str) -> str:
    return place if start == "0" else f"{place} + {start}" if not start.startswith("-") else f"{place} - {start[1:]}"


def _same(test: ast.expr, other: str, item: str) -> bool:
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            return {ast.unparse(left), ast.unparse(right)} == {other, item}
    return False


def _numbered(module: ParsedModule, target: ast.expr, items: ast.expr, put: _Put) -> tuple[str, str, str] | None:
    """Names of the number and of the item in a loop's head, and the first number."""
    match target, items:
        case (
            ast.Tuple(elts=[ast.Name(id=count), ast.Name(id=other)]),
            ast.Call(func=func, args=[owner, *given], keywords=words),
        ) if module.is_builtin(func, "enumerate") and ast.unparse(owner) == put.listed:
            first = [*given, *(word.value for word in words)]
            if not first:
                return count, other, "0"
            return (count, other, ast.unparse(first[0])) if isinstance(first[0], ast.Constant) else None
        case (
            ast.Name(id=count),
            ast.Call(func=func, args=[ast.Call(func=size, args=[owner])]),
        ) if module.is_builtin(func, "range") and module.is_builtin(size, "len") and ast.unparse(owner) == put.listed:
            return count, f"{put.listed}[{count}]", "0"
    return None


def _read_later(module: ParsedModule, loop: ast.For, name: str) -> bool:
    target = next(below for below in ast.walk(loop.target) if isinstance(below, ast.Name) and below.id == name)
    uses = module.uses(target)
    return any(not module.inside(use, loop) and isinstance(use.ctx, ast.Load) for use in uses)
