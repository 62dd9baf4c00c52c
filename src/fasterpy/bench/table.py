"""Rows to a table like the paper's Table 7."""

from __future__ import annotations

from collections.abc import Sequence

from fasterpy.bench import metrics
from fasterpy.bench.records import AGAIN, INPUT, REFERENCE, Protocol, Row, SystemScore, Table


def make_table(rows: Sequence[Row], protocol: Protocol, returned: Sequence[str] = ()) -> Table:
    """Score every version that occurs; ``returned`` names systems whose answers come from an optimizer."""
    scored = [row for row in rows if not row.excluded]
    names = [INPUT, AGAIN, REFERENCE]
    for row in scored:
        names += [name for name in row.versions if name not in names]
    return Table(
        protocol=protocol,
        programs=len(scored),
        excluded=tuple((f"{row.problem_id} (row {row.index + 1})", row.excluded) for row in rows if row.excluded),
        scores=tuple(_score(name, scored, name in returned) for name in names) if scored else (),
    )


def _score(name: str, rows: Sequence[Row], returned: bool) -> SystemScore:
    original = [row.versions[INPUT].runtime_ns for row in rows]
    model = [row.versions[name].runtime_ns if name in row.versions else None for row in rows]
    correct = [name in row.versions and row.versions[name].accuracy == 1.0 for row in rows]
    mean = metrics.runtime_mean(model, correct)
    milliseconds = None if mean is None else mean / 1e6
    if name == INPUT:
        return SystemScore(
            name=name, runtime_mean_ms=milliseconds, opt=None, pass_at_1=None, at_speedup=None, at_speedup_same=None,
            geometric_mean=None, at_least_1_5=None, at_least_2=None,
        )  # fmt: skip
    passed = metrics.pass_at_1(correct)
    return SystemScore(
        name=name,
        runtime_mean_ms=milliseconds,
        opt=metrics.optimized(original, model, correct),
        pass_at_1=passed,
        at_speedup=metrics.at_speedup(metrics.runtime_mean(original, [True] * len(rows)), mean),
        at_speedup_same=metrics.speedup_same(original, model, correct),
        geometric_mean=metrics.geometric_mean_speedup(original, model, correct),
        at_least_1_5=metrics.optimized(original, model, correct, 1.5),
        at_least_2=metrics.optimized(original, model, correct, 2.0),
        returned_pass=passed if returned else None,
    )
