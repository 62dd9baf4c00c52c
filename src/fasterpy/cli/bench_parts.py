"""What ``fasterpy bench`` composes: an optimizer of programs, the terminal table, the environment."""

from __future__ import annotations

import dataclasses
import os
import platform
from contextlib import ExitStack
from typing import TYPE_CHECKING

from fasterpy.config import Settings
from fasterpy.records import Code, Record, Result, Source

if TYPE_CHECKING:
    from rich.console import Console

    from fasterpy.bench.optimize import ProgramOptimizer
    from fasterpy.bench.records import Table


_MORE = 6
"""A program that takes a tenth of a second per run cannot be judged in the time that is plenty for the others."""
_PATIENCE_S = 4.0


class PipelineOptimizer:
    """``fasterpy optimize --program`` on a text; it finds its own inputs."""

    def __init__(self, settings: Settings) -> None:
        import msgspec

        from fasterpy.cli.compose import build_parts, make_measurer, make_search

        # A few programs take a second whatever their input; they decide the mean, and no user waits here.
        settings = msgspec.structs.replace(settings, timeout=max(settings.timeout, _PATIENCE_S))
        self._settings = settings
        self._stack = ExitStack()
        built = self._stack.enter_context(build_parts(settings))
        # Nobody reads a report or a patch of these runs: time goes into the speedup alone.
        measurer = make_measurer(settings, built.parts.executor, speedup_alone=True)
        self._parts = dataclasses.replace(built.parts, measurer=measurer, search=make_search(settings, shorten=False))

    def optimize(self, text: str, seconds: float) -> tuple[str, dict[str, str]]:
        """The text to score and how it came about."""
        from fasterpy.errors import FasterpyError
        from fasterpy.pipeline import Options
        from fasterpy.pipeline import optimize as run

        source = Source(path="program.py", raw=text.encode("utf-8", "replace"), text=text)
        code = Code(text=text, kind="program", filename="program.py")
        try:
            for budget in (seconds, seconds * _MORE):
                options = Options(
                    seconds=budget,
                    overtime=budget,
                    min_speedup=self._settings.min_speedup,
                    samples=self._settings.samples,
                )
                result = run(source, [], code, self._parts, options)
                if not _unsettled(result):
                    break
        except FasterpyError as error:
            return text, {"outcome": "kept", "reason": str(error)}
        info = {"outcome": result.outcome, "reason": result.reason}
        if result.best is not None:
            info["origin"] = result.best.candidate.origin
        return (result.code if result.outcome == "improved" else text), info

    def close(self) -> None:
        """Give the sandbox back."""
        self._stack.close()


def _unsettled(result: Result) -> bool:
    """Whether candidates were left that nobody had the time to refute or to measure."""
    if result.outcome == "improved":
        return False
    settled = [
        trial.measurement is not None or (trial.verdict is not None and trial.verdict.verdict == "different")
        for trial in result.trials
    ]
    return not result.workload.count or not all(settled)


class PipelineOptimizerFactory(Record, frozen=True):
    """Builds an optimizer in a worker process."""

    settings: Settings

    def __call__(self) -> ProgramOptimizer:
        return PipelineOptimizer(self.settings)

    def salt(self) -> str:
        """The settings as text: generations made with others are not taken over."""
        import msgspec

        return msgspec.json.encode(self.settings).decode()


def print_table(table: Table, console: Console) -> None:
    """The table for people."""
    from rich.table import Table as Grid
    from rich.text import Text

    from fasterpy.bench.output import COLUMNS, cells
    from fasterpy.report.console import plain_console

    grid = Grid(title=f"PIE Python, {table.programs} programs, protocol {table.protocol}", box=None)
    grid.add_column("", no_wrap=True)
    for title, _, _, _ in COLUMNS:
        grid.add_column(title, justify="right", no_wrap=True)
    for score in table.scores:
        grid.add_row(*(Text(cell) for cell in cells(score)))
    # A figure cut short is worse than a long line: wider than the terminal where need be.
    plain_console(width=max(console.width, 160)).print(grid)
    for program, reason in table.excluded:
        console.print(f"excluded: {program}: {reason}", markup=False, emoji=False)


def environment() -> dict[str, str]:
    """What figures depend on besides the code."""
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count() or 0),
        "load": f"{os.getloadavg()[0]:.2f}" if hasattr(os, "getloadavg") else "unknown",
    }
