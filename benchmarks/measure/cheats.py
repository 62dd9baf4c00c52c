"""Cheats: the versions of ``tests/measure/test_cheats.py`` with their figures, beside what a naive timer makes of them.

    python -m benchmarks.measure.cheats [--quick]

The naive timer is what many tools do: the best of several calls with the same arguments in one process.
"""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from tests.measure.test_cheats import CHEATS, PLAIN, cases, code

from benchmarks.measure.common import load, outcome, parser, publish
from fasterpy.measure.config import MeasureConfig
from fasterpy.measure.measurer import PairedMeasurer
from fasterpy.sandbox.executor import ZygoteExecutor


def apart(text: str) -> float:
    """``naive`` in a process of its own: some cheats patch clocks, fork, or change their process's priority."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(naive, text).result()


def naive(text: str) -> float:
    """Best of five calls with the same arguments, by whatever clock the code has left us."""
    scope: dict[str, Any] = {}
    exec(text, scope)
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        scope["f"](8000, 5)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Run and publish."""
    chosen = parser(__doc__).parse_args()
    rows = {}
    with ZygoteExecutor() as executor:
        for name, text in CHEATS.items():
            config = MeasureConfig(memory=False)
            found = PairedMeasurer(executor, config).measure(
                code(PLAIN), code(text), cases(), 3.0 if chosen.quick else chosen.seconds
            )
            plain, cheat = apart(PLAIN), apart(text)
            rows[name] = {
                **outcome(found),
                "naive_speedup": round(plain / max(cheat, 1e-9), 2),
                "warnings": list(found.warnings),
            }
    gained = [name for name, row in rows.items() if row["low"] is not None and row["low"] >= 1.10]
    publish({"gained": gained, "load": load(), "cheats": rows}, chosen.json)


if __name__ == "__main__":
    main()
