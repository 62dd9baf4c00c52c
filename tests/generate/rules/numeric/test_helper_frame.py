"""Helpers that filter a frame by a key."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import check_run, check_silent

pytest.importorskip("pandas")
HELPER = """
import pandas as pd
def price(prices, sku, day):
    valid = prices[(prices["sku"] == sku) & (prices["day"] <= day)]
    return float("nan") if len(valid) == 0 else float(valid["price"].iloc[-1])
"""
ROWS = """
def target(sales, prices):
    return str(sales.apply(lambda row: price(prices, row["sku"], row["day"]), axis=1).tolist())
"""
LOOP = """
def target(sales, prices):
    found = []
    for sku, day in zip(sales["sku"], sales["day"]):
        found.append(str(price(prices, sku, day)))
    return found
"""
DATA = (
    "target(pd.DataFrame({'sku': ['a', 'b', 'c', 'a'], 'day': [1, 2, 3, 4]}), "
    "pd.DataFrame({'sku': ['a', 'b', 'a', 'a'], 'day': [1, 5, 2, 9], 'price': [1.5, 2.5, 3.5, 4.5]}))"
)


@pytest.mark.parametrize("body", [ROWS, LOOP])
def test_the_helper_gets_the_rows_of_its_key(body: str) -> None:
    check_run(("helper-frame-by-key", HELPER + body, [DATA]))


def test_silent_where_the_whole_frame_is_read() -> None:
    check_silent(("helper-frame-by-key", HELPER.replace("len(valid) == 0", "len(prices) == 0") + LOOP))
    check_silent(("helper-frame-by-key", HELPER + LOOP.replace("found.append", "prices = prices[1:]; found.append")))
