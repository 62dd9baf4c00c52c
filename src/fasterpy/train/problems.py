"""Which texts belong to the same problem, so that none is on both sides of a split.

Sources seldom name their problems. What is sure: the two versions of a pair solve the same one, and so do texts that
are nearly the same. Together these chains join most of what belongs together.
"""

from __future__ import annotations

from collections.abc import Callable

from fasterpy.train.records import Pair

Group = Callable[[str], int]
"""The number of the group of nearly equal texts that a text belongs to; a new number for a new group."""


class Problems:
    """Joins texts and names of problems into classes (union-find)."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._known: dict[str, int] = {}
        self._parent: dict[str, str] = {}

    def add(self, *texts: str, problem: str = "") -> str:
        """The texts solve the same problem; gives its name, which later calls may change (ask ``of`` at the end)."""
        keys = [self._key(text) for text in texts if text.strip()] + ([f"problem {problem}"] if problem else [])
        first = self._root(keys[0])
        for key in keys[1:]:
            self._parent[self._root(key)] = first
        return first

    def add_pair(self, pair: Pair) -> str:
        """Both versions of a pair, under the source's name for their problem."""
        return self.add(pair.slow, pair.fast, problem=f"{pair.source}:{pair.problem}" if pair.problem else "")

    def of(self, text: str) -> str:
        """The problem of a text, as far as is known by now."""
        return self._root(self._key(text))

    def like(self, text: str) -> int:
        """The group of nearly equal texts."""
        if text not in self._known:
            self._known[text] = self._group(text)
        return self._known[text]

    def _key(self, text: str) -> str:
        return f"text {self.like(text)}"

    def _root(self, key: str) -> str:
        parent = self._parent.setdefault(key, key)
        while parent != key:
            self._parent[key] = self._parent[parent]
            key, parent = parent, self._parent[parent]
        return key
