"""`apply(axis=1)` calls Python once per row: write the expression over columns, with `np.where` for conditions."""

TAGS = ("pandas", "apply", "axis", "vectorise")

import numpy as np
import pandas as pd

SIZES = (50, 500)


def slow(frame):
    return frame.apply(lambda row: row["a"] - row["b"] if row["a"] > row["b"] else 0.0, axis=1).to_numpy(dtype=float)


def fast(frame):
    a, b = frame["a"].to_numpy(), frame["b"].to_numpy()
    return np.where(a > b, a - b, 0.0)


def inputs(n, rng):
    n += 1
    return (pd.DataFrame({"a": [rng.random() for _ in range(n)], "b": [rng.random() for _ in range(n)]}),), {}
