"""A search that asks for all its answers first, without a time limit, and then judges every one of them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fasterpy.generate.llm.extract import extract
from fasterpy.generate.llm.generator import LLMGenerator
from fasterpy.protocols import Generator, Judge
from fasterpy.records import Candidate, GenerationRequest, Record, SearchOutcome, SearchTask
from fasterpy.search import SearchConfig
from fasterpy.search.session import Session
from fasterpy.search.trials import lower_end, point


class Sample(Record, frozen=True):
    """One answer and what became of it."""

    prompt: str
    greedy: bool
    text: str
    why: str
    verdict: str = ""
    point: float = 0.0
    low: float = 0.0
    tokens: int = 0
    seconds: float = 0.0


class CollectSearch:
    """Keeps what it found in ``samples``; the budget counts from the first judgement."""

    name = "collect"

    def __init__(self, seconds: float) -> None:
        self.samples: tuple[Sample, ...] = ()
        self._seconds = seconds

    def run(self, task: SearchTask, generators: Sequence[Generator], judge: Judge) -> SearchOutcome:
        """See ``Search``."""
        [generator] = [each for each in generators if isinstance(each, LLMGenerator)]
        answers = _ask(generator, task.request)
        session = Session(msgspec.structs.replace(task, seconds=self._seconds), judge, SearchConfig())
        self.samples = tuple(_judged(session, sample, task.request) for sample in answers)
        return session.outcome()


def _ask(generator: LLMGenerator, request: GenerationRequest) -> list[Sample]:
    plan = generator.plan(msgspec.structs.replace(request, seconds=None))
    found = []
    for index, completion in generator.model.as_completed([chat for _, chat in plan]):
        name, chat = plan[index]
        found.append(
            Sample(
                prompt=name,
                greedy=chat.temperature == 0,
                text=generator.config.opening + completion.text,
                why=completion.finish,
                tokens=completion.completion_tokens,
                seconds=round(completion.seconds, 1),
            )
        )
    return found


def _judged(session: Session, sample: Sample, request: GenerationRequest) -> Sample:
    found = extract(sample.text, request.cleaned.text, request.cleaned.targets)
    if not found.texts:
        return msgspec.structs.replace(sample, why=f"{found.why} ({sample.why})")
    scope = "cleaned" if request.cleaned.targets else "file"
    trial = session.judge(Candidate(text=found.texts[0], origin=f"llm:{sample.prompt}", scope=scope))
    verdict = trial.verdict.verdict if trial.verdict is not None else ""
    return msgspec.structs.replace(
        sample, verdict=verdict, why=trial.why[:300], point=round(point(trial), 3), low=round(lower_end(trial), 3)
    )
