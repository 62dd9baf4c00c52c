"""Filtering the whole frame once per key: let `groupby` split it in one pass."""

TAGS = ("pandas", "groupby", "filter", "loop")
RULE = "filter-frame-to-groups"

import pandas as pd

SIZES = (200, 2000)


def slow(frame):
    totals = {}
    for key in sorted(frame["team"].unique()):
        totals[int(key)] = int(frame[frame["team"] == key]["points"].sum())
    return totals


def fast(frame):
    sums = frame.groupby("team", sort=True)["points"].sum()
    return dict(zip(sums.index.tolist(), sums.tolist()))


def inputs(n, rng):
    return (
        pd.DataFrame(
            {"team": [rng.randrange(n // 4 + 1) for _ in range(n)], "points": [rng.randrange(9) for _ in range(n)]},
            dtype="int64",
        ),
    ), {}
