"""What a judge remembers of candidates that were wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import pytest

from fasterpy.choice import arguments, with_lessons
from fasterpy.judge import StageJudge, unproved_methods
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
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.verifier import DifferentialVerifier
from fasterpy.workload.builder import CombinedWorkloadBuilder

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


CART = """class Cart:
    def __init__(self, rate: int):
        self.rate = rate

    def price(self, x: int) -> int:
        if x < 0:
            raise ValueError(x)
        return x * self.rate

    def total(self, xs: list[int]) -> int:
        return sum([self.price(abs(x)) for x in xs])
"""


@dataclass
class Real:
    """What a proof beside the target's needs."""

    executor: ZygoteExecutor
    builder: CombinedWorkloadBuilder
    verifier: DifferentialVerifier


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("return x * self.rate", "return self.rate * x", ""),
        ("        if x < 0:\n            raise ValueError(x)\n", "", "changes Cart.price, which other code may call"),
    ],
)
def test_a_method_that_others_may_call_is_proved_on_inputs_of_its_own(old: str, new: str, words: str) -> None:
    original = Code(text=CART, kind="function", filename="cart.py", qualname="Cart.total", module="cart")
    changed = msgspec.structs.replace(original, text=CART.replace(old, new))
    with ZygoteExecutor() as executor:
        builder = CombinedWorkloadBuilder()
        parts = Real(executor, builder, DifferentialVerifier(executor, builder))
        why = unproved_methods(original, changed, parts, lambda: 5.0)
    assert why.startswith(words) and bool(why) == bool(words)


def test_a_helper_that_others_may_use_is_kept_apart() -> None:
    text = "def g(x):\n    return x\n\n\ndef f(x):\n    return g(x)\n"
    original = Code(text=text, kind="function", qualname="f")
    cleaned = CleanedCode(text=text, targets=("f",), source=Source(path="f.py", raw=text.encode(), text=text))
    judge = StageJudge(original, cleaned, Workload(cases=()), (), None, Refuting(), Untimed())  # type: ignore[arg-type]
    made = judge.assemble(Candidate(text=text.replace("return x\n", "return +x\n"), origin="rule:a", scope="file"))
    assert "def g(x):\n    return x\n" in made.text
    assert "return _g_for_f(x)" in made.text
