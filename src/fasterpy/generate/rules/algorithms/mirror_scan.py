"""Comparing a sequence with its mirror image place by place → ``s == s[::-1]``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, owns_line, replace_range
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class MirrorScan(Rule):
    """The copy and the comparison both run in C."""

    name = "mirror-scan-to-slice"
    pattern = "palindrome-by-index"
    summary = "Compare with the reversed slice instead of place by place."
    gain = 5.0
    risk = Risk.LIKELY
    order = 24

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For, ast.While):
            after = module.next(loop)
            match after:
                case ast.Return(value=ast.Constant(value=True)):
                    pass
                case _:
                    continue
            if loop.orelse or not owns_line(module, loop):
                continue
            found = _counted(loop) if isinstance(loop, ast.For) else _closing_in(module, loop)
            if found is not None:
                name, first = found
                text = f"return {name} == {name}[::-1]"
                yield Rewrite((replace_range(module, first or loop, after, text),), at(loop, text))


def _unequal(stmt: ast.stmt) -> tuple[str, ast.expr, ast.expr] | None:
    """``if s[i] != s[j]: return False``: ``s``, ``i``, ``j``."""
    match stmt:
        case ast.If(
            test=ast.Compare(
                left=ast.Subscript(value=ast.Name(id=name), slice=one),
                ops=[ast.NotEq()],
                comparators=[ast.Subscript(value=ast.Name(id=again), slice=two)],
            ),
            body=[ast.Return(value=ast.Constant(value=False))],
            orelse=[],
        ) if name == again:
            return name, one, two
    return None


def _counted(loop: ast.For) -> tuple[str, ast.stmt | None] | None:
    match loop:
        case ast.For(target=ast.Name(id=i), iter=ast.Call(func=ast.Name(id="range"), args=[end]), body=[stmt]):
            found = _unequal(stmt)
        case _:
            return None
    if found is None:
        return None
    name, one, two = found
    ends = (f"len({name})", f"len({name}) // 2")
    texts = ast.unparse(one), ast.unparse(two)
    length = f"len({name})"
    mirrored = (f"{length} - 1 - {i}", f"{length} - {i} - 1", f"-1 - {i}", f"-{i} - 1", f"-({i} + 1)", f"~{i}")
    if ast.unparse(end) not in ends or texts[0] != i or texts[1] not in mirrored:
        return None
    return name, None


def _closing_in(module: ParsedModule, loop: ast.While) -> tuple[str, ast.stmt | None] | None:
    """``left, right = 0, len(s) - 1`` before a loop in which they come closer."""
    match loop:
        case ast.While(
            test=ast.Compare(left=ast.Name(id=left), ops=[ast.Lt() | ast.LtE()], comparators=[ast.Name(id=right)]),
            body=[stmt, ast.AugAssign() as up, ast.AugAssign() as down],
        ):
            found = _unequal(stmt)
        case _:
            return None
    steps = {ast.unparse(up), ast.unparse(down)}
    if found is None or steps != {f"{left} += 1", f"{right} -= 1"}:
        return None
    name, one, two = found
    if {ast.unparse(one), ast.unparse(two)} != {left, right}:
        return None
    start = module.previous(loop)
    if isinstance(start, ast.Assign) and ast.unparse(start) in (
        f"{left}, {right} = (0, len({name}) - 1)",
        f"({left}, {right}) = (0, len({name}) - 1)",
    ):
        return name, start
    before = module.previous(start) if start is not None else None
    if start is None or before is None:
        return None
    if {ast.unparse(before), ast.unparse(start)} == {f"{left} = 0", f"{right} = len({name}) - 1"}:
        return name, before
    return None
