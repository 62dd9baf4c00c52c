"""Faults of a fast candidate count where the original is slow."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from fasterpy.records import Case, Code, StdinCase, Strength, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify import twin
from fasterpy.verify.baseline import Baseline
from fasterpy.verify.verifier import DifferentialVerifier

# Fixed work whatever the input: half a million rounds, and what is asked for lies in the first few hundred.
SLOW = """
top = 300000
small = [0] * (top + 1)
for i in range(2, top + 1):
    small[i] = small[i - 1] + (i % 3 == 0) * i + (i % 7 == 2)
n, k = map(int, input().split())
if n > k:
    print(small[n] - small[k])
else:
    print(small[k], k - n)
"""
FAST = (
    SLOW.replace("top = 300000\n", "")
    .replace("n, k =", "#")
    .replace("\nsmall = ", "\nn, k = map(int, input().split())\ntop = max(n, k)\nsmall = ", 1)
)


class Twin(Baseline):
    """Its faults are told."""

    def __init__(self, told: tuple[int, int]) -> None:
        self.told = told

    def strength(self, cases: Sequence[Case], deadline: float, *more: object) -> tuple[int, int]:
        return self.told


def told(own: tuple[int, int], twins: tuple[int, int], outputs: int, ours: int = 400, theirs: int = 4) -> Any:
    """The strength that comes out; pairs are (faults, noticed), walls in milliseconds."""
    cases = list(range(10))
    baseline = SimpleNamespace(
        code=SimpleNamespace(kind="program"),
        seen=lambda case: SimpleNamespace(wall_ns=ours * 10**6, stdout=b"%d" % (case % outputs)),
    )
    runs = SimpleNamespace(seen={case: SimpleNamespace(wall_ns=theirs * 10**6) for case in cases}, twin=Twin(twins))
    trial: Any = SimpleNamespace(
        baseline=baseline, runs=runs, agreed=cases, config=SimpleNamespace(min_kill_share=0.5), seconds=6.0
    )
    found = twin.strengthened(trial, Strength(mutants=own[0], killed=own[1]))
    return found.mutants, found.killed


@pytest.mark.parametrize(
    ("own", "twins", "outputs", "expected"),
    [
        ((16, 6), (20, 18), 9, (20, 18)),  # too few of its own, plenty in the other
        ((2, 0), (20, 15), 9, (20, 15)),  # two tried say nothing
        ((2, 0), (20, 15), 2, (2, 0)),  # nor do inputs that all give the same
        ((16, 2), (20, 20), 9, (16, 2)),  # hardly any of its own: the candidate may lack what it cannot do
        ((16, 6), (20, 4), 9, (16, 6)),  # the other's go unnoticed too
        ((16, 12), (20, 20), 9, (16, 12)),  # enough of its own
    ],
)
def test_whose_faults_count(
    own: tuple[int, int], twins: tuple[int, int], outputs: int, expected: tuple[int, int]
) -> None:
    assert told(own, twins, outputs) == expected


def test_a_quick_original_stands_alone() -> None:
    assert told((16, 6), (20, 20), 9, ours=3, theirs=1) == (16, 6)
    assert told((16, 6), (20, 20), 9, ours=400, theirs=300) == (16, 6)


def test_a_table_that_follows_the_input_is_shown_in_time() -> None:
    pairs = ("5 3", "3 5", "7 7", "30 2", "100 1", "2 90", "44 45", "45 44", "12 300", "300 12", "9 8", "64 81")
    cases = tuple(StdinCase(stdin=f"{pair}\n".encode(), source="stdin-inferred") for pair in pairs)
    old, new = (Code(text=text, kind="program", filename="p.py") for text in (SLOW, FAST))
    with ZygoteExecutor() as executor:
        verdict = DifferentialVerifier(executor).screen(old, new, Workload(cases=cases), 40.0)
    assert verdict.verdict == "equivalent", verdict.reason
