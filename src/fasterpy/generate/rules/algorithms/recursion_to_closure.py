"""A recursion that hands the same list on to itself and searches it every time → an inner function over that list."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.memoise_recursion import fixed_parameters, inner_function, self_calls
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class RecursionToClosure(Rule):
    """``children(records, node["id"])`` inside itself: what belongs to ``records`` alone can then be made once."""

    name = "recursion-to-closure"
    pattern = "quadratic-join"
    summary = "Recurse in an inner function, so that a table over what all calls share is made once."
    gain = 1.0
    risk = Risk.LIKELY
    order = 12

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for function in scope.nodes(ast.FunctionDef):
            if isinstance(module.function(function), ast.FunctionDef):
                continue
            calls = self_calls(module, function)
            fixed = fixed_parameters(module, function, calls) if calls else []
            if not fixed or not any(_searched(below, fixed, function.name) for below in ast.walk(function)):
                continue
            edits = inner_function(module, function, calls, fixed, "")
            if edits:
                yield Rewrite(tuple(edits), at(function, f"{function.name} recurses inside"))


def _searched(node: ast.AST, fixed: list[str], itself: str) -> bool:
    """A loop, comprehension or helper's call over a fixed parameter (or an attribute of ``self``)."""
    match node:
        case ast.For(iter=items, body=[*_, ast.If()]) | ast.For(iter=items, body=[ast.If(), *_]):
            pass
        case ast.comprehension(iter=items, ifs=[_, *_]):
            pass
        case ast.Call(func=ast.Name(id=name), args=[items, _, *_]) if name != itself:
            pass
        case _:
            return False
    match items:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id=name)):
            return name in fixed
        case ast.Call(func=ast.Name(id="enumerate"), args=[ast.Name(id=name)]):
            return name in fixed
    return False
