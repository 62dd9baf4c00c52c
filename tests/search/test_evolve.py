import random

from fasterpy.records import Candidate, GenerationRequest, Interval, Measurement, Trial, Verdict
from fasterpy.search import EvolveSearch, SearchConfig
from fasterpy.search.evolve import Island, similarity
from fasterpy.testing.scripted import ScriptedGenerator

from .worlds import task, version, world


def trial(text: str, speedup: float) -> Trial:
    measured = Measurement(speedup=Interval(point=speedup, low=speedup * 0.9, high=speedup * 1.1), trustworthy=True)
    verdict = Verdict(verdict="equivalent", reason="")
    return Trial(candidate=Candidate(text=text, origin="x"), text=text, verdict=verdict, measurement=measured)


def climbing(request: GenerationRequest) -> list[str]:
    """Doubles the best exemplar; starts with something slow and something wrong."""
    if request.task != "evolve":
        return [version(1.2), version("wrong")]
    best = max((exemplar.speedup for exemplar in request.exemplars), default=1.0)
    return [version(round(best * 2, 3)), version("wrong")]


def test_generations_build_on_one_another() -> None:
    judge, clock, _ = world()
    config = SearchConfig(generations=4, islands=1, repair_tries=0)
    outcome = EvolveSearch(config, clock).run(task(seconds=500.0), [ScriptedGenerator(climbing, name="llm:m")], judge)
    assert outcome.best is not None
    assert outcome.best.text == version(19.2)


def test_it_stops_when_nothing_new_comes() -> None:
    judge, clock, _ = world()
    generator = ScriptedGenerator([version(2.0)], name="llm:m")
    config = SearchConfig(generations=50, islands=2)
    EvolveSearch(config, clock).run(task(seconds=10_000.0), [generator], judge)
    assert sum(request.task == "evolve" for request in generator.requests) <= 4


def test_it_starts_without_any_verified_candidate() -> None:
    judge, clock, _ = world()

    def late(request: GenerationRequest) -> list[str]:
        return [version(3.0)] if request.task == "evolve" else [version("wrong")]

    config = SearchConfig(repair_tries=0)
    outcome = EvolveSearch(config, clock).run(task(), [ScriptedGenerator(late, name="llm:m")], judge)
    assert outcome.best is not None


def test_the_same_seed_gives_the_same_search() -> None:
    def run() -> list[str]:
        judge, clock, config = world()
        generator = ScriptedGenerator(climbing, name="llm:m")
        outcome = EvolveSearch(config, clock).run(task(seconds=60.0, seed=3), [generator], judge)
        return [trial.text for trial in outcome.trials]

    assert run() == run()


def test_an_island_keeps_the_best_of_each_kind() -> None:
    lines = [f"x{number} = {number}" for number in range(50)]
    one, twin = "\n".join(lines), "\n".join([*lines[:-1], "x49 = 50"])
    island = Island(2)
    assert island.add(trial(one, 2.0))
    assert not island.add(trial(one, 9.0))
    assert not island.add(trial(twin, 1.5))
    assert island.add(trial(twin, 3.0))
    assert [member.text for member in island.members] == [twin]
    assert island.add(trial("y = 1", 2.0))
    assert not island.add(trial("z = 1", 1.0))
    assert len(island.members) == 2


def test_parents_are_alike_and_unlike() -> None:
    base = [f"x{number} = {number}" for number in range(20)]
    texts = ["\n".join(base), "\n".join([*base[:10], *("y = 1" for _ in range(10))]), "other = 1\nmore = 2"]
    island = Island(5)
    for place, text in enumerate(texts):
        island.add(trial(text, 9.0 - place))
    for seed in range(5):
        parents = island.parents(random.Random(seed))
        assert len(parents) == len({parent.text for parent in parents}) == 3
    assert similarity(texts[0], texts[0]) == 1.0
    assert similarity(texts[0], texts[2]) < 0.2
    assert Island(3).parents(random.Random(0)) == ()
