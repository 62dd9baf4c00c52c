"""Reading an array item by item makes an object of each: take the block as a slice and add it up at once, in a wide type."""

TAGS = ("numpy", "slice", "sum", "block")
RULE = "array-block-totals"

import numpy as np

SIZES = (40, 200)


def slow(frame, tile):
    height, width = frame.shape
    means = []
    for top in range(0, height, tile):
        for left in range(0, width, tile):
            total = 0
            count = 0
            for y in range(top, min(top + tile, height)):
                for x in range(left, min(left + tile, width)):
                    total += int(frame[y, x])
                    count += 1
            means.append(total // count)
    return means


def fast(frame, tile):
    height, width = frame.shape
    means = []
    for top in range(0, height, tile):
        for left in range(0, width, tile):
            part = frame[top : min(top + tile, height), left : min(left + tile, width)]
            means.append(int(part.astype(np.int64).sum()) // part.size)
    return means


def inputs(n, rng):
    pixels = [[rng.randrange(256) for _ in range(n)] for _ in range(n)]
    return (np.array(pixels, dtype=np.uint8), 16), {}
