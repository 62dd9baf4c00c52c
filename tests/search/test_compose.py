from typing import Any

import msgspec
import pytest

from fasterpy.errors import GenerationError
from fasterpy.records import Candidate, Code, InputSummary, SearchTask, Verdict
from fasterpy.search import ComposeSearch, SearchConfig
from fasterpy.testing.clock import FakeClock
from fasterpy.testing.judge import ScriptedJudge

from .worlds import ORIGINAL, Switches, code, switched, task, world


def run(gains: dict[str, float], wrong: str = "", **options: object) -> tuple[str, int, str]:
    judge, clock, config = world(switched(gains, wrong))
    outcome = ComposeSearch(config, clock).run(task(seconds=1000.0), [Switches(**options)], judge)  # type: ignore[arg-type]
    if outcome.best is None:
        return "", judge.steps("measure"), ""
    on = "".join(name for name in "abc" if f"{name} = 1" in outcome.best.text)
    return on, judge.steps("measure"), outcome.best.candidate.origin


@pytest.mark.parametrize("wholes", [True, False])
@pytest.mark.parametrize(
    ("gains", "wrong", "expected"),
    [
        ({"a": 1.5, "b": 1.6, "c": 1.4}, "", "abc"),  # all help
        ({"a": 2.0, "b": 1.0, "c": 1.5}, "", "ac"),  # one brings nothing: taken back
        ({"a": 2.0, "b": 0.5, "c": 1.5}, "", "ac"),  # one harms
        ({"a": 2.0, "b": 3.0, "c": 1.5}, "b", "ac"),  # one is wrong: the whole fails, the rest is combined
        ({"a": 2.0}, "bc", "a"),
        ({}, "", ""),  # nothing helps
        ({"a": 2.0, "b": 3.0}, "abc", ""),  # everything is wrong
    ],
)
def test_what_helps_is_combined_and_the_rest_is_not_in_the_patch(
    gains: dict[str, float], wrong: str, expected: str, wholes: bool
) -> None:
    assert run(gains, wrong, wholes=wholes)[0] == expected


def test_the_whole_is_tried_first_so_that_the_usual_case_is_cheap() -> None:
    on, measured, origin = run({"a": 1.5, "b": 1.6, "c": 1.4})
    assert on == "abc"
    assert measured == 4  # the whole, and each change taken back once
    assert origin == "rule:a+b+c"


@pytest.mark.parametrize("wrong", ["", "a"])
def test_a_more_careful_version_of_what_helps_is_not_judged(wrong: str) -> None:
    class Careful(Switches):
        def _generate(self, text: str) -> list[Candidate]:
            plain = self.expand(text)[0]
            return [plain, Candidate(text=plain.text.replace("c = 0", "c = 1"), origin="rule:a+careful")]

    truth = switched({"a": 2.0})
    judge, clock, config = world(lambda text: None if wrong and "c = 0" in text else truth(text))
    outcome = ComposeSearch(config, clock).run(task(seconds=1000.0), [Careful("a")], judge)
    assert outcome.best is not None
    assert ("rule:a+careful" in [trial.candidate.origin for trial in outcome.trials]) == bool(wrong)


def test_a_wrong_combination_is_mended_at_a_glance() -> None:
    """The one that spoils it is found without timing the others one by one."""
    _judge, clock, config = world()
    judge = SharpEyes(code(), switched({"a": 1.5, "b": 1.6}, "c"), clock)
    outcome = ComposeSearch(config, clock).run(task(seconds=1000.0), [Switches()], judge)
    assert outcome.best is not None
    assert outcome.best.candidate.origin == "rule:a+b"
    assert [trial.candidate.origin for trial in outcome.trials][:2] == ["rule:a+b+c", "rule:a+b"]


class SharpEyes(ScriptedJudge):
    """A judge who sees at a glance what is wrong."""

    def glance(self, code: Code, seconds: float) -> Verdict | None:
        return self.verify(code, seconds) if "c = 1" in code.text else None


