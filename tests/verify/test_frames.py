"""Data frames without a column that is read."""

from __future__ import annotations

import pytest

from fasterpy.records import Code, ExpressionCase
from fasterpy.verify.frames import lacking

TEXT = """
def totals(lines, least=0):
    found = {}
    for _, line in lines.iterrows():
        if line["paid"]:
            continue
        found[line["who"]] = found.get(line["who"], 0) + line["cents"]
    if "note" in lines.columns:
        found["note"] = lines["note"]
    return found
"""
CODE = Code(text=TEXT, kind="function", filename="m.py", qualname="totals")


@pytest.mark.parametrize(
    ("frame", "wrong"),
    [
        ("frame({'paid': [True], 'who': ['x'], 'cents': [1]})", False),
        ("frame({'paid': [True], 'who': ['x']})", True),
        ("pd.DataFrame({'paid': []})", True),
        ("pd.DataFrame(dict(paid=[], who=[], cents=[], more=[]))", False),
        ("pd.DataFrame()", True),
        ("other(1)", False),
    ],
)
def test_columns_that_are_read_must_be_there(frame: str, wrong: bool) -> None:
    assert lacking(CODE, ExpressionCase(f"(({frame},), {{}})", source="mutation")) is wrong
