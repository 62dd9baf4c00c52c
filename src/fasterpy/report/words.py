"""Numbers and verdicts in words, shared by the terminal and the HTML report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from fasterpy.records import Interval, Measurement, Result, Verdict


def duration(ns: float) -> str:
    """A time with three digits and its unit."""
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if ns >= size:
            return f"{ns / size:.3g} {unit}"
    return f"{ns:.3g} ns"


def ratio(value: float) -> str:
    """``3.2×``; whole numbers from 100 up."""
    return f"{value:,.0f}×" if value >= 100 else f"{value:.3g}×"


def speedup(value: Interval | None) -> str:
    """``3.2× (95% interval 3.1× to 3.4×)``."""
    if value is None:
        return "unknown"
    return f"{ratio(value.point)} (95% interval {ratio(value.low)} to {ratio(value.high)})"


def sources(counts: Mapping[str, int]) -> str:
    """``30 typed, 12 edge``, most first."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count} {name}" for name, count in ordered)


def evidence(verdict: Verdict) -> str:
    """One line: how many inputs, from where, and how strong they are."""
    parts = [f"{verdict.inputs.count} inputs ({sources(verdict.inputs.sources)})"]
    strength = verdict.strength
    if strength.coverage_original is not None:
        parts.append(f"branches reached {strength.coverage_original:.0%}")
    if strength.mutants:
        parts.append(f"{strength.killed} of {strength.mutants} seeded mutants noticed")
    return "; ".join(parts)


def reused(result: Result) -> str:
    """That the result is an earlier run's; empty when it is this one's."""
    reuse = result.reused
    if reuse is None:
        return ""
    done = "measured" if result.outcome == "improved" else f"nothing found, searched {reuse.seconds:.0f} s"
    when = datetime.fromisoformat(reuse.measured).strftime("%Y-%m-%d %H:%M UTC")
    again = "measures" if result.outcome == "improved" else "or more --seconds searches"
    return f"{done} on {when} on this machine; nothing changed since; --no-cache {again} again"


def growth(measurement: Measurement) -> str:
    """``from ~n^2 to ~n``; empty when the data do not decide or nothing changed."""
    scaling = measurement.scaling
    if scaling is None or "unknown" in (scaling.original, scaling.candidate) or scaling.original == scaling.candidate:
        return ""
    return f"from ~{scaling.original} to ~{scaling.candidate}"


def megabytes(count: int) -> str:
    """Bytes as MiB."""
    return f"{count / 2**20:.1f} MiB"
