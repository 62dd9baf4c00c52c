"""Sums of many windows of one array overlap: a table of cumulative sums from the corner gives each of them with four look-ups."""

TAGS = ("numpy", "window", "sum", "loop")
RULE = "array-windows-to-cumsum"

SIZES = (900, 6400)


def slow(flat, radius):
    import numpy as np

    side = int(len(flat) ** 0.5)
    counts = np.array(flat[: side * side], dtype=np.int64).reshape(side, side)
    found = []
    for y in range(side):
        for x in range(side):
            top, left = max(0, y - radius), max(0, x - radius)
            bottom, right = min(side, y + radius + 1), min(side, x + radius + 1)
            found.append(int(counts[top:bottom, left:right].sum()))
    return found


def fast(flat, radius):
    import numpy as np

    side = int(len(flat) ** 0.5)
    counts = np.array(flat[: side * side], dtype=np.int64).reshape(side, side)
    sums = np.pad(counts.cumsum(0).cumsum(1), ((1, 0), (1, 0))).tolist()
    found = []
    for y in range(side):
        top, bottom = sums[max(0, y - radius)], sums[min(side, y + radius + 1)]
        for x in range(side):
            left, right = max(0, x - radius), min(side, x + radius + 1)
            found.append(bottom[right] - top[right] - bottom[left] + top[left])
    return found


def inputs(n, rng):
    return ([rng.randrange(50) for _ in range(n)], rng.randrange(1, 8)), {}
