"""Generators at work in threads of their own, while their candidates are being checked."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from types import TracebackType

from fasterpy.errors import FasterpyError
from fasterpy.protocols import Generator, StreamingGenerator
from fasterpy.records import Candidate, GenerationRequest


class Feed:
    """Candidates of several generators as they come. A generator that fails leaves a warning, not an exception."""

    def __init__(self, generators: Sequence[Generator], request: GenerationRequest) -> None:
        self.warnings: list[str] = []
        self.failed: set[str] = set()
        """Names of generators that raised."""
        self.unfinished: set[str] = set()
        """Names of generators that did not do all they were asked for: another run may find more."""
        self._working = {generator.name for generator in generators}
        self._queue: queue.SimpleQueue[Candidate | None] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._running = len(generators)
        self._generators = tuple(generators)
        self._threads = [
            threading.Thread(target=self._work, args=(generator, request), name=f"feed-{generator.name}", daemon=True)
            for generator in generators
        ]
        for thread in self._threads:
            thread.start()

    @property
    def done(self) -> bool:
        """Whether every generator has finished and everything was taken."""
        return self._running == 0 and self._queue.empty()

    def take(self, seconds: float) -> Candidate | None:
        """The next candidate; waits up to ``seconds``. None when there is none in that time, or no more."""
        while self._running or not self._queue.empty():
            try:
                item = self._queue.get(timeout=seconds) if seconds > 0 else self._queue.get_nowait()
            except queue.Empty:
                return None
            if item is not None:
                return item
            self._running -= 1
        return None

    def __enter__(self) -> Feed:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ask the generators to stop. One that cannot be cancelled ends with its own time limit, unheard."""
        if not self._stop.is_set():
            self._stop.set()
            working = self._working.copy()  # who is cancelled may be through before we have said that it was not
            for generator in self._generators:
                if generator.name in working:
                    self._ask_setbacks(generator)
                    getattr(generator, "cancel", lambda: None)()  # no cores and no money for what nobody waits for
            self.warnings += [f"{name} was still at work when the time was up" for name in sorted(working)]
            self.unfinished |= working

    @contextmanager
    def hold(self) -> Iterator[bool]:
        """Inside, generators that can (``hold``) stand still, so that timing is not disturbed; whether all do."""
        with ExitStack() as stack:
            holds = [getattr(generator, "hold", None) for generator in self._generators]
            quiet = [stack.enter_context(hold()) if hold else False for hold in holds]
            yield all(quiet)

    def _work(self, generator: Generator, request: GenerationRequest) -> None:
        before = dict(getattr(generator, "dropped", {}))
        count = 0
        try:
            for candidate in candidates(generator, request):
                if self._stop.is_set():
                    break
                count += 1
                self._queue.put(candidate)
            if not count and request.task == "fresh" and not self._stop.is_set():
                self.warnings += _why_nothing(generator, before)
        except FasterpyError as error:
            self._fail(generator, f"{generator.name}: {error}")
        except Exception as error:  # a third party's generator must not take the search down
            self._fail(generator, f"{generator.name} failed: {type(error).__name__}: {error}")
        finally:
            if not self._stop.is_set():
                self._ask_setbacks(generator)
            self._working.discard(generator.name)
            self._queue.put(None)

    def _ask_setbacks(self, generator: Generator) -> None:
        """A generator whose backend failed now and then (``setbacks``) has candidates, but fewer than it might have."""
        setbacks: Sequence[str] = getattr(generator, "setbacks", tuple)()
        if setbacks:
            self.unfinished.add(generator.name)
            self.warnings += [f"{generator.name}: {setback}" for setback in setbacks]

    def _fail(self, generator: Generator, warning: str) -> None:
        if not self._stop.is_set():  # afterwards its failure is only that of being stopped
            self.failed.add(generator.name)
            self.warnings.append(warning)


def _why_nothing(generator: Generator, before: Mapping[str, int]) -> list[str]:
    """Why a generator that counts what it drops (``dropped``) proposed nothing; silence when it does not say."""
    now: Mapping[str, int] = getattr(generator, "dropped", {})
    fresh = {why: count - before.get(why, 0) for why, count in now.items() if count > before.get(why, 0)}
    if not fresh:
        return []
    reasons = ", ".join(f"{why} ({count})" if count > 1 else why for why, count in sorted(fresh.items()))
    return [f"{generator.name} proposed nothing new: {reasons}"]


def candidates(generator: Generator, request: GenerationRequest) -> Iterator[Candidate]:
    """One by one where the generator can, else all at once."""
    if isinstance(generator, StreamingGenerator):
        yield from generator.stream(request)
    else:
        yield from generator.generate([request])[0]
