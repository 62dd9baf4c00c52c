"""How an engine is asked and answers: JSON lines, the last of which counts, so that a hanging call loses little."""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import re
import sys
import time
import types
from pathlib import Path
from typing import Any

_GRACE = 0.7
_HUGE = re.compile(r"\d{9}")


class Timed:
    """What is left of the engine's seconds.

    On a crowded machine its own seconds count, up to ``patience`` on the clock for each of them.
    """

    def __init__(self, seconds: float, patience: float) -> None:
        self.seconds, self.patience = seconds, patience
        self.begin()

    def begin(self) -> None:
        self.start, self.cpu = time.perf_counter(), time.process_time()

    def left(self) -> float:
        return self.seconds - max(time.process_time() - self.cpu, (time.perf_counter() - self.start) / self.patience)


class Desk:
    """The request and the prelude; ``answer`` may be given again and again."""

    def __init__(self) -> None:
        self.request: dict[str, Any] = json.loads(sys.stdin.readline())
        self.out = sys.stdout
        module = types.ModuleType("_fasterpy_prelude")
        sys.modules[module.__name__] = module
        exec(compile(self.request["prelude"], "<prelude>", "exec"), module.__dict__)
        self.prelude = {name: getattr(module, name) for name in module.__dict__["__all__"]}

    def answer(self, found: dict[str, Any]) -> None:
        self.out.write(json.dumps(found) + "\n")
        self.out.flush()

    def guard(self, seconds: float) -> None:
        """Ends the process after that time even in a call that never comes back to Python (``sum(range(2**63))``)."""
        with contextlib.suppress(OSError, RuntimeError, ValueError):  # without it the sandbox ends it, later
            self.nowhere = Path(os.devnull).open("w")  # noqa: SIM115
            faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=self.nowhere)


def daring(expression: str) -> bool:
    """Whether a number in it is so large that a loop up to it, in C, could not be interrupted."""
    return _HUGE.search(expression) is not None
