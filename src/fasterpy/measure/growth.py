"""Times for fitting growth: every size under the same conditions, the least disturbed run of each.

The pairs cannot serve here: short calls are timed warm and long ones cold there, which is fair to both versions at each
size and bends the curve over sizes. Here each size gets a process of its own in every round, warmed up on small inputs.
What a version remembers from those is no matter: nothing is claimed from these times.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from fasterpy.measure.draw import renew
from fasterpy.measure.plan import size_groups
from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, GeneratorCase, Limits, SizePoint, TimingJob

_FEWEST_SIZES = 4
_FEWEST_ROUNDS = 2
_MOST_ROUNDS = 12
_WARMUPS = 8
_SHORT_NS, _MOST_CALLS = 200_000, 12
"""A single call of some microseconds is mostly disturbance: as many different ones as take this long together."""
_TWICE_NS = 50_000_000
"""Calls below this are made twice at least: the first one is also charged for getting its memory from the system."""


def growth_points(
    executor: Executor,
    versions: tuple[Code, Code],
    cases: Sequence[Case],
    limits: Limits,
    deadline: float,
    clock: Callable[[], float],
) -> tuple[SizePoint, ...]:
    """Least time per size and version; empty with too few sizes, or when a run fails."""
    groups = size_groups(cases)
    by_size: dict[int, Case] = {}
    for case, group in sorted(zip(cases, groups, strict=True), key=lambda pair: pair[1]):
        if group > 0:
            by_size.setdefault(group, case)
    if len(by_size) < _FEWEST_SIZES:
        return ()
    best: dict[tuple[int, int], int] = {}
    for number in range(_MOST_ROUNDS):
        for size, case in by_size.items():
            for which, code in enumerate(versions):
                if number >= _FEWEST_ROUNDS and clock() > deadline:
                    break
                warmup = _warmups(by_size, cases, groups, size, code, number)
                key = (size, which)
                known = max(1, best.get(key, _TWICE_NS))
                calls = max(1 if known >= _TWICE_NS else 2, min(_MOST_CALLS, _SHORT_NS // known))
                timed = tuple(dict.fromkeys(_another(case, 17 + number + _MOST_ROUNDS * i, i) for i in range(calls)))
                timing = executor.time([TimingJob(code=code, cases=timed, warmup=warmup, limits=limits, steady=True)])[
                    0
                ]
                if len(timing.ns) != len(timed):
                    return ()
                # What repeats an earlier call may be remembered.
                told = sorted(ns for i, ns in enumerate(timing.own_ns) if i not in timing.repeats)
                own = told[(len(told) - 1) // 4]  # the first ones meet cold caches
                best[key] = min(best.get(key, own), own)
    return tuple(
        SizePoint(
            size=size,
            original_ns=float(best[size, 0]),
            candidate_ns=float(best[size, 1]),
            speedup=best[size, 0] / max(1, best[size, 1]),
        )
        for size in sorted(by_size)
    )


def _another(case: Case, seed: int, number: int) -> Case:
    """A new input of the same size, or of one up to a fiftieth larger where sizes alone make inputs differ."""
    new = renew(case, seed)
    room = case.size // 50
    if not isinstance(new, GeneratorCase) or not room:
        return new
    return msgspec.structs.replace(new, size=new.size + number % (room + 1))


def _warmups(
    by_size: dict[int, Case], cases: Sequence[Case], groups: Sequence[int], size: int, code: Code, number: int
) -> tuple[Case, ...]:
    """Small inputs of another size than the timed one; programs start from nothing."""
    if code.kind == "program":
        return ()
    other = next(s for s in by_size if s != size)
    small = [case for case, group in zip(cases, groups, strict=True) if group == other]
    return tuple(dict.fromkeys(renew(small[i % len(small)], 1009 * (number + 1) + i) for i in range(_WARMUPS)))
