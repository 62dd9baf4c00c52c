"""The benchmark run: tasks to workers, rows to disk, rows to a table."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from fasterpy.bench.evaluate import evaluate
from fasterpy.bench.progress import clock_text, time_left
from fasterpy.bench.records import BenchConfig, Row, Task
from fasterpy.bench.store import LineStore
from fasterpy.pool import Crash, Pool, Worker
from fasterpy.protocols import Executor, Progress
from fasterpy.records import Record

ROWS = "rows.jsonl"
_MOST_SAVED = 4.0
"""So many times its own share may a program use of what others left."""


class ScoreJob(Record, frozen=True):
    """What a worker gets: never more than one program at a time."""

    task: Task
    seconds: float


class ScoreWorker:
    """Scores programs in a worker process. What one program leaves of its time, later ones may use."""

    def __init__(self, executor: Executor, config: BenchConfig) -> None:
        self._executor = executor
        self._config = config
        self._saved = 0.0

    def work(self, item: ScoreJob) -> Row:
        """One program. One that takes longer, since it runs for long, does so at nobody's expense."""
        allowed = item.seconds + min(self._saved, _MOST_SAVED * item.seconds)
        row = evaluate(self._executor, item.task, self._config, allowed)
        self._saved = max(0.0, self._saved + item.seconds - row.seconds)
        return row

    def close(self) -> None:
        """Give the sandbox back."""
        self._executor.close()


class ScoreWorkerFactory(Record, frozen=True):
    """Picklable; ``make_executor`` must be an importable function."""

    make_executor: Callable[[], Executor]
    config: BenchConfig

    def __call__(self) -> Worker[ScoreJob, Row]:
        return ScoreWorker(self.make_executor(), self.config)


def run_benchmark(
    tasks: Sequence[Task],
    make_executor: Callable[[], Executor],
    config: BenchConfig,
    out: Path,
    workers: int,
    progress: Progress | None = None,
) -> list[Row]:
    """Score all tasks, in order of the tasks; rows that ``out`` already holds are not computed again.

    ``out/rows.jsonl`` grows by one line per finished program. Raises nothing for a program that fails: it gets a row.
    """
    store = LineStore(out / ROWS, Row)
    wanted = {task.key for task in tasks}
    rows = {row.key: row for row in store.read() if row.key in wanted}
    todo = [task for task in tasks if task.key not in rows]
    start = time.monotonic()
    # Half of the budget goes into rounds; checking, long programs and their fewest rounds take the other half.
    each = config.seconds * 0.5 * max(1, workers) / max(1, len(todo))
    pool: Pool[ScoreJob, Row] = Pool(ScoreWorkerFactory(make_executor=make_executor, config=config), workers)
    jobs = [ScoreJob(task=task, seconds=each) for task in todo]
    for done, (job, answer) in enumerate(pool.run(jobs), start=1):
        if isinstance(answer, Crash):
            # Not stored: a crash may be the machine's fault, and a later run should try again.
            task = job.task
            answer = Row(key=task.key, index=task.index, problem_id=task.problem_id, excluded=f"crashed: {answer}")
        else:
            store.append(answer)
        rows[answer.key] = answer
        if progress is not None:
            left = clock_text(time_left(done, len(todo), time.monotonic() - start))
            progress.update("bench", done + len(tasks) - len(todo), len(tasks), f"{answer.problem_id}, {left} left")
    return [rows[task.key] for task in tasks if task.key in rows]
