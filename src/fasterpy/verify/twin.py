"""How much the inputs notice where the original is too slow for many faults: faults of the fast version count instead.

A version that agrees with the original on every input does the same work in the same words, mostly. Faults seeded into
it cost milliseconds where those of the original cost a second each, and an input that notices them tells as much.
"""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

import msgspec

from fasterpy.records import Strength
from fasterpy.verify.baseline import Baseline

if TYPE_CHECKING:
    from fasterpy.verify.trial import Trial

_SLOW_NS, _FASTER = 30_000_000, 3.0
_SHARE, _LEAST_S, _MOST_S = 0.3, 1.5, 3.0
_TELLING = 5
"""With fewer faults of the original tried, their share says nothing."""
_LEAST, _OUTPUTS = 0.15, 3


def strengthened(trial: Trial, found: Strength) -> Strength:
    """``found``, or the strength that faults of the candidate show where the original had no time for its own.

    Some faults of the original have to be noticed, although only the quickest inputs can be tried on them: a candidate
    that leaves out what it cannot do has few faults.
    """
    need = trial.config.min_kill_share
    if (found.mutants >= _TELLING and found.killed >= need * found.mutants) or not _slow(trial):
        return found
    if found.mutants >= _TELLING:
        some = found.killed >= _LEAST * found.mutants
    else:
        some = len({trial.baseline.seen(case).stdout for case in trial.agreed}) >= _OUTPUTS
    if not some:
        return found
    twin = trial.runs.twin
    if not isinstance(twin, Baseline):
        twin = trial.runs.twin = Baseline(trial.candidate, trial.executor, trial.config)
    twin.runs = trial.runs
    seconds = max(_LEAST_S, min(_SHARE * trial.seconds, _MOST_S))
    count, killed = twin.strength(trial.agreed, time.monotonic() + seconds)
    if killed < need * count:
        return found
    return msgspec.structs.replace(found, mutants=count, killed=killed)


def _slow(trial: Trial) -> bool:
    if trial.baseline.code.kind != "program" or not trial.agreed:
        return False
    ours = [trial.baseline.seen(case).wall_ns for case in trial.agreed]
    theirs = [trial.runs.seen[case].wall_ns for case in trial.agreed]
    return median(ours) > _SLOW_NS and median(ours) > _FASTER * median(theirs)
