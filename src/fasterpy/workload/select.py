"""Runs the original on inputs and keeps the ones worth keeping: valid, cheap, each adding something."""

from __future__ import annotations

import time
from collections.abc import Container, Sequence

from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, ExpressionCase, Job, Limits, Observation

OUTSIDE = "outside-domain"
"""Source of inputs on which the original fails although others of their kind work."""
_BATCH = 12
_WATCHED = 27


def run_all(
    code: Code, cases: Sequence[Case], executor: Executor, seconds: float, run_s: float
) -> list[tuple[Case, Observation]]:
    """The original on each case with coverage, in order, until the time is used up."""
    stop = time.monotonic() + seconds
    found: list[tuple[Case, Observation]] = []
    coverage = True
    start, batch = 0, _BATCH
    while start < len(cases):
        if found and time.monotonic() > stop:
            break
        part = cases[start : start + (1 if start < 3 else batch)]
        if start >= _WATCHED:
            # The promising ones stand first; watching lines is dear, and the rest is only asked whether it works.
            coverage = False
        began = time.monotonic()
        seen = executor.execute([Job(code=code, case=c, limits=_limits(run_s), coverage=coverage) for c in part])
        if coverage and any(one.status == "timeout" for one in seen) and start < 3:
            # Watching lines costs several times the run itself: better more inputs than their arcs.
            # Imports that cannot be preloaded count as well.
            coverage, run_s = False, 12.0
            continue
        if coverage and start < 3 and time.monotonic() - began > seconds / 6:
            coverage = False
        found.extend(zip(part, seen, strict=True))
        each = (time.monotonic() - began) / len(part)
        # Two at least: where runs take long, they are made side by side.
        batch = max(2, min(_BATCH, int((stop - time.monotonic()) / max(each, 1e-3))))
        start += len(part)
    return found


def _limits(run_s: float) -> Limits:
    return Limits(wall_s=run_s, cpu_s=run_s + 0.5)


def choose(
    runs: Sequence[tuple[Case, Observation]],
    most: int,
    outside: int = 4,
    meant: Container[str] = (),
    more: Sequence[Case] = (),
) -> tuple[list[Case], set[tuple[int, int]]]:
    """Cases to keep, the telling ones first, and all arcs that they reach.

    First those that reach a new arc, then those with a new result, then the rest; inputs on which the original raises
    come last, a few of them, marked as outside the evident domain; an exception that the target raises on purpose (the
    expressions in ``meant``) is a result like any other. ``more`` are cases that were not run here; they come behind.
    """
    import msgspec

    arcs: set[tuple[int, int]] = set()
    results: set[object] = set()
    first: list[Case] = []
    second: list[Case] = []
    third: list[Case] = []
    failed: list[Case] = []
    kinds: dict[object, int] = {}
    for case, seen in runs:
        if seen.status == "returned" or (seen.status == "raised" and _text(case) in meant):
            new = set(seen.arcs) - arcs
            result = hash((seen.stdout, repr(seen.value), repr(seen.error)))
            (first if new else second if result not in results else third).append(case)
            arcs |= new
            results.add(result)
        elif seen.status in ("raised", "exited"):
            kind = (seen.status, repr(seen.error)[:60], seen.arcs)
            kinds[kind] = kinds.get(kind, 0) + 1
            if kinds[kind] <= 2:
                failed.append(msgspec.structs.replace(case, source=OUTSIDE) if case.source in _MADE else case)
    kept = [*first, *second][:most]
    return kept + _spread([*third, *more], most - len(kept)) + failed[:outside], arcs


def _spread(cases: list[Case], most: int) -> list[Case]:
    """So many of them, ordered as they come: two thirds the shortest, where most faults show, then of all lengths."""
    if len(cases) <= most:
        return cases
    short = max(0, 2 * most // 3)
    longer, room = cases[short:], max(0, most) - short
    return cases[:short] + [longer[(i + 1) * len(longer) // room - 1] for i in range(room)]


def _text(case: Case) -> str:
    return case.expression if isinstance(case, ExpressionCase) else ""


_MADE = {"stdin-inferred", "inferred", "typed", "edge", "mutation"}
