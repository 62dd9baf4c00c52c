"""All choices one by one → how many choices lead to each state, step by step."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.enumeration import Enumeration, chosen, enumeration
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.programs.constants import whole_number
from fasterpy.generate.rules.target import TargetScope
from fasterpy.syntax import syntax_tree

_RING = (ast.Add, ast.Sub, ast.Mult)


class EnumerateStates(Rule):
    """Choices that begin alike share their steps, and those that come to the same state share all further ones."""

    name = "enumerate-states"
    pattern = "memoize"
    summary = "Count the states that choices lead to step by step instead of going through every choice."
    gain = 10.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            found = enumeration(module, loop) if owns_line(module, loop) else None
            if found is None or _lives_on(module, found):
                continue
            written = _written(module, found)
            if written:
                yield Rewrite((replace(module, loop, written),), at(loop, "states instead of choices"))


def _lives_on(module: ParsedModule, found: Enumeration) -> bool:
    """Whether something that the loop leaves behind is used elsewhere."""
    names = {found.choice, found.index, found.item, *found.first} - {""}
    stores = [node for node in ast.walk(found.loop) if isinstance(node, ast.Name) and node.id in names]
    return any(not module.inside(use, found.loop) for name in stores for use in module.uses(name))


def _written(module: ParsedModule, found: Enumeration) -> str | None:
    states, following, ways = module.fresh("states"), module.fresh("following"), module.fresh("ways")
    before = module.fresh("before")
    option = found.item or module.fresh("option")
    step = chosen(found, option)
    tail = _counted(module, found, found.tail, ways)
    if step is None or tail is None:
        return None
    step = [*step, *_reduced(found, step)]
    carried = ", ".join(found.first)
    first = ", ".join(text(value) for value in found.first.values())
    key, start = (carried, first) if len(found.first) == 1 else (f"({carried})", f"({first})")
    index = found.index or "_"
    counted = f"{following}[{carried}] = {following}.get({key}, 0) + {ways}"
    lines = [
        f"{states} = {{{start}: 1}}",
        f"for {index} in range({found.steps}):",
        block(module, f"{following} = {{}}", f"for {before}, {ways} in {states}.items():"),
        block(module, f"for {option} in {found.options}:", level=2),
        block(module, f"{carried} = {before}", *map(ast.unparse, map(_located, step)), counted, level=3),
        block(module, f"{states} = {following}"),
        f"for {key}, {ways} in {states}.items():",
        block(module, *map(ast.unparse, map(_located, tail))),
    ]
    return "\n".join(lines)


def _located(stmt: ast.stmt) -> ast.stmt:
    return ast.fix_missing_locations(stmt)


def _counted(module: ParsedModule, found: Enumeration, body: Sequence[ast.stmt], ways: str) -> list[ast.stmt] | None:
    """The end for as many choices as lead to a state; None when it does more than count, add and compare."""
    done: list[ast.stmt] = []
    for stmt in copy.deepcopy(list(body)):
        match stmt:
            case ast.If(test=test) if module.is_pure(test):
                inner = _counted(module, found, stmt.body, ways)
                other = _counted(module, found, stmt.orelse, ways)
                if inner is None or other is None:
                    return None
                stmt.body, stmt.orelse = inner, other
            case ast.AugAssign(target=ast.Name(id=name), value=value) if _own(module, found, name):
                if not module.is_pure(value):  # a name of the end's own is the same for all ways
                    return None
            case ast.AugAssign(target=ast.Name(), op=ast.Add(), value=value) if module.is_pure(value):
                one = isinstance(value, ast.Constant) and value.value == 1
                times = ast.Name(ways, ast.Load())
                stmt.value = times if one else ast.BinOp(value, ast.Mult(), times)
            case ast.AugAssign(target=ast.Name(), op=ast.Mod()) | ast.Pass():
                pass
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if module.is_pure(value):
                if not _once_is_enough(module, found, name, value):
                    return None
            case _:
                return None
        done.append(stmt)
    return done


def _own(module: ParsedModule, found: Enumeration, name: str) -> bool:
    """Whether a name is begun anew in every round: its first binding there comes before all others."""
    bound = sorted(module.scope_of(found.loop).bindings.get(name, []), key=module.span)
    begun = bool(bound) and isinstance(module.parent(bound[0]), ast.Assign)
    return begun and all(module.inside(one, found.loop) for one in bound)


def _once_is_enough(module: ParsedModule, found: Enumeration, name: str, value: ast.expr) -> bool:
    """Whether it is all the same how often, and in which order, a name is bound to such values."""
    match value:
        case ast.Call(func=ast.Name(id="min" | "max"), args=args) if any(text(arg) == name for arg in args):
            return True
        case ast.Constant():
            return True
    # A name of the end's own, or the least so far behind a comparison with it.
    if _own(module, found, name):
        return True
    tests = [one.test for one in ast.walk(found.loop) if isinstance(one, ast.If)]
    sides = [side for test in tests if isinstance(test, ast.Compare) for side in (test.left, *test.comparators)]
    return any(text(side) == name for side in sides) and any(text(side) == text(value) for side in sides)


def _reduced(found: Enumeration, step: Sequence[ast.stmt]) -> list[ast.stmt]:
    """``cur %= 2`` at the end of a step, where the end asks for ``cur % 2`` alone and steps add and multiply."""
    if len(found.first) != 1:
        return []
    (name,) = found.first
    asked: set[str] = set()
    for stmt in found.tail:
        inside = [node for node in ast.walk(stmt) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)]
        divided = [node for node in inside if text(node.left) == name and whole_number(node.right)]
        uses = sum(isinstance(node, ast.Name) and node.id == name for node in ast.walk(stmt))
        if uses != len(divided):
            return []
        asked |= {text(node.right) for node in divided}
    if len(asked) != 1:
        return []
    for stmt in step:
        match stmt:
            case ast.AugAssign(target=ast.Name(), op=op, value=value) if isinstance(op, _RING):
                if name in names_in(value):
                    return []
            case _:
                return []
    modulus = syntax_tree(asked.pop(), mode="eval").body
    return [ast.AugAssign(target=ast.Name(name, ast.Store()), op=ast.Mod(), value=modulus)]
