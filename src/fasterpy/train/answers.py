"""What a model says to programs: asked once, kept line by line, so that an interrupted evaluation goes on.

Asking needs a model and perhaps a GPU; choosing among the answers and scoring them do not, and may happen elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from fasterpy.errors import InputsError
from fasterpy.protocols import ChatModel, Progress
from fasterpy.records import ChatRequest, Message, Record


class Question(Record, frozen=True):
    """One program and the prompt about it."""

    problem_id: str
    slow: str
    messages: tuple[Message, ...]


class Answers(Record, frozen=True):
    """One line of the file."""

    key: str
    problem_id: str
    slow_code_col: str
    greedy: str
    samples: tuple[str, ...]


class AskConfig(Record, frozen=True):
    """How a model is asked."""

    samples: int = 8
    """Besides the greedy answer."""
    temperature: float = 0.6
    top_p: float = 0.95
    max_tokens: int = 1024
    seed: int = 0
    together: int = 1
    """Programs that are asked about at once; on a GPU more is faster."""


def ask(
    model: ChatModel, questions: Sequence[Question], config: AskConfig, salt: str, path: Path,
    progress: Progress | None = None,
) -> list[Answers]:  # fmt: skip
    """The answers, in order; those that ``path`` holds already are not asked for again.

    ``salt`` names model and adapter. Raises GenerationError when a model cannot answer at all.
    """
    known = {row.key: row for row in read(path)} if path.exists() else {}
    keys = [_key(question, config, salt) for question in questions]
    todo = [(key, question) for key, question in zip(keys, questions, strict=True) if key not in known]
    path.parent.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(todo), config.together):
        part = todo[start : start + config.together]
        for row in _asked(model, part, config):
            known[row.key] = row
            with path.open("ab") as out:
                out.write(msgspec.json.encode(row) + b"\n")
        if progress is not None:
            done = len(questions) - len(todo) + start + len(part)
            progress.update(f"asking {path.stem}", done, len(questions))
    return [known[key] for key in keys]


def read(path: Path) -> list[Answers]:
    """The lines of a file; a last one that was cut off is left out. Raises InputsError for other content."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise InputsError(f"cannot read {path}: {error.strerror or error}") from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            rows.append(msgspec.json.decode(line, type=Answers))
        except msgspec.DecodeError as error:
            if number < len(lines):
                raise InputsError(f"{path}, line {number}: no answers of  fasterpy train eval ({error})") from error
    return rows


def by_program(rows: Sequence[Answers], programs: Sequence[tuple[str, str]], path: Path) -> list[Answers]:
    """The rows in the order of (problem, slow code). Raises InputsError when some are missing."""
    known = {(row.problem_id, row.slow_code_col): row for row in rows}
    missing = sum(program not in known for program in programs)
    if missing:
        raise InputsError(f"{path} has no answers for {missing} of {len(programs)} programs")
    return [known[program] for program in programs]


def _asked(model: ChatModel, part: Sequence[tuple[str, Question]], config: AskConfig) -> list[Answers]:
    requests: list[ChatRequest] = []
    for _, question in part:
        greedy_one = ChatRequest(messages=question.messages, max_tokens=config.max_tokens, seed=config.seed)
        sampled = msgspec.structs.replace(
            greedy_one, n=config.samples, temperature=config.temperature, top_p=config.top_p, seed=config.seed + 1
        )
        requests += [greedy_one, sampled]
    found = model.complete([request for request in requests if request.n])
    groups = iter(found)
    rows = []
    for key, question in part:
        greedy = next(groups)
        samples = next(groups) if config.samples else []
        rows.append(
            Answers(
                key=key, problem_id=question.problem_id, slow_code_col=question.slow,
                greedy=greedy[0].text if greedy else "", samples=tuple(each.text for each in samples),
            )
        )  # fmt: skip
    return rows


def _key(question: Question, config: AskConfig, salt: str) -> str:
    asked = msgspec.structs.replace(config, together=1)
    return hashlib.sha256(msgspec.json.encode([question, asked, salt])).hexdigest()[:24]
