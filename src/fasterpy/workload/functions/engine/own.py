"""Objects known by their use are objects of the module's own class, where one has all that is asked of them."""

from __future__ import annotations

import contextlib
import inspect
from typing import Any

from .groups import Dict, Keyed, Listing, Tuple
from .kinds import Either, Kind
from .shaped import Acting, Recordish

_TELLING = 4
"""Letters of a single name that is asked for: many classes have an ``id``."""


def owned(kind: Kind, hints: Any, namespace: dict[str, Any]) -> Kind:
    """The kind with its unnamed objects replaced by objects of classes of the target's module."""
    if isinstance(kind, (Recordish, Acting)):
        return _instance(kind, hints, namespace) or kind
    if isinstance(kind, Listing):
        kind.element = owned(kind.element, hints, namespace)
    elif isinstance(kind, Tuple):
        kind.parts = [owned(part, hints, namespace) for part in kind.parts]
    elif isinstance(kind, Dict):
        kind.value = owned(kind.value, hints, namespace)
    elif isinstance(kind, Keyed):
        kind.fields = {key: owned(field, hints, namespace) for key, field in kind.fields.items()}
    elif isinstance(kind, Either):
        kind.kinds = [owned(one, hints, namespace) for one in kind.kinds]
    return kind


def _instance(kind: Recordish | Acting, hints: Any, namespace: dict[str, Any]) -> Kind | None:
    asked = {*kind.fields, *getattr(kind, "answers", ())}
    if len(asked) == 1 and len(min(asked)) < _TELLING:
        return None
    fitting = [
        cls
        for cls in namespace.values()
        if isinstance(cls, type) and cls.__module__ == namespace.get("__name__") and asked <= _offered(cls)
    ]
    made: Kind | None = hints.instance(fitting[0]) if len(fitting) == 1 else None
    return made


def _offered(cls: type) -> set[str]:
    """Methods, fields and parameters of the constructor."""
    found = {name for name in dir(cls) if not name.startswith("__")}
    for base in cls.__mro__:
        found |= set(vars(base).get("__annotations__", ()))
    with contextlib.suppress(TypeError, ValueError):
        found |= set(inspect.signature(cls).parameters)
    found |= set(
        getattr(getattr(vars(cls).get("__init__"), "__code__", None), "co_names", ())
    )  # ``self.pos = Vec(x, y)``
    return found
