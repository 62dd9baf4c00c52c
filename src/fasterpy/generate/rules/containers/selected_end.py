"""``best = max(items, key=…)`` and at times ``items.remove(best)`` in a loop → a list sorted by the key, popped."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, insert_before, need, owns_line, replace
from fasterpy.generate.rules.containers.fixed_keys import fixed
from fasterpy.generate.rules.containers.own_lists import LEAVES, looked_at, never_empty, new_list, own_equality, tested
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


@dataclass(frozen=True)
class _Choice:
    """``taken = max(items, key=key)``."""

    stmt: ast.Assign
    taken: str
    items: ast.Name
    key: ast.expr | None
    largest: bool
    default: ast.expr | None = None


@dataclass
class _Uses:
    """What happens to the list."""

    removed: list[ast.Call] = field(default_factory=list)
    pushed: list[ast.Call] = field(default_factory=list)
    empty: bool = True
    """The list has nothing in it when the loop begins."""


class SelectionToSortedEnd(Rule):
    """One stable sort: of equal items the first is still taken first, and what is removed is always the one taken."""

    name = "selection-to-sorted-end"
    pattern = "heap-instead-of-scan"
    summary = "Sort the items once and take the best from the end instead of searching for it in every round."
    gain = 7.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign):
            choice = _choice(module, stmt)
            loop = _home(module, choice) if choice else None
            if choice is None or loop is None or not owns_line(module, loop) or not owns_line(module, stmt):
                continue
            uses = _uses(module, choice, loop)
            if uses is None or not uses.removed or not fixed(module, choice.key, loop, choice.taken):
                continue
            some = never_empty(module, choice.items.id, choice.stmt)
            if own_equality(module) or not (choice.default or some):
                continue
            if some:
                choice = dataclasses.replace(choice, default=None)
            if _rebound(module, choice) or not _one_at_most(module, choice, uses):
                continue
            yield Rewrite(tuple(_edits(module, choice, loop, uses)), at(stmt, f"{choice.items.id} sorted"))


def _choice(module: ParsedModule, stmt: ast.Assign) -> _Choice | None:
    match stmt:
        case ast.Assign(
            targets=[ast.Name(id=taken)],
            value=ast.Call(func=ast.Name(id=word) as func, args=[ast.Name() as items], keywords=words),
        ) if module.is_builtin(func, "min", "max"):
            options = {word.arg: word.value for word in words}
            plain = isinstance(options.get("default", ast.Constant(0)), ast.Constant)
            if options.keys() <= {"key", "default"} and plain and taken != items.id:
                return _Choice(stmt, taken, items, options.get("key"), word == "max", options.get("default"))
        case ast.Assign(
            targets=[ast.Name(id=taken)],
            value=ast.Subscript(
                value=ast.Call(func=func, args=[ast.Name() as items], keywords=words), slice=ast.Constant(value=0)
            ),
        ) if module.is_builtin(func, "sorted"):
            options = {word.arg: word.value for word in words}
            flip = options.get("reverse", ast.Constant(False))
            if options.keys() <= {"key", "reverse"} and isinstance(flip, ast.Constant) and taken != items.id:
                return _Choice(stmt, taken, items, options.get("key"), bool(flip.value))
    return None


def _home(module: ParsedModule, choice: _Choice) -> ast.For | ast.AsyncFor | ast.While | None:
    """The outermost loop around the choice in which the list stays the same object."""
    home = None
    stores = [use for use in module.uses(choice.items) if not isinstance(use.ctx, ast.Load)]
    for loop in module.loops(choice.stmt):
        if any(module.inside(use, loop) for use in stores):
            break
        home = loop
    return home


def _uses(module: ParsedModule, choice: _Choice, loop: ast.stmt) -> _Uses | None:
    """None when the order of the list matters to anyone, or when somebody else may hold it."""
    owner = module.scopes.owner(choice.items)
    bindings = owner.bindings.get(choice.items.id, []) if owner else []
    if not bindings or not all(isinstance(node, ast.Name) for node in bindings) or owner is None:
        return None
    if owner.node is not module.function(choice.stmt):
        return None
    found = _Uses()
    around = [other for other in module.loops(loop) if other is not loop]
    for use in module.uses(choice.items):
        if module.function(use) is not module.function(choice.stmt):
            return None
        if module.inside(use, choice.stmt):
            continue
        parent = module.parent(use)
        call = module.parent(parent) if isinstance(parent, ast.Attribute) else None
        alone = isinstance(call, ast.Call) and isinstance(module.parent(call), ast.Expr) and not call.keywords
        within = module.inside(use, loop)
        if not isinstance(use.ctx, ast.Load):
            if not new_list(module, use):
                return None
            found.empty = found.empty and ast.unparse(module.statement(use)).endswith("= []")
        elif tested(module, use):
            continue
        elif alone and within and isinstance(parent, ast.Attribute) and isinstance(call, ast.Call):
            if parent.attr == "append" and len(call.args) == 1:
                found.pushed.append(call)
            elif parent.attr == "remove" and [ast.unparse(arg) for arg in call.args] == [choice.taken]:
                found.removed.append(call)
            else:
                return None
        elif within or not module.before(use, loop):
            return None
        elif any(module.inside(use, other) and not _bound_before(module, bindings, use, other) for other in around):
            return None  # it is from the last round of a loop around
        elif alone and isinstance(parent, ast.Attribute) and parent.attr in ("append", "extend", "remove", "pop"):
            found.empty = False
        elif not looked_at(module, use):
            return None
    return found


def _bound_before(module: ParsedModule, bindings: list[ast.AST], use: ast.Name, loop: ast.stmt) -> bool:
    return any(module.inside(node, loop) and module.before(node, use) for node in bindings)


def _rebound(module: ParsedModule, choice: _Choice) -> bool:
    """Whether the name of the item means something else before the removal."""
    target = choice.stmt.targets[0]
    loop = module.loops(choice.stmt)[0]
    names = module.uses(target) if isinstance(target, ast.Name) else []
    return any(use is not target and not isinstance(use.ctx, ast.Load) and module.inside(use, loop) for use in names)


def _one_at_most(module: ParsedModule, choice: _Choice, uses: _Uses) -> bool:
    """Whether a round removes the item once, after it was chosen and before others come."""
    block = module.body_of(choice.stmt)
    after = block[block.index(choice.stmt) + 1 :]
    for call in uses.removed:
        if module.loops(call)[0] is not module.loops(choice.stmt)[0]:
            return False
        if not any(module.inside(call, stmt) for stmt in after):
            return False
        if any(module.before(choice.stmt, push) and module.before(push, call) for push in uses.pushed):
            return False
    return all(_apart(module, one, other) for one, other in combinations(uses.removed, 2))


def _apart(module: ParsedModule, one: ast.Call, other: ast.Call) -> bool:
    """Whether a round that comes to the first does not come to the other."""
    first = module.statement(one)
    for stmt in (first, *(above for above in module.ancestors(first) if isinstance(above, ast.stmt))):
        if module.inside(other, stmt):
            # The two sides of one question, or one after the other.
            return isinstance(stmt, ast.If) and _side(module, stmt, one) is not _side(module, stmt, other)
        block = module.body_of(stmt)
        if isinstance(block[-1], LEAVES) and not any(module.inside(other, part) for part in block):
            return True
    return False


def _side(module: ParsedModule, branch: ast.If, node: ast.AST) -> list[ast.stmt]:
    return branch.body if any(module.inside(node, stmt) for stmt in branch.body) else branch.orelse


def _edits(module: ParsedModule, choice: _Choice, loop: ast.stmt, uses: _Uses) -> list[Edit]:
    name, key = choice.items.id, choice.key
    by = "" if key is None else f", key={module.source(key)}"
    if "\n" in by and key is not None:
        by = f", key={ast.unparse(key)}"
    edits: list[Edit] = []
    # Of equal items the first comes first: at the end of a list that means to begin with the last of them.
    front = bool(uses.pushed) and not choice.largest
    if front:
        made, place, gone = f"{name}.sort({by[2:]})", 0, f"{name}.pop(0)"
    else:
        down = "" if choice.largest else ", reverse=True"
        made, place, gone = f"{name} = sorted(reversed({name}){by}{down})", -1, f"{name}.pop()"
        if key is None and module.types.of(choice.items) in ("list[int]", "list[str]"):
            made = f"{name}.sort({down[2:]})"  # equal ones are the same
    best = f"{name}[{place}]"
    if choice.default is not None:
        best += f" if {name} else {module.source(choice.default)}"
    edits.append(replace(module, choice.stmt.value, best))
    edits += [replace(module, call, gone) for call in uses.removed]
    if not uses.empty:
        edits.append(insert_before(module, loop, made))
    if uses.pushed:
        imports, insort = need(module, "bisect", "insort" if front else "insort_left")
        edits += imports
        edits += [
            replace(module, call, f"{insort}({name}, {argument(module, call.args[0])}{by})") for call in uses.pushed
        ]
    return edits
