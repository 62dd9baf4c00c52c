"""How many answers at once, so that the first ones are complete while there is time to use them."""

from __future__ import annotations

LOOK = 6
"""Tokens of the first answer that are timed before others join it."""
MORE = 0.11
"""What each further answer adds to a step, in steps of one answer alone; measured on one core and on two."""
SHARE = 0.5
"""Part of the time left in which the first answers should be complete: they have yet to be checked and timed."""
UNLIMITED = 1_000_000


class Pace:
    """Seconds per token of one answer alone, as far as it is known."""

    def __init__(self) -> None:
        self.step_s = 0.0
        self._looked = 0

    def note(self, seconds: float) -> None:
        """A step of one answer alone took so long."""
        self._looked += 1
        self.step_s = seconds if self._looked == 1 else 0.8 * self.step_s + 0.2 * seconds

    def width(self, left: float | None, tokens: int) -> int:
        """Answers of about ``tokens`` that may be under way at once with ``left`` seconds to go; at least 1."""
        if left is None:
            return UNLIMITED
        if self._looked < LOOK:
            return 1
        alone = max(1, tokens) * self.step_s
        if alone <= 0:
            return UNLIMITED
        return max(1, 1 + int((SHARE * left / alone - 1) / MORE))
