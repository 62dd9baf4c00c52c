"""What a loop leaves behind: stores, additions, extremes, what it appends."""

from __future__ import annotations

from dataclasses import dataclass

from fasterpy.generate.rules.numeric.vector.values import Axis, Value

STORE, ADD, SCATTER, TOTAL, EXTREME, APPEND = "=", "&", "@", "+", "^", ">"
ARGUMENT = "argument "
EFFECTS = STORE + ADD + SCATTER + TOTAL + EXTREME + APPEND


@dataclass(frozen=True)
class Effect:
    """Something that outlives the loop; what is stored, added or appended waits in the environment under ``key``."""

    kind: str
    target: str
    """A place as text, or a name."""
    place: Value
    """Of a store: which dimensions the place has; of a scatter: the index."""
    axes: tuple[Axis, ...]
    """Of the loops around it."""
    which: str = ""
    """Of an extreme: ``min`` or ``max``."""

    @property
    def key(self) -> str:
        """The name in the environment, which no variable can have."""
        return f"{self.kind}{self.which} {self.target}"
