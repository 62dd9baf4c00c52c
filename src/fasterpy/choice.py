"""Which trials of a search are worth confirming, and what to say of the result."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fasterpy.records import (
    Case,
    Code,
    ExpressionCase,
    Finding,
    Interval,
    Measurement,
    StdinCase,
    Suggestion,
    Trial,
    Workload,
)
from fasterpy.syntax import syntax_tree

_ARGUMENTS = "(args, kwargs) = "
"""After this an example shows the arguments of a call."""
_SOME, _PLENTY = 4, 24
_WHOLE = 1000
"""Longer inputs are shown cut in a counterexample."""


def as_suggestions(findings: Sequence[Finding]) -> list[Suggestion]:
    """What detectors saw, as advice with its place."""
    return [
        Suggestion(
            text=finding.advice,
            rate=1.0,
            distance=finding.weight,
            source=f"detector:{finding.pattern}",
            place=f"line {finding.line}",
        )
        for finding in findings
    ]


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
    """What may be confirmed, best first: what was surely faster; if nothing was, what may well be.

    That is what measured faster, if not surely, and what was shown to be equivalent when no time was left to measure
    it: a confirmation stops as soon as the answer is clear, so that it costs less than another search.
    """
    sure = sorted((trial for trial in trials if _low(trial) >= min_speedup), key=_low, reverse=True)
    if best is not None:
        sure = [best, *(trial for trial in sure if trial.text != best.text)]
    likely = sorted((trial for trial in trials if _point(trial) > min_speedup), key=_point, reverse=True)
    return sure or likely[:1] or [trial for trial in trials if _equivalent(trial) and trial.measurement is None][:1]


def half_shown(trials: Sequence[Trial]) -> bool:
    """Whether some candidate agreed on every input that there was time for, and they are too few by a little."""
    return any(
        trial.verdict is not None
        and trial.verdict.verdict == "inconclusive"
        and _SOME <= trial.verdict.inputs.count < _PLENTY
        for trial in trials
    )


def arguments(example: str) -> str:
    """The expression of the arguments of a call in an example's words; empty where they are none, or cut."""
    said = example.partition(_ARGUMENTS)[2]
    try:
        syntax_tree(said, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return said


def with_lessons(code: Code, workload: Workload, trials: Sequence[Trial]) -> Workload:
    """The inputs with those on which candidates were found out that the search had taken for right."""
    known = {getattr(case, "stdin", None) or getattr(case, "expression", None) for case in workload.cases}
    found: list[Case] = []
    for trial in trials:
        example = trial.verdict.counterexample if trial.verdict is not None else None
        if example is None or len(example.input) > _WHOLE:
            continue
        said: str | bytes = example.input.encode("utf-8", "replace")
        if code.kind != "program":
            said = arguments(example.input)
        if said and said not in known:
            known.add(said)
            if isinstance(said, bytes):
                found.append(StdinCase(stdin=said, source="stdin-inferred"))
            else:
                found.append(ExpressionCase(expression=said, source="mutation", size=len(said)))
    return msgspec.structs.replace(workload, cases=(*found, *workload.cases)) if found else workload


def _point(trial: Trial) -> float:
    measurement = trial.measurement
    return measurement.speedup.point if _equivalent(trial) and measurement and measurement.speedup else 0.0


def _low(trial: Trial) -> float:
    measurement = trial.measurement
    return measurement.speedup.low if _equivalent(trial) and measurement and measurement.speedup else 0.0


def _equivalent(trial: Trial) -> bool:
    return trial.verdict is not None and trial.verdict.verdict == "equivalent"


def kept_reason(trials: Sequence[Trial], min_speedup: float) -> str:
    """Why nothing is returned."""
    gains: list[Interval] = [t.measurement.speedup for t in trials if t.measurement and t.measurement.speedup]
    best = max((gain.low for gain in gains), default=0.0)
    return f"no verified candidate is faster by {min_speedup:.2f}× (best lower end {best:.2f}×)"
