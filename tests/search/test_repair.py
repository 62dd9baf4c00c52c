from collections.abc import Sequence

from fasterpy.records import GenerationRequest
from fasterpy.search import RepairSearch, SearchConfig
from fasterpy.testing.scripted import ScriptedGenerator

from .worlds import Switches, switched, task, version, world


def answering(answers: dict[str, Sequence[str]]) -> ScriptedGenerator:
    return ScriptedGenerator(lambda request: answers.get(request.task, ()), name="llm:m")


def test_a_counterexample_goes_back_and_the_correction_wins() -> None:
    judge, clock, config = world()
    generator = answering({"fresh": [version("wrong")], "repair": [version(5.0)]})
    outcome = RepairSearch(config, clock).run(task(), [generator], judge)
    assert outcome.best is not None and outcome.best.text == version(5.0)
    assert outcome.best.candidate.origin == "llm:m#2 (correcting llm:m#1)"
    asked = generator.requests[1]
    assert asked.task == "repair"
    assert asked.previous == version("wrong")
    assert asked.samples == 1
    for part in ("differs on f(1)", "input: f(1)", "original: returned 1", "attempt: returned 2"):
        assert part in asked.feedback


def test_repairs_are_bounded_and_follow_the_latest_attempt() -> None:
    judge, clock, _ = world()
    count = iter(range(100))

    def answer(request: GenerationRequest) -> list[str]:
        return [version(f"wrong{next(count)}")]

    generator = ScriptedGenerator(answer, name="llm:m")
    RepairSearch(SearchConfig(repair_tries=2, repair_width=1), clock).run(task(), [generator], judge)
    assert [request.task for request in generator.requests] == ["fresh", "repair", "repair"]
    assert generator.requests[2].previous == version("wrong1")
    assert len({request.seed for request in generator.requests}) == 3


def test_errors_go_back_too_but_repetitions_do_not() -> None:
    judge, clock, config = world()
    generator = answering({"fresh": ["def f(:"], "repair": [version(2.0)]})
    outcome = RepairSearch(config, clock).run(task(), [generator], judge)
    assert outcome.best is not None
    assert generator.requests[1].feedback.startswith("does not fit: does not parse")
    same = answering({"fresh": [version(1.0), version(1.0)]})
    RepairSearch(config, clock).run(task(), [same], judge)
    assert [request.task for request in same.requests] == ["fresh"]


def test_the_best_goes_back_for_the_next_gain() -> None:
    judge, clock, config = world()
    generator = answering({"fresh": [version(2.0)], "refine": [version(8.0)]})
    outcome = RepairSearch(config, clock).run(task(), [generator], judge)
    assert outcome.best is not None and outcome.best.text == version(8.0)
    assert outcome.best.candidate.origin == "llm:m#2 (improving llm:m#1)"
    asked = generator.requests[-1]
    assert asked.previous == version(2.0)
    assert "2.00 times as fast" in asked.feedback


def test_rules_are_not_asked_to_repair() -> None:
    judge, clock, config = world(switched({"a": 2.0}, wrong="b"))
    outcome = RepairSearch(config, clock).run(task(), [Switches("ab")], judge)
    assert outcome.best is not None
