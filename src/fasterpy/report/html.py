"""One self-contained HTML page: the claim, its evidence, the patch, what was tried, and time over input size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from fasterpy import __version__
from fasterpy.records import Result, SizePoint, Trial
from fasterpy.report import words

COLOURS = {"original": "#b42318", "candidate": "#1a7f37"}
LEFT, RIGHT, TOP, BOTTOM = 60.0, 620.0, 20.0, 280.0


def render(result: Result) -> str:
    """HTML text of the report; every value is escaped."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("fasterpy.report", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template("report.html.jinja").render(**_context(result))


def _context(result: Result) -> dict[str, Any]:
    best = result.best if result.outcome == "improved" else None
    measurement = best.measurement if best is not None else None
    lines: list[str] = [f"{words.reused(result)}."] if result.reused is not None else []
    if measurement is not None and measurement.noise is not None:
        lines.append(f"Noise floor: the original against itself {words.speedup(measurement.noise)}.")
    if measurement is not None and measurement.memory is not None:
        memory = measurement.memory
        before, after = words.megabytes(memory.original_peak), words.megabytes(memory.candidate_peak)
        lines.append(f"Peak memory: {before} → {after}.")
    if best is not None and best.candidate.requires:
        lines.append(f"New dependency: {', '.join(best.candidate.requires)}.")
    warnings = [*result.warnings, *(measurement.warnings if measurement is not None else ())]
    return {
        "path": result.source.path,
        "target": ", ".join(result.targets) or "program",
        "outcome": result.outcome,
        "reason": result.reason,
        "speedup": words.speedup(measurement.speedup) if measurement is not None else "",
        "times": ""
        if measurement is None
        else f"{words.duration(measurement.original_ns)} → {words.duration(measurement.candidate_ns)}",
        "growth": words.growth(measurement) if measurement is not None else "",
        "evidence": words.evidence(best.verdict) if best is not None and best.verdict is not None else "",
        "lines": lines,
        "warnings": warnings,
        "plot": _plot(measurement.sizes) if measurement is not None else None,
        "diff": [_diff_line(line) for line in result.patch.splitlines()],
        "trials": [_trial(trial) for trial in result.trials],
        "suggestions": result.suggestions,
        "footer": f"fasterpy {__version__} · {len(result.trials)} candidates · {result.seconds:.1f} s",
    }


def _diff_line(line: str) -> dict[str, str]:
    kind = "add" if line.startswith("+") else "del" if line.startswith("-") else "ctx"
    return {"kind": kind, "text": line}


def _trial(trial: Trial) -> dict[str, str]:
    measured = trial.measurement.speedup if trial.measurement is not None else None
    return {
        "origin": trial.candidate.origin,
        "verdict": trial.verdict.verdict if trial.verdict is not None else "not checked",
        "speedup": words.ratio(measured.point) if measured is not None else "",
        "why": trial.why,
    }


def _plot(points: Sequence[SizePoint]) -> dict[str, Any] | None:
    """Both curves on logarithmic axes; None with fewer than two sizes."""
    usable = [point for point in points if point.size > 0 and point.original_ns > 0 and point.candidate_ns > 0]
    if len({point.size for point in usable}) < 2:
        return None
    xs = [math.log10(point.size) for point in usable]
    ys = [math.log10(value) for point in usable for value in (point.original_ns, point.candidate_ns)]
    x_low, x_high, y_low, y_high = min(xs), max(xs), min(ys), max(ys)

    def x_of(size: float) -> float:
        return round(LEFT + (math.log10(size) - x_low) / (x_high - x_low) * (RIGHT - LEFT), 1)

    def y_of(ns: float) -> float:
        return round(BOTTOM - (math.log10(ns) - y_low) / max(y_high - y_low, 1e-9) * (BOTTOM - TOP), 1)

    curves = []
    for name, values in (
        ("original", [point.original_ns for point in usable]),
        ("candidate", [point.candidate_ns for point in usable]),
    ):
        dots = [
            {"x": x_of(point.size), "y": y_of(ns), "label": f"n = {point.size}: {words.duration(ns)}"}
            for point, ns in zip(usable, values, strict=True)
        ]
        curves.append(
            {
                "name": name,
                "colour": COLOURS[name],
                "dots": dots,
                "points": " ".join(f"{dot['x']},{dot['y']}" for dot in dots),
                "label_x": dots[-1]["x"],
                "label_y": y_of(values[-1]) - 8,
            }
        )
    sizes = sorted({point.size for point in usable})
    return {
        "curves": curves,
        "x_ticks": [{"at": x_of(size), "label": f"{size:,}"} for size in sizes[:: max(1, len(sizes) // 6)]],
        "y_ticks": [
            {"at": y_of(10.0**power), "label": words.duration(10.0**power)}
            for power in range(math.ceil(y_low), math.floor(y_high) + 1)
        ],
    }
