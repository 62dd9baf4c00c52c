"""Values as plain tuples that are equal when the values are, types included; for comparing within one process."""

from __future__ import annotations

import asyncio
import inspect
import types
from itertools import islice
from typing import Any

_DEPTH = 60
_ITEMS = 300


def snapshot(value: Any, depth: int = 0, seen: dict[int, int] | None = None) -> Any:
    """Equal for values that no ordinary comparison tells apart; opaque things are equal when their types are."""
    kind = type(value)
    if kind in (int, bool, str, bytes, type(None), complex):
        return (kind.__name__, value)
    if kind is float:
        return ("float", repr(value))
    seen = {} if seen is None else seen
    if id(value) in seen or depth > _DEPTH:
        return ("again", seen.get(id(value)))
    seen[id(value)] = len(seen)
    name = kind.__qualname__
    if isinstance(value, (list, tuple)) or name == "deque":
        inside = [snapshot(item, depth + 1, seen) for item in list(value)]
        return (name, inside, _state(value, depth, seen))
    if isinstance(value, dict):
        pairs = [(snapshot(k, depth + 1, seen), snapshot(v, depth + 1, seen)) for k, v in list(value.items())]
        return (name, pairs, getattr(value, "default_factory", None) is None)
    if isinstance(value, (set, frozenset)):
        return (name, sorted((snapshot(item, depth + 1, seen) for item in value), key=repr))
    if name == "ndarray":
        return (name, str(value.dtype), value.shape, value.tolist().__repr__())
    if name in ("DataFrame", "Series"):
        return (name, str(getattr(value, "dtypes", "")), value.to_string())
    if inspect.iscoroutine(value):
        return ("coroutine", snapshot(asyncio.run(value), depth + 1, seen))
    if hasattr(value, "__next__") and not hasattr(value, "read"):
        return ("iterator", *_drained(value, depth, seen))
    if isinstance(value, BaseException):
        return (name, snapshot(value.args, depth + 1, seen))
    if isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType, types.ModuleType, types.MethodType)):
        return (name, getattr(value, "__qualname__", ""))
    state = _state(value, depth, seen)
    if state:
        return (name, state)
    text = repr(value)
    return (name, "" if " at 0x" in text else text)


def _drained(value: Any, depth: int, seen: dict[int, int]) -> tuple[Any, Any]:
    """What an iterator yields, and how it ends."""
    items = []
    try:
        for item in islice(value, _ITEMS):
            items.append(snapshot(item, depth + 1, seen))
    except Exception as error:
        return items, (type(error).__name__, snapshot(error.args, depth + 1, seen))
    return items, None


def _state(value: Any, depth: int, seen: dict[int, int]) -> Any:
    own = dict(getattr(value, "__dict__", None) or {})
    for cls in type(value).__mro__:
        slots = cls.__dict__.get("__slots__", ())
        for slot in (slots,) if isinstance(slots, str) else tuple(slots):
            if hasattr(value, slot):
                own[slot] = getattr(value, slot)
    return [(key, snapshot(item, depth + 1, seen)) for key, item in own.items()]
