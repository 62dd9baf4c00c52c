"""``[a[i + k] for k in range(n)]`` → ``a[i : i + n]``, also as the innermost part of a longer comprehension."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class PlacesToSlice(Rule):
    """A slice copies its items at once; reading place by place computes every index."""

    name = "places-to-slice"
    pattern = "running-window-sum"
    summary = "Take a slice instead of reading neighbouring places one by one."
    gain = 2.5
    risk = Risk.LIKELY
    order = 43

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for node in scope.nodes(ast.ListComp, ast.GeneratorExp):
            found = _slice(module, node)
            if found is None:
                continue
            call = module.parent(node)
            taken = isinstance(call, ast.Call) and call.args == [node] and not call.keywords
            if (
                taken
                and isinstance(call, ast.Call)
                and module.is_builtin(call.func, "sum")
                and len(node.generators) > 1
            ):
                *rest, _ = node.generators
                clauses = " ".join(ast.unparse(part).strip() for part in rest)
                text = f"[sum({found}) {clauses}]"
            elif len(node.generators) > 1:
                continue
            elif (
                taken and isinstance(call, ast.Call) and module.is_builtin(call.func, "sum", "max", "min", "any", "all")
            ) or (isinstance(node, ast.ListComp) and module.kind(_sequence(node)) == "list"):
                text = found
            else:
                continue
            # A generator's own parentheses may be those of the call.
            naked = module.source(node).startswith("(") and taken and isinstance(node, ast.GeneratorExp)
            yield Rewrite((replace(module, node, f"({text})" if naked else text),), at(node, found))


def _sequence(node: ast.ListComp | ast.GeneratorExp) -> ast.expr:
    assert isinstance(node.elt, ast.Subscript)
    return node.elt.value


def _slice(module: ParsedModule, node: ast.ListComp | ast.GeneratorExp) -> str | None:
    """The slice that gives what the last clause does."""
    match node.generators[-1]:
        case ast.comprehension(
            target=ast.Name(id=k), iter=ast.Call(func=func, args=[*bounds], keywords=[]), ifs=[], is_async=0
        ) if module.is_builtin(func, "range") and 1 <= len(bounds) <= 2:
            pass
        case _:
            return None
    match node.elt:
        case ast.Subscript(value=items, slice=ast.Name(id=word)) if word == k:
            base = ""
        case ast.Subscript(value=items, slice=ast.BinOp(left=offset, op=ast.Add(), right=ast.Name(id=word))) if (
            word == k and k not in free_names(offset)
        ):
            base = argument(module, offset)
        case ast.Subscript(value=items, slice=ast.BinOp(left=ast.Name(id=word), op=ast.Add(), right=offset)) if (
            word == k and k not in free_names(offset)
        ):
            base = argument(module, offset)
        case _:
            return None
    if k in free_names(items) or not module.is_pure(items) or any(k in free_names(bound) for bound in bounds):
        return None
    low, high = (bounds[0], bounds[1]) if len(bounds) == 2 else (None, bounds[0])
    begin = "" if low is None else _sum(module, "", low)
    return f"{module.source(items)}[{_join(base, begin)}:{_join(base, _sum(module, '', high))}]"


def _sum(module: ParsedModule, base: str, part: ast.expr) -> str:
    text = module.source(part)
    return f"({text})" if isinstance(part, ast.IfExp | ast.Lambda | ast.BoolOp | ast.Compare) else text


def _join(base: str, more: str) -> str:
    return f"{base} + {more}" if base and more else base or more
