"""Paired comparison of answers with and without suggestions."""

from benchmarks.llm.collect import Sample
from benchmarks.llm.dev import Row, Tried
from benchmarks.llm.suggestions import compared


def row(*gains: float) -> Row:
    """Collected answers with these gains, 0 for a wrong one."""
    samples = tuple(
        Sample(prompt="brief", greedy=False, text="", why="", verdict="equivalent" if gain else "different", low=gain)
        for gain in gains
    )
    return done(1.0, samples=samples)


def done(speedup: float, *verdicts: str, samples: tuple[Sample, ...] = ()) -> Row:
    """What an arm with a time limit leaves."""
    tried = tuple(Tried(origin="llm", verdict=verdict, low=speedup, why="") for verdict in verdicts)
    return Row(1, "p", "", "", "kept", "", speedup=speedup, tried=tried, samples=samples)


def test_wins_shares_and_differences() -> None:
    pairs = [(row(0.0, 1.0), row(2.0, 1.0)), (row(1.5), row(1.5)), (row(4.0), row(0.0))]
    lines = compared(pairs)
    assert lines[0] == "3 programs, 4 and 4 answers"
    assert lines[1].startswith("right answers 0.833 and 0.667, difference -0.167 [-1.000, +0.500]")
    assert lines[2].startswith("with a gain 0.667 and 0.667, difference +0.000")
    assert "ratio 0.794" in lines[3]
    assert lines[4] == "wins of the second 1, of the first 1, neither 1"


def test_arms_with_a_time_limit() -> None:
    lines = compared([(done(1.0, "different"), done(2.0, "equivalent", "different")), (done(1.0), done(1.0))])
    assert lines[0] == "2 programs, 1 and 2 answers"
    assert lines[1].startswith("right answers 0.000 and 0.250")
    assert lines[4] == "wins of the second 1, of the first 0, neither 1"
