"""Number of answers against gain, from stored answers that were all judged.

    python -m benchmarks.llm.curves out/dev/samples.jsonl [--n 1,2,4,8]

For each program and n: the mean, over all ways to draw n of its answers without replacement, of the best verified gain
(lower end; 1 when nothing is verified and faster), and the chance that there is one of at least 1.1. Over programs: the
share with a gain, and the geometric mean, with 95% intervals from resampling the programs. All answers of a program
count, also unusable and repeated ones.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.llm.collect import Sample
from benchmarks.llm.dev import Row
from fasterpy.bench.store import LineStore

GAIN = 1.1


def best_of(values: Sequence[float], n: int, score: Callable[[float], float]) -> float:
    """Mean of ``score(max)`` over all n-subsets of ``values``; of all of them when there are fewer than n."""
    ordered = sorted(values)
    n = min(n, len(ordered))
    if n == 0:
        return score(1.0)
    total = math.comb(len(ordered), n)
    # The k-th smallest is the largest of comb(k, n - 1) subsets.
    return sum(score(value) * math.comb(k, n - 1) for k, value in enumerate(ordered)) / total


def gains(samples: Sequence[Sample]) -> list[float]:
    """What each answer would have brought alone."""
    return [sample.low if sample.low >= GAIN else 1.0 for sample in samples]


def curve(programs: Sequence[Sequence[float]], n: int) -> tuple[float, float]:
    """Share of programs with a gain, and the geometric mean gain."""
    share = sum(best_of(values, n, lambda value: float(value >= GAIN)) for values in programs) / len(programs)
    logs = sum(best_of(values, n, math.log) for values in programs) / len(programs)
    return share, math.exp(logs)


def interval(programs: Sequence[Sequence[float]], n: int, rounds: int = 1000) -> tuple[tuple[float, float], ...]:
    """95% intervals of both figures."""
    rng = random.Random(0)
    drawn = [curve(rng.choices(programs, k=len(programs)), n) for _ in range(rounds)]
    cuts = [sorted(values) for values in zip(*drawn, strict=True)]
    return tuple((values[int(0.025 * rounds)], values[int(0.975 * rounds)]) for values in cuts)


def table(title: str, programs: Sequence[Sequence[float]], numbers: Sequence[int]) -> None:
    """Print one curve."""
    print(f"{title}: {len(programs)} programs, {sum(map(len, programs))} answers")
    for n in numbers:
        if all(len(values) < n for values in programs):
            continue
        share, mean = curve(programs, n)
        (low, high), (least, most) = interval(programs, n)
        print(
            f"  n {n:2}  with a gain {share:.2f} [{low:.2f}, {high:.2f}]  geomean {mean:.2f} [{least:.2f}, {most:.2f}]"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("samples", type=Path)
    parser.add_argument("--n", default="1,2,4,8")
    args = parser.parse_args()
    numbers = [int(part) for part in args.n.split(",")]
    found = [row.samples for row in LineStore(args.samples, Row).read() if row.samples]
    if not found:
        print(f"{args.samples} holds no judged answers")
        return 1
    table("all answers", [gains(samples) for samples in found], numbers)
    for prompt in sorted({sample.prompt for samples in found for sample in samples}):
        chosen = [[sample for sample in samples if sample.prompt == prompt] for samples in found]
        table(f"prompt {prompt}", [gains(samples) for samples in chosen if samples], numbers)
    every = [sample for samples in found for sample in samples]
    kinds = {
        "greedy": [sample for sample in every if sample.greedy],
        "sampled": [sample for sample in every if not sample.greedy],
    }
    for kind, chosen in kinds.items():
        if chosen:
            right = sum(sample.verdict == "equivalent" for sample in chosen)
            faster = sum(sample.low >= GAIN for sample in chosen)
            print(f"{kind}: {right} of {len(chosen)} answers verified, {faster} of them faster")
    return 0


if __name__ == "__main__":
    sys.exit(main())
