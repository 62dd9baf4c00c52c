"""The latest row of a key up to a limit, in lists and in frames; cells of frames by place."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest

from tests.generate.rules.behaviour import check_run, check_silent
from tests.generate.rules.tables import rewritten

RATES = """
def rate_on(rates, name, day):
    known = [r for r in rates if r[0] == name and r[1] <= day]
    if not known:
        raise LookupError(name)
    return max(known, key=lambda r: r[1])[2]

def convert(entries, rates):
    out = []
    for name, day, amount in entries:
        out.append(amount * rate_on(rates, name, day))
    return out
"""
SORTED = """
def owner(rows, plate, day):
    known = [row for row in rows if row["plate"] == plate and row["ok"] and row["since"] < day]
    if len(known) == 0:
        return None
    known.sort(key=lambda row: row["since"])
    return known[-1]["name"]

def owners(fines, rows):
    return [owner(rows, plate, day) for plate, day in fines]

def each(fines, rows):
    found = []
    for plate, day in fines:
        found.append(owner(rows, plate, day))
    return found
"""
LOOPED = """
class Prices:
    def __init__(self, rows):
        self.rows = rows

    def at(self, name, day):
        best = None
        for row in self.rows:
            if row[0] != name or row[1] > day:
                continue
            if best is None or row[1] >= best[1]:
                best = row
        return best[2] if best else -1

    def all(self, asked):
        found = []
        for name, day in asked:
            found.append(self.at(name, day))
        return found
"""
ROWS = "[('a', 3, 10), ('b', 1, 5), ('a', 1, 7), ('a', 3, 11), ('b', 9, 6)]"
CARS = (
    "[dict(plate='x', since=2, ok=1, name='A'), dict(plate='x', since=5, ok=0, name='B'),"
    " dict(plate='x', since=2, ok=1, name='C'), dict(plate='y', since=1, ok=1, name='D')]"
)


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        (
            RATES,
            [f"convert([('a', 3, 2), ('b', 5, 1), ('a', 2, 1), ('b', 99, 1)], {ROWS})",
             f"convert([('a', 0, 1)], {ROWS})", "convert([], [])", f"convert([('z', 5, 1)], {ROWS})"],
        ),
        (SORTED, [f"each([('x', 3), ('x', 2), ('y', 9), ('z', 1), ('x', 9)], {CARS})", f"each([], {CARS})"]),
        (
            LOOPED,
            [f"Prices({ROWS}).all([('a', 3), ('a', 2), ('b', 0), ('c', 3), ('b', 10)])", "Prices([]).all([('a', 1)])"],
        ),
    ],
)  # fmt: skip
def test_the_latest_of_lists(text: str, questions: list[str]) -> None:
    check_run(("latest-row-to-bisect", text, questions))


@pytest.mark.parametrize(
    "text",
    [
        RATES.replace("r[1] <= day", "r[1] != day"),
        RATES.replace("key=lambda r: r[1]", "key=lambda r: r[2]"),  # the largest of something else
        RATES.replace("out.append(", "rates.pop(); out.append("),
        RATES.replace("r[0] == name and ", ""),  # no key: another rule's business
        LOOPED.replace("found.append(", "self.rows = self.rows[1:]; found.append("),
    ],
)
def test_silent(text: str) -> None:
    check_silent(("latest-row-to-bisect", text))


FRAME = """
import pandas as pd

def price(prices, name, day):
    known = prices[(prices["name"] == name) & (prices["day"] <= day)]
    if known.empty:
        return None
    known = known.sort_values("day", kind="stable")
    return float(known["price"].iloc[-1])

def attach(sales, prices):
    found = []
    for i in range(len(sales)):
        row = sales.iloc[i]
        value = price(prices, row["name"], row["day"])
        found.append(None if value is None else round(value * int(row["count"]), 2))
    return found
"""
APPLIED = """
import pandas as pd

def price(prices, name, day):
    known = prices[(prices["name"] == name) & (prices["day"] < day)]
    if len(known) == 0:
        return float("nan")
    return float(known.sort_values("day", kind="stable")["price"].iloc[-1])

def attach(sales, prices):
    return sales.apply(lambda row: price(prices, row["name"], row["day"]), axis=1).tolist()
"""
CELLS = """
import pandas as pd

def attach(sales, prices):
    found, before = [], 0
    for i in range(1, len(sales)):
        if sales["day"].iloc[i] > sales["day"].iloc[i - 1]:
            found.append((sales.iloc[i]["name"], before))
            before = i
    return found
"""


def frames() -> tuple[Any, Any]:
    pandas = pytest.importorskip("pandas")
    sales = pandas.DataFrame(
        {"name": list("aabzab"), "day": [3, 1, 5, 2, 0, 9], "count": [1, 2, 3, 4, 5, 6]}, index=list("uvwxyz")
    )
    prices = pandas.DataFrame(
        {"name": list("aaabb"), "day": [3, 1, 3, 5, None], "price": [1.5, 2.0, 2.5, 4.0, 9.0]}, index=[4, 4, 1, 0, 7]
    )
    return sales, prices


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("latest-of-frame-to-bisect", FRAME),
        ("latest-of-frame-to-bisect", APPLIED),
        ("frame-cells-to-lists", FRAME),
        ("frame-cells-to-lists", CELLS),
    ],
)
def test_the_latest_of_frames(rule: str, text: str) -> None:
    after = rewritten(rule, text)
    assert after is not None and ("bisect" in after or "tolist" in after)
    sales, prices = frames()
    for one, other in ((sales, prices), (sales.iloc[:1], prices), (sales, prices.iloc[:0])):
        results = []
        for source in (textwrap.dedent(text), after):
            space: dict[str, Any] = {}
            exec(source, space)
            results.append(repr(space["attach"](one, other)))
        assert results[0] == results[1]


@pytest.mark.parametrize(
    "text",
    [
        FRAME.replace("found.append(", "sales.loc[i, 'day'] = 1; found.append("),
        CELLS.replace("found.append(", "sales = sales.iloc[1:]; found.append("),
    ],
)
def test_frames_that_change(text: str) -> None:
    check_silent(("frame-cells-to-lists", text))
