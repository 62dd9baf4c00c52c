"""`iterrows` makes a Series per row: compute on whole columns."""

TAGS = ("pandas", "iterrows", "vectorise")

import pandas as pd

SIZES = (50, 500)


def slow(frame):
    totals = []
    for _, row in frame.iterrows():
        totals.append(row["price"] * row["count"])
    return pd.Series(totals, dtype="float64")


def fast(frame):
    return frame["price"] * frame["count"]


def inputs(n, rng):
    return (
        pd.DataFrame(
            {
                "price": [float(rng.randrange(99)) for _ in range(n)],
                "count": [float(rng.randrange(9)) for _ in range(n)],
            }
        ),
    ), {}
