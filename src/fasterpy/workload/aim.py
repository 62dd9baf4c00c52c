"""Inputs aimed at a second version: made with its constants too, kept when they reach something new in either."""

from __future__ import annotations

import time

import msgspec

from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, ExpressionCase, Job, Limits, StdinCase, Workload
from fasterpy.workload.config import WorkloadConfig
from fasterpy.workload.functions.synthesis import duel, synthesize
from fasterpy.workload.select import OUTSIDE
from fasterpy.workload.stdin.programs import Formats, infer

_BATCH, _FEW, _KNOWN = 12, 4, 20
_DUEL = 0.5
"""Share of the time, a second at most."""
_ENOUGH = 8


def aimed(
    code: Code,
    other: Code,
    workload: Workload,
    executor: Executor,
    seconds: float,
    config: WorkloadConfig,
    reader: Code | None = None,
    formats: Formats | None = None,
) -> list[Case]:
    """New valid inputs, those that reach a new arc of either version first.

    ``reader``: a quicker program that reads the same input as ``code``; ``formats``: what is known of its input.
    """
    start = time.monotonic()
    share = min(1.0, seconds * 0.45)
    made: list[Case] = []
    seed = config.seed + 7919
    if code.kind == "program":
        # Where both read alike, the other version's own constants steer the guesses; the original judges validity.
        # What only the other version minds (``x > 0`` says that negative values come) is not what the original is for.
        found = infer(other, executor, share / 2, config.cases // 2, seed)[0]
        made += [case for case in found if case.source != "edge"]
        made += infer(reader or code, executor, share / 2, config.cases // 2, seed, formats)[0]
    else:
        qualified = msgspec.structs.replace(other, qualname=other.qualname or code.qualname)
        good = [case for case in workload.cases if isinstance(case, ExpressionCase) and case.source != OUTSIDE]
        known = [case.expression for case in good]
        first, second = duel(code, qualified, executor, min(1.0, seconds * _DUEL), seed, known)
        if first or second or len(known) > _ENOUGH:
            return [*first, *second]
        made += synthesize(qualified, executor, share / 2, config.cases // 2, seed)[0]
    seen = {_text(case) for case in workload.cases}
    fresh = list({_text(case): case for case in made if _text(case) not in seen}.values())
    left = max(0.2, seconds - (time.monotonic() - start))
    return _new_first(code, other, workload, fresh, executor, left, config)


def _new_first(
    code: Code,
    other: Code,
    workload: Workload,
    fresh: list[Case],
    executor: Executor,
    seconds: float,
    config: WorkloadConfig,
) -> list[Case]:
    limits = Limits(wall_s=config.run_s, cpu_s=config.run_s + 0.5)
    stop = time.monotonic() + seconds
    reached: list[set[tuple[int, int]]] = [set(), set()]
    for _case, run in workload.seen:
        reached[0] |= set(run.arcs)
    known = [case for case, run in workload.seen if run.arcs]
    for place, version in enumerate((code, other)):
        some = workload.cases[:_KNOWN] if place or len(known) < _KNOWN / 2 else ()
        for at in range(0, len(some), _FEW):
            if time.monotonic() > stop:
                break
            for seen in executor.execute(
                [Job(code=version, case=c, limits=limits, coverage=True) for c in some[at : at + _FEW]]
            ):
                reached[place] |= set(seen.arcs)
    first: list[Case] = []
    rest: list[Case] = []
    at, step = 0, 1  # one first: a program may take half a second on any
    while at < len(fresh) and time.monotonic() < stop:
        part = fresh[at : at + step]
        at, step = at + step, min(_BATCH, 3 * step)
        runs = [
            executor.execute([Job(code=version, case=case, limits=limits, coverage=True) for case in part])
            for version in (code, other)
        ]
        for case, one, two in zip(part, *runs, strict=True):
            if one.status != "returned":
                continue
            new = set(one.arcs) - reached[0] or set(two.arcs) - reached[1]
            (first if new else rest).append(case)
            reached[0] |= set(one.arcs)
            reached[1] |= set(two.arcs)
    return first + rest


def _text(case: Case) -> object:
    if isinstance(case, StdinCase):
        return case.stdin
    return case.expression if isinstance(case, ExpressionCase) else id(case)
