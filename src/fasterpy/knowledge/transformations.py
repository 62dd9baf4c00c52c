"""The table of transformations that the static describer recognises, each with a test on (before, after)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fasterpy.knowledge.features import Features

Test = Callable[[Features, Features], bool]


@dataclass(frozen=True)
class Transformation:
    """One row of the table: what changed, in words, and how to tell."""

    name: str
    advice: str
    test: Test
    weight: float


def _new(*names: str) -> Test:
    return lambda a, b: any(b.calls[name] and not a.calls[name] for name in names)


def _flatter(a: Features, b: Features) -> bool:
    return b.depth < a.depth


def _both(*tests: Test) -> Test:
    return lambda a, b: all(test(a, b) for test in tests)


_WALKS = tuple("sum max min sorted map filter list range join count any all set Counter zip dict".split())  # noqa: SIM905
"""Calls that walk over data: with a new one the loop has only moved into C."""


def _closed(a: Features, b: Features) -> bool:
    plain = not (b.depth or b.recursive or b.packages) and b.calls.total() <= a.calls.total()
    return plain and a.depth >= 1 and all(b.calls[name] <= a.calls[name] - a.calls_in_loops[name] for name in _WALKS)


def _extremes(a: Features, b: Features) -> bool:
    scans = a.calls_in_loops["min"] + a.calls_in_loops["max"]
    return a.sorted_in_loops > b.sorted_in_loops or b.depth < a.depth or scans > 0


def _queue(a: Features, b: Features) -> bool:
    return a.calls_in_loops["pop"] > b.calls_in_loops["pop"] or a.calls_in_loops["insert"] > 0


TRANSFORMATIONS: tuple[Transformation, ...] = (
    Transformation(
        "closed-form",
        "Replace the loop by a closed formula: the result follows from arithmetic on the input.",
        _closed,
        0.95,
    ),
    Transformation(
        "memo",
        "Cache results of the function (functools.lru_cache), so that each argument is computed once.",
        lambda a, b: b.memo and not a.memo,
        0.95,
    ),
    Transformation(
        "modular-power",
        "Use pow with three arguments for a power modulo m instead of multiplying step by step.",
        lambda a, b: b.modular_power and not a.modular_power,
        0.9,
    ),
    Transformation(
        "square-root-bound",
        "Let the search for divisors end at the square root: beyond it factors only repeat.",
        lambda a, b: b.floor_root and not a.floor_root and a.depth >= 1,
        0.9,
    ),
    Transformation(
        "prefix-sums",
        "Build prefix sums once (itertools.accumulate) and answer each range from them.",
        _new("accumulate", "cumsum"),
        0.85,
    ),
    Transformation(
        "binary-search",
        "Find positions by binary search (bisect) in sorted data instead of scanning.",
        _new("bisect", "bisect_left", "bisect_right", "searchsorted"),
        0.85,
    ),
    Transformation(
        "counter",
        "Count all items once (collections.Counter) instead of counting again for each of them.",
        _both(_new("Counter"), lambda a, b: a.calls_in_loops["count"] > 0 or b.depth < a.depth),
        0.85,
    ),
    Transformation(
        "heap",
        "Keep the candidates in a heap (heapq) instead of sorting or scanning for the extreme each time.",
        _both(_new("heappush", "heapify", "heappop", "nlargest", "nsmallest"), _extremes),
        0.85,
    ),
    Transformation(
        "deque",
        "Use collections.deque, whose popleft takes constant time, instead of a list as a queue.",
        _both(_new("deque"), _queue),
        0.85,
    ),
    Transformation(
        "count-in-loop",
        "Do not call count inside a loop, which scans everything: count all items once before.",
        lambda a, b: a.calls_in_loops["count"] > 0 and b.calls_in_loops["count"] == 0,
        0.8,
    ),
    Transformation(
        "sort-once",
        "Sort once, before the loop, instead of in each iteration.",
        lambda a, b: a.sorted_in_loops > 0 and b.sorted_in_loops == 0 and b.calls["sorted"] + b.calls["sort"] > 0,
        0.85,
    ),
    Transformation(
        "lookup",
        "Build a dictionary or set once and look items up in it instead of searching in an inner loop.",
        _both(_flatter, lambda a, b: (b.dicts and not a.dicts) or (b.sets and not a.sets)),
        0.85,
    ),
    Transformation(
        "one-pass",
        "Replace the nested loops by a single pass that carries what the inner loop computed anew.",
        lambda a, b: a.depth >= 2 and b.depth == 1 and not b.packages and not b.recursive,
        0.6,
    ),
    Transformation(
        "fewer-levels",
        "Remove the innermost loop: compute its result directly or carry it along.",
        lambda a, b: a.depth >= 3 and 1 < b.depth < a.depth and not b.packages,
        0.55,
    ),
    Transformation(
        "iteration",
        "Replace the recursion by a loop over a table or stack, which saves the calls.",
        lambda a, b: a.recursive and not b.recursive and b.loops >= a.loops and b.loops > 0,
        0.7,
    ),
    Transformation(
        "slice-in-loop",
        "Do not slice inside the loop, which copies each time: work with indices or running values.",
        lambda a, b: a.slices_in_loops > 0 and b.slices_in_loops == 0 and b.depth <= a.depth and b.depth > 0,
        0.5,
    ),
    Transformation(
        "array-operations",
        "Let numpy work on whole arrays instead of looping over elements in Python.",
        lambda a, b: "numpy" in b.packages and "numpy" not in a.packages and b.depth < a.depth,
        0.7,
    ),
    Transformation(
        "no-heavy-import",
        "Do not import numpy for small inputs: in plain Python the work takes less time than the import.",
        lambda a, b: bool(a.packages) and not b.packages and b.depth <= a.depth + 1,
        0.6,
    ),
    Transformation(
        "whole-input",
        "Read the whole input at once (sys.stdin.read) instead of line by line with input().",
        lambda a, b: b.whole_input and not a.whole_input and a.calls_in_loops["input"] > 0,
        0.5,
    ),
    Transformation(
        "one-output",
        "Collect the lines and print them once, joined, instead of printing in the loop.",
        lambda a, b: a.printing > 0 and b.printing == 0 and b.calls["join"] > a.calls["join"] and b.depth > 0,
        0.5,
    ),
    Transformation(
        "early-exit",
        "Leave the loop as soon as the answer is known instead of running it to its end.",
        lambda a, b: b.exits > 0 == a.exits and 0 < b.depth <= a.depth and b.loops <= a.loops,
        0.45,
    ),
)
