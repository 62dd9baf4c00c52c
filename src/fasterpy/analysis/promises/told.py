"""What a docstring asks of the arguments: ``values`` is sorted, ``1 <= k <= len(values)``, positive weights.

Only what a sentence says of the input counts, and nothing that the body itself provides for: a function that sorts
its list, or returns early for an empty one, takes any. The verifier reads the same promises to tell which inputs no
caller would give.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from .conditions import Promise
from .provided import provides_for
from .sentences import asked, sentences


def promises(function: ast.AST | None) -> list[Promise]:
    """What the docstring of ``function`` promises of its parameters."""
    if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return []
    doc = ast.get_docstring(function) or ""
    names = [name for name in parameters(function) if name]
    if not doc or not names:
        return []
    found: dict[tuple[Any, ...], Promise] = {}
    for entry, sentence in sentences(doc, names):
        for one in asked(entry, sentence, names):
            if not provides_for(function, one.kind, one.about, one.bound):
                found.setdefault((one.kind, one.about, one.bound), one)
    return list(found.values())


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """Names in order; "" for the object that a method belongs to."""
    args = function.args
    names = [arg.arg for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs)]
    return ["" if name == "self" else name for name in names if name != "cls"]


def broken(told: Sequence[Promise], values: dict[str, Any]) -> Promise | None:
    """The first promise that these values break; what cannot be asked of them is kept."""
    for one in told:
        if all(name in values for name in one.about):
            try:
                kept = one.kept(*(values[name] for name in one.about))
            except Exception:
                continue
            if not kept:
                return one
    return None
