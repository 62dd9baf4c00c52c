"""``np.array([f(x) for x in a])`` and Python's own ``sum(a)`` over an array → array operations."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bare, need, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.numeric.vector.loops import comprehended, shapes_around
from fasterpy.generate.rules.numeric.vector.values import Refused
from fasterpy.generate.rules.target import TargetScope

_MAKING = {"numpy.array", "numpy.asarray"}
_REDUCING = {f"numpy.{name}" for name in ("sum", "mean", "max", "min", "std", "var", "prod", "median", "any", "all")}


class ArrayComprehension(Rule):
    """The list that numpy would turn into an array is computed as one; of no items both make an array of floats."""

    name = "array-comprehension-to-vector"
    pattern = "vectorise-loop"
    summary = "Compute on the whole array instead of item by item in a comprehension."
    gain = 20.0
    risk = Risk.LIKELY
    order = 18

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        if "numpy" not in module.text:
            return
        for call in scope.nodes(ast.Call):
            dotted = module.imported(call.func)
            if dotted not in _MAKING | _REDUCING or len(call.args) != 1 or call.keywords:
                continue
            items = call.args[0]
            if not isinstance(items, ast.ListComp) or len(items.generators) != 1:
                continue
            imports, numpy = need(module, "numpy")
            try:
                value, axis = comprehended(module, items, numpy, shapes_around(module, call))
            except Refused:
                continue
            if dotted in _REDUCING:
                yield Rewrite((*imports, replace(module, items, value)), at(call, "on the whole array"))
                continue
            text = f"({value} if {axis} else {numpy}.array([]))"
            yield Rewrite((*imports, replace(module, call, bare(module, call, text))), at(call, "on the whole array"))


class SumOfArray(Rule):
    """Number after number as sum() adds them, in their own type; rows of a matrix one after the other."""

    name = "sum-of-array-to-cumsum"
    pattern = "vectorise-loop"
    summary = "Let numpy add up the array instead of Python item by item."
    gain = 15.0
    risk = Risk.LIKELY
    order = 19

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        if "numpy" not in module.text:
            return
        for call in scope.nodes(ast.Call):
            if not module.is_builtin(call.func, "sum") or len(call.args) != 1 or not isinstance(call.args[0], ast.Name):
                continue
            name = call.args[0].id
            if not shapes_around(module, call).rank(name):
                continue
            text = f"(0 + {name}.cumsum(axis=0, dtype={name}.dtype)[-1] if len({name}) else 0)"
            yield Rewrite((replace(module, call, text),), at(call, "by numpy"))
