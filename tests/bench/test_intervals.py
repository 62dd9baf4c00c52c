"""Intervals over programs, and paired differences."""

from __future__ import annotations

from fasterpy.bench.intervals import differences, intervals
from fasterpy.bench.records import AGAIN, INPUT, REFERENCE, Row, Scored


def row(index: int, passed: bool, ratio: float) -> Row:
    def scored(ok: bool, ns: float) -> Scored:
        return Scored(accuracy=1.0 if ok else 0.0, runtime_ns=ns if ok else None)

    return Row(
        key=str(index), index=index, problem_id=f"p{index}",
        versions={INPUT: scored(True, 100.0), AGAIN: scored(True, 100.0), REFERENCE: scored(True, 50.0),
                  "a": scored(passed, 100.0 / ratio), "b": scored(True, 100.0 / ratio)},
    )  # fmt: skip


ROWS = [row(n, n % 4 != 0, 2.0 if n % 2 else 1.0) for n in range(80)]


def test_intervals_hold_the_value_and_narrow_with_more_programs() -> None:
    found = intervals(ROWS, "paired", resamples=200)
    passed = found["a"]["Pass@1"]
    assert passed.point == 0.75
    assert passed.low < 0.75 < passed.high and passed.high - passed.low < 0.3
    assert found["b"]["Pass@1"].low == found["b"]["Pass@1"].high == 1.0
    assert found["a"]["%OPT"].point == 0.5
    few = intervals(ROWS[:12], "paired", resamples=200)["a"]["Pass@1"]
    assert few.high - few.low > passed.high - passed.low


def test_differences_are_paired() -> None:
    gain = differences(ROWS, "a", "b", "paired", resamples=200)
    assert gain["Pass@1"].point == 0.25 and gain["Pass@1"].low > 0.1
    # The same programs are sped up by the same ratio: not a trace of noise.
    assert gain["%OPT"].point == gain["%OPT"].low == gain["%OPT"].high == 0.0


def test_nothing_scored_is_no_interval() -> None:
    assert intervals([Row(key="x", index=0, problem_id="p", excluded="broken")], "paired") == {}
