"""How time grows with size: the class that explains the times best, and a local exponent with its uncertainty.

Each class is fitted as ``a + b f(n)`` with a, b ≥ 0 (a: fixed cost of a call) to relative errors, since a nanosecond
off at n = 10 matters as much as a millisecond at n = 10^5. Large sizes weigh more: growth is about them, and small ones
have peculiarities (integers that Python keeps ready, caches). Classes are compared by BIC on the logarithm of the
times. A residual below ``_NOISE`` is no better than one at it: measured times do not decide finer than that. Of classes
that explain the times about equally well, the slowest growing one is named.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from fasterpy.records import Interval, Record, Scaling, SizePoint

UNKNOWN = "unknown"
EXPONENTIAL = "2^n"
_NOISE = 0.1
"""What caches and the integers that Python keeps ready do to a straight line; measured, not noise of the clock."""
_INSTANT_NS = 600.0
"""Calls shorter than this do the same for any size; what grows is the way to the memory."""
_WORST = 0.35
"""A class whose typical error is larger than this explains nothing."""
_FEWEST = 4
_ABOUT_EQUAL = 3.0
"""Difference of BIC that does not decide."""
_FLAT = 1.5
"""Less than this from the fastest to the slowest over a wide range of sizes is caches, not growth."""
_NARROWEST = 4.0

_CLASSES: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "1": lambda n: np.ones_like(n),
    "log n": lambda n: np.log2(np.maximum(n, 2.0)),
    "n": lambda n: n,
    "n log n": lambda n: n * np.log2(np.maximum(n, 2.0)),
    "n^2": lambda n: n**2,
    "n^3": lambda n: n**3,
}


class Fit(Record, frozen=True):
    """One class fitted to the times of one version."""

    name: str
    error: float
    """Root mean square of log(time / fitted)."""
    score: float
    """BIC; lower is better."""


class Growth(Record, frozen=True):
    """Answer for one version."""

    name: str
    exponent: Interval | None
    """Slope of log time over log size in the upper half of the sizes (where fixed costs matter least)."""
    fits: tuple[Fit, ...] = ()


def growth(sizes: Sequence[float], times: Sequence[float]) -> Growth:
    """Fit one version. ``sizes`` and ``times`` (ns) in the same order; sizes below 1 are ignored."""
    points = sorted((float(n), float(t)) for n, t in zip(sizes, times, strict=True) if n >= 1 and t > 0)
    n = np.array([p[0] for p in points])
    t = np.array([p[1] for p in points])
    if len(np.unique(n)) < _FEWEST:
        return Growth(name=UNKNOWN, exponent=None)
    exponent = _exponent(n, t)
    fits = []
    if n[-1] / n[0] >= _NARROWEST:
        fits = [fit for name, f in _CLASSES.items() if (fit := _fit(name, f(n), t)) is not None]
    exponential = _fit_exponential(n, t)
    if exponential is not None:
        fits.append(exponential)
    instant = n[-1] / n[0] >= _NARROWEST and t.max() < _INSTANT_NS
    if not instant and (not fits or min(fit.error for fit in fits) > _WORST):
        return Growth(name=UNKNOWN, exponent=exponent, fits=tuple(fits))
    if instant or (n[-1] / n[0] >= 16.0 and t.max() / t.min() < _FLAT):
        return Growth(name="1", exponent=exponent, fits=tuple(fits))
    enough = min(fit.score for fit in fits) + _ABOUT_EQUAL
    # ``fits`` are in order of growth.
    chosen = next(fit for fit in fits if fit.score <= enough and fit.error <= _WORST)
    return Growth(name=chosen.name, exponent=exponent, fits=tuple(fits))


def scaling(points: Sequence[SizePoint]) -> Scaling | None:
    """Growth of both versions; None with fewer than four sizes."""
    usable = [p for p in points if p.size >= 1]
    if len({p.size for p in usable}) < _FEWEST:
        return None
    original = growth([p.size for p in usable], [p.original_ns for p in usable])
    candidate = growth([p.size for p in usable], [p.candidate_ns for p in usable])
    return Scaling(
        original=original.name,
        candidate=candidate.name,
        original_exponent=original.exponent,
        candidate_exponent=candidate.exponent,
    )


def _weights(count: int) -> NDArray[np.float64]:
    """Of the points in order of size; their mean is 1."""
    ranks = np.arange(1.0, count + 1.0)
    return ranks * count / float(ranks.sum())


def _fit(name: str, f: NDArray[np.float64], t: NDArray[np.float64], extra: int = 0) -> Fit | None:
    constant = name == "1"
    design = np.ones((len(t), 1)) if constant else np.column_stack([np.ones_like(f), f])
    root = np.sqrt(_weights(len(t)))
    coefficients = _nonnegative(design / t[:, None] * root[:, None], root)
    predicted = design @ coefficients
    if not np.all(predicted > 0) or (not constant and coefficients[1] <= 0):
        return None
    active = int(np.count_nonzero(coefficients > 0)) + extra
    return _score(name, np.log(t / predicted), active)


def _nonnegative(design: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Least squares of ``design @ x = wanted`` with x ≥ 0, for one or two columns, by trying which are zero."""
    full = np.linalg.lstsq(design, wanted, rcond=None)[0]
    if np.all(full >= 0):
        return np.asarray(full, dtype=np.float64)
    best, best_loss = np.zeros(design.shape[1]), math.inf
    for column in range(design.shape[1]):
        d = design[:, column]
        x = max(0.0, float(d @ wanted) / float(d @ d))
        loss = float(np.sum((d * x - wanted) ** 2))
        if loss < best_loss:
            best, best_loss = np.zeros(design.shape[1]), loss
            best[column] = x
    return best


