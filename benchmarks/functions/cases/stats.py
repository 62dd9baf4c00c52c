"""Numbers about numbers."""

import math


def median(values: list[int]) -> float:
    """Middle value; 0.0 without values."""
    rest = list(values)
    if not rest:
        return 0.0
    while len(rest) > 2:
        rest.remove(min(rest))
        rest.remove(max(rest))
    return sum(rest) / len(rest)


def mode(values):
    """Most frequent value, the smallest on ties; None without values."""
    best = None
    for value in sorted(values):
        if best is None or values.count(value) > values.count(best):
            best = value
    return best


def standardize(values: list[float]) -> list[float]:
    """Values minus mean, over the standard deviation; the same values when it is 0."""
    result = []
    for value in values:
        mean = sum(values) / len(values)
        deviation = math.sqrt(sum([(v - mean) ** 2 for v in values]) / len(values))
        result.append((value - mean) / deviation if deviation else value)
    return result


def inversions(values: list[int]) -> int:
    """Index pairs in falling order."""
    count = 0
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            if values[i] > values[j]:
                count += 1
    return count


def cumulative_max(values: list[int]) -> list[int]:
    """Largest value so far."""
    result = []
    for i in range(len(values)):
        result.append(max(values[: i + 1]))
    return result


def histogram(values: list[int], width: int) -> dict[int, int]:
    """Number of values per bin of a width of at least 1; only bins that are not empty, ascending."""
    width = max(width, 1)
    bins = {}
    for value in sorted(values):
        try:
            bins[value // width] += 1
        except KeyError:
            bins[value // width] = 1
    return bins


def dot(a: list[int], b: list[int]) -> int:
    """Scalar product of the common length."""
    total = 0
    for i in range(min(len(a), len(b))):
        total = total + a[i] * b[i]
    return total


def percentile_of(values: list[int], queries: list[int]) -> list[int]:
    """For each query the number of values that are smaller."""
    return [len([v for v in values if v < query]) for query in queries]


def correlation_sums(xs: list[int], ys: list[int]) -> tuple[int, int, int]:
    """Sums of x*x, y*y and x*y over the common length."""
    n = min(len(xs), len(ys))
    xx = yy = xy = 0
    for i in range(n):
        xx += xs[i] ** 2
    for i in range(n):
        yy += ys[i] ** 2
    for i in range(n):
        xy += xs[i] * ys[i]
    return xx, yy, xy


def longest_run(values: list[int]) -> int:
    """Length of the longest run of equal neighbours."""
    best = 0
    for i in range(len(values)):
        length = 1
        while i + length < len(values) and values[i + length] == values[i]:
            length += 1
        best = max(best, length)
    return best
