"""A log gets a line now and then, and nothing of what is short."""

from io import StringIO

import pytest
from rich.console import Console

from fasterpy.cli import progress
from fasterpy.cli.progress import LINE_EVERY_S, TerminalProgress


def test_lines_in_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    out = StringIO()
    with TerminalProgress(Console(file=out)) as shown:
        shown.update("checking", 1, 400)
        now[0] = LINE_EVERY_S + 1
        shown.update("inputs")  # not counted: how far it is, nobody knows
        shown.update("checking", 90, 400, "[pie]")
        shown.update("checking", 91, 400)
        now[0] = 2 * LINE_EVERY_S + 2
        shown.update("checking", 180, 400)
    assert out.getvalue() == "checking 90/400: [pie]\nchecking 180/400\n"