def test_where_nobody_reads_the_patch_nothing_is_taken_back() -> None:
    judge, clock, _ = world(switched({"a": 2.0, "b": 1.0, "c": 1.5}))
    outcome = ComposeSearch(SearchConfig(shorten=False), clock).run(task(seconds=1000.0), [Switches()], judge)
    assert outcome.best is not None and outcome.best.candidate.origin == "rule:a+b+c"
    assert judge.steps("measure") == 1


def test_changes_that_pay_only_together_survive_when_tried_as_a_whole() -> None:
    def speedup(text: str) -> float | None:
        return 5.0 if "a = 1" in text and "b = 1" in text else 1.0

    judge, clock, config = world(speedup)
    outcome = ComposeSearch(config, clock).run(task(), [Switches("ab")], judge)
    assert outcome.best is not None
    assert "a = 1" in outcome.best.text and "b = 1" in outcome.best.text


def test_changes_that_spoil_one_another() -> None:
    def speedup(text: str) -> float | None:
        a, b = "a = 1" in text, "b = 1" in text
        return None if a and b else 3.0 if a else 2.0 if b else 1.0

    judge, clock, config = world(speedup)
    outcome = ComposeSearch(config, clock).run(task(), [Switches("ab")], judge)
    assert outcome.best is not None
    assert "a = 1" in outcome.best.text and "b = 0" in outcome.best.text


def test_the_same_program_is_judged_once() -> None:
    judge, clock, config = world(switched({"a": 2.0, "b": 1.5, "c": 1.2}))
    ComposeSearch(config, clock).run(task(seconds=1000.0), [Switches(), Switches()], judge)
    verified = [text for step, text in judge.log if step == "verify"]
    assert len(verified) == len(set(verified))


def test_a_failing_generator_is_a_warning() -> None:
    class Broken(Switches):
        def generate(self, requests: object) -> list[list[object]]:  # type: ignore[override]
            raise GenerationError("no rules")

    judge, clock, config = world(switched({"a": 2.0}))
    outcome = ComposeSearch(config, clock).run(task(), [Broken(), Switches()], judge)
    assert outcome.warnings == ("rules: no rules",)
    assert outcome.failed == ("rules",)
    assert outcome.best is not None


def test_small_losses_do_not_add_up() -> None:
    judge, clock, _ = world(switched({"a": 1.025, "b": 1.025, "c": 2.0}))
    outcome = ComposeSearch(SearchConfig(tolerance=0.03), clock).run(task(), [Switches()], judge)
    assert outcome.best is not None
    on = {name for name in "abc" if f"{name} = 1" in outcome.best.text}
    assert len(on) == 2 and "c" in on


def test_the_original_is_never_judged() -> None:
    judge, clock, config = world(switched({}))
    ComposeSearch(config, clock).run(task(), [Switches()], judge)
    assert ORIGINAL not in [text for _, text in judge.log]


def test_a_polish_that_would_not_end_in_time_is_not_begun() -> None:
    judge, clock, config = world(switched({"a": 2.0, "b": 1.0, "c": 1.5}), verify_s=3.0, measure_s=2.0)
    patient = msgspec.structs.replace(config, check_s=6.0)
    outcome = ComposeSearch(patient, clock).run(task(seconds=11.0), [Switches()], judge)
    assert outcome.best is not None
    assert judge.steps("measure") == 1, "the whole takes 4.5 s, and as much again would pass three quarters of 11"
    assert clock.now() <= 9.0


def test_a_gain_of_a_function_is_not_improved_for_much_longer_than_finding_it_took() -> None:
    judge, clock, config = world(switched(dict.fromkeys("abc", 1.5)))
    hasty = msgspec.structs.replace(config, polish_factor=0.0)
    outcome = ComposeSearch(hasty, clock).run(task(), [Switches()], judge)
    assert outcome.best is not None
    assert judge.steps("measure") <= 2


def test_a_large_gain_is_improved_for_less_long() -> None:
    assert run(dict.fromkeys("abc", 4.0))[1] < run(dict.fromkeys("abc", 1.5))[1]


def test_what_a_short_check_leaves_open_is_checked_again() -> None:
    judge, clock, config = world(switched({"a": 2.0}))
    slow = OpenAtFirst(judge, clock)
    outcome = ComposeSearch(config, clock).run(task(), [Switches()], slow)
    assert outcome.best is not None
    assert slow.left_open


