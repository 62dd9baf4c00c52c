"""Worker processes, each on a core of its own, so that they do not disturb each other's timing.

Written with pipes rather than with ``ProcessPoolExecutor`` because a worker must notice at once that its parent was
killed (end of file on its pipe), and because foreign code may bring a worker down: its task is then reported as failed
and a new worker takes the core.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Generic, Protocol, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")
_In = TypeVar("_In", contravariant=True)
_Out = TypeVar("_Out", covariant=True)


class Worker(Protocol[_In, _Out]):
    """What runs in a worker process."""

    def work(self, item: _In) -> _Out: ...

    def close(self) -> None: ...


class Crash(Exception):
    """A worker died or raised; the message says how."""


def cores() -> list[int]:
    """Cores that this process may use; empty where the platform cannot say."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


class Pool(Generic[Item, Answer]):
    """``make`` is a picklable callable that builds a Worker inside each worker process."""

    def __init__(self, make: Callable[[], Worker[Item, Answer]], workers: int) -> None:
        self._make = make
        self._count = max(1, workers)
        self._context = multiprocessing.get_context("spawn")

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Item, Answer | Crash]]:
        """Answers as they come, in any order, one per item; an item is taken when a worker is free for it."""
        queue = iter(items)
        available = cores()
        slots: dict[Connection, tuple[BaseProcess, Item, int]] = {}
        idle: list[tuple[Connection, BaseProcess, int]] = []
        unused = list(reversed(range(self._count)))
        more = True
        try:
            while more or slots:
                while more and (idle or unused):
                    try:
                        item = next(queue)
                    except StopIteration:
                        more = False
                        break
                    if not idle:
                        number = unused.pop()
                        idle.append((*self._spawn(available[number % len(available)] if available else -1), number))
                    connection, process, number = idle.pop()
                    connection.send(item)
                    slots[connection] = (process, item, number)
                for ready in wait(list(slots)) if slots else ():
                    assert isinstance(ready, Connection)
                    process, item, number = slots.pop(ready)
                    try:
                        answer = ready.recv()
                        idle.append((ready, process, number))
                    except EOFError:
                        process.join(5)
                        answer = Crash(f"the worker died (exit code {process.exitcode})")
                        ready.close()
                        idle.append((*self._spawn(available[number % len(available)] if available else -1), number))
                    yield item, answer
        finally:
            for process, _, _ in slots.values():
                process.terminate()  # nobody waits for its answer any more
            for connection, process, _ in [*idle, *((c, p, 0) for c, (p, _, _) in slots.items())]:
                connection.close()
                process.join(10)
                if process.is_alive():
                    process.kill()

    def _spawn(self, core: int) -> tuple[Connection, BaseProcess]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._make, core), daemon=False)
        process.start()
        theirs.close()
        return ours, process


def _serve(connection: Connection, make: Callable[[], Worker[Item, Answer]], core: int) -> None:
    if core >= 0 and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    # Foreign code is parsed here; what it may be warned about is its authors' business.
    warnings.simplefilter("ignore", SyntaxWarning)
    signal.signal(signal.SIGTERM, _stop)
    worker = None
    try:
        while True:
            item = connection.recv()
            try:
                worker = worker or make()
                connection.send(worker.work(item))
            except Exception as error:
                traceback.clear_frames(error.__traceback__)
                connection.send(Crash(f"{type(error).__name__}: {error}"))
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        pass  # The parent is gone or has nothing more.
    finally:
        signal.signal(signal.SIGTERM, lambda *_: None)
        if worker is not None:
            worker.close()


def _stop(number: int, frame: FrameType | None) -> None:
    """Like Ctrl-C: what the worker holds is given back."""
    signal.signal(signal.SIGTERM, lambda *_: None)
    raise KeyboardInterrupt
