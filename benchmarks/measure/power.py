"""Power: how often is a true gain of 1.15 found within the default budget?

    python -m benchmarks.measure.power [--comparisons 60] [--quick]
        [--rows FILE [--until SECONDS] [--parts N --part I]]

The candidate does 1/1.15 of the original's work by construction: both run the same loop, for a different number of
rounds, so many that fixed costs do not change the ratio. Each comparison has the 20 seconds that `fasterpy measure` has
by default and ends when it is decided. Two parts (as in benchmarks.measure.aa) use two cores. Target: at least 95%
found.
"""

from __future__ import annotations

import time

from benchmarks.measure.common import DEFAULT_SECONDS, Rows, burning, cases, function, load, outcome, parser, publish
from fasterpy.measure.config import MeasureConfig
from fasterpy.measure.measurer import PairedMeasurer
from fasterpy.sandbox.executor import ZygoteExecutor

# name -> (rounds of the original, sizes); the candidate does rounds / 1.15
WORKS = {"10 us": (230, [1]), "100 us": (2300, [1]), "1 ms": (23_000, [1]), "30 ms": (690_000, [1])}
TEXT = """
def f(xs):
    t = xs[0]
    for _ in range({rounds}):
        t = t * 31 % 1000003
    return 0
"""


def main() -> None:
    """Run and publish."""
    options = parser(__doc__)
    options.add_argument("--comparisons", type=int, default=60)
    options.add_argument("--part", type=int, default=0, help="which of --parts to make (from 0)")
    options.add_argument("--parts", type=int, default=1, help="for several processes that share one --rows file")
    options.set_defaults(seconds=DEFAULT_SECONDS)
    options.add_argument("--gain", type=float, default=1.15)
    options.add_argument("--burn", action="store_true", help="while another process burns one core")
    chosen = options.parse_args()
    count = 8 if chosen.quick else chosen.comparisons
    kept = Rows(chosen.rows, chosen.until)
    start = time.monotonic()
    with ZygoteExecutor() as executor, burning(chosen.burn):
        for number in range(count):
            if number // len(WORKS) % chosen.parts != chosen.part or kept.has(str(number)):
                continue
            name = list(WORKS)[number % len(WORKS)]
            rounds, sizes = WORKS[name]
            old, new = TEXT.format(rounds=rounds), TEXT.format(rounds=round(rounds / chosen.gain))
            config = MeasureConfig(seed=number + chosen.seed, memory=False, scaling=False, counters=False)
            found = PairedMeasurer(executor, config).measure(
                function(old), function(new), cases(sizes, each=3, seed=number), chosen.seconds
            )
            kept.add(str(number), {"work": name, **outcome(found)})
    rows = kept.get(map(str, range(count)))
    hits = [row["low"] is not None and row["low"] >= 1.10 for row in rows]
    covered = [row["low"] is not None and row["low"] <= chosen.gain <= row["high"] for row in rows]
    publish(
        {
            "gain": chosen.gain,
            "wanted": count,
            "seconds_per_comparison": chosen.seconds,
            "comparisons": len(rows),
            "share_found": sum(hits) / max(1, len(rows)),
            "share_covered": sum(covered) / max(1, len(rows)),
            "by_work": {
                name: sum(h for h, r in zip(hits, rows, strict=True) if r["work"] == name)
                / max(1, sum(r["work"] == name for r in rows))
                for name in WORKS
            },
            "seconds": round(time.monotonic() - start),
            "load": load(),
            "rows": rows,
        },
        chosen.json,
    )


if __name__ == "__main__":
    main()
