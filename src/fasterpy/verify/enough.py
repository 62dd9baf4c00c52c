"""When more inputs of a program would tell nothing new, and when too few have been tried."""

from __future__ import annotations

import ast
import time
from typing import TYPE_CHECKING

from fasterpy.records import Verdict
from fasterpy.verify.decisive import constants_of_one
from fasterpy.verify.mutants import Mutant
from fasterpy.verify.rare import multiples

if TYPE_CHECKING:
    from fasterpy.verify.trial import Trial

_PLENTY = 60
_FEWEST = 3
"""Fewer inputs of a program say too little when there were more and no time for them."""
_SETTLED = 80


def undecided(trial: Trial, mutant: Mutant) -> bool:
    """Whether a fault that the candidate carries may yet be one.

    Some faults of the original are none (a range that starts one earlier). Eighty inputs of a program that do not
    notice it settle that; for functions, whose inputs are less varied, nothing does.
    """
    if trial.baseline.code.kind != "program":
        return True
    deadline = max(trial.until(1.2), time.monotonic() + 0.1 * trial.seconds)
    tried = trial.baseline.settle(mutant, trial.agreed, deadline)
    return tried < _SETTLED or mutant not in trial.baseline.survivors()


def plenty(trial: Trial, mine: float | None, theirs: float | None, tree: ast.Module) -> bool:
    """Whether aimed inputs would tell nothing new: every branch taken, no constant that one version alone minds."""
    enough = mine == theirs == 1.0 and len(trial.agreed) >= _PLENTY
    return enough and not constants_of_one(trial.baseline.tree, tree)


def remainders(
    trial: Trial, mine: float | None, theirs: float | None
) -> tuple[Verdict | None, float | None, float | None]:
    """Where a program's branches are missed, inputs with remainders of zero; a verdict, and the coverage after them."""
    baseline = trial.baseline
    if baseline.code.kind != "program":
        return None, mine, theirs
    if len(trial.agreed) < _FEWEST and any(warning.startswith("time was up") for warning in trial.warnings):
        return trial.inconclusive(f"time was up after {len(trial.agreed)} inputs on which they agree"), mine, theirs
    if min(mine or 1.0, theirs or 1.0) >= trial.config.min_coverage:
        return None, mine, theirs
    cases = [case for case in multiples(baseline.tree, trial.agreed) if baseline.fits(case)]
    found = trial.batches(cases, trial.until(0.7))
    return (found, *trial.cover()) if found is None and cases else (found, mine, theirs)


def missed(trial: Trial, who: str, share: float) -> int:
    """How many branch outcomes of that version no input reached: of three, one is a third."""
    runs = trial.baseline.runs if who == "original" else trial.runs
    return round((1 - share) * len(runs.goals.goals))
