"""Scaling: 20 pairs of known complexity; how often is the fitted class of both versions right?

    python -m benchmarks.measure.scaling [--quick] [--rows FILE [--until SECONDS]]

Target: at least 18 of 20 pairs with both classes right.
"""

from __future__ import annotations

from benchmarks.measure.common import INPUTS, Rows, cases, function, load, parser, publish
from benchmarks.measure.scaling_pairs import NUMBERS, PAIRS, SORTED
from fasterpy.measure.config import MeasureConfig
from fasterpy.measure.measurer import PairedMeasurer
from fasterpy.sandbox.executor import ZygoteExecutor

TEXTS = {"list": INPUTS, "sorted": SORTED, "number": NUMBERS}


def main() -> None:
    """Run and publish."""
    chosen = parser(__doc__).parse_args()
    kept = Rows(chosen.rows, chosen.until)
    pairs = PAIRS[:5] if chosen.quick else PAIRS
    with ZygoteExecutor() as executor:
        for pair in pairs:
            if kept.has(pair.name):
                continue
            given = cases(list(pair.sizes), each=1, text=TEXTS[pair.inputs])
            config = MeasureConfig(memory=False, counters=False)
            found = PairedMeasurer(executor, config).measure(
                function(pair.original), function(pair.candidate), given, chosen.seconds
            )
            scaling = found.scaling
            fitted = (scaling.original, scaling.candidate) if scaling is not None else ("none", "none")
            kept.add(
                pair.name,
                {
                    "pair": pair.name,
                    "known": pair.classes,
                    "fitted": fitted,
                    "right": fitted == pair.classes,
                    "exponents": [
                        None if e is None else [round(e.low, 2), round(e.high, 2)]
                        for e in ((scaling.original_exponent, scaling.candidate_exponent) if scaling else (None, None))
                    ],
                    "points": [(p.size, round(p.original_ns), round(p.candidate_ns)) for p in found.sizes],
                },
            )
    rows = kept.get(pair.name for pair in pairs)
    right = sum(bool(row["right"]) for row in rows)
    publish({"pairs": len(rows), "right": right, "load": load(), "rows": rows}, chosen.json)


if __name__ == "__main__":
    main()
