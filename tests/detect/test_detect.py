"""The stage as a whole: order, limits, targets, hot lines, and any file."""

import random
import sysconfig
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fasterpy.detect.detector import LIMIT, TABLE, detect
from fasterpy.records import Code

LIBRARY = sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py"))
SAMPLE = random.Random(7).sample(LIBRARY, min(25, len(LIBRARY)))
TWO = """\
def helper(x, items: list[int]):
    return x in items


def first(xs, items):
    return [helper(x, items) for x in xs]


def second(xs):
    total = 0
    for x in xs:
        total += x
    return total
"""


def function(text: str, qualname: str | None = None) -> Code:
    return Code(text=text, kind="function", qualname=qualname)


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.name)
def test_any_file_gives_ordered_findings(path: Path) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    found = detect(function(text))
    assert len(found) <= LIMIT
    assert [finding.weight for finding in found] == sorted((finding.weight for finding in found), reverse=True)
    assert len({(finding.pattern, finding.line) for finding in found}) == len(found)
    lines = text.count("\n") + 1
    assert all(1 <= finding.line <= finding.end_line <= lines and 0 < finding.weight <= 1 for finding in found)


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="abx=[]()+: \n\tfor in while", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    detect(function(text))


def test_text_that_does_not_parse_gives_nothing() -> None:
    assert detect(function("def f(:")) == ()


def test_a_helper_called_in_a_loop_belongs_to_the_target() -> None:
    assert [(finding.pattern, finding.line) for finding in detect(function(TWO, "first"))] == [
        ("membership_list_to_set", 2)
    ]
    assert {finding.line for finding in detect(function(TWO, "second"))} == {11}
    assert {finding.line for finding in detect(function(TWO))} == {2, 11}


def test_advice_is_concrete() -> None:
    (finding,) = detect(function(TWO, "first"))
    assert "line 2: `x in items` scans the list `items`" in finding.advice
    assert "on every call of helper" in finding.advice


def test_hot_lines_decide_the_order() -> None:
    cold = detect(function(TWO))
    hot = detect(function(TWO), hot_lines={11: 0.9, 2: 0.01})
    assert (cold[0].line, hot[0].line) == (2, 11)


def test_deeper_loops_weigh_more() -> None:
    flat = "def f(a, items: list[int]):\n    for x in a:\n        print(x in items)\n"
    deep = "def f(b, items: list[int]):\n    for a in b:\n        for x in a:\n            print(x in items)\n"
    assert detect(function(deep))[0].weight > detect(function(flat))[0].weight


def test_there_are_at_least_sixty_and_linters_are_covered() -> None:
    assert len(TABLE) >= 60
    covered = {code for detector in TABLE for code in detector.linters}
    assert covered >= {"PERF101", "PERF102", "PERF203", "PERF401", "PERF402", "PERF403"}
    assert covered >= {"W8101", "W8102", "W8201", "W8202", "R8203", "W8204", "W8205", "W8301"}
    assert covered >= {"W8401", "W8402", "W8403"}
