"""The JSON documents of the CLI contract; each carries ``format`` and the tool's version."""

from __future__ import annotations

from typing import Any

import msgspec

from fasterpy import __version__
from fasterpy.records import Interval, Measurement, Result, Suggestion, Trial, Verdict

FORMAT = 1


def envelope(**fields: Any) -> dict[str, Any]:
    """``fields`` with the format number and the tool's version in front."""
    return {"format": FORMAT, "fasterpy": __version__, **fields}


def encode(document: dict[str, Any]) -> bytes:
    """UTF-8 JSON with two-space indentation. NaN and infinities become null."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def interval(value: Interval | None) -> dict[str, float] | None:
    """``{"point", "low", "high"}`` or None."""
    return None if value is None else {"point": value.point, "low": value.low, "high": value.high}


def verdict_fields(verdict: Verdict) -> dict[str, Any]:
    """Fields of ``verify --json``."""
    example = verdict.counterexample
    strength = verdict.strength
    return {
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "counterexample": None if example is None else msgspec.to_builtins(example),
        "inputs": {"count": verdict.inputs.count, "sources": dict(verdict.inputs.sources)},
        "coverage": {"original": strength.coverage_original, "candidate": strength.coverage_candidate},
        "strength": {"mutants": strength.mutants, "killed": strength.killed},
        "warnings": list(verdict.warnings),
    }


def measurement_fields(measurement: Measurement) -> dict[str, Any]:
    """Fields of ``measure --json``."""
    return {
        "speedup": interval(measurement.speedup),
        "trustworthy": measurement.trustworthy,
        "warnings": list(measurement.warnings),
        "noise": {"speedup": interval(measurement.noise), "pairs": measurement.pairs},
        "sizes": [msgspec.to_builtins(point) for point in measurement.sizes],
        "original_ns": measurement.original_ns,
        "candidate_ns": measurement.candidate_ns,
        "scaling": msgspec.to_builtins(measurement.scaling),
        "memory": msgspec.to_builtins(measurement.memory),
        "cold": interval(measurement.cold),
        "extra": dict(measurement.extra),
    }


def suggestion_fields(suggestion: Suggestion) -> dict[str, Any]:
    """One suggestion of ``kb search --json`` and ``optimize --json``."""
    return {
        "text": suggestion.text,
        "tags": list(suggestion.tags),
        "rate": suggestion.rate,
        "distance": suggestion.distance,
        "source": suggestion.source,
        "place": suggestion.place,
    }


def _trial_fields(trial: Trial) -> dict[str, Any]:
    measurement = trial.measurement
    return {
        "origin": trial.candidate.origin,
        "verdict": None if trial.verdict is None else trial.verdict.verdict,
        "speedup": None if measurement is None else interval(measurement.speedup),
        "why": trial.why,
        "counterexample": None
        if trial.verdict is None or trial.verdict.counterexample is None
        else msgspec.to_builtins(trial.verdict.counterexample),
    }


def result_document(result: Result) -> dict[str, Any]:
    """The document of ``optimize --json``."""
    best = result.best
    improved = result.outcome == "improved" and best is not None
    measurement = best.measurement if improved and best is not None else None
    verdict = best.verdict if improved and best is not None else None
    return envelope(
        outcome=result.outcome,
        reason=result.reason,
        path=result.source.path,
        targets=list(result.targets),
        code=result.code,
        patch=result.patch,
        speedup=None if measurement is None else interval(measurement.speedup),
        measurement=None if measurement is None else measurement_fields(measurement),
        verification=None if verdict is None else verdict_fields(verdict),
        origin=best.candidate.origin if improved and best is not None else None,
        requires=list(best.candidate.requires) if improved and best is not None else [],
        candidates=[_trial_fields(trial) for trial in result.trials],
        suggestions=[suggestion_fields(suggestion) for suggestion in result.suggestions],
        inputs={"count": result.workload.count, "sources": dict(result.workload.sources)},
        usage=msgspec.to_builtins(result.usage),
        warnings=list(result.warnings),
        seconds=result.seconds,
        reused=None if result.reused is None else msgspec.to_builtins(result.reused),
    )
