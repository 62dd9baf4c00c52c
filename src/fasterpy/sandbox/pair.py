"""One zygote, or two that take turns: while a run goes on in one, the other clears up and gets its next child ready."""

from __future__ import annotations

from typing import Any

from fasterpy.errors import SandboxError
from fasterpy.records import LayerStatus
from fasterpy.sandbox.config import SandboxConfig
from fasterpy.sandbox.worker import Worker

_SECOND_AFTER = 64
"""Runs after which a second zygote pays: it takes as long to start as some hundred turns save."""


class Pair:
    """Zygotes with the same modules and the same view. Raises SandboxError when the first cannot be started.

    ``turns``: a second one may join, for which a processor core has to be free. The two have nothing in common, so that
    a run can reach the other one as little as any process outside.
    """

    def __init__(
        self, config: SandboxConfig, modules: tuple[str, ...], readable: tuple[str, ...], cpu: int, turns: bool
    ) -> None:
        self._how = (config, modules, readable, cpu)
        self._first = Worker(*self._how)
        self._second: Worker | None = None
        self._joining: Worker | None = None
        self._turns = turns
        self._asked = 0
        try:
            self._first.greet()
        except BaseException:  # interrupted: nobody else knows of it yet
            self._first.close()
            raise

    @property
    def layers(self) -> tuple[LayerStatus, ...]:
        """The protections in force."""
        return self._first.layers

    @property
    def threads(self) -> int:
        """Threads that the modules started."""
        return self._first.threads

    def ask(self, request: Any, seconds: float) -> dict[str, Any]:
        """One run in the zygote whose turn it is. Raises SandboxError when that is gone."""
        self._asked += 1
        if self._turns:
            self._invite()
        if self._second is not None:
            self._first, self._second = self._second, self._first
        return self._first.ask(request, seconds)

    def _invite(self) -> None:
        try:
            if self._joining is not None:
                if self._joining.begun():
                    self._turns = False
                    self._joining.greet()
                    self._second, self._joining = self._joining, None
            elif self._asked == _SECOND_AFTER:
                self._joining = Worker(*self._how)
        except SandboxError:  # one does as well
            self._turns, self._joining = False, None

    def close(self) -> None:
        """End all of it."""
        for worker in (self._first, self._second, self._joining):
            if worker is not None:
                worker.close()
