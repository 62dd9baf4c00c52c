"""Kinds that only use can suggest: plain objects with attributes, weighted adjacency."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from .fields import Key
from .groups import Dict, Listing, Tuple, within
from .kinds import LOWER, Float, Int, Kind, Str
from .linked import links
from .made import Graph
from .traces import Usage


class Recordish(Kind):
    """An object with the attributes that the body reads."""

    hashable = False

    def __init__(self, fields: dict[str, Kind]) -> None:
        self.fields = fields

    def emit(self, draw: Any) -> str:
        draw.depth += 1
        known = links(self.fields, draw)
        text = "record(" + ", ".join(f"{k}={known.get(k) or within(v, draw)}" for k, v in self.fields.items()) + ")"
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
    """Adjacency with (neighbour, weight) pairs; half of them, and some of each size, without circles."""

    hashable = False

    def __init__(self, form: str, keys: str = "int") -> None:
        self.form, self.keys = form, keys

    def emit(self, draw: Any) -> str:
        rng = draw.rng
        nodes = min(draw.size, 400) if draw.exact else max(1, draw.n)
        draw.n = nodes
        near = (0, 5, max(20, nodes // 10), 0, 5)[draw.flavour % 5] if draw.exact else nodes * int(draw.acyclic)
        near = near or (0 if draw.circles else 5)
        names = [self.name_of(place, draw.exact) for place in range(nodes)]
        rows = []
        for node in range(nodes):
            most = rng.randint(2, 6) if draw.exact else rng.randint(0, 3)
            first, last = (max(0, node - near), node) if near else (0, nodes)
            others = {rng.randrange(first, last) for _ in range(most)} - {node} if last > first else set[int]()
            rows.append("[" + ", ".join(f"({names[o]}, {rng.randint(1, 9)})" for o in sorted(others)) + "]")
        if self.form == "list":
            return "[" + ", ".join(rows) + "]"
        if self.keys == "str" and not draw.exact:
            draw.keys += [name for name in names if name not in draw.keys]
        return "{" + ", ".join(f"{name}: {row}" for name, row in zip(names, rows, strict=True)) + "}"

    def name_of(self, place: int, large: bool = False) -> str:
        """A key; those of large dicts are the ones that other dicts of that size have."""
        if self.keys == "int" or self.form == "list":
            return str(place)
        return repr(f"k{place}") if large else repr(LOWER[place % 26] * (place // 26 + 1))


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


class Usually(Kind):
    """What fits the rest of the input, mostly; now and then anything of the usual kind, but never for timing."""

    hashable = False

    def __init__(self, fitting: Kind, usual: Kind) -> None:
        self.fitting, self.usual = fitting, usual

    def emit(self, draw: Any) -> str:
        return (self.usual if draw.fit == "free" and not draw.exact else self.fitting).emit(draw)


class Vertex(Kind):
    """One vertex of the graph beside it."""

    def __init__(self, graph: Graph | PairGraph) -> None:
        self.graph = graph

    def emit(self, draw: Any) -> str:
        place = draw.rng.randrange(max(1, draw.size if draw.exact and isinstance(self.graph, Graph) else draw.n))
        if draw.exact and draw.flavour % 2 and draw.n:
            place = max(place, draw.n - 1)  # without circles the last leads to most
        if isinstance(self.graph, PairGraph):
            return self.graph.name_of(min(place, 399) if draw.exact else place, draw.exact)
        if self.graph.form == "list":
            return str(place)
        if draw.exact and draw.size > 30 and self.graph.keys == "str":
            return f"list(graph(1, {place + 1}, keys='str', near=1))[-1]"
        return self.graph.name_of(place)


class Vertices(Kind):
    """All vertices of the graph beside them, in any order; ``form`` wraps the list."""

    hashable = False

    def __init__(self, graph: Graph, form: str) -> None:
        self.graph, self.form = graph, form

    def emit(self, draw: Any) -> str:
        count = draw.size if draw.exact else max(1, draw.n)
        if draw.exact and count > 30:
            return self.form.format(
                f"list(graph({draw.rng.randrange(10**6)}, {count}, keys={self.graph.keys!r}, near=1))"
            )
        names = [self.graph.name_of(place) for place in range(count)]
        draw.rng.shuffle(names)
        return self.form.format("[" + ", ".join(names) + "]")


def graphs(uses: Sequence[tuple[str, Usage]], options: dict[str, list[Kind]], hinted: Collection[str] = ()) -> None:
    """Tables of lists whose items are looked up in turn, or are those of a list beside them: what depends on what.

    ``hinted``: parameters whose hints say what they hold.
    """
    for name, table in uses:
        value = table.mapped or table.element
        if not table.keyed_by or value is None or name not in options:
            continue
        usual = options[name][0]
        if isinstance(usual, Dict) and isinstance(usual.value, Listing):
            types = {type(_base(usual.key)), type(_base(usual.value.element))}
            if usual.value.rising or (name in hinted and types == {Int, Str}):
                continue
        others = [(other, usage) for other, usage in uses if other != name and other in options]
        listed = [other for other, usage in others if usage.element and usage.element.names & table.keyed_by]
        # ``all(dep in done for dep in modules[name])``: texts behind texts that are looked for among what was met, but
        # not in the other lists of the table, as in a search for what two of them share.
        met = value.element and value.element.hashed and not value.questioned
        listed = listed or ([""] if name in hinted and isinstance(usual, Dict) and met else [])
        graph = _graph(value, usual, bool(value.element and value.element.names & table.keyed_by), bool(listed))
        if isinstance(usual, (Graph, PairGraph)):
            graph = usual
        elif graph is None:
            continue
        else:
            options[name].insert(0, Usually(graph, usual))
        for other, usage in others:
            one = options[other][0]
            if other in listed and isinstance(graph, Graph) and isinstance(one, (Listing, Str)):
                form = one.form if isinstance(one, Listing) else "{}"
                options[other].insert(0, Usually(Vertices(graph, form), one))
            elif usage.names & table.keyed_by and isinstance(one, (Int, Str, Key)):
                options[other].insert(0, Usually(Vertex(graph), one))
        return


def _graph(value: Usage, usual: Kind, climbs: bool, listed: bool) -> Graph | PairGraph | None:
    """The graph that a dict of lists is, or None. ``climbs``: items of the lists are looked up in it."""
    if isinstance(usual, Dict) and isinstance(usual.value, Dict) and type(usual.value.value) in (Int, Float):
        both = type(_base(usual.key)), type(_base(usual.value.key))
        if both[0] is both[1] and both[0] in (Int, Str) and (value.iterated or "items" in value.methods):
            return Graph("dict", True, "int" if both[0] is Int else "str")
    if (
        not isinstance(usual, Dict)
        or not (climbs or listed or _pairs(value))
        or not (value.iterated or "items" in value.methods)
    ):
        return None
    inner = value.element
    keys = "int" if isinstance(_base(usual.key), Int) else "str"
    if inner is not None and inner.unpack:
        return PairGraph("dict", keys) if _pairs(value) and isinstance(_base(usual.key), (Int, Str)) else None
    if inner is not None and (inner.string_keys or inner.attributes or inner.arity):
        return None
    form = usual.value.form if isinstance(usual.value, Listing) else "{}"
    if value.methods & {"items"} and climbs:
        return Graph("dict", True, keys)
    return Graph("dict", False, keys, "[{}]" if form == "{}" else form.replace("{}", "[{}]"))


def _pairs(value: Usage) -> bool:
    """Pairs of a neighbour and a number."""
    inner = value.element
    return inner is not None and inner.unpack is not None and len(inner.unpack) == 2


def _base(key: Kind) -> Kind:
    return key.base if isinstance(key, Key) else key
