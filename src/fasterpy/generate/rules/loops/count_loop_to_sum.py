"""A loop that only adds up → ``sum`` over a generator or a range."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, delete, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.loops.shape import Clauses, clauses, leaks
from fasterpy.generate.rules.target import TargetScope


class CountLoopToSum(Rule):
    """The addition runs in C; a list inside ``sum`` is faster than a generator for all but huge inputs."""

    name = "accumulate-loop-to-sum"
    pattern = "sum-builtin"
    summary = "Add up with sum() over a comprehension instead of an explicit loop."
    gain = 1.2
    risk = Risk.LIKELY
    order = 42

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            shape = clauses(module, loop)
            if shape is None or not owns_line(module, loop) or leaks(module, loop):
                continue
            match shape.body:
                case ast.AugAssign(target=ast.Name(id=name), op=ast.Add() | ast.Sub() as op, value=value):
                    pass
                case ast.Assign(
                    targets=[ast.Name(id=name)],
                    value=ast.BinOp(left=ast.Name(id=same), op=ast.Add() | ast.Sub() as op, right=value),
                ) if same == name:
                    pass
                case _:
                    continue
            known = module.kind(value)
            if name in free_names(value) or any(name in free_names(part) for part in shape.parts):
                continue
            if known not in ("int", "float", "bool", "complex", ""):
                continue
            if known == "" and module.types.variable(module.scope_of(loop), name) not in ("int", "float", ""):
                continue
            text = _summed(module, shape, value)
            sign = "+" if isinstance(op, ast.Add) else "-"
            start = module.previous(loop)
            if sign == "+" and _zero(start, name):
                assert start is not None
                edits: tuple[Edit, ...] = (delete(module, start), replace(module, loop, f"{name} = {text}"))
            else:
                edits = (replace(module, loop, f"{name} {sign}= {text}"),)
            yield Rewrite(edits, at(loop, f"{name} by sum()"))


def _summed(module: ParsedModule, shape: Clauses, value: ast.expr) -> str:
    plain = isinstance(value, ast.Name) and len(shape.parts) == 1 and isinstance(shape.targets[0], ast.Name)
    if plain and isinstance(value, ast.Name) and shape.targets[0].id == value.id:  # type: ignore[attr-defined]
        return f"sum({module.source(shape.parts[0])})"
    one = isinstance(value, ast.Constant) and value.value == 1
    if one and len(shape.parts) == 2 and len(shape.conditions) == 1 and isinstance(shape.conditions[0], ast.Compare):
        # sum of comparisons would add bools one by one; the length of the filtered list is quicker.
        return f"len([1 {shape.text}])"
    return f"sum([{argument(module, value)} {shape.text}])"


def _zero(stmt: ast.stmt | None, name: str) -> bool:
    match stmt:
        case ast.Assign(targets=[ast.Name(id=word)], value=ast.Constant(value=0)):
            return word == name and type(stmt.value.value) is int  # type: ignore[attr-defined]
    return False
