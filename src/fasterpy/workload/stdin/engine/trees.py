"""Lists of parents: a line of places that lead to one another fits a program only where it makes a tree.

Of lists made by chance most go round in circles, and what climbs them never ends, whatever else is right. So where
hardly any small run ends, and a line holds places, the customs by which people write trees are tried in turn.
"""

from __future__ import annotations

import random
from typing import Any

_CUSTOMS: tuple[tuple[int, int | None], ...] = ((1, None), (0, None), (0, -1), (1, -1), (1, 0), (0, 0), (1, 1))
"""The lowest vertex, and what stands for the parent of the root; None: the lowest is the root and is left out."""
_KEPT = 0.35
"""Share of the time that is left for making inputs."""
_RUNS, _FEW = 10, 5
"""Small runs, and how many of them may end normally where the list ought to be a tree."""


def plant(learner: Any) -> None:
    """Finds a line that lists parents, and how, by small runs of the program."""
    model = learner.model
    if learner.base > 0.03 or learner.heavy or _ended(learner, _RUNS) > _FEW:
        return
    for site in list(model.sites.values()):
        key = (site.number, "*")
        if site.loop or not site.split or not site.shape.variable or model.field(key).bottom is None:
            continue
        for custom in _CUSTOMS:
            if learner.left() < learner.seconds * _KEPT:
                break
            model.trees[key] = custom
            if _ended(learner, 6) == 6:
                return
        model.trees.pop(key, None)


def _ended(learner: Any, runs: int) -> int:
    return sum(learner.attempt(learner.regime(3 + step % 5, 9, "random")).ok for step in range(runs))


def vertices(custom: tuple[int, int | None], count: int) -> int:
    """How many numbers the list of a tree of that many vertices has."""
    return count - 1 if custom[1] is None else count


def parents(custom: tuple[int, int | None], count: int, rng: random.Random) -> list[int]:
    """The parents of a tree, ``count`` numbers; in half of the trees they come before their children."""
    low, top = custom
    order = list(range(low, low + count + (top is None)))
    if rng.random() < 0.5:
        first = order[:1] if top is None else []  # what is left out is the root
        rest = order[len(first) :]
        rng.shuffle(rest)
        order = first + rest
    deep = rng.random() < 0.3
    above = {order[0]: order[0] if top == low else top}  # the root is its own parent, or has none
    for place, vertex in enumerate(order[1:], 1):
        above[vertex] = order[place - 1 if deep else rng.randrange(place)]
    return [above[vertex] for vertex in sorted(above) if above[vertex] is not None]  # type: ignore[misc]
