"""What ``fasterpy train eval`` is made of: questions, models, and the choice among stored answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from fasterpy.config import Settings
from fasterpy.records import Candidate, GenerationRequest, Record, Usage
from fasterpy.train.answers import Answers, Question
from fasterpy.train.records import Pair, PromptNote

if TYPE_CHECKING:
    from fasterpy.bench.optimize import ProgramOptimizer
    from fasterpy.bench.read import Program
    from fasterpy.protocols import ChatModel

LEAST_SPEEDUP = 1.0
"""Of an answer on our own inputs: surely not slower. The benchmark decides what counts as faster."""


def questions(programs: Sequence[Program], settings: Settings, note: PromptNote) -> list[Question]:
    """The prompt about each program, with the same kind of advice that the training had."""
    from fasterpy.cli.train_dataset import LIKENESS, make_problems
    from fasterpy.cli.train_sources import Advisor

    advisor = Advisor(settings, make_problems(LIKENESS), note.suggestions, note.detectors)
    try:
        render = advisor.render(note.name)
        found = []
        for program in programs:
            pair = Pair(slow=program.input, fast="", problem=program.problem_id)
            advice = [each.suggestion for each in advisor(pair, lambda advice: True)]
            found.append(Question(problem_id=program.problem_id, slow=program.input, messages=render(pair, advice)))
        return found
    finally:
        advisor.close()


def chat_model(engine: str, base: str, adapter: str, settings: Settings) -> ChatModel:
    """A model in this process."""
    from fasterpy.generate.local import EngineConfig, LocalChatModel
    from fasterpy.generate.local.pick import load

    config = EngineConfig(weights=base, adapter=adapter, threads=settings.threads)
    return LocalChatModel(f"{engine}:{Path(base).stem}", lambda: load(engine, config))


def code_of(answer: str, program: str) -> str:
    """The code in an answer as ``optimize`` takes it out; the answer itself, which will fail, when there is none."""
    from fasterpy.generate.llm.extract import extract

    found = extract(answer, program)
    if found.texts:
        return found.texts[0]
    return program if found.unchanged else answer


class StoredGenerator:
    """Answers that were given before, as candidates."""

    name = "stored"

    def __init__(self, answers: Mapping[str, Sequence[str]]) -> None:
        """``answers``: by the program's text."""
        self._answers = answers

    def generate(self, requests: Sequence[GenerationRequest]) -> list[list[Candidate]]:
        """See ``Generator``."""
        from fasterpy.generate.llm.extract import extract

        found = []
        for request in requests:
            texts: dict[str, None] = {}
            for answer in self._answers.get(request.code.text, ()):
                texts |= dict.fromkeys(extract(answer, request.code.text).texts[:1])
            found.append([Candidate(text=text, origin=f"stored#{n}") for n, text in enumerate(texts, 1)])
        return found

    def usage(self) -> Usage:
        """Nothing."""
        return Usage()


class ChoiceFactory(Record, frozen=True):
    """Builds, in a worker, an optimizer whose only source of candidates are stored answers."""

    settings: Settings
    answers: dict[str, tuple[str, ...]]

    def __call__(self) -> ProgramOptimizer:
        from fasterpy.cli.bench_parts import PipelineOptimizer

        optimizer = PipelineOptimizer(self.settings)
        generators = [StoredGenerator(self.answers)]
        optimizer._parts = dataclasses.replace(optimizer._parts, generators=generators, detect=None, retriever=None)
        return optimizer

    def salt(self) -> str:
        """All that decides a choice."""
        import hashlib

        return hashlib.sha256(msgspec.json.encode([self.settings, self.answers])).hexdigest()


def choice_factory(settings: Settings, rows: Sequence[Answers]) -> ChoiceFactory:
    """Best of the greedy and the sampled answers, chosen by our own verifier and measurement on our own inputs."""
    chosen = msgspec.structs.replace(
        settings, generators=("rules",), search="best-of-n", min_speedup=LEAST_SPEEDUP, model=""
    )
    answers = {row.slow_code_col: (row.greedy, *row.samples) for row in rows}
    return ChoiceFactory(settings=chosen, answers=answers)