class OpenAtFirst:
    """A judge whose first answer to each text is that time was up."""

    def __init__(self, judge: ScriptedJudge, clock: FakeClock) -> None:
        self._judge, self._clock = judge, clock
        self.left_open: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._judge, name)

    def verify(self, code: Code, seconds: float) -> Verdict:
        if code.text not in self.left_open:
            self.left_open.add(code.text)
            self._clock.advance(seconds)
            return Verdict(verdict="inconclusive", reason="time was up")
        return self._judge.verify(code, seconds)


class FewAtATime:
    """A judge of a program that compares on three more inputs with every check, and asks for eight."""

    def __init__(self, judge: ScriptedJudge, clock: FakeClock, most: int = 100) -> None:
        self._judge, self._clock, self._most = judge, clock, most
        self.inputs: dict[str, int] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._judge, name)

    def verify(self, code: Code, seconds: float) -> Verdict:
        self._clock.advance(seconds)
        count = self.inputs[code.text] = min(self._most, self.inputs.get(code.text, 0) + 3)
        if count >= 8:
            return self._judge.verify(code, seconds)
        reason = f"they agree on {count} inputs only"
        return Verdict(verdict="inconclusive", reason=reason, inputs=InputSummary(count=count))


def _program_task(seconds: float) -> SearchTask:
    given = task(seconds)
    program = msgspec.structs.replace(given.request.code, kind="program", qualname=None)
    return msgspec.structs.replace(given, request=msgspec.structs.replace(given.request, code=program))


def test_the_check_of_a_slow_program_goes_on_while_it_finds_inputs() -> None:
    judge, clock, config = world(switched({"a": 2.0, "b": 3.0, "c": 4.0}))
    slow = FewAtATime(judge, clock)
    outcome = ComposeSearch(config, clock).run(_program_task(60.0), [Switches()], slow)
    assert outcome.best is not None
    assert slow.inputs[outcome.best.text] == 9


def test_a_check_that_finds_no_more_inputs_is_given_up() -> None:
    judge, clock, config = world(switched({"a": 2.0, "b": 3.0, "c": 4.0}))
    slow = FewAtATime(judge, clock, most=6)
    outcome = ComposeSearch(config, clock).run(_program_task(60.0), [Switches()], slow)
    assert outcome.best is None
    assert len(slow.inputs) > 1


def test_an_original_about_which_nothing_can_be_shown_is_given_up() -> None:
    class Open(type(world()[0])):  # type: ignore[misc]
        def verify(self, code, seconds):  # type: ignore[no-untyped-def]
            verdict = super().verify(code, seconds)
            return type(verdict)(verdict="inconclusive", reason="inputs reach only 40% of the branches")

    _, clock, config = world()
    judge = Open(world()[0].original, switched({"a": 2.0, "b": 3.0, "c": 4.0}), clock)
    outcome = ComposeSearch(config, clock).run(task(seconds=1000.0), [Switches()], judge)
    assert outcome.best is None
    assert judge.steps("verify") == 2


def test_a_change_to_a_function_that_is_not_faster_is_not_checked_in_earnest() -> None:
    judge, clock, config = world(switched({"a": 2.0, "b": 1.0, "c": 0.9}))
    outcome = ComposeSearch(config, clock).run(task(seconds=1000.0), [Switches(wholes=False)], judge)
    assert outcome.best is not None
    checked = [text for step, text in judge.log if step == "verify"]
    assert checked == [outcome.best.text]
    slow = [trial for trial in outcome.trials if "only a few inputs were checked" in trial.why]
    assert slow
    assert all(trial.verdict is None and trial.measurement is not None for trial in slow)


def test_without_timing_first_every_change_is_checked() -> None:
    judge, clock, _ = world(switched({"a": 2.0, "b": 1.0, "c": 0.9}))
    ComposeSearch(SearchConfig(timed_first=False), clock).run(task(seconds=1000.0), [Switches(wholes=False)], judge)
    assert judge.steps("verify") >= 3
    assert judge.steps("glance") == 0
