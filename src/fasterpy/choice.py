"""Which trials of a search are worth confirming, and what to say of the result."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fasterpy.records import Interval, Measurement, Trial


def shrunk(chosen: Measurement | None, confirmed: Measurement) -> Measurement:
    """The confirmed result, which alone counts, and a word when the candidate was chosen for more than that."""
    if chosen is None or chosen.speedup is None or confirmed.speedup is None:
        return confirmed
    extra = {**confirmed.extra, "speedup_when_chosen": chosen.speedup.point}
    warnings = confirmed.warnings
    if confirmed.speedup.high < chosen.speedup.low:
        warnings += (
            f"confirmed at {confirmed.speedup.point:.2f}x, less than the {chosen.speedup.point:.2f}x it was chosen for",
        )
    return msgspec.structs.replace(confirmed, extra=extra, warnings=warnings)


def promising(trials: Sequence[Trial], best: Trial | None, min_speedup: float) -> list[Trial]:
    """What may be confirmed, best first: what was surely faster; if nothing was, what may well be."""
    sure = sorted((trial for trial in trials if _low(trial) >= min_speedup), key=_low, reverse=True)
    if best is not None:
        sure = [best, *(trial for trial in sure if trial.text != best.text)]
    return sure or sorted((trial for trial in trials if _point(trial) > min_speedup), key=_point, reverse=True)[:1]


def _point(trial: Trial) -> float:
    measurement = trial.measurement
    return measurement.speedup.point if _low(trial) and measurement and measurement.speedup else 0.0


def _low(trial: Trial) -> float:
    verdict, measurement = trial.verdict, trial.measurement
    if verdict is None or verdict.verdict != "equivalent" or measurement is None or measurement.speedup is None:
        return 0.0
    return measurement.speedup.low


def kept_reason(trials: Sequence[Trial], min_speedup: float) -> str:
    gains: list[Interval] = [t.measurement.speedup for t in trials if t.measurement and t.measurement.speedup]
    best = max((gain.low for gain in gains), default=0.0)
    return f"no verified candidate is faster by {min_speedup:.2f}× (best lower end {best:.2f}×)"
