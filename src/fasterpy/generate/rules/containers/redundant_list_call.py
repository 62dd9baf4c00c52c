"""``list(map(...))`` where the values are only iterated once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_CONSUMERS = frozenset(
    [
        "sum",
        "min",
        "max",
        "any",
        "all",
        "sorted",
        "set",
        "frozenset",
        "tuple",
        "list",
        "dict",
        "enumerate",
        "map",
        "filter",
        "zip",
        "Counter",
        "deque",
        "iter",
    ]
)


class RedundantListCall(Rule):
    """An intermediate list is built only to be read once from front to back."""

    name = "redundant-list-call"
    pattern = "redundant-list-call"
    summary = "Do not build a list (list(...), sorted(...), list(range(...))) that is only iterated once."
    gain = 1.1
    risk = Risk.SAFE
    order = 60

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            if len(call.args) != 1 or call.keywords or not module.is_builtin(call.func, "list", "tuple"):
                continue
            inner = call.args[0]
            if isinstance(inner, ast.Starred) or not _consumed(module, call, inner):
                continue
            text = module.source(inner)
            if isinstance(inner, ast.GeneratorExp) and not text.startswith("("):
                text = f"({text})"
            yield Rewrite((replace(module, call, text),), at(call, "no intermediate list"))


def _consumed(module: ParsedModule, call: ast.Call, inner: ast.expr) -> bool:
    parent = module.parent(call)
    lazy = isinstance(inner, ast.Call) and module.is_builtin(
        inner.func, "map", "filter", "zip", "range", "enumerate", "sorted"
    )
    lazy = lazy or isinstance(inner, ast.GeneratorExp | ast.ListComp)
    match parent:
        case ast.Assign(targets=targets):
            return all(isinstance(target, ast.Tuple | ast.List) for target in targets)
        case ast.For(iter=source) | ast.comprehension(iter=source) if source is call:
            return lazy
        case ast.Starred():
            return True
        case ast.Call(func=ast.Name(id=name) as func, args=args) if call in args:
            known = module.is_builtin(func) or name in ("Counter", "deque")
            place_ok = name != "map" or args[0] is not call
            return known and name in _CONSUMERS and place_ok and not (name in ("sum", "min", "max") and len(args) > 2)
        case ast.Call(func=ast.Attribute(attr="join" | "extend" | "update"), args=args) if call in args:
            return True
    return False
