"""The independent check: hand-written inputs per function, and a comparison that shares no code with the verifier.

A check module (``checks/<case>.py``) holds ``ARGS``: function name to ``make(rng, n)``, which gives the arguments for a
size; ``EDGES``: function name to a list of arguments. For ``Class.method`` the arguments are a pair: the class',
the method's. ``check`` runs both versions on equal arguments and asks for the same result of the same type, the
same exception, and the same changes to arguments and ``self``.
"""

from __future__ import annotations

import asyncio
import copy
import importlib
import inspect
import sys
from random import Random
from types import ModuleType
from typing import Any

SIZES = (0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 8, 10, 13, 17, 25, 40, 60)
ROUNDS = 4


def load(text: str, name: str = "candidate") -> ModuleType:
    """The module that a text defines."""
    module = ModuleType(name)
    sys.modules[name] = module  # dataclasses look their module up
    exec(compile(text, f"<{name}>", "exec"), module.__dict__)
    return module


def arguments(case: str, qualname: str, seed: int = 20) -> list[Any]:
    """All inputs of one function."""
    module = importlib.import_module(f"benchmarks.functions.checks.{case}")
    rng = Random(f"{seed}-{case}-{qualname}")
    made = [module.ARGS[qualname](rng, size) for _ in range(ROUNDS) for size in SIZES]
    return [*getattr(module, "EDGES", {}).get(qualname, ()), *made]


def strict(value: Any) -> Any:
    """A form in which different types, orders, zeros and NaNs differ."""
    if isinstance(value, list | tuple):
        return (type(value).__name__, *map(strict, value))
    if isinstance(value, dict):
        return (type(value).__name__, *((strict(key), strict(item)) for key, item in value.items()))
    if isinstance(value, set | frozenset):
        return (type(value).__name__, *sorted(map(repr, map(strict, value))))
    return type(value).__name__, repr(value)


def drained(value: Any) -> Any:
    """What a generator yields and returns, or what a coroutine gives; other values as they are."""
    if inspect.iscoroutine(value):
        return asyncio.run(value)
    if not inspect.isgenerator(value):
        return value
    items = []
    while True:
        try:
            items.append(next(value))
        except StopIteration as end:
            return ["generator", items, end.value]


def outcome(module: ModuleType, qualname: str, args: Any) -> Any:
    """What a call gives, raises and changes."""
    args = copy.deepcopy(args)
    owner, _, method = qualname.rpartition(".")
    target: Any = None
    try:
        if owner:
            target = getattr(module, owner)(*args[0])
            result = strict(drained(getattr(target, method)(*args[1])))
        else:
            result = strict(drained(getattr(module, method)(*args)))
    except Exception as error:
        result = ("raised", type(error).__name__, repr(error.args))
    return result, strict(args), strict(vars(target)) if target is not None else None


def check(original: ModuleType, module: ModuleType, case: str, qualname: str) -> str:
    """Why ``module`` differs from ``original``, or empty."""
    sys.setrecursionlimit(5000)
    for args in arguments(case, qualname):
        want, got = outcome(original, qualname, args), outcome(module, qualname, args)
        if want != got:
            return f"{qualname}{str(args)[:200]}: {str(want)[:150]} became {str(got)[:150]}"
    return ""
