"""Answers with suggestions against answers without: the same programs, model, prompt, seeds and budget.

    dev="python -m benchmarks.llm.dev --programs DEV.jsonl --arm llm --samples 4 --seconds 18 --prompt brief"
    $dev --advice none --out out/none
    $dev --advice base --kb BASE.db --out out/base
    python -m benchmarks.llm.suggestions out/none/llm.jsonl out/base/llm.jsonl

The arm ``llm`` gives both the same seconds; ``samples`` the same number of answers and all the time they take. Over the
programs that both have done: the share of right answers, the share of programs with a verified gain of at least 1.1
(%OPT, the best of all answers), the geometric mean gain, each with its difference (second less first, or ratio) and a
95% interval from resampling the programs; wins: programs on which one is at least 1.1 times the other.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.llm.curves import GAIN, gains
from benchmarks.llm.dev import Row
from fasterpy.bench.store import LineStore

Pair = tuple[Row, Row]


def best(row: Row) -> float:
    """Gain of the best answer; 1 when none is verified and faster."""
    return max(gains(row.samples), default=1.0) if row.samples else max(1.0, row.speedup)


def right(row: Row) -> float:
    """Share of answers that are verified."""
    verdicts = [answer.verdict for answer in (row.samples or row.tried)]
    return verdicts.count("equivalent") / max(1, len(verdicts))


def answers(rows: Sequence[Row]) -> int:
    return sum(len(row.samples or row.tried) for row in rows)


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def interval(pairs: Sequence[Pair], score: Callable[[Row], float], rounds: int = 2000) -> tuple[float, float]:
    """95% interval of the mean difference."""
    rng = random.Random(0)
    each = [score(second) - score(first) for first, second in pairs]
    drawn = sorted(mean(rng.choices(each, k=len(each))) for _ in range(rounds))
    return drawn[int(0.025 * rounds)], drawn[int(0.975 * rounds)]


def compared(pairs: Sequence[Pair]) -> list[str]:
    """Lines of the comparison."""
    scores: dict[str, Callable[[Row], float]] = {
        "right answers": right,
        "with a gain": lambda row: float(best(row) >= GAIN),
        "log gain": lambda row: math.log(best(row)),
    }
    first, second = zip(*pairs, strict=True)
    lines = [f"{len(pairs)} programs, {answers(first)} and {answers(second)} answers"]
    for name, score in scores.items():
        one, other = (mean([score(pair[at]) for pair in pairs]) for at in (0, 1))
        low, high = interval(pairs, score)
        if name == "log gain":
            one, other, low, high = map(math.exp, (one, other, low, high))
            lines.append(
                f"geometric mean gain {one:.3f} and {other:.3f}, ratio {other / one:.3f} [{low:.3f}, {high:.3f}]"
            )
        else:
            lines.append(f"{name} {one:.3f} and {other:.3f}, difference {other - one:+.3f} [{low:+.3f}, {high:+.3f}]")
    wins = sum(best(b) >= GAIN * best(a) for a, b in pairs)
    losses = sum(best(a) >= GAIN * best(b) for a, b in pairs)
    lines.append(f"wins of the second {wins}, of the first {losses}, neither {len(pairs) - wins - losses}")
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    args = parser.parse_args()
    one, other = ({row.row: row for row in LineStore(path, Row).read()} for path in (args.first, args.second))
    common = [row for row in one if row in other]
    if not common:
        sys.stdout.write("no program was done in both\n")
        return 1
    sys.stdout.write("\n".join(compared([(one[row], other[row]) for row in common])) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
