"""``while`` loops that step towards a bound and add constants → the number of rounds by division."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}


class ArithmeticWhile(Rule):
    """Division by repeated subtraction, and counters that walk along with it."""

    name = "arithmetic-while-to-division"
    pattern = "repeated-subtraction"
    summary = "Divide instead of subtracting (or adding) until the bound is reached."
    gain = 8.0
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.While):
            if loop.orelse or not owns_line(module, loop):
                continue
            found = _shape(module, loop)
            if found is not None:
                yield Rewrite((replace(module, loop, found),), at(loop, "rounds by division"))


def _shape(module: ParsedModule, loop: ast.While) -> str | None:
    match loop.test:
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _FLIPPED:
            kind = type(op)
        case _:
            return None
    steps: dict[str, tuple[int, ast.expr]] = {}
    for stmt in loop.body:
        step = _step(stmt)
        if step is None or step[0] in steps or not module.is_pure(step[2]):
            return None
        if module.kind(step[2]) in ("float", "str", "list"):
            return None
        steps[step[0]] = step[1:]
    if any(names_in(value) & set(steps) for _, value in steps.values()):
        return None
    if isinstance(right, ast.Name) and right.id in steps:
        left, right, kind = right, left, _FLIPPED[kind]
    if not (isinstance(left, ast.Name) and left.id in steps) or names_in(right) & set(steps):
        return None
    if module.kind(left) == "float" or module.kind(right) == "float" or not module.is_pure(right):
        return None
    name = left.id
    sign, step_value = steps[name]
    down = kind in (ast.Gt, ast.GtE)
    if (sign < 0) != down:
        return None
    bound, width = _atom(right), _atom(step_value)
    gap = f"{name} - {bound}" if down else f"{bound} - {name}"
    if isinstance(right, ast.Constant) and right.value == 0 and down:
        gap = name
    strict = kind in (ast.Gt, ast.Lt)
    rounds = f"-(-({gap}) // {width})" if strict else f"({gap}) // {width} + 1"
    rounds = rounds.replace(f"({name})", name)
    count = module.fresh("rounds")
    lines = [f"{count} = {rounds}"]
    for word, (direction, value) in steps.items():
        amount = count if isinstance(value, ast.Constant) and value.value == 1 else f"{count} * {_atom(value)}"
        lines.append(f"{word} {'+' if direction > 0 else '-'}= {amount}")
    return f"if {module.source(loop.test)}:\n{block(module, *lines)}"


def _step(stmt: ast.stmt) -> tuple[str, int, ast.expr] | None:
    match stmt:
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Add() | ast.Sub() as op, value=value):
            return name, 1 if isinstance(op, ast.Add) else -1, value
        case ast.Assign(
            targets=[ast.Name(id=name)],
            value=ast.BinOp(left=ast.Name(id=again), op=ast.Add() | ast.Sub() as op, right=value),
        ) if name == again:
            return name, 1 if isinstance(op, ast.Add) else -1, value
    return None


def _atom(node: ast.expr) -> str:
    word = text(node)
    plain = isinstance(node, ast.Name | ast.Constant | ast.Call | ast.Subscript | ast.Attribute)
    return word if plain else f"({word})"
