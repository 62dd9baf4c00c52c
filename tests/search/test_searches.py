"""What every strategy promises."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from fasterpy.errors import GenerationError
from fasterpy.protocols import Search
from fasterpy.records import Candidate, Code, GenerationRequest, Measurement, Usage, Verdict
from fasterpy.search import (
    AutoSearch,
    BestOfNSearch,
    ComposeSearch,
    EvolveSearch,
    RepairSearch,
    SearchConfig,
    SingleSearch,
)
from fasterpy.testing.clock import FakeClock
from fasterpy.testing.judge import ScriptedJudge
from fasterpy.testing.scripted import ScriptedGenerator

from .worlds import ORIGINAL, Switches, code, switched, task, truth, version, world

ALL = [AutoSearch, BestOfNSearch, ComposeSearch, EvolveSearch, RepairSearch, SingleSearch]
MANY = [AutoSearch, BestOfNSearch, ComposeSearch, EvolveSearch, RepairSearch]


@pytest.mark.parametrize("kind", ALL)
def test_a_right_and_fast_candidate_is_found(kind: type) -> None:
    judge, clock, config = world()
    search: Search = kind(config, clock)
    outcome = search.run(task(), [ScriptedGenerator([version(3.0)])], judge)
    assert outcome.best is not None
    assert outcome.best.text == version(3.0)
    assert outcome.best.measurement is not None
    assert outcome.reason == "scripted#1 is verified and faster"
    assert outcome.seconds > 0


@pytest.mark.parametrize("kind", MANY)
def test_the_winner_has_the_highest_lower_end_and_everything_is_recorded(kind: type) -> None:
    judge, clock, config = world()
    texts = [
        version("wrong"),
        version(1.5),
        "def f(:",
        version(4.0),
        ORIGINAL,
        version(1.02),
        version(4.0) + "# same\n",
    ]
    outcome = kind(config, clock).run(task(), [ScriptedGenerator(texts)], judge)
    assert outcome.best is not None and outcome.best.text == version(4.0)
    whys = {trial.candidate.origin: trial.why for trial in outcome.trials}
    assert whys["scripted#1"].startswith("differs")
    assert whys["scripted#2"] == "equivalent and 1.50 times as fast"
    assert whys["scripted#3"].startswith("does not fit: does not parse")
    assert whys["scripted#5"] == "the same program as the original"
    assert whys["scripted#6"] == "equivalent, but not faster by 1.10 (lower end 1.00)"
    assert whys["scripted#7"] == "the same program as scripted#4"
    assert [text for step, text in judge.log if step == "verify"].count(version(4.0)) == 1


@pytest.mark.parametrize("kind", ALL)
def test_nothing_right_means_no_winner_and_a_reason(kind: type) -> None:
    judge, clock, config = world()
    outcome = kind(config, clock).run(task(), [ScriptedGenerator([version("wrong")])], judge)
    assert outcome.best is None
    assert "none of" in outcome.reason
    none = kind(config, clock).run(task(), [ScriptedGenerator([])], judge)
    assert none.reason == "nothing was proposed"
    slow = kind(config, clock).run(task(), [ScriptedGenerator([version(1.0)])], judge)
    assert slow.best is None
    assert "none is faster by 1.10" in slow.reason
    assert kind(config, clock).run(task(), [], judge).best is None


@pytest.mark.parametrize("kind", ALL)
def test_a_failing_generator_is_a_warning_and_the_others_go_on(kind: type) -> None:
    judge, clock, config = world()
    broken = ScriptedGenerator([], name="llm:m", error=GenerationError("refused the API key"))
    crashing = ScriptedGenerator(lambda request: [1 / 0])  # type: ignore[list-item]
    crashing.name = "third-party"
    outcome = kind(config, clock).run(
        task(), [broken, crashing, ScriptedGenerator([version(2.0)], name="other")], judge
    )
    assert outcome.best is not None
    assert sum("refused the API key" in warning for warning in outcome.warnings) == 1
    assert any("third-party failed: ZeroDivisionError" in warning for warning in outcome.warnings)
    assert outcome.failed == ("llm:m", "third-party")


@pytest.mark.parametrize("kind", MANY)
def test_the_budget_in_seconds_is_kept_and_what_was_left_out_is_said(kind: type) -> None:
    judge, clock, config = world(verify_s=2.0, measure_s=2.0)
    texts = [version(1.2 + number / 100) for number in range(100)]
    outcome = kind(config, clock).run(task(seconds=20.0), [ScriptedGenerator(texts)], judge)
    assert clock.now() <= 21.0
    assert outcome.best is not None
    assert 2 < judge.steps("measure") < 12


@pytest.mark.parametrize("kind", ALL)
def test_no_budget_at_all(kind: type) -> None:
    judge, clock, config = world()
    outcome = kind(config, clock).run(task(seconds=0.0), [ScriptedGenerator([version(2.0)]), Switches()], judge)
    assert outcome.best is None


def test_smoke_spares_the_verifier() -> None:
    judge, clock, config = world(smoke=lambda text: "needs numpy" if "wrong" in text else "")
    outcome = BestOfNSearch(config, clock).run(task(), [ScriptedGenerator([version("wrong"), version(2.0)])], judge)
    assert judge.steps("verify") == 1
    assert outcome.trials[0].why == "needs numpy"


def test_single_takes_one_of_each() -> None:
    judge, clock, config = world()
    generators = [ScriptedGenerator([version(2.0), version(9.0)]), ScriptedGenerator([version(3.0)], name="other")]
    outcome = SingleSearch(config, clock).run(task(), generators, judge)
    assert outcome.best is not None and outcome.best.text == version(3.0)
    assert generators[0].requests[0].samples == 1


def test_checking_goes_on_while_the_generator_works() -> None:
    """The generator waits until its first candidate was verified: only possible when both run at once."""
    verified = threading.Event()

    def speedup(text: str) -> float | None:
        verified.set()
        return truth(text)

    def slow_generator(request: object) -> object:
        yield version(2.0)
        assert verified.wait(10)
        yield version(3.0)

    judge, clock, config = world(speedup)
    outcome = BestOfNSearch(config, clock).run(task(), [ScriptedGenerator(slow_generator)], judge)  # type: ignore[arg-type]
    assert outcome.best is not None and outcome.best.text == version(3.0)
    assert not outcome.warnings


def test_quiet_timing_waits_for_the_generators() -> None:
    judge, clock, _ = world()
    texts = [version(1.5 + number) for number in range(6)]
    BestOfNSearch(SearchConfig(quiet_timing=True), clock).run(task(), [ScriptedGenerator(texts)], judge)
    steps = [step for step, _ in judge.log if step != "smoke"]
    assert steps == ["verify"] * 6 + ["measure"] * 6


def test_auto_with_rules_and_a_model_puts_rules_on_the_models_answer() -> None:
    def speedup(text: str) -> float | None:
        base = switched({"a": 1.5})(text)
        return None if base is None else base * (4.0 if "y = x" in text else 1.0)

    judge, clock, config = world(speedup)
    answer = ORIGINAL.replace("return x", "y = x\n    return y")
    outcome = AutoSearch(config, clock).run(task(), [Switches("a"), ScriptedGenerator([answer], name="llm:m")], judge)
    assert outcome.best is not None
    assert outcome.best.candidate.origin == "llm:m#1 then rule:a"
    assert outcome.best.measurement is not None and outcome.best.measurement.speedup is not None
    assert outcome.best.measurement.speedup.point == pytest.approx(6.0)


def test_a_model_on_this_machine_is_not_disturbed_by_timing_nor_disturbs_it() -> None:
    judge, clock, config = world()
    generator = ScriptedGenerator([version(1.5 + number) for number in range(6)])
    generator.local = True  # type: ignore[attr-defined]
    AutoSearch(config, clock).run(task(seconds=1000.0), [generator], judge)
    steps = [step for step, _ in judge.log if step != "smoke"]
    assert steps[:12] == ["verify"] * 6 + ["measure"] * 6


class Holdable:
    """A model on these cores that stands still on demand; it answers when it has been held once."""

    name, local = "llm:m", True

    def __init__(self) -> None:
        self.depth, self.held = 0, threading.Event()

    @contextmanager
    def hold(self) -> Iterator[bool]:
        self.depth += 1
        try:
            yield True
        finally:
            self.depth -= 1

    def usage(self) -> Usage:
        return Usage()

    def generate(self, requests: Sequence[GenerationRequest]) -> list[list[Candidate]]:
        if requests[0].task != "fresh":
            return [[] for _ in requests]
        self.held.wait(20)
        return [[Candidate(text=version(5.0), origin="llm:m#1")] for _ in requests]


def test_rules_are_composed_while_a_local_model_answers_and_timed_while_it_stands_still() -> None:
    model = Holdable()
    depths: list[int] = []

    def speedup(text: str) -> float | None:
        return switched({"a": 3.0})(text) if "return x" in text else truth(text)

    class Watching(ScriptedJudge):
        def measure(self, code: Code, seconds: float) -> Measurement:
            depths.append(model.depth)
            model.held.set()
            return super().measure(code, seconds)

    many_cores = AutoSearch(SearchConfig(few_cores=0))
    outcome = many_cores.run(task(seconds=60.0), [Switches("a"), model], Watching(code(), speedup))
    assert depths and depths[0] == 1  # the rule was timed while the model was at work, and held
    assert outcome.best is not None and outcome.best.candidate.origin == "llm:m#1"


def test_on_few_cores_the_model_waits_for_the_rules_and_leaves_time_to_prove_their_gain() -> None:
    model, moments = Holdable(), []
    model.held.set()

    class Watching(ScriptedJudge):
        def verify(self, code: Code, seconds: float) -> Verdict:
            moments.append((model.depth, "rule" if "return x" in code.text else "model"))
            return super().verify(code, seconds)

    def speedup(text: str) -> float | None:
        return switched({"a": 3.0})(text) if "return x" in text else truth(text)

    clock = FakeClock()
    config = SearchConfig(few_cores=10**6)
    search = AutoSearch(config, clock)
    outcome = search.run(task(seconds=13.0), [Switches("a"), model], Watching(code(), speedup, clock=clock))
    assert outcome.best is not None
    rules = [depth for depth, who in moments if who == "rule"]
    assert rules and all(rules), "no rule was checked beside a model at work"
    assert clock.now() <= 13.0 - (config.confirm_s - config.confirm_share * 13.0)


def test_a_failing_model_is_asked_once() -> None:
    judge, clock, config = world(switched({"a": 2.0}))
    broken = ScriptedGenerator([], name="llm:m", error=GenerationError("refused the API key"))
    outcome = AutoSearch(config, clock).run(task(), [Switches("ab"), broken], judge)
    assert len(broken.requests) == 1
    assert outcome.warnings == ("llm:m: refused the API key",)


def test_a_generator_that_never_answers_does_not_hold_the_search() -> None:
    release = threading.Event()

    def stuck(request: object) -> list[str]:
        release.wait(30)
        return []

    judge, _, config = world()
    outcome = BestOfNSearch(config).run(task(seconds=0.3), [ScriptedGenerator(stuck, name="llm:m")], judge)
    release.set()
    assert outcome.warnings == ("llm:m was still at work when the time was up",)
    assert outcome.unfinished == ("llm:m",) and not outcome.failed


def test_a_generator_that_ends_when_it_is_cancelled_was_still_at_work() -> None:
    class Cancellable(ScriptedGenerator):
        def cancel(self) -> None:
            release.set()
            for thread in threading.enumerate():
                if thread.name == f"feed-{self.name}":
                    thread.join(30)

    def stuck(request: object) -> list[str]:
        release.wait(30)
        return []

    release = threading.Event()
    judge, _, config = world()
    outcome = BestOfNSearch(config).run(task(seconds=0.3), [Cancellable(stuck, name="llm:m")], judge)
    assert release.is_set() and outcome.unfinished == ("llm:m",)
    assert outcome.warnings == ("llm:m was still at work when the time was up",)


@pytest.mark.parametrize("search", [BestOfNSearch, AutoSearch])
def test_requests_that_failed_beside_others_are_told(search: type[BestOfNSearch]) -> None:
    class Patchy(ScriptedGenerator):
        left: tuple[str, ...] = ("3 of 4 requests failed: too slow",)

        def setbacks(self) -> tuple[str, ...]:
            taken, self.left = self.left, ()
            return taken

    judge, clock, config = world(switched({"a": 2.0}))
    outcome = search(config, clock).run(task(), [Patchy([ORIGINAL + "\nx = 1\n"], name="llm:m")], judge)
    assert outcome.unfinished == ("llm:m",) and not outcome.failed
    assert "llm:m: 3 of 4 requests failed: too slow" in outcome.warnings


def test_a_model_that_only_repeats_the_code_is_explained() -> None:
    from fasterpy.generate.llm import LLMGenerator
    from fasterpy.testing.scripted import ScriptedChatModel

    judge, clock, config = world()
    generator = LLMGenerator(ScriptedChatModel([f"```python\n{ORIGINAL}```", "no idea"]))
    outcome = BestOfNSearch(config, clock).run(task(), [generator], judge)
    assert outcome.reason == "nothing was proposed"
    reasons = "no Python code in the answer (2), the answer repeats the code unchanged (2)"
    assert outcome.warnings == (f"llm:scripted proposed nothing new: {reasons}",)
