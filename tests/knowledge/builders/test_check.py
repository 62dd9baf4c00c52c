"""Real pairs through the real sandbox, verifier and measurer."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from fasterpy.cli.checking import CheckOptions, open_checker
from fasterpy.config import Settings
from fasterpy.knowledge.builders import Checked, Pair
from fasterpy.records import Interval

SLOW = "n = int(input())\ns = 0\nfor i in range(n * 3000):\n    s += i % 7\nprint(s)\n"
SAME = "n = int(input())\nm = n * 3000\nq, r = divmod(m, 7)\nprint(q * 21 + r * (r - 1) // 2 if m > 0 else 0)\n"
OTHER = SAME.replace("* 21", "* 20")


def pair(fast: str) -> Pair:
    return Pair(slow=SLOW, fast=fast, source="s", rate=2.0, kind="program")


@pytest.mark.slow
def test_equivalent_different_and_broken_pairs() -> None:
    with ExitStack() as stack:
        checker = open_checker(stack, Settings(), CheckOptions(seconds=3.0))
        same, other, broken = (checker.check(pair(fast)) for fast in (SAME, OTHER, "raise SystemExit(3)\n"))
    assert (same.verdict, other.verdict, broken.verdict) == ("equivalent", "different", "different")
    assert same.speedup is not None
    assert same.speedup.low > 1.5
    assert same.outcome(1.1) == "verified"


@pytest.mark.parametrize(
    ("speedup", "trusted", "outcome"),
    [
        (Interval(point=1.5, low=1.3, high=1.7), True, "verified"),
        (Interval(point=1.5, low=1.3, high=1.7), False, "reported"),
        (Interval(point=1.5, low=0.9, high=1.9), True, "reported"),
        (Interval(point=1.0, low=0.9, high=1.05), True, "not faster"),
        (None, True, "reported"),
    ],
)
def test_outcomes(speedup: Interval | None, trusted: bool, outcome: str) -> None:
    found = Checked(key="k", verdict="equivalent", reason="", speedup=speedup, trustworthy=trusted)
    assert found.outcome(1.1) == outcome
