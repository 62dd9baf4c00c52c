"""Another reading of the format where the program says the same of everything under the learned one."""

from __future__ import annotations

from .learn import Learner

_RUNS, _ENOUGH, _READINGS = 8, 6, 3


def vary(learner: Learner) -> None:
    """Try the next choices of the open sites; keep the first under which it ends normally and answers differ.

    A text that is always as long as a number before it holds one piece of that length, for instance, and no more.
    """
    if learner.base > 0.03 or len(_answers(learner)) != 1:
        return
    for site in list(learner.model.sites.values()):
        if not (site.shape.variable or site.star or not site.split):
            continue
        before = site.choice
        for _ in range(_READINGS):
            site.choice += 1
            if len(_answers(learner)) > 1:
                return
            if learner.left() < learner.seconds * 0.4:
                break
        site.choice = before


def _answers(learner: Learner) -> set[str]:
    """Outputs of a few small runs; none where too many of them fail."""
    runs = [learner.attempt(learner.regime(2 + step, 9), plain=True) for step in range(_RUNS)]
    ended = [run.output for run in runs if run.ok]
    return set(ended) if len(ended) >= _ENOUGH else set()
