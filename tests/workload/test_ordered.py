"""Fields that bound one another, and letters that a table of the module knows."""

from __future__ import annotations

import ast

from fasterpy.records import Code, ExpressionCase
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder
from fasterpy.workload.functions.engine.marks import letters_asked
from fasterpy.workload.functions.engine.ordered import bounds, in_order

TEXT = """
def uplift(daily, campaigns):
    report = {}
    for campaign in campaigns:
        start, end = campaign["start"], campaign["end"]
        if end < start:
            raise ValueError("ends before it starts")
        report[campaign["name"]] = sum(daily[day] for day in range(start, end + 1) if day < len(daily))
    return report
"""


def test_bounds_are_told_by_their_names() -> None:
    assert bounds(["start_day", "name", "end_day"]) == [("start_day", "end_day")]
    assert bounds(["left", "right", "source"]) == []


def test_numbers_are_exchanged_mostly() -> None:
    assert in_order({"low": "7", "high": "3"}, 0.9) == {"low": "3", "high": "7"}
    assert in_order({"low": "7", "high": "3"}, 0.1) == {"low": "7", "high": "3"}
    assert in_order({"low": "words(1)", "high": "3"}, 0.9) == {"low": "words(1)", "high": "3"}


def test_large_lists_of_such_records_are_accepted(executor: ZygoteExecutor) -> None:
    code = Code(text=TEXT, kind="function", filename="m.py", qualname="uplift")
    builder = CombinedWorkloadBuilder()
    cases = builder.sized(code, builder.build(code, executor, 4.0), executor, (16, 64, 256), 0)
    assert any(case.size >= 64 for case in cases if isinstance(case, ExpressionCase))


def test_letters_are_the_keys_of_a_table_of_letters() -> None:
    tree = ast.parse("def f(s):\n    return ''.join(TABLE[c] for c in s)\n")
    assert letters_asked(tree, {"TABLE": {"A": "T", "C": "G", "G": "C", "T": "A"}}) == "ACGT"
    assert letters_asked(tree, {"TABLE": {"one": 1, "two": 2, "three": 3}}) == ""
