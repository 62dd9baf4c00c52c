"""The ground under `portrait`: type names, digests, object state, plain sequences."""

from __future__ import annotations

import re
from _blake2 import blake2b
from typing import Any

import msgspec

_SCALARS = frozenset({type(None), bool, int, float, str})
LOW, HIGH = -(2**63), 2**63 - 1
mro = type.__dict__["__mro__"].__get__
_qualname = type.__dict__["__qualname__"].__get__
encode = msgspec.msgpack.Encoder().encode


def type_name(cls: type) -> str:
    """``module.qualname`` without asking the metaclass."""
    module = type.__getattribute__(cls, "__module__")
    name = _qualname(cls)
    return name if module == "builtins" else f"{module}.{name}"


def digest(node: Any) -> bytes:
    """Fixed-length fingerprint of a node."""
    return blake2b(encode(node), digest_size=16).digest()


def plain(xs: list[Any] | tuple[Any, ...]) -> bool:
    """Only exact scalars that msgpack carries without loss."""
    types = set(map(type, xs))
    if not types <= _SCALARS:
        return False
    if int in types:
        ints: Any = xs if len(types) == 1 else [x for x in xs if type(x) is int]
        if min(ints) < LOW or max(ints) > HIGH:
            return False
    if str in types:
        strings: Any = xs if len(types) == 1 else [x for x in xs if type(x) is str]
        try:
            "".join(strings).encode()
        except UnicodeEncodeError:
            return False
    return True


def weight(xs: list[Any] | tuple[Any, ...]) -> int:
    """About how many bytes a plain sequence takes."""
    if len(xs) < 16 or type(xs[0]) is not str:
        return 9 * len(xs)
    try:
        return sum(map(len, xs))
    except TypeError:  # not only strings
        return sum(len(x) if type(x) is str else 9 for x in xs)


def state_of(x: Any, t: type) -> list[tuple[str, Any]]:
    """Instance attributes by name, read past any ``__getattribute__``."""
    found: dict[str, Any] = {}
    try:
        own = object.__getattribute__(x, "__dict__")
    except AttributeError:
        own = None
    if type(own) is dict:
        found.update((k, v) for k, v in own.items() if type(k) is str)
    for cls in mro(t):
        slots = type.__getattribute__(cls, "__dict__").get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else tuple(slots):
            member = f"_{cls.__name__.lstrip('_')}{name}" if name.startswith("__") and not name.endswith("__") else name
            descriptor = type.__getattribute__(cls, "__dict__").get(member)
            if descriptor is None or name in ("__dict__", "__weakref__"):
                continue
            try:
                found[name] = descriptor.__get__(x, cls)
            except AttributeError:
                continue
    return sorted(found.items(), key=lambda pair: pair[0])


def scrubbed(x: Any) -> str:
    """repr without addresses, or nothing."""
    try:
        text = repr(x)
    except BaseException:
        return ""
    return re.sub(r"0x[0-9a-fA-F]+", "0x", text if type(text) is str else "")[:200]
