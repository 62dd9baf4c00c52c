"""`datetime.strptime` interprets the format for every value: `datetime.fromisoformat`, slicing, or a dict of dates already seen is much faster."""

TAGS = ("datetime", "strptime", "parse")

from datetime import datetime


def slow(stamps):
    return [datetime.strptime(stamp, "%Y-%m-%d %H:%M:%S") for stamp in stamps]


def fast(stamps):
    return [datetime.fromisoformat(stamp) for stamp in stamps]


def inputs(n, rng):
    return (
        [
            f"20{rng.randrange(10, 30)}-0{rng.randrange(1, 10)}-1{rng.randrange(10)} 1{rng.randrange(10)}:2{rng.randrange(10)}:00"
            for _ in range(n)
        ],
    ), {}
