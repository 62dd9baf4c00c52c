"""A/A: functions compared with themselves. How often is a gain of 1.10 claimed where there is none?

    python -m benchmarks.measure.aa [--comparisons 1000] [--quick]

Half of the comparisons run while another process burns one core. A claim is what ``optimize`` would act on: the lower
end of the interval at or above 1.10. Target: at most 0.2%.
"""

from __future__ import annotations

import sys
import time

from benchmarks.measure.common import DURATIONS, burning, cases, function, load, outcome, parser, publish, shuffled
from fasterpy.measure.config import MeasureConfig
from fasterpy.measure.measurer import PairedMeasurer
from fasterpy.sandbox.executor import ZygoteExecutor


def main() -> None:
    """Run and publish."""
    options = parser(__doc__)
    options.add_argument("--comparisons", type=int, default=1000)
    chosen = options.parse_args()
    count = 16 if chosen.quick else chosen.comparisons
    names = list(DURATIONS)
    plan = shuffled([(names[i % len(names)], i % (2 * len(names)) >= len(names), i) for i in range(count)], chosen.seed)
    # Long stretches with and without the burner, rather than starting one for every comparison.
    plan.sort(key=lambda item: item[1])
    claims, believed, slower, rows = 0, 0, 0, []
    start = time.monotonic()
    with ZygoteExecutor() as executor:
        for burn in (False, True):
            with burning(burn):
                for name, _, number in [item for item in plan if item[1] == burn]:
                    text, sizes = DURATIONS[name]
                    config = MeasureConfig(seed=number, memory=False)
                    found = PairedMeasurer(executor, config).measure(
                        function(text), function(text), cases(sizes, seed=number), chosen.seconds
                    )
                    row = {"function": name, "burning": burn, **outcome(found)}
                    rows.append(row)
                    claimed = row["low"] is not None and row["low"] >= 1.10
                    claims += claimed
                    believed += claimed and found.trustworthy
                    slower += row["high"] is not None and row["high"] <= 1 / 1.10
                    if claimed:
                        sys.stderr.write(f"claimed: {row}\n")
    publish(
        {
            "comparisons": len(rows),
            "claimed": claims,
            "claimed_and_trusted": believed,
            "called_slower": slower,
            "share_claimed": claims / len(rows),
            "undetermined": sum(row["low"] is None for row in rows),
            "trusted": sum(row["trustworthy"] for row in rows) / len(rows),
            "median_width": sorted(row["high"] - row["low"] for row in rows if row["low"] is not None)[len(rows) // 2],
            "seconds": round(time.monotonic() - start),
            "load": load(),
            "rows": rows,
        },
        chosen.json,
    )


if __name__ == "__main__":
    main()
