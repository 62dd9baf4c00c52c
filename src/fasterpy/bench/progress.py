"""How long the rest will take."""

from __future__ import annotations


def time_left(done: int, total: int, elapsed: float) -> float | None:
    """Seconds, from the mean so far; None before anything is done."""
    return elapsed / done * (total - done) if done else None


def clock_text(seconds: float | None) -> str:
    """``3:07`` or ``1:02:03``; ``?`` when unknown."""
    if seconds is None:
        return "?"
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
