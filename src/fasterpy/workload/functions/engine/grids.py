"""Rows of characters."""

from __future__ import annotations

from .kinds import Draw, Kind


class Grid(Kind):
    """Rows of characters, mostly of one length; ``letters``: those that the code asks for."""

    hashable = False

    def __init__(self, letters: str) -> None:
        self.letters = letters + ("." if "." not in letters else "#")

    def emit(self, draw: Draw) -> str:
        rng = draw.rng
        if draw.edge and rng.random() < 0.25:
            return rng.choice(("[]", "['']"))
        rows, columns = max(1, draw.length()), rng.randint(1, max(1, min(draw.size, 8)))
        if draw.exact:
            side = max(1, int(draw.size**0.5))
            first = self.letters[:1]  # what the code asks for may be land or walls
            letters = (self.letters, first * 3 + self.letters[-1], first + self.letters[-1] * 3)[draw.flavour % 3]
            return f"grid({rng.randrange(10**6)}, {side}, {side}, {letters!r})"
        if rng.random() < 0.15:
            made = self._winding(draw)
        else:
            # Mostly free, mostly walls, or as many of each.
            cells = self.letters + rng.choice(("", self.letters[0] * 3, self.letters[-1] * 3, self.letters[-1] * 3))
            ragged = rng.random() < 0.1
            made = [
                "".join(rng.choice(cells) for _ in range(columns + (rng.randint(0, 2) if ragged else 0)))
                for _ in range(rows)
            ]
        draw.cells = min(len(made), len(made[0]))
        return repr(made)

    def _winding(self, draw: Draw) -> list[str]:
        """Rows to walk along between walls with a gap at one end: ways that lead back and up."""
        free, wall = draw.rng.sample([self.letters[0], self.letters[-1]], 2)
        width = draw.rng.randint(2, 6)
        rows = [
            free * width if row % 2 == 0 else (wall * (width - 1) + free if row % 4 == 1 else free + wall * (width - 1))
            for row in range(draw.rng.choice((3, 5, 7)))
        ]
        if draw.rng.random() < 0.5:
            rows = ["".join(column) for column in zip(*rows, strict=True)]
        return rows[::-1] if draw.rng.random() < 0.3 else rows
