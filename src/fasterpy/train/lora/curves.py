"""Training and validation loss over steps (paper, Fig. 4 and 5), as CSV and as a picture."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from fasterpy.errors import MissingExtraError
from fasterpy.records import Record


class Point(Record, frozen=True):
    """One step."""

    step: int
    """Steps done by then, from 1; 0 is before training."""
    epoch: float
    loss: float | None = None
    """Mean over the supervised tokens of the step."""
    validation: float | None = None
    rate: float | None = None
    tokens_per_s: float | None = None


def csv_text(points: Sequence[Point]) -> str:
    """All points; empty cells for what was not measured."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Point.__struct_fields__)
    for point in points:
        values = [getattr(point, name) for name in Point.__struct_fields__]
        writer.writerow(["" if value is None else f"{value:.6g}" for value in values])
    return out.getvalue()


def picture(points: Sequence[Point], path: Path, title: str) -> None:
    """Both curves side by side. Raises MissingExtraError without matplotlib."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError("matplotlib", "train") from error
    figure = Figure(figsize=(10, 4), layout="constrained")
    figure.suptitle(title)
    for place, (name, field) in enumerate((("training", "loss"), ("validation", "validation")), 1):
        axes = figure.add_subplot(1, 2, place)
        known = [(point.step, value) for point in points if (value := getattr(point, field)) is not None]
        axes.plot([step for step, _ in known], [value for _, value in known], marker="o" if len(known) < 30 else "")
        axes.set_xlabel("step")
        axes.set_ylabel(f"{name} loss")
        axes.grid(alpha=0.3)
    figure.savefig(path, dpi=120)
