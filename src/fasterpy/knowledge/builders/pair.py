"""What readers yield: a slow/fast pair of any source, or why a row is none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Literal, TypeAlias

from fasterpy.records import Record


class Pair(Record, frozen=True):
    """One slow/fast pair on its way into the dataset OD (paper §5.2.1)."""

    slow: str
    fast: str
    source: str
    """Family of the source, for example ``pie`` or ``git``; tables are made per source."""
    provenance: str = ""
    """File and line, commit and function, task."""
    rate: float = 0.0
    """Time of slow / time of fast as the source says; 0 when it says nothing."""
    summary: str = ""
    licence: str = ""
    tags: tuple[str, ...] = ()
    kind: Literal["program", "function", ""] = ""
    """How it is run; empty until it has been looked at."""
    qualname: str = ""
    """The function or method that both versions define; empty for a program."""
    examples: tuple[str, ...] = ()
    """Expressions ``(args, kwargs)`` of calls that the source shows."""
    count: int = 1

    @property
    def key(self) -> str:
        """Digest of what is compared: both texts and how they are run."""
        digest = hashlib.blake2b(digest_size=12)
        for part in (self.kind, self.qualname, self.slow, self.fast):
            digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
        return digest.hexdigest()


class Left(Record, frozen=True):
    """A row that is no usable pair, and why."""

    source: str
    reason: str
    provenance: str = ""


Item: TypeAlias = Pair | Left
Items: TypeAlias = Iterator[Item]
