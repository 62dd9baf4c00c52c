"""``word in ["".join(p) for p in permutations(letters)]`` → ``sorted(word) == sorted(letters)``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk


class PermutationMembership(ExpressionRule):
    """Two texts are anagrams when their letters agree in order: no need to write down all orders."""

    name = "permutation-membership-to-sorted"
    pattern = "permutations-to-sort"
    summary = "Compare the sorted items instead of looking through all permutations."
    gain = 20.0
    risk = Risk.LIKELY
    order = 18
    nodes = (ast.Compare,)

    def better(self, module: ParsedModule, node: ast.Compare) -> str | None:
        match node:
            case ast.Compare(left=left, ops=[ast.In() | ast.NotIn() as op], comparators=[held]):
                pass
            case _:
                return None
        if isinstance(held, ast.Call) and module.is_builtin(held.func, "set", "list", "tuple", "frozenset"):
            if len(held.args) != 1 or held.keywords:
                return None
            held = held.args[0]
        given = _permuted(module, held)
        if given is None or not module.is_pure(left) or not module.is_pure(given):
            return None
        sign = "==" if isinstance(op, ast.In) else "!="
        return f"(sorted({module.source(left)}) {sign} sorted({module.source(given)}))"


def _permuted(module: ParsedModule, held: ast.expr) -> ast.expr | None:
    """What all orders are made of, joined to texts."""
    match held:
        case (
            ast.ListComp(elt=made, generators=[one])
            | ast.SetComp(elt=made, generators=[one])
            | ast.GeneratorExp(elt=made, generators=[one])
        ) if isinstance(one.target, ast.Name) and not one.ifs:
            match made:
                case ast.Call(func=func, args=[ast.Name(id=name)]) if _joins(func) and name == one.target.id:
                    items = one.iter
                case _:
                    return None
        case ast.Call(func=func, args=[joined, items]) if module.is_builtin(func, "map") and _joins(joined):
            pass
        case _:
            return None
    match items:
        case ast.Call(func=func, args=[given], keywords=[]) if module.imported(func) == "itertools.permutations":
            return given
    return None


def _joins(func: ast.expr) -> bool:
    """``"".join``."""
    match func:
        case ast.Attribute(value=ast.Constant(value=""), attr="join"):
            return True
    return False
