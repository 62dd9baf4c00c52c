"""Which inputs go into a block, one to a process or many: decided once, from a pilot run.

A long call has a process of its own, so that nothing which a version remembers from earlier calls can help it. A short
one (nanoseconds to some microseconds) is timed warm, after untimed calls on other inputs; where there are many inputs
of its size, many share a process and their times are added up. No process ever times the same input twice.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

from fasterpy.measure.config import MeasureConfig
from fasterpy.records import Case, Record

FreshInputs: TypeAlias = Callable[[Sequence[int], int], list[Case]]
"""(sizes, seed) -> new inputs of these sizes, none of them seen before; the workload stage has one."""

PROCESS_NS = 3_000_000.0
"""What a process costs besides the call, at least; the pilot says what it costs here. Only budgets depend on it."""
_BLOCKS = 20
"""Blocks that should fit: twice those of the first look."""
_FUNCTION_BLOCKS = 10
"""The same for a function: one more size says more than closer intervals where little time is spent."""
_MOST_GROUPS = 12
_LARGEST = 0.9
"""How much of a block a program's largest input may take where not all sizes fit."""
_STRETCH = 1.6
"""How far sizes may stretch a block: there is still room for the blocks of the first look."""


class Plan(Record, frozen=True):
    """Inputs of all blocks. ``groups[i]`` is the size that ``cases[i]`` is counted under."""

    cases: tuple[Case, ...]
    groups: tuple[int, ...]
    short: tuple[bool, ...]
    """Whether the call is too short to be timed cold."""
    estimate_ns: tuple[float, ...]
    """The original's time per case, from the pilot."""
    dropped: int = 0
    """Inputs that the budget has no room for."""
    program: bool = False

    @property
    def sizes(self) -> tuple[int, ...]:
        """Distinct groups, ascending; the columns of everything collected."""
        return tuple(sorted(set(self.groups)))

    @property
    def weights(self) -> tuple[float, ...]:
        """Weight of each column in the mean log ratio.

        Recorded calls: how often they occur. A function: the square root of the original's time, so that sizes count
        where the time is spent and a microsecond lost on four items does not hide a second won on ten thousand (it is
        said in a warning). A program, which is started for small inputs as for large ones: the root of that.
        """
        if len({case.weight for case in self.cases}) > 1:
            return tuple(sum(self._of(size, [case.weight for case in self.cases])) for size in self.sizes)
        times = [self._of(size, self.estimate_ns) for size in self.sizes]
        power = 0.25 if self.program else 0.5
        return tuple(math.pow(max(1.0, sum(column) / len(column)), power) for column in times)

    def _of(self, size: int, values: Sequence[float]) -> list[float]:
        return [value for value, group in zip(values, self.groups, strict=True) if group == size]


def size_groups(cases: Sequence[Case]) -> tuple[int, ...]:
    """Sizes as given while there are few, else rounded down to powers of two."""
    sizes = [case.size for case in cases]
    if len(set(sizes)) <= _MOST_GROUPS:
        return tuple(sizes)
    return tuple(1 << (size.bit_length() - 1) if size > 0 else 0 for size in sizes)


def make_plan(
    cases: Sequence[Case],
    estimate_ns: Sequence[float],
    program: bool,
    ns: float,
    config: MeasureConfig,
    besides_ns: Sequence[float] = (),
) -> Plan:
    """Fit a block into the time budget ``ns``; ``estimate_ns`` is the original's time per case.

    ``besides_ns`` is what a run costs besides, per case: the process, and making the input. Raises ValueError without
    cases.
    """
    if not cases:
        raise ValueError("no inputs to measure on")
    order = sorted(range(len(cases)), key=lambda i: (cases[i].size, estimate_ns[i]))
    short = {i for i in order if not program and estimate_ns[i] < config.batch_below_ns}
    long = [i for i in order if i not in short]
    shared = config.together and not program
    least = PROCESS_NS / len(cases) if shared else PROCESS_NS
    besides = besides_ns or (0.0,) * len(cases)
    cost = [time + max(least, more) for time, more in zip(estimate_ns, besides, strict=True)]
    # Three runs per input and block.
    room = ns / (3 * (_BLOCKS if program else _FUNCTION_BLOCKS))
    affordable = _affordable(long, cases, cost, room, config.max_cases, bool(short), program) if long else []
    if affordable and not program:
        short = _spare(short, affordable, cases, cost, room)
    kept = sorted([*short, *affordable], key=order.index)
    chosen = tuple(cases[i] for i in kept)
    return Plan(
        cases=chosen,
        groups=size_groups(chosen),
        short=tuple(i in short for i in kept),
        estimate_ns=tuple(estimate_ns[i] for i in kept),
        dropped=len(cases) - len(kept),
        program=program,
    )


def _affordable(
    order: list[int],
    cases: Sequence[Case],
    cost: Sequence[float],
    budget: float,
    most: int,
    others: bool,
    program: bool,
) -> list[int]:
    """One input per size first, up to the largest that fits; then more of them while the budget lasts.

    Sizes matter more than repetition: they show how the gain grows and where it turns into a loss. When they do not all
    fit, a program gives up its larger ones but for one (it is started for small inputs as for large ones, and which of
    two versions is better in the long run does not show on the small), a function its smallest, in line with their
    weights.
    """
    fitting = [i for i in order if cost[i] <= budget]
    if not fitting and program:
        return [] if others else [min(order, key=lambda i: cost[i])]
    if not fitting:
        # A function that is only timed where it takes no time was not timed. On a crowded machine processes cost more
        # than calls: then a large input costs no more than a small one.
        least = min(cost[i] for i in order)
        return [max((i for i in order if cost[i] <= _STRETCH * least), key=lambda i: cases[i].size)]
    first = list({cases[i].size: i for i in reversed(fitting)}.values())[::-1]
    picked = _spread(first, most)
    while len(picked) > 1 and sum(cost[i] for i in picked) > _STRETCH * budget:
        largest = cost[picked[-1]] > _LARGEST * budget or len(picked) == 2
        picked.pop(0 if not program else -1 if largest else -2)
    for i in fitting:
        if len(picked) < most and i not in picked and sum(cost[k] for k in picked) + cost[i] <= budget:
            picked.append(i)
    return picked


def _spare(short: set[int], long: list[int], cases: Sequence[Case], cost: Sequence[float], room: float) -> set[int]:
    """Short calls that a function's block has room for beside the long ones, the largest first: little time is spent
    in them, and each may need a process of its own."""
    spent = sum(cost[i] for i in long)
    kept: set[int] = set()
    for i in sorted(short, key=lambda i: cases[i].size, reverse=True):
        spent += cost[i]
        if spent > _STRETCH * room:
            break
        kept.add(i)
    return kept


def _spread(items: list[int], count: int) -> list[int]:
    if count >= len(items):
        return list(items)
    last = len(items) - 1
    return [items[round(position * last / (count - 1))] for position in range(count)]
