"""Runs an optimizer over the programs and keeps what it returned, in the format of stored generations.

The optimizer sees a program's text and nothing else of the benchmark: no cases, no reference, no other answers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from fasterpy.bench.progress import clock_text, time_left
from fasterpy.bench.read import Program, content_key
from fasterpy.bench.store import LineStore
from fasterpy.pool import Crash, Pool, Worker
from fasterpy.protocols import Progress
from fasterpy.records import Record

OPTIMIZED = "fasterpy"
"""Name of the system whose answers are made here."""


class ProgramOptimizer(Protocol):
    """Makes one program faster; given by the composition of the command line."""

    def optimize(self, text: str, seconds: float) -> tuple[str, dict[str, str]]:
        """The text to score, the original's when it is kept, and what to remember about the run."""

    def close(self) -> None: ...


class Generation(Record, frozen=True):
    """One answer, with the three fields of PIE's stores and what is needed to resume."""

    problem_id: str
    slow_code_col: str
    model_generated_potentially_faster_code_col: str
    key: str = ""
    info: dict[str, str] = {}
    seconds: float = 0.0


class _Request(Record, frozen=True):
    key: str
    problem_id: str
    text: str
    seconds: float


class _OptimizeWorker:
    def __init__(self, optimizer: ProgramOptimizer) -> None:
        self._optimizer = optimizer

    def work(self, item: _Request) -> Generation:
        start = time.monotonic()
        text, info = self._optimizer.optimize(item.text, item.seconds)
        return Generation(
            problem_id=item.problem_id,
            slow_code_col=item.text,
            model_generated_potentially_faster_code_col=text,
            key=item.key,
            info=info,
            seconds=round(time.monotonic() - start, 3),
        )

    def close(self) -> None:
        self._optimizer.close()


class _Factory(Record, frozen=True):
    make: Callable[[], ProgramOptimizer]

    def __call__(self) -> Worker[_Request, Generation]:
        return _OptimizeWorker(self.make())


def optimize_programs(
    programs: Sequence[Program],
    make_optimizer: Callable[[], ProgramOptimizer],
    path: Path,
    seconds: float,
    workers: int,
    salt: str,
    progress: Progress | None = None,
) -> list[Generation]:
    """One generation per program, in order; those that ``path`` holds for the same text and ``salt`` are kept.

    ``make_optimizer`` must be picklable. An optimizer that fails leaves the program as it was, with the reason in
    ``info``.
    """
    store = LineStore(path, Generation)
    keys = [content_key((salt, str(seconds), program.problem_id, program.input)) for program in programs]
    found = {row.key: row for row in store.read() if row.key in set(keys)}
    todo = [
        _Request(key=key, problem_id=program.problem_id, text=program.input, seconds=seconds)
        for key, program in zip(keys, programs, strict=True)
        if key not in found
    ]
    start = time.monotonic()
    pool: Pool[_Request, Generation] = Pool(_Factory(make=make_optimizer), workers)
    for done, (request, answer) in enumerate(pool.run(todo), start=1):
        if isinstance(answer, Crash):
            # Kept in memory alone, so that a resumed run tries again.
            answer = Generation(
                problem_id=request.problem_id,
                slow_code_col=request.text,
                model_generated_potentially_faster_code_col=request.text,
                key=request.key,
                info={"error": str(answer)},
            )
        else:
            store.append(answer)
        found[answer.key] = answer
        if progress is not None:
            left = clock_text(time_left(done, len(todo), time.monotonic() - start))
            progress.update(
                "optimize", done + len(programs) - len(todo), len(programs), f"{answer.problem_id}, {left} left"
            )
    return [found[key] for key in keys]
