"""Loops that set a flag or return True/False → ``any`` / ``all``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_after, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class FlagLoopBreak(Rule):
    """Once a flag is set to a constant and nothing else happens, later rounds cannot matter."""

    name = "early-exit-flag-loop"
    pattern = "early-exit"
    summary = "Leave the loop as soon as the flag is set: later rounds cannot change the outcome."
    gain = 1.5
    risk = Risk.LIKELY
    order = 25

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            if loop.orelse:
                continue
            sets = [stmt for stmt in ast.walk(loop) if isinstance(stmt, ast.Assign)]
            flags = [stmt for stmt in sets if _constant_flag(stmt)]
            others = [stmt for stmt in loop.body if not _harmless(module, stmt, loop)]
            if len(flags) != 1 or others or len(sets) != 1:
                continue
            flag = flags[0]
            if module.next(flag) is not None or not owns_line(module, flag) or module.loops(flag)[0] is not loop:
                continue
            name = flag.targets[0].id  # type: ignore[attr-defined]
            if any(
                isinstance(below, ast.Name) and below.id == name and isinstance(below.ctx, ast.Load)
                for below in ast.walk(loop)
            ):
                continue
            yield Rewrite((insert_after(module, flag, "break"),), at(flag, f"stop once {name} is set"))


def _constant_flag(stmt: ast.Assign) -> bool:
    match stmt:
        case ast.Assign(targets=[ast.Name()], value=ast.Constant()):
            return True
    return False


def _harmless(module: ParsedModule, stmt: ast.stmt, loop: ast.For) -> bool:
    """``if pure: flag = constant`` (nested, with elif or continue)."""
    match stmt:
        case ast.Assign():
            return _constant_flag(stmt)
        case ast.If(test=test, body=body, orelse=orelse):
            return module.is_pure(test) and all(_harmless(module, inner, loop) for inner in (*body, *orelse))
        case ast.Pass() | ast.Continue():
            return True
    return False


class ReturnLoopToAny(Rule):
    """``for x in a: if p(x): return True`` and ``return False`` → ``return any(...)``; gains little."""

    name = "flag-loop-to-any"
    pattern = "any-all-builtin"
    summary = "Ask any()/all() instead of looping by hand."
    gain = 1.05
    risk = Risk.LIKELY
    alone_only = True
    order = 43

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            after = module.next(loop)
            match loop:
                case ast.For(
                    body=[ast.If(test=test, body=[ast.Return(value=ast.Constant(value=bool() as hit))], orelse=[])]
                ):
                    pass
                case _:
                    continue
            match after:
                case ast.Return(value=ast.Constant(value=bool() as miss)) if miss is not hit and not loop.orelse:
                    pass
                case _:
                    continue
            if not owns_line(module, loop):
                continue
            head = f"for {module.source(loop.target)} in {module.source(loop.iter)}"
            member = _member(module, loop, test)
            text = member or f"any({module.source(test)} {head})"
            start, end = module.span(loop)[0], module.span(after)[1]
            edit = replace(module, loop, f"return {text}" if hit else f"return not {text}")
            yield Rewrite((type(edit)(start, end, edit.text),), at(loop, "any()"))


def _member(module: ParsedModule, loop: ast.For, test: ast.expr) -> str:
    """``x == y`` with the loop variable alone on one side is a membership test."""
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]) if isinstance(loop.target, ast.Name):
            name = loop.target.id
            if isinstance(left, ast.Name) and left.id == name:
                left, right = right, left
            if isinstance(right, ast.Name) and right.id == name and name not in module.source(left):
                return f"({module.source(left)} in {module.source(loop.iter)})"
    return ""
