"""Kinds that only use can suggest: plain objects with attributes, weighted adjacency."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .groups import Listing, Tuple
from .kinds import Int, Kind


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


class Nodes(Kind):
    """The vertices that the edges beside them join."""

    hashable = False

    def emit(self, draw: Any) -> str:
        nodes = min(draw.size, 2000) if draw.exact else draw.nodes or max(1, draw.n)
        draw.nodes = nodes
        names = list(range(nodes))
        if not draw.exact and draw.rng.random() < 0.5:
            draw.rng.shuffle(names)
        return str(names) if not draw.exact else f"list(range({nodes}))"


_EDGES = frozenset({"edges", "links", "pairs", "connections", "roads", "relations", "unions", "arcs", "prerequisites"})


class Pairs(Kind):
    """Edges: pairs of numbers below a count that the size beside them agrees with; chains, stars and anything."""

    hashable = False

    def __init__(self, form: str, rest: Sequence[Kind]) -> None:
        self.form, self.rest = form, rest

    def emit(self, draw: Any) -> str:
        rng = draw.rng
        if draw.exact and draw.size > 1 and not self.rest and self.form == "({},)":
            ends = [f"ints({rng.randrange(10**6)}, {draw.size}, 0, {draw.size - 1})" for _ in range(2)]
            return f"list(zip({', '.join(ends)}))"
        nodes = min(draw.size, 2000) if draw.exact else draw.nodes or max(1, draw.n)
        draw.nodes = nodes
        way = rng.choice(("any", "chain", "star", "tree"))
        if way == "any":
            count = nodes if draw.exact else rng.randint(0, 2 * nodes)
        else:  # a forest, and mostly an edge that closes a circle
            count = rng.choice((0, 1, 1, 2))
        joined = [
            ({"chain": new - 1, "star": 0, "tree": rng.randrange(new)}[way], new)
            for new in (range(1, nodes) if way != "any" else ())
        ]
        if way != "any" and not draw.exact and rng.random() < 0.5:
            rng.shuffle(joined)
        joined += [(rng.randrange(nodes), rng.randrange(nodes)) for _ in range(count)]
        found = []
        draw.depth += 1
        for pair in joined:
            ends = [str(end) for end in (pair if rng.random() < 0.5 else reversed(pair))]
            found.append(self.form.format(", ".join([*ends, *(kind.emit(draw) for kind in self.rest)])))
        draw.depth -= 1
        return "[" + ", ".join(found) + "]"


def edges(kind: Kind, name: str) -> Kind | None:
    """Pairs of vertices, where a name and a list of pairs of whole numbers (and a weight) say so."""
    if name not in _EDGES or type(kind) is not Listing or kind.form != "{}" or type(kind.element) is not Tuple:
        return None
    parts = kind.element.parts
    if not 2 <= len(parts) <= 3 or not all(type(part) is Int for part in parts[:2]):
        return None
    return Pairs(kind.element.form, parts[2:])