def _fit_exponential(n: NDArray[np.float64], t: NDArray[np.float64]) -> Fit | None:
    """``a + b c^n`` with the base found on a grid.

    Below 1.15 per unit of size a power law and an exponential look alike over the sizes that one can wait for.
    """
    fits = [
        fit
        for base in np.geomspace(1.15, 4.0, 60)
        if (n[-1] - n[0]) * math.log(base) > math.log(8)
        and (fit := _fit(EXPONENTIAL, np.exp((n - n[-1]) * math.log(base)), t, extra=1)) is not None
    ]
    return min(fits, key=lambda fit: fit.score, default=None)


def _score(name: str, residual: NDArray[np.float64], parameters: int) -> Fit:
    count = len(residual)
    mean_square = float(np.mean(_weights(count) * residual**2))
    score = count * math.log(mean_square + _NOISE**2) + parameters * math.log(count)
    return Fit(name=name, error=math.sqrt(mean_square), score=score)


def _exponent(n: NDArray[np.float64], t: NDArray[np.float64]) -> Interval | None:
    """Theil-Sen slope over the upper half, interval from leaving each point out (jackknife, two deviations)."""
    half = max(_FEWEST - 1, (len(n) + 1) // 2)
    x, y = np.log(n[-half:]), np.log(t[-half:])
    slope = _theil_sen(x, y)
    if slope is None:
        return None
    others = [s for i in range(half) if (s := _theil_sen(np.delete(x, i), np.delete(y, i))) is not None]
    if len(others) < 2:
        return None
    center = float(np.mean(others))
    error = math.sqrt((len(others) - 1) / len(others) * sum((s - center) ** 2 for s in others))
    error = max(error, _NOISE / max(1e-9, float(x[-1] - x[0])))
    return Interval(point=slope, low=slope - 2 * error, high=slope + 2 * error)


def _theil_sen(x: NDArray[np.float64], y: NDArray[np.float64]) -> float | None:
    i, j = np.triu_indices(len(x), 1)
    run = x[j] - x[i]
    good = run > 1e-9
    return float(np.median((y[j] - y[i])[good] / run[good])) if np.any(good) else None
