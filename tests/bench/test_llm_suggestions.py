"""Paired comparison of answers with and without suggestions."""

from benchmarks.llm.collect import Sample
from benchmarks.llm.suggestions import compared


def answers(*gains: float) -> list[Sample]:
    return [
        Sample(prompt="brief", greedy=False, text="", why="", verdict="equivalent" if gain else "different", low=gain)
        for gain in gains
    ]


def test_wins_shares_and_differences() -> None:
    pairs = [(answers(0.0, 1.0), answers(2.0, 1.0)), (answers(1.5), answers(1.5)), (answers(4.0), answers(0.0))]
    lines = compared(pairs)
    assert lines[0] == "3 programs, 4 and 4 answers"
    assert lines[1].startswith("right answers 0.833 and 0.667, difference -0.167 [-1.000, +0.500]")
    assert lines[2].startswith("with a gain 0.667 and 0.667, difference +0.000")
    assert "ratio 0.794" in lines[3]
    assert lines[4] == "wins of the second 1, of the first 1, neither 1"
