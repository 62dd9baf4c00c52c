"""Wrong candidates go back with their counterexample, right ones with their speed, for the next gain."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fasterpy.protocols import Clock, ComposableGenerator, Generator, Judge, Progress
from fasterpy.records import GenerationRequest, SearchOutcome, SearchTask, Trial
from fasterpy.search.best_of_n import drain
from fasterpy.search.config import SearchConfig
from fasterpy.search.session import Session
from fasterpy.search.trials import equivalent, point


class RepairSearch:
    """best-of-n, then repair of what was wrong, then refinement of what was right."""

    name = "repair"

    def __init__(
        self, config: SearchConfig | None = None, clock: Clock | None = None, progress: Progress | None = None
    ) -> None:
        self.config = config or SearchConfig()
        self._clock, self._progress = clock, progress

    def run(self, task: SearchTask, generators: Sequence[Generator], judge: Judge) -> SearchOutcome:
        """See ``Search``."""
        session = Session(task, judge, self.config, self._clock, self._progress)
        drain(session, generators, msgspec.structs.replace(task.request, seconds=session.left()))
        repair(session, generators)
        refine(session, generators)
        return session.outcome()


def repair(session: Session, generators: Sequence[Generator]) -> list[Trial]:
    """Send back the wrong candidates that a correction may save; trials of the corrections.

    Only those of a generator that reads feedback are sent. Without any gain so far all are worth it; with a gain only
    one that failed on its behaviour, because it may be a better idea badly carried out.
    """
    mended: list[Trial] = []
    for generator in _readers(generators):
        wrong = [trial for trial in session.trials if _mendable(trial, generator)][: session.config.repair_width]
        for trial in wrong:
            current = trial
            for attempt in range(session.config.repair_tries):
                if session.over():
                    return mended
                note = f"correcting {_short(current)}"
                answers = drain(session, [generator], repair_request(session, current, attempt), note=note)
                mended += answers
                if not answers or any(equivalent(answer) for answer in answers):
                    break
                current = answers[-1]
    return mended


def refine(session: Session, generators: Sequence[Generator]) -> list[Trial]:
    """Send the best candidate back for the next gain; trials of the answers."""
    found: list[Trial] = []
    for round_ in range(session.config.refine_rounds):
        best = session.best()
        readers = _readers(generators)
        if best is None or not readers or session.over():
            break
        request = msgspec.structs.replace(
            session.task.request,
            task="refine",
            previous=best.candidate.text,
            feedback=f"it is {point(best):.2f} times as fast as the original",
            seed=session.task.request.seed + 10_000 * (round_ + 1),
            seconds=session.left(),
        )
        found += drain(session, readers, request, note=f"improving {_short(best)}")
        after = session.best()
        if after is None or after.text == best.text:
            break
    return found


def repair_request(session: Session, trial: Trial, attempt: int) -> GenerationRequest:
    """The request that asks to correct a trial's candidate."""
    return msgspec.structs.replace(
        session.task.request,
        task="repair",
        previous=trial.candidate.text,
        feedback=feedback(trial),
        samples=1,
        seed=session.task.request.seed + 1_000 * (attempt + 1),
        seconds=session.left(),
    )


def feedback(trial: Trial) -> str:
    """What was wrong, in words that a model understands."""
    example = trial.verdict.counterexample if trial.verdict else None
    if example is None:
        return trial.why
    lines = [trial.why, f"input: {example.input}", f"original: {example.original}", f"attempt: {example.candidate}"]
    if example.difference:
        lines.append(f"difference: {example.difference}")
    return "\n".join(line if len(line) <= 1500 else line[:1500] + " …" for line in lines if line.strip())


def _short(trial: Trial) -> str:
    """Its origin without the history."""
    return trial.candidate.origin.partition(" (")[0]


def _mendable(trial: Trial, generator: Generator) -> bool:
    """Judged and found wrong (not merely slow, unchanged or a repetition), and made by this generator."""
    if equivalent(trial) or not trial.candidate.origin.startswith(generator.name):
        return False
    if trial.verdict is not None:
        return trial.verdict.verdict == "different"
    return not trial.why.startswith(("the same program", "no time", "needs "))


def _readers(generators: Sequence[Generator]) -> list[Generator]:
    """Generators that read feedback: models do, rules do not."""
    return [generator for generator in generators if not isinstance(generator, ComposableGenerator)]
