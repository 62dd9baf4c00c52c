"""What a judge remembers of candidates that were wrong."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fasterpy.choice import arguments, with_lessons
from fasterpy.judge import StageJudge
from fasterpy.records import (
    Candidate,
    Case,
    CleanedCode,
    Code,
    Counterexample,
    ExpressionCase,
    Measurement,
    Source,
    Trial,
    Verdict,
    Workload,
)

ORIGINAL = Code(text="def f(x):\n    return x\n", kind="function", qualname="f")
USUAL = ExpressionCase(expression="((1,), {})", source="typed")
TELLING = "(([1, 'a'],), {})"


class Refuting:
    """Finds every candidate wrong on one input, and notes what it was given."""

    def __init__(self) -> None:
        self.given: list[tuple[Case, ...]] = []

    def verify(self, original: Code, candidate: Code, workload: Workload, seconds: float) -> Verdict:
        self.given.append(workload.cases)
        example = Counterexample(
            input=f"f: (args, kwargs) = {TELLING}", original="1", candidate="2", difference="1 vs 2"
        )
        return Verdict(verdict="different", reason="1 vs 2", counterexample=example)

    screen = glance = verify


class Untimed:
    def measure(self, original: Code, candidate: Code, cases: Sequence[Case], seconds: float) -> Measurement:
        raise NotImplementedError

    screen = measure


def test_an_input_that_told_one_candidate_apart_is_shown_to_the_next_at_a_glance() -> None:
    verifier = Refuting()
    source = Source(path="f.py", raw=ORIGINAL.text.encode(), text=ORIGINAL.text)
    cleaned = CleanedCode(text=ORIGINAL.text, targets=("f",), source=source)
    workload = Workload(cases=(USUAL,))
    judge = StageJudge(ORIGINAL, cleaned, workload, (), None, verifier, Untimed())  # type: ignore[arg-type]
    judge.verify(ORIGINAL, 1.0)
    judge.glance(ORIGINAL, 1.0)
    judge.glance(ORIGINAL, 1.0)
    told = ExpressionCase(expression=TELLING, source="mutation", size=len(TELLING))
    assert verifier.given == [(USUAL,), (told, USUAL), (told, USUAL)]


def test_examples_that_are_cut_teach_nothing() -> None:
    assert arguments(f"f: (args, kwargs) = {TELLING}") == TELLING
    assert arguments("f: (args, kwargs) = (([1, 2,\n… (9000 characters) …\n3],), {})") == ""
    assert arguments("a recorded call (recorded)") == ""


def test_what_the_proof_found_is_known_to_the_next_search() -> None:
    verdict = Refuting().verify(ORIGINAL, ORIGINAL, Workload(cases=()), 1.0)
    trial = Trial(candidate=Candidate(text="", origin="rule:a"), text="", verdict=verdict, why="")
    wiser = with_lessons(ORIGINAL, Workload(cases=(USUAL,)), [trial, trial])
    assert [getattr(case, "expression", "") for case in wiser.cases] == [TELLING, USUAL.expression]
    assert with_lessons(ORIGINAL, wiser, [trial]) is wiser
    assert with_lessons(ORIGINAL, wiser, [msgspec.structs.replace(trial, verdict=None)]) is wiser
