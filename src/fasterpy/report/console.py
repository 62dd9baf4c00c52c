"""The terminal for people. Paths, code, answers and messages are shown as they are: nothing in them is markup."""

from __future__ import annotations

from rich.console import Console


def plain_console(*, stderr: bool = True, width: int | None = None) -> Console:
    """A console to which ``[b]`` and ``:smile:`` are text like any other."""
    return Console(stderr=stderr, width=width, highlight=False, markup=False, emoji=False)
