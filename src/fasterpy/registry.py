"""Stage implementations by name, through entry points. Built-ins register the same way as third parties do."""

from __future__ import annotations

import difflib
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from fasterpy.errors import ConfigError

GENERATORS = "fasterpy.generators"
EMBEDDERS = "fasterpy.embedders"
SEARCHES = "fasterpy.searches"
_ONE_OF = {GENERATORS: "generator", EMBEDDERS: "embedder", SEARCHES: "search"}


def names(group: str) -> list[str]:
    """Names registered in an entry-point group, sorted."""
    return sorted({point.name for point in entry_points(group=group)})


def load(group: str, name: str) -> Any:
    """The factory registered under ``name``. Raises ConfigError that names the nearest known one."""
    check(group, name)
    found: list[EntryPoint] = [point for point in entry_points(group=group) if point.name == name]
    return found[0].load()


def check(group: str, name: str) -> None:
    """Raises ConfigError that names the nearest known one when nothing is registered under ``name``."""
    known = names(group)
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}"
        raise ConfigError(f"unknown {_ONE_OF.get(group, group)} {name!r}{hint}")
