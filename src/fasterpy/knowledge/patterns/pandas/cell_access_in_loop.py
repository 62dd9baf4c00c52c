"""Reading or writing single cells with `loc`/`iloc` in a loop is slow: take the column out as a list or array first."""

TAGS = ("pandas", "iloc", "cells", "loop")

import pandas as pd

SIZES = (50, 500)


def slow(frame):
    rises = 0
    for i in range(1, len(frame)):
        if frame.iloc[i]["close"] > frame.iloc[i - 1]["close"]:
            rises += 1
    return rises


def fast(frame):
    closes = frame["close"].tolist()
    return sum([b > a for a, b in zip(closes, closes[1:])])


def inputs(n, rng):
    return (pd.DataFrame({"close": [rng.random() for _ in range(n)], "open": [rng.random() for _ in range(n)]}),), {}
