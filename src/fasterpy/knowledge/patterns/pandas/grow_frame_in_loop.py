"""Growing a frame with `concat` or `loc` row by row copies it each time: collect dicts in a list and build the frame once."""

TAGS = ("pandas", "concat", "append", "rows")

import pandas as pd

SIZES = (20, 100)


def slow(records):
    frame = pd.DataFrame({"id": pd.Series(dtype="int64"), "score": pd.Series(dtype="int64")})
    for record in records:
        frame = pd.concat([frame, pd.DataFrame([record])], ignore_index=True)
    return frame


def fast(records):
    if not records:
        return pd.DataFrame({"id": pd.Series(dtype="int64"), "score": pd.Series(dtype="int64")})
    return pd.DataFrame(records)


def inputs(n, rng):
    return ([{"id": i, "score": rng.randrange(99)} for i in range(n)],), {}
