"""Loops over the digits or bits of a number → its text, ``bit_length`` and ``bin``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class DigitLoopToText(Rule):
    """Converting to text runs in C; so does counting in it."""

    name = "digit-loop-to-text"
    pattern = "digits-by-str"
    summary = "Take the digits from str() (or the bits from bin()) instead of dividing them off one by one."
    gain = 1.6
    risk = Risk.LIKELY
    order = 24

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.While):
            name = _positive(loop.test)
            if not name or loop.orelse or len(loop.body) != 2 or not owns_line(module, loop):
                continue
            shrinks = [_shrinks(stmt, name) for stmt in loop.body]
            base = shrinks[0] or shrinks[1]
            other = loop.body[0] if shrinks[1] else loop.body[1]
            match other:
                case ast.AugAssign(target=ast.Name(id=total), op=ast.Add(), value=value):
                    pass
                case ast.Assign(
                    targets=[ast.Name(id=total)],
                    value=ast.BinOp(left=ast.Name(id=again), op=ast.Add(), right=value),
                ) if again == total:
                    pass
                case _:
                    continue
            found = _amount(name, base, value, first=bool(shrinks[1]))
            if base and found and total != name:
                line = f"{total} += {found}\n{name} = 0"
                yield Rewrite((replace(module, loop, line),), at(loop, f"digits of {name}"))


def _positive(test: ast.expr) -> str:
    match test:
        case ast.Name(id=name):
            return name
        case ast.Compare(left=ast.Name(id=name), ops=[ast.Gt() | ast.NotEq()], comparators=[ast.Constant(value=0)]):
            return name
        case ast.Compare(left=ast.Name(id=name), ops=[ast.GtE()], comparators=[ast.Constant(value=1)]):
            return name
    return ""


def _shrinks(stmt: ast.stmt, name: str) -> int:
    """By which base the number is divided; 1 for ``n &= n - 1``; 0 when it is not."""
    match stmt:
        case ast.AugAssign(target=ast.Name(id=word), op=op, value=value) if word == name:
            pass
        case ast.Assign(
            targets=[ast.Name(id=word)],
            value=ast.BinOp(left=ast.Name(id=again), op=op, right=value),
        ) if word == again == name:
            pass
        case ast.Assign(
            targets=[ast.Name(id=word)],
            value=ast.Call(
                func=ast.Name(id="int"),
                args=[ast.BinOp(left=ast.Name(id=again), op=ast.Div(), right=ast.Constant(value=10))],
            ),
        ) if word == again == name:
            return 10
        case _:
            return 0
    match op, value:
        case ast.FloorDiv(), ast.Constant(value=10):
            return 10
        case ast.FloorDiv(), ast.Constant(value=2):
            return 2
        case ast.RShift(), ast.Constant(value=1):
            return 2
        case ast.BitAnd(), ast.BinOp(left=ast.Name(id=again), op=ast.Sub(), right=ast.Constant(value=1)) if (
            again == name
        ):
            return 1
    return 0


def _amount(name: str, base: int, value: ast.expr, first: bool) -> str:
    match value:
        case ast.Constant(value=1):
            words = {10: f"len(str({name})) if {name} > 0 else 0", 2: f"{name}.bit_length()"}
            return words.get(base, f"bin({name}).count('1')")
        case ast.BinOp(left=ast.Name(id=word), op=ast.Mod(), right=ast.Constant(value=k)) if (
            word == name and k == base and first
        ):
            return f"sum(map(int, str({name})))" if base == 10 else f"bin({name}).count('1')"
        case ast.BinOp(left=ast.Name(id=word), op=ast.BitAnd(), right=ast.Constant(value=1)) if (
            word == name and base == 2 and first
        ):
            return f"bin({name}).count('1')"
    return ""
