"""Which value of the arguments is a key of which dict: ``state[name]`` for ``name, move in commands``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .methods import DICT, STR
from .names import by_name
from .traces import Usage

_DEEP = 4
_MOST = 300


def link(named: Sequence[tuple[str, Usage]], dicts: Sequence[str]) -> None:
    """Marks dicts and the values that they are asked for; ``dicts``: parameters that are said to be dicts."""
    for at, (name, container) in enumerate(named):
        if not container.keyed_by or container.ranged or container.sliced:
            continue
        own = {id(inner) for inner in _within(container)}
        for place, (other, usage) in enumerate(named):
            if place == at:
                continue
            asking = [value for value in _within(usage) if value.names & container.keyed_by and id(value) not in own]
            if not asking:
                continue
            base = _base(asking[0], other)
            if name in dicts or container.methods & DICT or (base == "str" and not container.sized):
                container.key = container.key or base
                for value in asking:
                    value.key = container.key


def _within(usage: Usage, depth: int = 0) -> Iterator[Usage]:
    """The value and its parts."""
    yield usage
    if depth > _DEEP:
        return
    parts = [
        *(inner for inner in (usage.element, usage.mapped) if inner is not None),
        *(usage.unpack or ()),
        *usage.string_keys.values(),
        *usage.attributes.values(),
    ]
    for part in parts[:_MOST]:
        yield from _within(part, depth + 1)


def _base(value: Usage, name: str) -> str:
    """Texts, unless something is done with them that texts do not bear."""
    if value.number or value.ranged or (value.real and not value.string):
        return "int"
    if value.string or value.methods & STR:
        return "str"
    prior = next((known for known in map(by_name, (value.label, *value.alike, name)) if known), "")
    return "int" if prior == "int" else "str"
