"""Other readings of the format: where the learned one hardly ever works, or where the program says the same of all."""

from __future__ import annotations

from .learn import Learner
from .model import Site

_RUNS, _ENOUGH, _READINGS = 8, 6, 3
_CHOICES = 18
_KEPT = 0.35
"""Share of the time that is left for making inputs."""


def sweep(learner: Learner) -> None:
    """Go through all choices of each open site, then of pairs of them, until small runs end normally.

    Chance flips, as in `Learner.learn`, seldom come to the twelfth choice: ten columns where there are two sizes.
    """
    if learner.base > 0.03 or learner.heavy or ended(learner, 4) >= 2:
        return
    sites = _open(learner)[:4]
    for site in sites:
        if _first_that_works(learner, site, 3):
            return
    for place, site in enumerate(sites):
        before = site.choice
        for choice in range(_CHOICES):
            site.choice = choice
            for other in sites[place + 1 :]:
                if _first_that_works(learner, other, 1):
                    return
        site.choice = before


def _first_that_works(learner: Learner, site: Site, runs: int) -> bool:
    """Sets the first choice of the site under which most runs end normally."""
    before = site.choice
    for choice in range(_CHOICES):
        if learner.left() < learner.seconds * _KEPT:
            break
        site.choice = choice
        if ended(learner, runs) * 3 >= 2 * runs and ended(learner, 4) >= 2:
            return True
    site.choice = before
    return False


def vary(learner: Learner) -> None:
    """Try the next choices of the open sites; keep the first under which it ends normally and answers differ.

    A text that is always as long as a number before it holds one piece of that length, for instance, and no more.
    """
    if learner.base > 0.03 or len(_answers(learner)) != 1:
        return
    for site in _open(learner):
        before = site.choice
        for _ in range(_READINGS):
            site.choice += 1
            if len(_answers(learner)) > 1:
                return
            if learner.left() < learner.seconds * _KEPT:
                break
        site.choice = before


def _open(learner: Learner) -> list[Site]:
    """Sites whose lines may be of several lengths."""
    sites = learner.model.sites.values()
    return [site for site in sites if site.shape.variable or site.star or not site.split]


def ended(learner: Learner, runs: int) -> int:
    """How many of a few small runs end normally."""
    return sum(learner.attempt(learner.regime(2 + step, 9)).ok for step in range(runs))


def _answers(learner: Learner) -> set[str]:
    """Outputs of a few small runs; none where too many of them fail."""
    runs = [learner.attempt(learner.regime(2 + step, 9), plain=True) for step in range(_RUNS)]
    ended = [run.output for run in runs if run.ok]
    return set(ended) if len(ended) >= _ENOUGH else set()
