"""Equations 2 to 7 of the paper and a few more, as pure functions.

Times are in any one unit. A system's lists run over programs, in the same order as the input's.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

TOLERANCE = 1e-3
"""Numbers in output lines that differ by less are equal, as in the original PIE program."""
GAIN = 1.1


def runtime(times: Sequence[Sequence[float]], drop: int = 1) -> float:
    """Eq. 2: mean over cases of the mean over runs, the first ``drop`` runs of each case left out."""
    kept = [runs[drop:] for runs in times]
    return _mean([_mean(runs) for runs in kept])


def runtime_paired(times: Sequence[Sequence[float]]) -> float:
    """Mean over cases of the minimum over rounds: page faults and the like only ever add time."""
    return _mean([min(runs) for runs in times])


def ratios(original: Sequence[Sequence[float]], model: Sequence[Sequence[float]]) -> tuple[float, float]:
    """original / model over all cases, by two estimates of each case's gain: that of the least times of both, and the
    Hodges-Lehmann estimate of the gains round by round. Only rounds that both took part in count."""
    rounds = min(map(len, model))
    base = [min(runs[:rounds]) for runs in original]
    by_least = [min(runs) for runs in model]
    by_round = [
        least / math.exp(_center([math.log(o / m) for o, m in zip(ours, theirs, strict=False)]))
        for least, ours, theirs in zip(base, original, model, strict=True)
    ]
    return _mean(base) / _mean(by_least), _mean(base) / _mean(by_round)


def cautious(first: float, second: float) -> float:
    """Of two estimates of a ratio the one closer to 1; 1 when they disagree on who is faster."""
    if (first - 1.0) * (second - 1.0) <= 0:
        return 1.0
    return min(first, second) if first > 1.0 else max(first, second)


def _center(values: Sequence[float]) -> float:
    """Hodges-Lehmann: the median of all pairwise means."""
    return statistics.median((a + b) / 2.0 for i, a in enumerate(values) for b in values[i:])


def line_accuracy(output: str, expected: str) -> float:
    """Share of the expected lines that the output has in their place: the inner sum of Eq. 3 for one case.

    Blank lines around the text and blanks at the end of lines do not count, as with the judges that the programs were
    written for. Nothing expected and nothing printed is right.
    """
    got, want = _lines(output), _lines(expected)
    if not want:
        return 0.0 if got else 1.0
    return sum(lines_equal(g, w) for g, w in zip(got, want, strict=False)) / len(want)


def has_surplus(output: str, expected: str) -> bool:
    """Whether more lines were printed than expected, which Eq. 3 does not see and every judge rejects."""
    return len(_lines(output)) > len(_lines(expected))


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def lines_equal(got: str, want: str) -> bool:
    """The same text, or the same words once numbers within ``TOLERANCE`` are taken as equal."""
    if got == want:
        return True
    left, right = got.split(), want.split()
    return len(left) == len(right) and all(map(_words_equal, left, right))


def _words_equal(got: str, want: str) -> bool:
    if got == want:
        return True
    try:
        # Integers stay exact beyond the reach of floats.
        if got.lstrip("+-").isdigit() and want.lstrip("+-").isdigit():
            return abs(int(got) - int(want)) < TOLERANCE
        return abs(float(got) - float(want)) < TOLERANCE
    except ValueError:
        return False


def accuracy(outputs: Sequence[str], expected: Sequence[str]) -> float:
    """Eq. 3: mean line accuracy over the cases of one program."""
    return _mean([line_accuracy(got, want) for got, want in zip(outputs, expected, strict=True)])


def runtime_mean(runtimes: Sequence[float | None], correct: Sequence[bool]) -> float | None:
    """Eq. 4: mean runtime over the programs that are fully correct; None when none is."""
    kept = [t for t, ok in zip(runtimes, correct, strict=True) if ok and t is not None]
    return _mean(kept) if kept else None


def pass_at_1(correct: Sequence[bool]) -> float:
    """Eq. 5: share of programs with accuracy 1."""
    return _mean([1.0 if ok else 0.0 for ok in correct])


def at_speedup(mean_original: float | None, mean_model: float | None) -> float | None:
    """Eq. 6: ratio of the two means (dominated by the few slow programs)."""
    if mean_original is None or not mean_model:
        return None
    return mean_original / mean_model


def speedup_same(
    original: Sequence[float | None], model: Sequence[float | None], correct: Sequence[bool]
) -> float | None:
    """Eq. 6 with the original's mean taken over the same programs as the model's, those that the model got right."""
    both = [(o, m) for o, m, ok in zip(original, model, correct, strict=True) if ok and o is not None and m is not None]
    if not both:
        return None
    return sum(o for o, _ in both) / sum(m for _, m in both)


def optimized(
    original: Sequence[float | None], model: Sequence[float | None], correct: Sequence[bool], gain: float = GAIN
) -> float:
    """Eq. 7, %OPT: share of *all* programs that are correct and more than ``gain`` times faster than the original."""
    if not correct:
        return 0.0
    hits = 0
    for o, m, ok in zip(original, model, correct, strict=True):
        hits += ok and o is not None and m is not None and m * gain < o
    return hits / len(correct)


def geometric_mean_speedup(
    original: Sequence[float | None], model: Sequence[float | None], correct: Sequence[bool]
) -> float | None:
    """Geometric mean of original / model over correct programs: every program counts alike."""
    logs = [
        math.log(o / m)
        for o, m, ok in zip(original, model, correct, strict=True)
        if ok and o is not None and m is not None and o > 0 and m > 0
    ]
    return math.exp(_mean(logs)) if logs else None


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values) if values else math.nan
