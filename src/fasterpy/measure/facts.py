"""What is measured of an original, in words for a prompt: lines that take the time, growth, sizes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from fasterpy.measure.collect import pilot
from fasterpy.measure.plan import size_groups
from fasterpy.measure.scaling import EXPONENTIAL, UNKNOWN, growth
from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, Job, Limits

_LIMITS = Limits(wall_s=5.0, cpu_s=10.0)
_WATCHED_NS = 5e6
"""Lines are watched on the largest input that takes no longer than this: watching makes it several times slower."""
_FEWEST_ROUNDS, _ROUNDS = 2, 3
_MOST_LINES = 3
_LEAST_SHARE = 0.1
_LONGEST_LINE = 100
_LEAST_GROWTH = 0.5
_VAGUEST = 0.8
"""An exponent whose interval is wider than this says nothing."""


def facts(
    executor: Executor,
    code: Code,
    cases: Sequence[Case],
    seconds: float,
    clock: Callable[[], float] = time.monotonic,
) -> tuple[str, ...]:
    """A few sentences, most telling first; none when nothing could be measured. Numbers are coarse, like times."""
    if not cases:
        return ()
    end = clock() + seconds
    tried = pilot(executor, code, cases, _LIMITS, seconds * 0.5e9, clock, together=code.kind == "function")
    if not tried.usable:
        return ()
    times = dict(zip(tried.usable, tried.times, strict=True))
    found = hot_lines(code.text, _watched(executor, code, times, end, clock))
    return (*found, *grown(tuple(times), tuple(times.values())))


def hot_lines(text: str, spent: Mapping[int, float]) -> list[str]:
    """The lines with most of the time, quoted, since a model sees other line numbers than the file's."""
    total = sum(spent.values())
    if total <= 0 or len(spent) < 2:  # of one line everybody knows
        return []
    lines = text.split("\n")
    shares = sorted(((ns / total, line) for line, ns in spent.items()), key=lambda pair: (-pair[0], pair[1]))
    return [
        f"{5 * round(20 * share)}% of its time goes into this line: `{_quoted(lines[line - 1])}`"
        for share, line in shares[:_MOST_LINES]
        if share >= _LEAST_SHARE and 0 < line <= len(lines)
    ]


def grown(cases: Sequence[Case], times: Sequence[float]) -> list[str]:
    """How time grows with size, and how long the largest input takes."""
    sizes = size_groups(cases)
    size, ns = max(zip(sizes, times, strict=True), default=(0, 0.0))
    if size < 1 or ns <= 0:
        return []
    found = growth(sizes, times)
    exponent = found.exponent
    how = ""
    if found.name == EXPONENTIAL:
        how = "exponentially"
    elif exponent is not None and found.name != UNKNOWN and exponent.high - exponent.low <= _VAGUEST:
        how = f"about as n^{exponent.point:.1f}" if exponent.point >= _LEAST_GROWTH else ""
    lasts = f"{_duration(ns)} at n = {size:,}"
    return [f"Its time grows {how} with the size n of the input: {lasts}." if how else f"It takes {lasts}."]


def _watched(
    executor: Executor, code: Code, times: Mapping[Case, float], end: float, clock: Callable[[], float]
) -> dict[int, float]:
    """Nanoseconds per line; of several runs the least, since another process may take the core within any line."""
    short = [case for case, ns in times.items() if ns <= _WATCHED_NS]
    case = max(short, key=lambda one: times[one]) if short else min(times, key=lambda one: times[one])
    spent: dict[int, float] = {}
    for number in range(_ROUNDS):
        if number >= _FEWEST_ROUNDS and clock() > end:
            break
        seen = executor.execute([Job(code=code, case=case, limits=_LIMITS, lines=True)])[0]
        if seen.status not in ("returned", "raised", "exited"):
            break
        for line, ns in seen.lines:
            spent[line] = min(spent.get(line, float("inf")), max(0.0, ns))
    return spent


def _quoted(line: str) -> str:
    line = line.strip()
    return line if len(line) <= _LONGEST_LINE else line[:_LONGEST_LINE] + "…"


def _duration(ns: float) -> str:
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if ns >= size:
            return f"{float(f'{ns / size:.1g}'):g} {unit}"
    return f"{float(f'{ns:.1g}'):g} ns"
