"""The inputs of one block, and which of them share a process."""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec

from fasterpy.measure.config import MeasureConfig
from fasterpy.measure.plan import FreshInputs, Plan
from fasterpy.records import Case, GeneratorCase, Record

_BATCH_NS = 20_000_000.0
_ENOUGH = 8
"""With this many inputs of each size, short calls are added up in one process."""
_EARLIER = 16
"""Calls before the one that is compared with a first call."""
_Pool = list[tuple[Case, int]]


class Chunk(Record, frozen=True):
    """Inputs that one process gets."""

    cases: tuple[Case, ...]
    columns: tuple[int, ...]
    """Index into ``Plan.sizes`` for each case."""
    warmup: tuple[Case, ...] = ()
    short: bool = False


def draw(
    plan: Plan, block: int, config: MeasureConfig, fresh: FreshInputs | None, rng: random.Random
) -> tuple[Chunk, ...]:
    """Choose the inputs of a block; other ones in every block, as far as there are other ones."""
    column = {size: index for index, size in enumerate(plan.sizes)}
    if config.together and not plan.program:
        items = _pairs(plan)
        rng.shuffle(items)
        return (Chunk(cases=tuple(c for c, _ in items), columns=tuple(column[group] for _, group in items)),)
    renewed = [(renew(case, block * 1009 + i), group) for i, (case, group) in enumerate(_pairs(plan))]
    chunks = [
        Chunk(cases=(case,), columns=(column[group],))
        for (case, group), short in zip(renewed, plan.short, strict=True)
        if not short
    ]
    pool = [item for item, short in zip(renewed, plan.short, strict=True) if short]
    if pool:
        estimates = [ns for ns, short in zip(plan.estimate_ns, plan.short, strict=True) if short]
        room = max(len(pool), min(config.batch_calls, int(_BATCH_NS / max(1.0, sum(estimates) / len(estimates)))))
        pool = _enlarge(pool, room + config.warmup_calls, block, fresh)
        rng.shuffle(pool)
        counts = {group: sum(g == group for _, g in pool) for _, group in pool}
        if min(counts.values()) >= _ENOUGH:
            chunks.append(_together(pool, column, config))
        else:
            chunks += _one_each(pool, column, config, rng)
    rng.shuffle(chunks)
    return tuple(chunks)


def _pairs(plan: Plan) -> _Pool:
    return list(zip(plan.cases, plan.groups, strict=True))


def _together(pool: _Pool, column: dict[int, int], config: MeasureConfig) -> Chunk:
    """One process for all: the first few warm up, the rest is timed."""
    spare = min(config.warmup_calls, len(pool) // 4)
    warm, timed = pool[:spare], pool[spare:]
    # Every column must be timed in every block.
    present = {group for _, group in timed}
    timed += [item for item in warm if item[1] not in present]
    warm = [item for item in warm if item[1] in present]
    return Chunk(
        cases=tuple(case for case, _ in timed),
        columns=tuple(column[group] for _, group in timed),
        warmup=tuple(case for case, _ in warm),
        short=True,
    )


def _one_each(pool: _Pool, column: dict[int, int], config: MeasureConfig, rng: random.Random) -> list[Chunk]:
    """A process for each, warmed up on the others: there are too few inputs to spend some on warming up alone."""
    chunks = []
    for i, (case, group) in enumerate(pool):
        others = [other for j, (other, _) in enumerate(pool) if j != i]
        warmup = tuple(rng.sample(others, min(config.warmup_calls, len(others))))
        chunks.append(Chunk(cases=(case,), columns=(column[group],), warmup=warmup, short=True))
    return chunks


def _enlarge(pool: _Pool, count: int, block: int, fresh: FreshInputs | None) -> _Pool:
    """More distinct inputs, in the proportions of those given, from their generator or from ``fresh``."""
    grown = list(pool)
    generators = [item for item in pool if isinstance(item[0], GeneratorCase)]
    serial = len(pool)
    while generators and len(grown) < count:
        recipe, group = generators[serial % len(generators)]
        # Pool members are renewed already: steps of another length keep these seeds apart from theirs.
        grown.append((renew(recipe, 1_000_003 + serial), group))
        serial += 1
    if fresh is not None and len(grown) < count:
        wanted = [pool[i % len(pool)][1] for i in range(count - len(grown))]
        groups = {group for _, group in pool}
        for case in fresh(wanted, block):
            # A source that rounds sizes must not open columns that other blocks do not have.
            grown.append((case, min(groups, key=lambda g: abs(g - case.size))))
    return grown


def renew(case: Case, serial: int) -> Case:
    """Another input of the same kind and size, where the case is a recipe; the case itself where it is a value."""
    if isinstance(case, GeneratorCase):
        return msgspec.structs.replace(case, seed=case.seed + 7919 * serial)
    return case


def few(plan: Plan, count: int = 3) -> tuple[Chunk, ...]:
    """A few inputs from the smallest to the largest, in the columns of the plan; for runs that cost a lot each."""
    last = len(plan.cases) - 1
    picked = sorted({round(last * i / max(1, count - 1)) for i in range(count)})
    columns = plan.sizes
    return tuple(Chunk(cases=(plan.cases[i],), columns=(columns.index(plan.groups[i]),)) for i in picked)


def short_case(chunks: Sequence[Chunk], rng: random.Random) -> tuple[Case, tuple[Case, ...]] | None:
    """A short call's input and others to warm up on; None when no call is short."""
    shorts = [chunk for chunk in chunks if chunk.short]
    if not shorts:
        return None
    chunk = rng.choice(shorts)
    others = (*chunk.warmup, *chunk.cases[:-1])
    return chunk.cases[-1], others[-_EARLIER:]
