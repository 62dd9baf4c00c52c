"""Which value of the arguments is a key of which dict: ``state[name]`` for ``name, move in commands``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .methods import DICT, STR
from .names import by_name
from .traces import Usage

_PARENTS = re.compile(r"(?:^|_)(?:parent|boss|manager|superior|supervisor|father|mother|reports_to)", re.I)
_DEEP = 7
_MOST = 300


def link(named: Sequence[tuple[str, Usage]], dicts: Sequence[str], tables: Sequence[str] = ()) -> None:
    """Marks dicts and the values that they are asked for.

    ``dicts``: parameters that are said to be dicts; ``tables``: those of few keys, with long lists behind them.
    """
    for at, (name, root) in enumerate(named):
        for container in list(parts_of(root)):
            if container.keyed_by and not container.ranged and not container.sliced:
                if container is root and container.methods & {"get"} and _PARENTS.search(name):
                    root.climbed = True
                    for _other, usage in named:
                        usage.key = usage.key or ("str" if usage is not root and not usage.methods else "")
                root.climbed = root.climbed or (container is root and _climbs(root))
                if root.climbed and container is root:
                    root.key = root.key or "str"  # as the trees are that are made for it
                # Parts of the same argument may be asked for others of its parts, but not for what they are in.
                others = [one for place, one in enumerate(named) if place != at or container is not root]
                _ask(container, others, container is not root or name in tables, container is root and name in dicts)


def _climbs(root: Usage) -> bool:
    """``node = parents[node]``: what it holds are its own keys."""
    return any(value is not None and value.climbs for value in (root.element, root.mapped))


def _ask(container: Usage, others: Sequence[tuple[str, Usage]], inside: bool, said: bool) -> None:
    """Marks a dict that values of other parameters are keys of, and those."""
    own = {id(value) for value in parts_of(container)}
    for value in parts_of(container):
        value.inward = value.inward or (value is not container and bool(value.names & container.keyed_by))
    for name, usage in others:
        asking = [value for value in parts_of(usage) if value.names & container.keyed_by and id(value) not in own]
        if not asking:
            continue
        base = _base(asking[0], name)
        if said or container.searched or container.methods & DICT or (base == "str" and not container.sized):
            container.key, container.few = container.key or base, inside
            for value in asking:
                value.key, value.few = container.key, inside


def parts_of(usage: Usage, depth: int = 0) -> Iterator[Usage]:
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
        yield from parts_of(part, depth + 1)


def _base(value: Usage, name: str) -> str:
    """Texts, unless something is done with them that texts do not bear."""
    if value.number or value.ranged or (value.real and not value.string):
        return "int"
    if value.string or value.methods & STR:
        return "str"
    prior = next((known for known in map(by_name, (value.label, *value.alike, name)) if known), "")
    return "int" if prior == "int" else "str"
