"""Kinds that only use can suggest: plain objects with attributes, weighted adjacency."""

from __future__ import annotations

from typing import Any

from .kinds import Kind


class Recordish(Kind):
    """An object with the attributes that the body reads."""

    hashable = False

    def __init__(self, fields: dict[str, Kind]) -> None:
        self.fields = fields

    def emit(self, draw: Any) -> str:
        draw.depth += 1
        text = "record(" + ", ".join(f"{k}={v.emit(draw)}" for k, v in self.fields.items()) + ")"
        draw.depth -= 1
        return text


class Acting(Kind):
    """An object with the attributes that the body reads and the methods that it calls."""

    hashable = False

    def __init__(self, fields: dict[str, Kind], answers: dict[str, Kind]) -> None:
        self.fields, self.answers = fields, answers

    def emit(self, draw: Any) -> str:
        # What the answers hold is what the target works on: it grows with the size asked for.
        inside = 0 if draw.exact and draw.depth == 0 else 1
        draw.depth += inside
        answers = ", ".join(f"{name!r}: {kind.emit(draw)}" for name, kind in self.answers.items())
        fields = "".join(f", {name}={kind.emit(draw)}" for name, kind in self.fields.items())
        draw.depth -= inside
        return f"stand_in({{{answers}}}{fields})"


class PairGraph(Kind):
    """Adjacency with (neighbour, weight) pairs."""

    hashable = False

    def __init__(self, form: str) -> None:
        self.form = form

    def emit(self, draw: Any) -> str:
        rng = draw.rng
        nodes = min(draw.size, 400) if draw.exact else max(1, draw.n)
        draw.n = nodes
        rows = []
        for node in range(nodes):
            others = {rng.randrange(nodes) for _ in range(rng.randint(0, 3))} - {node}
            rows.append("[" + ", ".join(f"({o}, {rng.randint(1, 9)})" for o in others) + "]")
        if self.form == "list":
            return "[" + ", ".join(rows) + "]"
        return "{" + ", ".join(f"{i}: {row}" for i, row in enumerate(rows)) + "}"
