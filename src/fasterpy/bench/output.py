"""The table as JSON, CSV and a heat map like the paper's Table 7."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import msgspec

from fasterpy.bench.records import BenchConfig, SystemScore, Table
from fasterpy.errors import MissingExtraError

FORMAT = 1
# title, field, digits, whether more is better
COLUMNS: tuple[tuple[str, str, int, bool], ...] = (
    ("Mean (ms)", "runtime_mean_ms", 4, False),
    ("%OPT", "opt", 4, True),
    ("Pass@1", "pass_at_1", 4, True),
    ("@Speedup", "at_speedup", 4, True),
    ("@Speedup same", "at_speedup_same", 4, True),
    ("geo mean", "geometric_mean", 3, True),
    (">=1.5x", "at_least_1_5", 4, True),
    (">=2x", "at_least_2", 4, True),
    ("returned", "returned_pass", 4, True),
)


def cells(score: SystemScore) -> list[str]:
    """One row of the table as text; ``-`` where a figure does not apply."""
    return [score.name, *(_cell(getattr(score, field), digits) for _, field, digits, _ in COLUMNS)]


def _cell(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def document(table: Table, config: BenchConfig, version: str, environment: dict[str, str]) -> dict[str, Any]:
    """JSON contents: figures unrounded, with configuration and environment."""
    return {
        "format": FORMAT,
        "version": version,
        "protocol": table.protocol,
        "programs": table.programs,
        "excluded": [{"program": program, "reason": reason} for program, reason in table.excluded],
        "scores": [msgspec.to_builtins(score) for score in table.scores],
        "config": msgspec.to_builtins(config),
        "environment": environment,
    }


def csv_text(table: Table) -> str:
    """Comma-separated values with a header."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["version", *(field for _, field, _, _ in COLUMNS)])
    for score in table.scores:
        values = [getattr(score, field) for _, field, _, _ in COLUMNS]
        writer.writerow([score.name, *("" if value is None else repr(value) for value in values)])
    return buffer.getvalue()


def heat_map(table: Table, path: Path) -> None:
    """Darker is better, column by column. Raises MissingExtraError without matplotlib."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError("matplotlib", "plots") from error
    shown = [c for c in COLUMNS[:8] if any(getattr(s, c[1]) is not None for s in table.scores)]
    shades = [[_shade(table, score, field, more) for _, field, _, more in shown] for score in table.scores]
    figure = Figure(figsize=(1.6 + 1.35 * len(shown) + 2.2, 0.8 + 0.42 * len(table.scores)), dpi=150)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.imshow(shades, cmap="Blues", vmin=0.0, vmax=1.3, aspect="auto")
    axes.set_xticks(range(len(shown)), [title for title, _, _, _ in shown], fontsize=8)
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(table.scores)), [score.name for score in table.scores], fontsize=8)
    axes.tick_params(length=0)
    for y, score in enumerate(table.scores):
        for x, (_, field, digits, _) in enumerate(shown):
            axes.text(x, y, _cell(getattr(score, field), digits), ha="center", va="center", fontsize=8)
    axes.set_title(f"PIE Python, {table.programs} programs, protocol {table.protocol}", fontsize=9, pad=22)
    figure.savefig(path, bbox_inches="tight")


def _shade(table: Table, score: SystemScore, field: str, more: bool) -> float:
    """Rank among the rows in [0, 1]: a single 40-fold outlier must not bleach the rest."""
    values = sorted({v for s in table.scores if (v := getattr(s, field)) is not None}, reverse=not more)
    value = getattr(score, field)
    return 0.0 if value is None or len(values) < 2 else values.index(value) / (len(values) - 1)
