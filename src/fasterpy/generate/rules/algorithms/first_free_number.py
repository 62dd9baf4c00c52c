"""``while f"{name}_{n}" in used: n += 1`` for every item → go on where the last search for that name ended."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import names_in, same, text
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bound_value, insert_after, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_GROWS = ("append", "add", "extend", "update")
_READS = ("index", "count", "copy", "get", "items", "keys", "values", "setdefault")


@dataclass(frozen=True)
class _Search:
    """A loop that counts upwards until what it makes of the number is not taken."""

    loop: ast.While | ast.For
    number: str
    start: ast.expr
    """The constant from which it counts."""
    made: ast.expr
    """The candidate, in terms of the number."""
    taken: Sequence[ast.expr]
    named: str = ""
    """The candidate's variable, assigned in the loop."""


class FirstFreeNumber(Rule):
    """What is taken stays taken, so numbers that were refused once for the same name will be refused again."""

    name = "first-free-number-remembered"
    pattern = "states-from-the-start"
    summary = "Start each search for a free number where the last one for the same name ended."
    gain = 5.0
    risk = Risk.LIKELY
    order = 22
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.While, ast.For):
            search = _search(module, loop) if owns_line(module, loop) and not loop.orelse else None
            edits = _edits(module, search) if search is not None else []
            if edits:
                yield Rewrite(tuple(edits), at(loop, "first free numbers remembered"))


def _search(module: ParsedModule, loop: ast.While | ast.For) -> _Search | None:
    if isinstance(loop, ast.For):
        match loop:
            case ast.For(
                target=ast.Name(id=number),
                iter=ast.Call(func=func, args=[start]),
                body=[
                    ast.Assign(targets=[ast.Name(id=word)], value=made),
                    ast.If(test=test, body=[*_, ast.Break()], orelse=[]),
                ],
            ) if module.imported(func) == "itertools.count":
                return _checked(module, _Search(loop, number, start, made, _free(test, word), word))
        return None
    made_as: ast.Assign | None = None
    step: ast.AugAssign | None = None
    leaves: ast.If | None = None
    for stmt in loop.body:
        match stmt:
            case ast.Assign(targets=[ast.Name()]) if made_as is None:
                made_as = stmt
            case ast.AugAssign(target=ast.Name(), op=ast.Add(), value=ast.Constant(value=int() as by)) if (
                step is None and by > 0
            ):
                step = stmt
            case ast.If(body=[*_, ast.Break()], orelse=[]) if leaves is None and made_as is not None:
                leaves = stmt
            case _:
                return None
    if step is None or not isinstance(step.target, ast.Name):
        return None
    number = step.target.id
    begin = _start(module, loop, number)
    if begin is None:
        return None
    if made_as is None and leaves is None:
        tests = _taken(loop.test)
        if tests and all(same(test.left, tests[0].left) for test in tests):
            return _checked(module, _Search(loop, number, begin, tests[0].left, [one.comparators[0] for one in tests]))
        return None
    if made_as is None or not isinstance(made_as.targets[0], ast.Name):
        return None
    word = made_as.targets[0].id
    if leaves is not None:
        endless = isinstance(loop.test, ast.Constant) and bool(loop.test.value)
        found = _Search(loop, number, begin, made_as.value, _free(leaves.test, word), word)
        return _checked(module, found) if endless else None
    tests = _taken(loop.test)
    if not all(isinstance(test.left, ast.Name) and test.left.id == word for test in tests):
        return None
    # Where no round is needed the number stays at its start: nobody may ask for it then.
    if _asked_later(module, loop, number):
        return None
    return _checked(module, _Search(loop, number, begin, made_as.value, [one.comparators[0] for one in tests], word))


def _checked(module: ParsedModule, search: _Search) -> _Search | None:
    names = names_in(search.made)
    plain = type(getattr(search.start, "value", None)) is int and search.taken
    if not plain or search.number not in names or search.named in names or not module.is_pure(search.made):
        return None
    return search


def _taken(test: ast.expr) -> list[ast.Compare]:
    """``a in used or a in reserved``; empty for other tests."""
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or) else [test]
    found = [part for part in parts if isinstance(part, ast.Compare) and [type(op) for op in part.ops] == [ast.In]]
    return found if len(found) == len(parts) else []


def _free(test: ast.expr, word: str) -> list[ast.expr]:
    """The containers of ``word not in used and word not in reserved``; empty for other tests."""
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    found = []
    for part in parts:
        match part:
            case ast.Compare(left=ast.Name(id=name), ops=[ast.NotIn()], comparators=[held]) if name == word:
                found.append(held)
    return found if len(found) == len(parts) else []


def _start(module: ParsedModule, loop: ast.While, number: str) -> ast.expr | None:
    """The constant that the number is set to just before, with nothing but plain assignments between."""
    before = module.previous(loop)
    while before is not None:
        bound = bound_value(before)
        if bound is None or not owns_line(module, before):
            return None
        if bound[0].id == number:
            return bound[1] if isinstance(bound[1], ast.Constant) else None
        before = module.previous(before)
    return None


def _asked_later(module: ParsedModule, loop: ast.While, number: str) -> bool:
    target = next(below for below in ast.walk(loop) if isinstance(below, ast.Name) and below.id == number)
    return any(isinstance(use.ctx, ast.Load) and not module.inside(use, loop) for use in module.uses(target))


