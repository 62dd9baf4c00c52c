"""Measures the pattern library's rates and writes ``patterns/rates.json``:  python -m fasterpy.knowledge.measure

Per size: slow and fast alternate (which one is first alternates too), each call on fresh copies of the arguments, the
garbage collector off, in processor time, so that a busy machine does not charge its other work to the slower of the
two. The ratio of a round is one pair's, the size's ratio is the median over rounds. A pattern's rate is the geometric
mean over its sizes. Patterns below 1.1 are an error: such advice must not enter the base.
"""

from __future__ import annotations

import argparse
import gc
import math
import platform
import sys
from collections.abc import Sequence
from statistics import median
from time import process_time_ns

import msgspec

from fasterpy.knowledge.library import RATES, Pattern, Rate, Rates, load_patterns, load_rates
from fasterpy.knowledge.runner import Runnable, digest

MIN_RATE = 1.1
_BATCH_NS = 1_000_000
_SEED = 20_240_607


def batch_ns(runnable: Runnable, which: str, n: int, seed: int, repeats: int) -> int:
    """Nanoseconds of ``repeats`` calls, each on its own copy of the arguments."""
    args, kwargs = runnable.case(n, seed)
    calls = [runnable.call(which, args, kwargs) for _ in range(repeats)]
    gc.collect()
    gc.disable()
    try:
        start = process_time_ns()
        for call in calls:
            call()
        return process_time_ns() - start
    finally:
        gc.enable()


def measure_size(runnable: Runnable, n: int, rounds: int) -> float:
    """Median over rounds of the paired ratio slow/fast at size n."""
    repeats = {}
    for which in ("slow", "fast"):
        batch_ns(runnable, which, n, _SEED, 1)  # imports and caches of the interpreter are not the pattern's cost
        once = max(1, batch_ns(runnable, which, n, _SEED, 3) // 3)
        repeats[which] = max(1, min(1000, _BATCH_NS // once))
    ratios = []
    for number in range(rounds):
        order = ("slow", "fast") if number % 2 else ("fast", "slow")
        ns = {which: batch_ns(runnable, which, n, _SEED + number, repeats[which]) / repeats[which] for which in order}
        ratios.append(ns["slow"] / ns["fast"])
    return median(ratios)


def measure_pattern(pattern: Pattern, rounds: int = 9) -> Rate:
    """The rate of one pattern."""
    runnable = Runnable(pattern)
    by_size = {str(n): round(measure_size(runnable, n, rounds), 3) for n in pattern.sizes}
    mean = math.exp(sum(math.log(ratio) for ratio in by_size.values()) / len(by_size))
    return Rate(rate=round(mean, 3), by_size=by_size, digest=digest(pattern))


def environment() -> dict[str, str]:
    """What the rates depend on."""
    found = {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "machine": platform.machine(),
        "system": platform.system(),
    }
    for name in ("numpy", "pandas"):
        try:
            found[name] = __import__(name).__version__
        except ImportError:
            found[name] = "absent"
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what has changed (or ``--all``, or the named ones), write the file; 1 when a pattern gains too little."""
    parser = argparse.ArgumentParser(description="measure the pattern library")
    parser.add_argument("names", nargs="*", help="family/name; default: all that are new or changed")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args(arguments)
    known = load_rates().rates
    rates: dict[str, Rate] = {}
    weak = []
    for pattern in load_patterns():
        old = known.get(pattern.key)
        wanted = (
            pattern.key in options.names
            if options.names
            else options.all or old is None or old.digest != digest(pattern)
        )
        rate = measure_pattern(pattern, options.rounds) if wanted or old is None else old
        rates[pattern.key] = rate
        if wanted:
            sys.stdout.write(f"{rate.rate:10.2f}  {pattern.key}  {rate.by_size}\n")
        if rate.rate < MIN_RATE:
            weak.append(pattern.key)
    text = msgspec.json.format(msgspec.json.encode(Rates(environment=environment(), rates=rates)), indent=1)
    temporary = RATES.with_suffix(".tmp")
    temporary.write_bytes(text + b"\n")
    temporary.replace(RATES)
    if weak:
        sys.stdout.write(f"below {MIN_RATE}: {', '.join(weak)}\n")
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main())
