"""SIGTERM ends the work as Ctrl-C does: what is done is kept, and nothing is left running."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143


class Terminated(KeyboardInterrupt):
    """SIGTERM arrived. Whatever cleans up after Ctrl-C cleans up after this."""


@contextlib.contextmanager
def terminable() -> Iterator[None]:
    """SIGTERM raises ``Terminated``, unless somebody else handles or ignores it."""
    ours = threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    if ours:
        signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        if ours:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def farewell(error: BaseException) -> tuple[str, int]:
    """The line and the exit code for a stop; ``error`` is what was raised, or what click made of it."""
    stop = error if isinstance(error, KeyboardInterrupt) else error.__cause__ or error
    line, code = ("terminated", EXIT_TERMINATED) if isinstance(stop, Terminated) else ("interrupted", EXIT_INTERRUPTED)
    return "; ".join((line, *(str(detail) for detail in stop.args))), code


def _stop(number: int, frame: FrameType | None) -> None:
    # A second one must not cut the cleaning up short. A function, since what is ignored stays so in programs started.
    signal.signal(signal.SIGTERM, lambda *_: None)
    raise Terminated
