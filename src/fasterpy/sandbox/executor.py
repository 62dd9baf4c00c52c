"""Runs foreign code through zygotes: a fresh process per job at about a millisecond."""

from __future__ import annotations

import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any

from fasterpy.errors import SandboxError
from fasterpy.machine import usable_cores
from fasterpy.records import Code, Job, LayerStatus, Observation, Timing, TimingJob
from fasterpy.sandbox import imports, observe
from fasterpy.sandbox.config import REQUIRED, SandboxConfig
from fasterpy.sandbox.cores import Core
from fasterpy.sandbox.pair import Pair

_GRACE_S = 20.0
_LONG_NS = 100_000_000
"""Runs that take longer than this are worth a second pool of processes, where another core is there."""
_Key = tuple[tuple[str, ...], tuple[str, ...], int]


class Pool:
    """The zygotes of one worker, by what they have preloaded and may read; the least recently used one goes first."""

    def __init__(self, config: SandboxConfig, turns: bool = False) -> None:
        self._config = config
        self._turns = turns
        self._zygotes: OrderedDict[_Key, Pair] = OrderedDict()
        self._unfit: set[str] = set()
        self._core: Core | None = None

    def ask(self, code: Code, runner: str, job: Job | TimingJob) -> dict[str, Any]:
        """One job. A zygote that died is replaced for the next job; this one is answered as crashed."""
        standard, installed = imports.split(code.text, code.search_path)
        if isinstance(job, TimingJob) and job.cold_imports:
            standard, installed = (), ()
        readable = (*self._config.readable, *code.search_path)
        modules = tuple(name for name in installed if name not in self._unfit)
        key = (modules, readable, self._timing_core() if isinstance(job, TimingJob) else -1)
        worker = self._worker(key)
        request = {"runner": runner, "job": job, "modules": standard}
        try:
            return worker.ask(request, job.limits.wall_s + _GRACE_S)
        except SandboxError as error:
            self._drop(worker)
            return {"how": "lost", "detail": str(error)}
        except BaseException:  # interrupted in the middle of a message: this connection is of no use any more
            self._drop(worker)
            raise

    def _drop(self, worker: Pair) -> None:
        worker.close()
        for key in [key for key, other in self._zygotes.items() if other is worker]:
            del self._zygotes[key]

    def _worker(self, key: _Key) -> Pair:
        worker = self._zygotes.get(key)
        if worker is None:
            try:
                worker = Pair(self._config, *key, turns=self._turns and key[2] < 0)
            except SandboxError:
                if not key[0]:
                    raise
                self._unfit.update(key[0])  # they may crash or hang on import; the child will see and tell
                return self._worker(((), *key[1:]))
            if worker.threads > 1 and key[0]:
                # Forking a process with threads is not safe: these modules are imported in the child instead.
                worker.close()
                self._unfit.update(key[0])
                return self._worker(((), *key[1:]))
            self._zygotes[key] = worker
            while len(self._zygotes) > self._config.zygotes:
                self._zygotes.popitem(last=False)[1].close()
        self._zygotes.move_to_end(key)
        return worker

    def any(self) -> Pair:
        """A zygote, whichever."""
        return next(iter(self._zygotes.values()), None) or self._worker(((), self._config.readable, -1))

    def _timing_core(self) -> int:
        if not self._config.pin:
            return -1
        if self._core is None:
            self._core = Core()
        return self._core.number

    def close(self) -> None:
        while self._zygotes:
            self._zygotes.popitem()[1].close()
        if self._core is not None:
            self._core.close()
            self._core = None


class ZygoteExecutor:
    """An `Executor`. Use it as a context manager, or call ``close``.

    ``workers`` jobs run at the same time in ``execute``, two of a single worker where the last ones took long and a
    core is free for it; ``time`` always runs one after the other.
    """

    def __init__(self, workers: int = 1, config: SandboxConfig | None = None) -> None:
        self._config = config or SandboxConfig()
        workers = max(1, workers)
        self._pools = [Pool(self._config, turns=2 * workers <= usable_cores()) for _ in range(workers)]
        self._helper: Pool | None = None
        self._long = False
        self._lock = threading.Lock()
        if self._config.mode == "strict":
            try:
                require(self.layers())
            except SandboxError:
                self.close()
                raise

    def layers(self) -> tuple[LayerStatus, ...]:
        """The protections in force."""
        with self._lock:
            return self._pools[0].any().layers

    def execute(self, jobs: Sequence[Job]) -> list[Observation]:
        """Run every job in a fresh process; one answer per job, in order."""
        with self._lock:
            answers = self._executed(jobs, self._hands(len(jobs)))
            self._long = any(answer.wall_ns > _LONG_NS for answer in answers)
            return answers

    def _hands(self, jobs: int) -> list[Pool]:
        """The pools that share some jobs."""
        if jobs > 1 and self._long and len(self._pools) == 1 and usable_cores() > 1:
            self._helper = self._helper or Pool(self._config)
            return [*self._pools, self._helper]
        return self._pools[:jobs]

    def _executed(self, jobs: Sequence[Job], pools: Sequence[Pool]) -> list[Observation]:
        if len(pools) < 2:
            return [_observe(self._pools[0], job) for job in jobs]
        answers: list[Observation | None] = [None] * len(jobs)
        waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
        for index in range(len(jobs)):
            waiting.put(index)
        failures: list[BaseException] = []

        def work(pool: Pool) -> None:
            try:
                while not failures:
                    index = waiting.get_nowait()
                    answers[index] = _observe(pool, jobs[index])
            except queue.Empty:
                return
            except BaseException as error:
                failures.append(error)

        _in_threads([lambda pool=pool: work(pool) for pool in pools])  # type: ignore[misc]
        if failures:
            raise failures[0]
        return [answer for answer in answers if answer is not None]

    def time(self, jobs: Sequence[TimingJob]) -> list[Timing]:
        """Time every job in a fresh process, strictly one after the other."""
        with self._lock:
            return [_time(self._pools[0], job) for job in jobs]

    def close(self) -> None:
        """End all processes. Safe to call twice."""
        for pool in (*self._pools, *([self._helper] if self._helper else [])):
            pool.close()

    def __enter__(self) -> ZygoteExecutor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def require(layers: Sequence[LayerStatus]) -> None:
    """Raises SandboxError naming the demanded layers that are missing."""
    active = {layer.name for layer in layers if layer.active}
    missing = [name for name in REQUIRED if name not in active]
    if missing:
        details = {layer.name: layer.detail for layer in layers}
        words = "; ".join(f"{name} ({details.get(name, 'unknown')})" for name in missing)
        raise SandboxError(f"strict sandbox: missing {words}. Run  fasterpy doctor, or use --sandbox auto")


def _observe(pool: Pool, job: Job) -> Observation:
    program = job.code.kind == "program"
    end = pool.ask(job.code, job.code.kind, job)
    if end["how"] == "lost":
        return Observation(status="crashed", detail=end["detail"])
    return observe.observation(end, job.limits.output_bytes, program)


def _time(pool: Pool, job: TimingJob) -> Timing:
    problem = _unfit(job)
    if problem:
        return Timing(status="unusable", detail=problem)
    end = pool.ask(job.code, "time", job)
    if end["how"] == "lost":
        return Timing(status="crashed", detail=end["detail"])
    return observe.timing(end, job.limits.output_bytes, job.code.kind == "program")


def _unfit(job: TimingJob) -> str:
    if job.code.kind == "program" and (len(job.cases) != 1 or job.warmup):
        return "input: a program is timed on one case per job, without warm-up"
    return ""


def _in_threads(tasks: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=task, daemon=True) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
