"""What a detector is: a function that yields places, and the words around them as data."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fasterpy.detect.view import View


class Hit(NamedTuple):
    """One place. ``node`` gives the lines; ``words`` fill the detector's templates."""

    node: ast.AST
    words: dict[str, str] = {}
    factor: float = 1.0
    """How sure or how costly this place is, relative to the detector's own cost."""
    where: ast.AST | None = None
    """What decides how often it runs, when that is not ``node``."""


@dataclass(frozen=True)
class Detector:
    """One row of the table.

    ``why`` and ``advice`` are ``str.format`` templates. They may use ``line``, ``source`` (the text of the place),
    ``often`` ("once per iteration of the loop at line 10") and the words of the Hit.
    """

    name: str
    family: str
    find: Callable[[View], Iterator[Hit]]
    why: str
    advice: str
    cost: float
    """In [0, 1]: about 0.9 for an order of growth, 0.5 for a constant factor that shows, 0.2 for a micro gain."""
    pattern: str = ""
    """Entry of the pattern library; empty: the detector's own name."""
    loop: int = 1
    """Depth of loops (calls from loops included) from which a place counts; 0 when it always does."""
    linters: tuple[str, ...] = ()
    """Codes of ruff and perflint that this covers."""

    @property
    def key(self) -> str:
        """The pattern's name as findings give it."""
        return self.pattern or self.name
