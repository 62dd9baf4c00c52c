"""What helpers compute anew in every call."""

from __future__ import annotations

import textwrap

import pytest

from tests.generate.rules.tables import rewritten

CURVE = """
class Curve:
    def __init__(self, points):
        self.points = points

    def at(self, x):
        keys = sorted(self.points)
        for low, high in zip(keys, keys[1:]):
            if low <= x <= high:
                return self.points[low]
        return None

    def all(self, values):
        return [self.at(x) for x in values]
"""
RATES = """
def rate(rates, day):
    known = sorted(r for r in rates if r[0] is not None)
    return [value for start, value in known if start <= day][-1:]

def target(rates, days):
    out = []
    for day in days:
        out.append(rate(rates, day))
    return out
"""


def run(text: str, question: str) -> object:
    space: dict[str, object] = {}
    exec(textwrap.dedent(text), space)
    return eval(question, space)


@pytest.mark.parametrize(
    ("text", "target", "questions"),
    [
        (
            CURVE,
            "Curve.all",
            ["Curve({3: 1, 1: 2, 5: 0}).all([0, 1, 2, 4, 9])", "Curve({}).all([])", "Curve({}).all([1])"],
        ),
        (
            RATES,
            "target",
            ["target([(2, 'b'), (1, 'a'), (None, 'c')], [0, 1, 5])", "target([], [1])", "target([(1, 2)], [])"],
        ),
    ],
)
def test_the_same_is_computed_once(text: str, target: str, questions: list[str]) -> None:
    after = rewritten("helper-constants-once", text, qualname=target)
    assert after is not None and "_once = sorted(" in after
    for question in questions:
        assert run(text, question) == run(after, question)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (CURVE.replace("values]", "values if self.points.pop(x, 1)]"), "Curve.all"),  # the table changes
        (CURVE.replace("sorted(self.points)", "sorted(p for p in self.points if p > x)"), "Curve.all"),
        (CURVE.replace("return None", "keys.append(x)\n        return None"), "Curve.all"),
        (RATES.replace("out.append(", "rates = rates[1:]\n        out.append("), "target"),
        (RATES.replace("    for day in days:\n        out", "    day = days\n    out"), "target"),  # asked once
    ],
)
def test_silent(text: str, target: str) -> None:
    assert rewritten("helper-constants-once", text, qualname=target) is None
