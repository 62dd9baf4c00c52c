"""Relations among numbers of the input that the code does not state: found by what goes wrong without them.

Where a program often fails or strains (a computed index below zero, a slice beyond the end, a negative count) on
made-up inputs, each of a few relations is tried on some runs: one number of the first lines at most another, below
another, the numbers of a list rising up to one. A relation under which the trouble all but ends is kept: the author
had it in mind.
"""

from __future__ import annotations

from typing import Any

from .taint import Key

_RUNS, _TRIAL, _SURE = 20, 8, 24
_OFTEN = 0.2
_TIMES = 4
"""By how much a relation must lessen the trouble."""
_MOST = 4


def relate(learner: Any) -> None:
    """Finds relations, by small runs of the program, as far as a quarter of the time allows."""
    stop = learner.left() * 0.75
    model = learner.model
    if learner.base > 0.01 or learner.heavy:
        return
    keys: set[Key] = set()
    trouble = _trouble(learner, _RUNS, keys)
    for _ in range(2):
        if trouble < _OFTEN or len(keys) < 2:
            return
        best: tuple[float, Any] = (trouble / _TIMES, None)
        for bundle in _candidates(model, keys):
            if learner.left() < stop:
                break
            model.relations += bundle
            found = _trouble(learner, _TRIAL, keys)
            if found <= best[0]:  # few runs may be lucky
                found = _trouble(learner, _SURE, keys)
                best = (found, bundle) if found <= best[0] else best
            del model.relations[-len(bundle) :]
            if best[1] is not None and best[0] == 0.0:
                break
        if best[1] is None:
            return
        model.relations += best[1]
        trouble = best[0]


def _trouble(learner: Any, runs: int, keys: set[Key]) -> float:
    """Share of runs that fail or strain; ``keys`` collects the number fields met."""
    bad = 0
    for i in range(runs):
        outcome = learner.attempt(learner.regime(2 + i % 6, (4, 6, 12)[i % 3], "random"))
        bad += not outcome.ok or outcome.strained
        for _, _, found in outcome.feed.rows:
            keys.update(key for key in found if learner.model.field(key).kind == "int")
    return bad / runs


def _candidates(model: Any, keys: set[Key]) -> list[list[tuple[str, Key, Key]]]:
    """Bundles of ``(kind, a, b)``: at most, below, rising up to; pairs on repeated lines in order, within a bound."""
    loops = {site.number: bool(site.loop) for site in model.sites.values()}
    ranked = sorted(keys, key=str)
    lone = [key for key in ranked if key[1] not in ("*", "c") and not loops.get(key[0])][:_MOST]
    rows = [key for key in ranked if key[1] == "*" or (loops.get(key[0]) and key[1] == 0)][:_MOST]
    columns = [key for key in ranked if loops.get(key[0]) and key[1] not in ("*", "c")][:_MOST]
    pairs = [(a, b) for a in lone for b in lone if a != b]
    inside = [(a, b) for a in columns for b in columns if a[0] == b[0] and a[1] < b[1]]
    found = [[("most", a, b)] for a, b in [*pairs, *inside]] + [[("below", a, b)] for a, b in pairs]
    found += [[("most", a, top)] for a in columns for top in lone]
    found += [[("most", a, top), ("most", b, top), ("most", a, b)] for a, b in inside for top in lone]
    return found + [[("rising", row, top)] for row in rows for top in lone]
