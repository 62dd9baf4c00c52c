"""``items.append(x); items.sort()`` → ``insort(items, x)``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, delete, insert_before, need, owns_line, replace, replace_range
from fasterpy.generate.rules.containers.fixed_keys import fixed
from fasterpy.generate.rules.containers.own_lists import looked_at, makes_list
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_KEEPS_ORDER = ("append", "clear", "copy", "count", "index", "pop", "remove", "sort")


@dataclass(frozen=True)
class _Site:
    """A place where an item is added and the list is sorted."""

    listed: ast.Name | ast.Attribute
    item: ast.expr
    add: ast.stmt
    sort: ast.stmt
    keywords: list[ast.keyword]
    anew: bool
    """The sorted list is a new one: who holds the old one sees no more of the items that come."""


class AppendAndSort(Rule):
    """A list that is sorted after every item added stays sorted: the place of the new item is found by halving."""

    name = "append-and-sort-to-insort"
    pattern = "sorted-window"
    summary = "Put the new item at its place with bisect instead of sorting everything again."
    gain = 4.0
    risk = Risk.LIKELY
    order = 18

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Expr, ast.Assign):
            site = _site(module, stmt)
            if site is None or not (owns_line(module, site.add) and owns_line(module, site.sort)):
                continue
            key = _key(module, site)
            area = next(iter(module.loops(stmt)), module.function(stmt))
            if key is None or not _sound(module, site) or not fixed(module, _option(site.keywords, "key"), area):
                continue
            first = _first_sort(module, site)
            if first is None:
                continue
            imports, insort = need(module, "bisect", "insort")
            text = f"{insort}({module.source(site.listed)}, {argument(module, site.item)}{key})"
            together = module.next(site.add) is site.sort
            edits = (
                [replace_range(module, site.add, site.sort, text)]
                if together
                else [replace(module, site.add, text)]
                if site.add is site.sort
                else [replace(module, site.add, text), delete(module, site.sort)]
            )
            yield Rewrite((*imports, *first, *edits), at(stmt, "insort"))


def _site(module: ParsedModule, stmt: ast.stmt) -> _Site | None:
    match stmt:
        case ast.Assign(targets=[ast.Name() | ast.Attribute() as listed], value=ast.Call(func=func, args=[both])) if (
            module.is_builtin(func, "sorted")
        ):
            added = _with_one_more(both)
            if added is None or not _alike(module, added[0], listed):
                return None
            return _Site(listed, added[1], stmt, stmt, stmt.value.keywords, True)  # type: ignore[attr-defined]
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(value=ast.Name() | ast.Attribute() as listed, attr="append"), args=[item])
        ):
            pass
        case _:
            return None
    after, above = module.next(stmt), module.parent(stmt)
    if after is None and isinstance(above, ast.If) and not above.orelse:
        after = module.next(above)
    match after:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr="sort"), args=[], keywords=keywords)):
            return _Site(listed, item, stmt, after, keywords, False) if _alike(module, owner, listed) else None
        case ast.Assign(targets=[owner], value=ast.Call(func=func, args=[again], keywords=keywords)) if (
            module.is_builtin(func, "sorted") and _alike(module, owner, listed) and _alike(module, again, listed)
        ):
            return _Site(listed, item, stmt, after, keywords, True)
    return None


def _with_one_more(both: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """``items + [x]`` and ``[*items, x]``."""
    match both:
        case ast.BinOp(left=items, op=ast.Add(), right=ast.List(elts=[item])) if not isinstance(item, ast.Starred):
            return items, item
        case ast.List(elts=[ast.Starred(value=items), item]) if not isinstance(item, ast.Starred):
            return items, item
    return None


def _alike(module: ParsedModule, one: ast.expr, other: ast.expr) -> bool:
    return module.source(one) == module.source(other)


def _option(keywords: list[ast.keyword], name: str) -> ast.expr | None:
    return next((word.value for word in keywords if word.arg == name), None)


def _key(module: ParsedModule, site: _Site) -> str | None:
    """What to hand on; None for an order that insort does not know."""
    key, flip = _option(site.keywords, "key"), _option(site.keywords, "reverse")
    if any(word.arg not in ("key", "reverse") for word in site.keywords):
        return None
    down = isinstance(flip, ast.Constant) and flip.value is True
    if flip is not None and not down:
        return None
    if key is None:
        item = module.fresh("number") if down else ""
        # Only numbers can be turned round.
        return f", key=lambda {item}: -{item}" if down and _number(module, site.item) else None if down else ""
    if down or "\n" in module.source(key):
        return None
    return "" if _natural(module, key, site) else f", key={module.source(key)}"


def _number(module: ParsedModule, item: ast.expr) -> bool:
    return module.kind(item) in ("int", "float")


def _natural(module: ParsedModule, key: ast.expr, site: _Site) -> bool:
    """``lambda e: (e[0], e[1])`` for pairs, and nothing but pairs are put into the list, which is empty at first."""
    match key:
        case ast.Lambda(args=ast.arguments(args=[ast.arg(arg=item)]), body=ast.Tuple(elts=parts)):
            pass
        case _:
            return False
    made = site.item
    if isinstance(made, ast.Name):
        scope = module.scopes.owner(made)
        bindings = scope.bindings.get(made.id, []) if scope else []
        above = module.parent(bindings[0]) if len(bindings) == 1 else None
        made = above.value if isinstance(above, ast.Assign) and above.targets == [bindings[0]] else made
    if not isinstance(made, ast.Tuple) or len(made.elts) != len(parts):
        return False
    if any(isinstance(part, ast.Starred) for part in made.elts):
        return False
    spelled = [f"{item}[{place}]" for place in range(len(parts))]
    starts = _starts(module, site)
    empty = bool(starts) and all(isinstance(value, ast.List) and not value.elts for value in starts)
    return empty and spelled == [ast.unparse(part) for part in parts]


def _others(module: ParsedModule, site: _Site) -> list[ast.Name | ast.Attribute]:
    """Where else the list is used: the same variable, or the same attribute of anything in this file."""
    listed = site.listed
    found: list[ast.Name | ast.Attribute] = []
    if isinstance(listed, ast.Name):
        found += module.uses(listed)
    else:
        found += [node for node in module.nodes(ast.Attribute) if node.attr == listed.attr]
    return [use for use in found if not (module.inside(use, site.add) or module.inside(use, site.sort))]


def _starts(module: ParsedModule, site: _Site) -> list[ast.expr | None]:
    """What the list is bound to elsewhere; None where that cannot be said."""
    found: list[ast.expr | None] = []
    if isinstance(site.listed, ast.Name):
        scope = module.scopes.owner(site.listed)
        bindings = scope.bindings.get(site.listed.id, []) if scope else []
        found += [None for node in bindings if not isinstance(node, ast.Name)]
    for use in _others(module, site):
        if isinstance(use.ctx, ast.Store):
            above = module.parent(use)
            single = isinstance(above, ast.AnnAssign) or (isinstance(above, ast.Assign) and above.targets == [use])
            found.append(above.value if single and isinstance(above, ast.Assign | ast.AnnAssign) else None)
    return found


def _first_sort(module: ParsedModule, site: _Site) -> list[Edit] | None:
    """Edits that sort what the list starts with; None when that would be seen."""
    starts = _starts(module, site)
    words = [ast.unparse(word) for word in site.keywords]
    rest = [value for value in starts if not _sorted_already(module, value, words)]
    if not rest:
        return []
    if site.anew and any(value is None or not makes_list(module, value) for value in rest):
        return None  # someone else's list gets one item, and not the others
    if not isinstance(site.listed, ast.Name):
        return [] if not site.anew else None
    loops = module.loops(site.add)
    if not loops or len(starts) != 1:
        return None if site.anew else []
    loop, above = loops[-1], module.parent(site.add)
    # In a loop without rounds the list is not sorted.
    if not isinstance(loop, ast.For) or above is not loop or not isinstance(loop.iter, ast.Name) or loop.orelse:
        return None
    early = any(isinstance(below, ast.Continue | ast.Break | ast.Return | ast.Try) for below in _before(loop, site.add))
    seen = any(
        module.inside(use, loop) and not module.before(site.add, use) and not _only_length(module, use)
        for use in _others(module, site)
    )
    if module.kind(loop.iter) == "iterator" or early or seen or not owns_line(module, loop):
        return None
    text = f"{site.listed.id}.sort({', '.join(module.source(word) for word in site.keywords)})"
    if any("\n" in module.source(word) for word in site.keywords):
        return None
    unit = module.indent_unit
    return [insert_before(module, loop, f"if {module.source(loop.iter)}:\n{unit}{text}")]


def _before(loop: ast.For | ast.AsyncFor | ast.While, stmt: ast.stmt) -> Iterator[ast.AST]:
    for other in loop.body:
        if other is stmt:
            return
        yield from ast.walk(other)


def _only_length(module: ParsedModule, use: ast.expr) -> bool:
    parent = module.parent(use)
    return isinstance(parent, ast.Call) and module.is_builtin(parent.func, "len")


def _sorted_already(module: ParsedModule, value: ast.expr | None, words: list[str]) -> bool:
    match value:
        case ast.List(elts=items):
            return len(items) < 2 and not any(isinstance(item, ast.Starred) for item in items)
        case ast.Call(func=func, args=[], keywords=[]) if module.is_builtin(func, "list"):
            return True
        case ast.Call(func=func, args=[_], keywords=keywords) if module.is_builtin(func, "sorted"):
            return [ast.unparse(word) for word in keywords] == words
    return False


def _sound(module: ParsedModule, site: _Site) -> bool:
    """Nothing else disturbs the order, and where a new list is made, nobody holds the old one."""
    for loop in module.loops(site.add):
        if isinstance(loop, ast.For) and _alike(module, loop.iter, site.listed):
            return False
    for use in _others(module, site):
        parent = module.parent(use)
        match parent:
            case ast.Attribute(attr=attr) if isinstance(module.parent(parent), ast.Call):
                if attr not in _KEEPS_ORDER or (attr == "append" and not _paired(module, use)):
                    return False
            case ast.Subscript(value=value, ctx=ast.Store()) if value is use:
                return False
            case ast.AugAssign(target=target) if target is use:
                return False
            case _:
                given = isinstance(use, ast.Name) and _returned(module, use)
                if site.anew and isinstance(use.ctx, ast.Load) and not given and not looked_at(module, use):
                    return False
    return True


def _returned(module: ParsedModule, use: ast.Name) -> bool:
    """Whether the list leaves the function here, which puts nothing more into it."""
    above = module.parent(use)
    while isinstance(above, ast.Tuple | ast.Dict | ast.List):
        above = module.parent(above)
    return isinstance(above, ast.Return)


def _paired(module: ParsedModule, use: ast.expr) -> bool:
    """Whether a sort follows another ``append`` as well."""
    return _site(module, module.statement(use)) is not None
