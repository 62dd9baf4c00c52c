"""An async iterator, read from ordinary code: it runs in a thread of its own and can be stopped at any time."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class _End:
    def __init__(self, error: BaseException | None) -> None:
        self.error = error


class Bridge(Iterator[T], Generic[T]):
    """Iterates over what ``source()`` yields. ``close`` cancels the rest, from any thread, and is safe to repeat.

    A thread of its own, because the caller may already live in an event loop, and because a stage that checks the
    last answer must not keep the next one from arriving.
    """

    def __init__(self, source: Callable[[], AsyncIterator[T]]) -> None:
        self._items: queue.SimpleQueue[T | _End] = queue.SimpleQueue()
        self._source = source
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._closed = threading.Event()
        self._done = False
        self._thread = threading.Thread(target=self._run, name="fasterpy-llm", daemon=True)
        self._thread.start()

    def __next__(self) -> T:
        if self._done:
            raise StopIteration
        item = self._items.get()
        if isinstance(item, _End):
            self._done = True
            self._thread.join(timeout=5)
            if item.error is not None:
                raise item.error
            raise StopIteration
        return item

    def close(self) -> None:
        """Cancel what is still under way; a reader that waits gets the end."""
        self._closed.set()
        loop, task = self._loop, self._task
        if loop is not None and task is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(task.cancel)

    def _run(self) -> None:
        error: BaseException | None = None
        try:
            asyncio.run(self._pump())
        except asyncio.CancelledError:
            pass
        except BaseException as caught:
            error = None if self._closed.is_set() else caught
        self._items.put(_End(error))

    async def _pump(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        if self._closed.is_set():
            return
        source = self._source()
        try:
            async for item in source:
                self._items.put(item)
        finally:
            close = getattr(source, "aclose", None)
            if close is not None:
                await close()
