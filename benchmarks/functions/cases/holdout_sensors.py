"""Measurements of devices."""

import math


def smooth(values: list[float], radius: int) -> list[float]:
    """Mean of each value and its neighbours up to a radius; fewer at the ends."""
    result = []
    for i in range(len(values)):
        low = max(0, i - radius)
        high = min(len(values), i + radius + 1)
        result.append(sum(values[low:high]) / (high - low) if high > low else 0.0)
    return result


def outliers(values: list[int], factor: int) -> list[int]:
    """Values farther than ``factor`` times the mean distance from the mean (all rounded down)."""
    result = []
    for value in values:
        mean = sum(values) // len(values)
        spread = sum([abs(v - mean) for v in values]) // len(values)
        if abs(value - mean) > factor * spread:
            result.append(value)
    return result


def align(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """(time, left value, right value) for times that are in both, in the order of left; the last right value counts."""
    rows = []
    for time, value in left:
        other = None
        for when, reading in right:
            if when == time:
                other = reading
        if other is not None:
            rows.append((time, value, other))
    return rows


def peaks(values):
    """Positions that are larger than both neighbours."""
    found = []
    for i in range(1, len(values) - 1):
        if values[i] > values[i - 1] and values[i] > values[i + 1]:
            found.append(i)
    return found


def rolling_min(values: list[int], width: int) -> list[int]:
    """Least of the last ``width`` (at least 1) values at each position."""
    width = max(1, width)
    lows = []
    for i in range(len(values)):
        lows.append(min(values[max(0, i - width + 1) : i + 1]))
    return lows


def energy(samples: list[int]) -> int:
    """Sum of squares."""
    total = 0
    for i in range(len(samples)):
        total = total + samples[i] ** 2
    return total


def distance_matrix(points: list[tuple[int, int]]) -> list[list[float]]:
    """Distances of all pairs."""
    matrix = []
    for i in range(len(points)):
        row = []
        for j in range(len(points)):
            dx = points[i][0] - points[j][0]
            dy = points[i][1] - points[j][1]
            row.append(math.sqrt(dx**2 + dy**2))
        matrix.append(row)
    return matrix


def gaps(times: list[int], longest: int) -> list[tuple[int, int]]:
    """Neighbouring times (sorted) that are farther apart than ``longest``."""
    found = []
    for i in range(len(times) - 1):
        if sorted(times)[i + 1] - sorted(times)[i] > longest:
            found.append((sorted(times)[i], sorted(times)[i + 1]))
    return found


def uptime(events: list[tuple[int, str]]) -> int:
    """Seconds between "on" and the next "off"."""
    total = 0
    started = -1
    for time, kind in sorted(events):
        if kind == "on" and started == -1:
            started = time
        if kind == "off" and started != -1:
            total += time - started
            started = -1
    return total