def _edits(module: ParsedModule, search: _Search) -> list[Edit]:
    place = _place(module, search)
    if place is None:
        return []
    rebound, mutated = mutated_names(place, module.is_pure)
    parts: dict[str, None] = {}
    if not _key(module, search.made, search.number, rebound, parts) or not parts:
        return []
    known = {name for part in parts for name in names_in(ast.parse(part))} | {search.number}
    if not names_in(search.made) & (rebound | mutated) <= known or _set_between(module, search, parts):
        return []
    key = ", ".join(parts)
    table = module.fresh("first_free")
    asked = key if len(parts) == 1 else f"({key})"
    edits = [
        insert_before(module, place, f"{table} = {{}}"),
        replace(module, search.start, f"{table}.get({asked}, {text(search.start)})"),
    ]
    note = f"{table}[{key}] = {search.number}"
    first = search.loop.body[0]
    if search.named:
        return [*edits, insert_before(module, first, note)] if owns_line(module, first) else []
    return [*edits, insert_after(module, search.loop, note)]


def _place(module: ParsedModule, search: _Search) -> ast.stmt | None:
    """The outermost loop around the search in which nothing is ever taken out of the containers."""
    best = None
    for above in module.loops(search.loop):
        if above is search.loop:
            continue
        if not owns_line(module, above) or not all(_only_grows(module, held, above) for held in search.taken):
            break
        best = above
    return best


def _only_grows(module: ParsedModule, held: ast.expr, loop: ast.stmt) -> bool:
    if not isinstance(held, ast.Name):
        return False
    for use in module.uses(held):
        above = module.parent(use)
        if module.function(use) is not module.function(held):
            return False
        if not isinstance(use.ctx, ast.Load):
            bound = bound_value(module.statement(use))
            if bound is None or module.inside(use, loop) or not _fresh_container(module, bound[1]):
                return False
            continue
        match above:
            case ast.Compare() | ast.Return() | ast.For():
                continue
            case ast.Attribute(attr=verb) if verb in _GROWS or verb in _READS:
                if isinstance(module.parent(above), ast.Call):
                    continue
            case ast.Call(func=func) if module.is_builtin(func, "len", "sorted", "set", "list", "tuple", "max", "min"):
                continue
            case ast.Subscript(ctx=ast.Load()):
                continue
            case ast.Subscript(ctx=ast.Store()) if module.kind(held) == "dict":
                continue
        return False
    return True


def _fresh_container(module: ParsedModule, value: ast.expr) -> bool:
    """A container that nobody else has."""
    if isinstance(value, ast.Call):
        return module.is_builtin(value.func, "set", "list", "dict", "sorted")
    return isinstance(value, ast.List | ast.Set | ast.Dict | ast.ListComp | ast.SetComp | ast.DictComp)


def _key(module: ParsedModule, made: ast.expr, number: str, changing: set[str], parts: dict[str, None]) -> bool:
    """Collect what the candidate is made of besides the number; False where that is no plain variable or item."""
    match made:
        case ast.Name() | ast.Attribute() | ast.Subscript():
            if number in names_in(made):
                return isinstance(made, ast.Name)
            if names_in(made) & changing:
                parts[text(made)] = None
            return True
        case ast.Constant():
            return True
        case ast.JoinedStr(values=values):
            return all(_key(module, value, number, changing, parts) for value in values)
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None) if not names_in(value) & {number}:
            # What is equal need not look the same: 1, 1.0 and True.
            if names_in(value) & changing:
                kind = module.kind(value) if value in module.parents else ""
                parts[text(value) if kind == "str" else f"str({text(value)})"] = None
            return isinstance(value, ast.Name | ast.Attribute | ast.Subscript)
        case ast.FormattedValue(value=value):
            return names_in(value) == {number}
        case ast.BinOp(left=ast.Constant(value=str()), op=ast.Mod(), right=right):
            values = right.elts if isinstance(right, ast.Tuple) else [right]
            return all(_key(module, ast.FormattedValue(value, -1, None), number, changing, parts) for value in values)
        case ast.BinOp(left=left, right=right):
            return all(_key(module, value, number, changing, parts) for value in (left, right))
        case ast.Tuple(elts=elts):
            return all(_key(module, value, number, changing, parts) for value in elts)
        case ast.Call(func=func, args=args, keywords=[]):
            if isinstance(func, ast.Attribute) and func.attr == "format" and isinstance(func.value, ast.Constant):
                return all(_key(module, ast.FormattedValue(value, -1, None), number, changing, parts) for value in args)
            # A function may tell apart what is equal, but not texts.
            for value in args:
                if names_in(value) & changing <= {number}:
                    continue
                if not isinstance(value, ast.Name) or module.kind(value) != "str":
                    return False
                parts[value.id] = None
            return True
    return False


def _set_between(module: ParsedModule, search: _Search, parts: dict[str, None]) -> bool:
    """Whether what the key is made of changes between the start of the search and its end."""
    names = {name for part in parts for name in names_in(ast.parse(part))} - {"str"}
    own = mutated_names(search.loop, module.is_pure)
    if names & (own[0] | own[1]):
        return True
    before = module.previous(search.loop) if isinstance(search.loop, ast.While) else None
    while before is not None and not module.inside(search.start, before):
        if names & mutated_names(before)[0]:
            return True
        before = module.previous(before)
    return False
