"""Pairs of vertices: how many edges a graph has, and which."""

from __future__ import annotations

import random
from typing import Any

from .model import Model, Site
from .regime import Regime
from .taint import Key


class Edges:
    """The part of a `Chooser` that makes graphs."""

    model: Model
    regime: Regime
    rng: random.Random
    scalars: dict[Key, int]
    pools: dict[Any, Any]
    odd: bool

    def limits(self, key: Key) -> tuple[int, int, bool]:
        """See `Chooser`."""
        raise NotImplementedError

    def _edges(self, key: Key) -> int | None:
        """How many edges follow, when this field says so: mostly enough to connect all vertices, at most all pairs."""
        if self.regime.edge or self.rng.random() < 0.25:
            return None
        for site in self.model.sites.values():
            left, right = self.model.bounds.get((site.number, 0)), self.model.bounds.get((site.number, 1))
            if site.repeats is None or (key, 0) not in site.repeats or left is None or left != right:
                continue
            count = None if left[0] is None else self.scalars.get(left[0])
            if left[0] != key and count is not None and 2 <= count <= 60:
                return self.rng.randint(count - 1, min(count * (count - 1) // 2, count + self.regime.size))
        return None

    def edge(self, site: Site, left: Key, right: Key) -> tuple[int, int] | None:
        """The next pair when both columns are bounded by the same scalar; None when they are not."""
        bound = self.model.bounds.get(left)
        other = self.model.bounds.get(right)
        if bound is None or other is None or bound[0] is None or bound[0] != other[0] or bound[0] not in self.scalars:
            return None
        low, high, _ = self.limits(left)
        low2, high2, _ = self.limits(right)
        if (low, high) != (low2, high2) or high <= low:
            return None
        pool = self.pools.get(("edges", site.number))
        if pool is None or pool[0] != (low, high):
            seen: set[tuple[int, int]] = set()
            apart = self._apart(low, high, site, bound[0])
            pool = ((low, high), [] if apart else self._plan(low, high, site, bound[0]), seen, apart)
            self.pools[("edges", site.number)] = pool
        _, plan, used, apart = pool
        if plan:
            pair = plan.pop()
        else:
            for _ in range(30):
                a, b = self.rng.randint(low, high), self.rng.randint(low, high)
                crosses = (a in apart) != (b in apart)
                if a != b and (a, b) not in used and (b, a) not in used and not crosses:
                    break
            pair = (a, b) if a != b else (low, high)
        used.add(pair)
        if self.regime.sorted_pairs:
            pair = (min(pair), max(pair))
        elif self.rng.random() < 0.5:
            self.odd = True
            pair = (pair[1], pair[0])
        return pair

    def _apart(self, low: int, high: int, site: Site, scalar: Key) -> set[int]:
        """Now and then the vertices that no edge joins with the others."""
        if _is_tree(site, scalar) or high - low < 3 or self.rng.random() > 0.15:
            return set()
        nodes = list(range(low + (self.rng.random() < 0.7), high + 1))
        return set(self.rng.sample(nodes, max(2, len(nodes) // self.rng.choice((2, 2, 3)))))

    def _plan(self, low: int, high: int, site: Site, scalar: Key) -> list[tuple[int, int]]:
        """Edges of a spanning tree, so that graphs are mostly connected."""
        if not _is_tree(site, scalar) and self.rng.random() < 0.3:
            return []
        nodes = list(range(low, high + 1))
        self.rng.shuffle(nodes)
        kind = self.rng.choice(("random", "random", "path", "star"))
        edges = []
        for i in range(1, len(nodes)):
            j = {"random": self.rng.randrange(i), "path": i - 1, "star": 0}[kind]
            edges.append((nodes[j], nodes[i]))
        self.rng.shuffle(edges)
        return edges


def _is_tree(site: Site, vertices: Key) -> bool:
    """One edge fewer than there are vertices."""
    return site.repeats is not None and any(key == vertices and gap == -1 for key, gap in site.repeats)
