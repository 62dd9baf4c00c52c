"""What trials say: gains, which of them is best, and why nothing won."""

from __future__ import annotations

from fasterpy.records import Interval, Trial


def equivalent(trial: Trial) -> bool:
    """Whether the verifier says so."""
    return trial.verdict is not None and trial.verdict.verdict == "equivalent"


def lower_end(trial: Trial) -> float:
    """Lower end of the speedup's interval; 0 when it is not equivalent or not known."""
    speedup = _speedup(trial)
    return speedup.low if speedup is not None else 0.0


def point(trial: Trial) -> float:
    """The speedup itself; 0 when it is not equivalent or not known."""
    speedup = _speedup(trial)
    return speedup.point if speedup is not None else 0.0


def _speedup(trial: Trial) -> Interval | None:
    return trial.measurement.speedup if equivalent(trial) and trial.measurement is not None else None


def rank(trial: Trial) -> tuple[bool, float]:
    """Trustworthy measurements first, then by the lower end, which luck widens rather than raises."""
    return trial.measurement is not None and trial.measurement.trustworthy, lower_end(trial)


def reason(trials: list[Trial], best: Trial | None, min_speedup: float, over: bool) -> str:
    """Why a search ended as it did."""
    if best is not None:
        return f"{best.candidate.origin} is verified and faster"
    if not trials:
        return "nothing was proposed"
    same = sum(map(equivalent, trials))
    top = max((lower_end(trial) for trial in trials), default=0.0)
    slow = sum(trial.verdict is None and trial.measurement is not None for trial in trials)
    if trials and slow == len(trials):
        text = f"none of {slow} candidates is faster"
    elif slow and not same:
        text = f"{slow} of {len(trials)} candidates are not faster, none of the others could be shown to be equivalent"
    elif not same:
        text = f"none of {len(trials)} candidates could be shown to be equivalent"
    elif not top:
        text = f"{same} of {len(trials)} candidates are equivalent, none could be measured"
    else:
        text = f"{same} of {len(trials)} candidates are equivalent, none is faster by {min_speedup:.2f} "
        text += f"(best lower end {top:.2f})"
    return text + (" within the time budget" if over else "")
