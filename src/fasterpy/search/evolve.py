"""A population of verified candidates that breeds: exemplars, alike and unlike, go into the prompt for the next."""

from __future__ import annotations

import difflib
import random
from collections.abc import Sequence

import msgspec

from fasterpy.protocols import Clock, ComposableGenerator, Generator, Judge, Progress
from fasterpy.records import Exemplar, GenerationRequest, SearchOutcome, SearchTask, Trial
from fasterpy.search.best_of_n import drain
from fasterpy.search.compose import compose, improve
from fasterpy.search.config import SearchConfig
from fasterpy.search.repair import repair
from fasterpy.search.session import Session
from fasterpy.search.trials import equivalent, lower_end, point, rank


class EvolveSearch:
    """Rounds of generation over islands of diverse verified candidates, until the budget or the ideas run out."""

    name = "evolve"

    def __init__(
        self, config: SearchConfig | None = None, clock: Clock | None = None, progress: Progress | None = None
    ) -> None:
        self.config = config or SearchConfig()
        self._clock, self._progress = clock, progress

    def run(self, task: SearchTask, generators: Sequence[Generator], judge: Judge) -> SearchOutcome:
        """See ``Search``."""
        session = Session(task, judge, self.config, self._clock, self._progress)
        for generator in generators:
            if isinstance(generator, ComposableGenerator):
                compose(session, generator, self.config.rules_share)
        models = [generator for generator in generators if not isinstance(generator, ComposableGenerator)]
        if models and not session.over():
            tried = drain(session, models, msgspec.structs.replace(task.request, seconds=session.left()))
            tried += repair(session, models)
            tried += evolve(session, models)
            improve(session, generators, tried)
        return session.outcome()


def evolve(session: Session, generators: Sequence[Generator]) -> list[Trial]:
    """Breed from what is verified so far; the new trials. Stops after a round of every island without a new member."""
    tried: list[Trial] = []
    config = session.config
    rng = random.Random(session.task.request.seed)
    islands = [Island(config.population) for _ in range(max(1, config.islands))]
    for index, trial in enumerate(sorted(filter(_usable, session.trials), key=rank, reverse=True)):
        islands[index % len(islands)].add(trial)
    idle = 0
    for generation in range(config.generations):
        for number, island in enumerate(islands):
            if session.over() or idle > len(islands):
                return tried
            request = _request(session, island, rng, generation * len(islands) + number)
            born = drain(session, generators, request, note=f"generation {generation + 1}")
            tried += born
            added = [island.add(trial) for trial in born if _usable(trial)]
            idle = 0 if any(added) else idle + 1
        if len(islands) > 1 and (generation + 1) % max(1, config.migrate_every) == 0:
            _migrate(islands)
    return tried


class Island:
    """A population with a bound. The best stay, but never two of a kind: a copy of the winner teaches nothing."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.members: list[Trial] = []

    def add(self, trial: Trial) -> bool:
        """Whether the trial found a place."""
        if any(trial.text == member.text for member in self.members):
            return False
        twin = next((member for member in self.members if similarity(trial.text, member.text) > 0.97), None)
        if twin is not None:
            if rank(twin) >= rank(trial):
                return False
            self.members.remove(twin)
        self.members.append(trial)
        self.members.sort(key=rank, reverse=True)
        del self.members[self.size :]
        return any(member is trial for member in self.members)

    def parents(self, rng: random.Random) -> tuple[Trial, ...]:
        """The best, one that is like it (what to vary) and one that is unlike it (another idea)."""
        if not self.members:
            return ()
        # Mostly the best, now and then another one: rank decides, not speed, whose scale varies with the target.
        weights = [1.0 / (position + 1) for position in range(len(self.members))]
        first = rng.choices(self.members, weights)[0]
        others = [member for member in self.members if member is not first]
        others.sort(key=lambda member: similarity(first.text, member.text))
        chosen = [first, *others[-1:], *(others[:1] if len(others) > 1 else [])]
        return tuple(sorted(chosen, key=point))


def similarity(left: str, right: str) -> float:
    """In [0, 1], by lines; blanks do not count."""
    a = [line.strip() for line in left.splitlines() if line.strip()]
    b = [line.strip() for line in right.splitlines() if line.strip()]
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()


def _request(session: Session, island: Island, rng: random.Random, number: int) -> GenerationRequest:
    exemplars = tuple(
        Exemplar(text=trial.candidate.text, speedup=round(point(trial), 2), note=trial.candidate.origin)
        for trial in island.parents(rng)
    )
    return msgspec.structs.replace(
        session.task.request,
        task="evolve",
        exemplars=exemplars,
        samples=session.config.offspring,
        seed=session.task.request.seed + 100_000 + 1_000 * number,
        seconds=session.left(),
    )


def _migrate(islands: list[Island]) -> None:
    """The best of each island also goes to the next."""
    bests = [island.members[0] if island.members else None for island in islands]
    for index, best in enumerate(bests):
        if best is not None:
            islands[(index + 1) % len(islands)].add(best)


def _usable(trial: Trial) -> bool:
    return equivalent(trial) and lower_end(trial) > 0
