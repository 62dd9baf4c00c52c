"""The joints alone, with deterministic stages."""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest

from fasterpy.choice import promising
from fasterpy.errors import GenerationError
from fasterpy.judge import new_dependencies
from fasterpy.patch import unified_patch
from fasterpy.pipeline import Options, Parts, optimize
from fasterpy.preprocess.cleaner import TreeSitterPreprocessor
from fasterpy.preprocess.reader import read_source
from fasterpy.protocols import Executor, Generator, Judge, Measurer
from fasterpy.records import (
    Candidate,
    Case,
    Code,
    Counterexample,
    ExpressionCase,
    GenerationRequest,
    InputSummary,
    Interval,
    Measurement,
    Result,
    SearchOutcome,
    SearchTask,
    StdinCase,
    Trial,
    Usage,
    Verdict,
    Workload,
)
from fasterpy.search import BestOfNSearch
from fasterpy.testing.scripted import ScriptedGenerator
from fasterpy.testing.synthetic_timing import SyntheticExecutor

SLOW = "def f(x):\n    return x + x  # twice\n\n\ndef other():\n    return 1\n"


class Inputs:
    """Hands out numbered cases; the timing cases differ by seed."""

    def __init__(self, count: int = 3) -> None:
        self.count = count

    def build(self, code: Code, executor: Executor, seconds: float) -> Workload:
        return Workload(
            cases=tuple(ExpressionCase(expression=f"(({i},), {{}})", source="typed") for i in range(self.count))
        )

    def extend(self, code: Code, other: Code, workload: Workload, executor: Executor, seconds: float) -> list[Case]:
        return []

    def sized(self, code: Code, workload: Workload, executor: Executor, sizes: Sequence[int], seed: int) -> list[Case]:
        return [
            ExpressionCase(expression=f"(({1000 * seed + size},), {{}})", source="typed", size=size) for size in sizes
        ]


class WordVerifier:
    """A candidate that says ``wrong`` is different."""

    def verify(self, original: Code, candidate: Code, workload: Workload, seconds: float) -> Verdict:
        wrong = "wrong" in candidate.text
        summary = InputSummary(count=len(workload.cases), sources=workload.sources)
        return Verdict(verdict="different" if wrong else "equivalent", reason="scripted", inputs=summary)

    screen = verify

    def glance(self, original: Code, candidate: Code, workload: Workload, seconds: float) -> None:
        return None


class LuckyMeasurer:
    """The first look at a candidate that says ``lucky`` shows a gain; a second look, on other inputs, shows none."""

    def __init__(self) -> None:
        self.seen: list[tuple[Case, ...]] = []

    def measure(self, original: Code, candidate: Code, cases: Sequence[Case], seconds: float) -> Measurement:
        self.seen.append(tuple(cases))
        gain = 3.0 if "fast" in candidate.text else 1.0
        if "lucky" in candidate.text and len(set(self.seen)) == 1:
            gain = 5.0
        return Measurement(speedup=Interval(point=gain, low=gain * 0.9, high=gain * 1.1), trustworthy=True)

    screen = measure


