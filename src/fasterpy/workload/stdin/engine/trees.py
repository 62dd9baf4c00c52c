"""Lists of parents: a line of places that lead to one another fits a program only where it makes a tree.

Of lists made by chance most go round in circles, and what climbs them never ends, whatever else is right. So where
hardly any small run ends, and a line holds places, the customs by which people write trees are tried in turn.
"""

from __future__ import annotations

import random
from typing import Any

_CUSTOMS: tuple[tuple[int, int | None], ...] = ((1, None), (0, None), (0, -1), (1, -1), (1, 0), (0, 0), (1, 1))
"""The lowest vertex, and what stands for the parent of the root; None: the lowest is the root and is left out."""
_RUNS, _FEW = 10, 5
"""Small runs, and how many of them may end normally where the list ought to be a tree."""
_SURE = 6
_RUN_S, _ALL_S = 0.03, 0.5
"""Climbing in circles takes all the time that a run gets, here and in what came before."""


def plant(learner: Any) -> None:
    """Finds a line that lists parents, and how, by small runs of the program."""
    model = learner.model
    if learner.base > 0.03:
        return
    lines = [site for site in model.sites.values() if not site.loop and site.split and site.shape.variable]
    keys = [(site.number, "*") for site in lines if model.field((site.number, "*")).bottom is not None]
    if not keys or not _fails(learner, _RUNS, _RUNS - _FEW):
        return
    learner.seconds += max(0.0, _ALL_S - learner.left())
    for key in keys:
        for custom in _CUSTOMS:
            if learner.left() < 0.1:
                break
            model.trees[key] = custom
            if not _fails(learner, _SURE, 1):
                learner.heavy = False  # it went in circles
                return
        model.trees.pop(key, None)


def _fails(learner: Any, runs: int, times: int) -> bool:
    """Whether so many of the runs fail or take long."""
    failed = 0
    for step in range(runs):
        failed += not learner.attempt(learner.regime(3 + step % 5, 9, "random"), seconds=_RUN_S).ok
        if failed >= times:
            return True
    return False


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