class HurriedMeasurer:
    """Screening leaves a gain open; a confirmation with time enough decides it, for what says ``fast``."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def screen(self, original: Code, candidate: Code, cases: Sequence[Case], seconds: float) -> Measurement:
        return Measurement(speedup=Interval(point=1.5, low=0.8, high=2.8), trustworthy=False)

    def measure(self, original: Code, candidate: Code, cases: Sequence[Case], seconds: float) -> Measurement:
        self.seconds.append(seconds)
        low = 1.4 if "fast" in candidate.text else 0.9
        return Measurement(speedup=Interval(point=1.5, low=low, high=1.6), trustworthy=True)


def run(
    tmp_path: Path,
    *bodies: str,
    inputs: Inputs | None = None,
    allow: tuple[str, ...] = (),
    measurer: Measurer | None = None,
    more: Sequence[Generator] = (),
    facts: Callable[[Code, Sequence[Case], float], Sequence[str]] | None = None,
) -> Result:
    file = tmp_path / "m.py"
    file.write_text(SLOW)
    parts = Parts(
        preprocessor=TreeSitterPreprocessor(),
        executor=SyntheticExecutor(lambda text, case, earlier: 1.0),
        builder=inputs or Inputs(),
        verifier=WordVerifier(),
        measurer=measurer or LuckyMeasurer(),
        search=BestOfNSearch(),
        generators=[ScriptedGenerator([SLOW.replace("x + x", body) for body in bodies]), *more],
        facts=facts,
    )
    code = Code(text=SLOW, kind="function", qualname="f")
    return optimize(read_source(file), ["f"], code, parts, Options(seconds=20, overtime=20, allow=allow))


def test_the_best_verified_candidate_wins(tmp_path: Path) -> None:
    result = run(tmp_path, "x * 3  # fast wrong", "x * 2", "2 * x  # fast")
    assert result.outcome == "improved"
    assert result.code == SLOW.replace("x + x", "2 * x  # fast")
    assert result.best is not None and result.best.candidate.origin == "scripted#3"
    assert [trial.verdict.verdict for trial in result.trials if trial.verdict] == [
        "different",
        "equivalent",
        "equivalent",
    ]
    assert result.patch.startswith("--- a/")
    assert result.failed == ()


def test_a_generator_that_failed_is_named_in_the_result(tmp_path: Path) -> None:
    broken = ScriptedGenerator([], name="llm:m", error=GenerationError("refused the API key"))
    result = run(tmp_path, "2 * x  # fast", more=[broken])
    assert result.outcome == "improved" and result.failed == ("llm:m",)


def test_what_was_measured_reaches_the_generator_and_the_budget_bounds_it(tmp_path: Path) -> None:
    asked: list[GenerationRequest] = []
    given: list[tuple[int, float]] = []

    def measured(code: Code, cases: Sequence[Case], seconds: float) -> list[str]:
        given.append((len(cases), seconds))
        return ["95% of its time goes into this line: `return x + x`"]

    def answers(request: GenerationRequest) -> list[str]:
        asked.append(request)
        return []

    run(tmp_path, more=[ScriptedGenerator(answers)], facts=measured)
    run(tmp_path, more=[ScriptedGenerator(answers)])
    assert [request.facts for request in asked] == [("95% of its time goes into this line: `return x + x`",), ()]
    [(cases, seconds)] = given
    assert cases == 7 and 0 < seconds <= 0.1 * 20


def test_a_lucky_winner_is_not_confirmed(tmp_path: Path) -> None:
    result = run(tmp_path, "x * 1 + x  # lucky")
    assert result.outcome == "kept"
    assert result.code == SLOW and result.patch == ""
    assert "not confirmed on new inputs" in result.trials[0].why


def test_the_second_best_wins_when_the_first_is_not_confirmed(tmp_path: Path) -> None:
    result = run(tmp_path, "x * 1 + x  # lucky", "2 * x  # fast")
    assert result.outcome == "improved"
    assert "2 * x  # fast" in result.code


def test_a_gain_that_screening_left_open_is_confirmed_with_time_enough(tmp_path: Path) -> None:
    measurer = HurriedMeasurer()
    assert run(tmp_path, "2 * x  # fast", measurer=measurer).outcome == "improved"
    assert measurer.seconds[0] >= 10.0
    assert run(tmp_path, "2 * x", measurer=HurriedMeasurer()).outcome == "kept"


def test_what_no_time_was_left_to_measure_is_measured_at_last() -> None:
    candidate = Candidate(text="x", origin="rule:a")
    trial = Trial(candidate=candidate, text="x", verdict=Verdict(verdict="equivalent", reason=""))
    wrong = Trial(candidate=candidate, text="y", verdict=Verdict(verdict="different", reason=""))
    assert promising([wrong, trial], None, 1.1) == [trial]
    slower = msgspec.structs.replace(
        trial, measurement=Measurement(speedup=Interval(point=0.9, low=0.5, high=1.5), trustworthy=False)
    )
    assert promising([wrong, slower], None, 1.1) == []


class FirstRight:
    """A search that is content with the first candidate that seems right."""

    name = "first-right"

    def run(self, task: SearchTask, generators: Sequence[Generator], judge: Judge) -> SearchOutcome:
        trials = []
        for candidate in generators[0].generate([task.request])[0]:
            code = judge.assemble(candidate)
            trials.append(Trial(candidate=candidate, text=code.text, verdict=judge.verify(code, 1.0)))
            if trials[-1].verdict is not None and trials[-1].verdict.verdict == "equivalent":
                break
        return SearchOutcome(best=None, trials=tuple(trials), reason="scripted")


class Free(ScriptedGenerator):
    """Asking it again costs nothing."""

    def usage(self) -> Usage:
        return Usage()


class ProofKnowsMore:
    """What says ``bold`` is wrong on an input that only the proof has."""

    def verify(self, original: Code, candidate: Code, workload: Workload, seconds: float) -> Verdict:
        return self.screen(original, candidate, workload, seconds, found="7\n")

    def screen(self, original: Code, candidate: Code, workload: Workload, seconds: float, found: str = "") -> Verdict:
        known = found or any(isinstance(case, StdinCase) and case.stdin == b"7\n" for case in workload.cases)
        if "bold" in candidate.text and known:
            example = Counterexample(input="7\n", original="1", candidate="2")
            return Verdict(verdict="different", reason="differs", counterexample=example)
        return Verdict(verdict="equivalent", reason="scripted")


def test_a_proof_that_fails_teaches_the_search(tmp_path: Path) -> None:
    text = "print(input())\n"
    file = tmp_path / "m.py"
    file.write_text(text)
    parts = Parts(
        preprocessor=TreeSitterPreprocessor(),
        executor=SyntheticExecutor(lambda text, case, earlier: 1.0),
        builder=Inputs(),
        verifier=ProofKnowsMore(),
        measurer=LuckyMeasurer(),
        search=FirstRight(),
        generators=[Free(["print(input())  # bold fast\nx = 1\n", "print(input())  # fast\ny = 1\n"])],
    )
    code = Code(text=text, kind="program", filename="m.py")
    result = optimize(read_source(file), [], code, parts, Options(seconds=20, overtime=20))
    assert result.outcome == "improved" and "bold" not in result.code


class NeedsTwoLooks:
    """A check whose first look has time for some inputs only."""

    def __init__(self, some: int) -> None:
        self.some, self.looks = some, 0

    def verify(self, original: Code, candidate: Code, workload: Workload, seconds: float) -> Verdict:
        return self.screen(original, candidate, workload, seconds)

    def screen(self, original: Code, candidate: Code, workload: Workload, seconds: float) -> Verdict:
        self.looks += 1
        if self.looks == 1:
            few = InputSummary(count=self.some)
            return Verdict(verdict="inconclusive", reason=f"they agree on {self.some} inputs only", inputs=few)
        return Verdict(verdict="equivalent", reason="scripted")


@pytest.mark.parametrize(("some", "overtime", "outcome"), [(6, 20, "improved"), (1, 20, "kept"), (6, 0, "kept")])
def test_a_program_that_lacks_few_inputs_is_looked_at_again(
    tmp_path: Path, some: int, overtime: float, outcome: str
) -> None:
    text = "print(input())\n"
    file = tmp_path / "m.py"
    file.write_text(text)
    verifier = NeedsTwoLooks(some)
    parts = Parts(
        preprocessor=TreeSitterPreprocessor(),
        executor=SyntheticExecutor(lambda text, case, earlier: 1.0),
        builder=Inputs(),
        verifier=verifier,
        measurer=LuckyMeasurer(),
        search=FirstRight(),
        generators=[Free(["print(input())  # fast\nx = 1\n"])],
    )
    code = Code(text=text, kind="program", filename="m.py")
    result = optimize(read_source(file), [], code, parts, Options(seconds=20, overtime=overtime))
    assert result.outcome == outcome
    assert outcome == "improved" or verifier.looks == 1


def test_nothing_is_claimed_without_inputs(tmp_path: Path) -> None:
    result = run(tmp_path, "2 * x  # fast", inputs=Inputs(0))
    assert result.outcome == "kept"
    assert "--inputs" in result.reason


def test_a_new_dependency_needs_leave(tmp_path: Path) -> None:
    body = "2 * x  # fast\n\n\nimport numba"
    assert run(tmp_path, body).outcome == "kept"
    assert "--allow numba" in run(tmp_path, body).trials[0].why
    assert run(tmp_path, body, allow=("numba",)).outcome == "improved"


def test_a_patch_applies_with_and_without_a_last_newline() -> None:
    assert unified_patch("a\n", "a\n", "f.py") == ""
    patch = unified_patch("a\nb", "a\nc", "/x/f.py")
    assert patch.splitlines()[:2] == ["--- a/x/f.py", "+++ b/x/f.py"]
    assert patch.count("\\ No newline at end of file\n") == 2


def test_new_dependencies_are_those_outside_the_standard_library() -> None:
    assert new_dependencies("import os", "import os, re, numpy as np\nfrom numba import njit") == ("numba", "numpy")
    assert new_dependencies("import numpy", "from numpy import array") == ()
