"""Shared by the recipes: inputs, functions of every duration, a second process that burns a core."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fasterpy.cli.measure import measure as command
from fasterpy.records import Code, GeneratorCase, Measurement

DEFAULT_SECONDS = next(float(str(p.default)) for p in command.params if p.name == "seconds")
"""Of ``fasterpy measure``, per comparison."""
INPUTS = """
def inputs(n, rng):
    for _ in range(3):
        yield ([rng.randrange(1000003) for _ in range(n)],), {}
"""


def function(text: str) -> Code:
    """A function named ``f`` in a file of its own."""
    return Code(text=text, kind="function", qualname="f", filename="target.py")


def cases(sizes: list[int], each: int = 2, text: str = INPUTS, seed: int = 0) -> list[GeneratorCase]:
    """Recipes of inputs; the measurer renews them in every block."""
    return [
        GeneratorCase(text=text, filename="inputs.py", size=n, seed=seed * 1000 + i, index=0)
        for n in sizes
        for i in range(each)
    ]


# name -> (text, sizes): from tens of nanoseconds to about a second per call
DURATIONS: dict[str, tuple[str, list[int]]] = {
    "50 ns": ("def f(xs):\n    return len(xs) + 1\n", [4, 16]),
    "500 ns": ("def f(xs):\n    return xs[0] * 3 + xs[-1] % 7 if xs[1] > 5 else str(xs[2])\n", [4, 16]),
    "5 us": ("def f(xs):\n    return sorted(xs)[len(xs) // 2]\n", [30, 120]),
    "50 us": ("def f(xs):\n    t = 0\n    for x in xs:\n        t += x * x % 7\n    return t\n", [300, 1200]),
    "1 ms": ("def f(xs):\n    return {x: str(x) for x in xs if x % 3}\n", [3000, 10000]),
    "20 ms": ("def f(xs):\n    t = 0\n    for x in xs:\n        t += x * x % 7\n    return t\n", [200_000]),
    "allocating": ("def f(xs):\n    return [[x] * 5 for x in xs]\n", [100, 10_000]),
    "1 s": (
        "def f(xs):\n    t = 0\n    for _ in range(60):\n"
        "        for x in xs:\n            t += x * x % 7\n    return t\n",
        [150_000],
    ),
}


def _burn() -> None:
    while True:
        pass


@contextmanager
def burning(active: bool) -> Iterator[None]:
    """Another process keeps one core busy meanwhile; it is free to roam, as a user's would be."""
    if not active:
        yield
        return
    process = multiprocessing.get_context("spawn").Process(target=_burn, daemon=True)
    process.start()
    try:
        yield
    finally:
        process.kill()
        process.join()


def parser(doc: str | None) -> argparse.ArgumentParser:
    """Options that every recipe has."""
    made = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--quick", action="store_true", help="a small sample, to see that the recipe runs")
    made.add_argument("--seconds", type=float, default=10.0, help="budget per comparison")
    made.add_argument("--seed", type=int, default=0)
    made.add_argument("--json", type=Path, help="also write the result here")
    made.add_argument("--rows", type=Path, help="keep every comparison here; an interrupted run goes on where it was")
    made.add_argument("--until", type=float, default=float("inf"), help="begin nothing after so many seconds")
    return made


class Rows:
    """Comparisons by number, each written down as soon as it is there."""

    def __init__(self, path: Path | None, until: float) -> None:
        self._path = path
        self._end = time.monotonic() + until
        self._known: dict[str, dict[str, Any]] = {}
        if path is not None and path.exists():
            for line in path.read_text().splitlines():
                row = json.loads(line)
                self._known[row.pop("key")] = row

    def has(self, key: str) -> bool:
        """Whether the comparison is done, or there is no time left to begin it."""
        return key in self._known or time.monotonic() > self._end

    def add(self, key: str, row: dict[str, Any]) -> None:
        """Keep one."""
        self._known[key] = row
        if self._path is not None:
            with self._path.open("a") as file:
                file.write(json.dumps({"key": key, **row}) + "\n")

    def get(self, keys: Iterable[str]) -> list[dict[str, Any]]:
        """Those that are there, in the order of the keys."""
        return [self._known[key] for key in keys if key in self._known]


def outcome(measurement: Measurement) -> dict[str, Any]:
    """What is kept of one comparison."""
    speedup = measurement.speedup
    return {
        "point": None if speedup is None else round(speedup.point, 4),
        "low": None if speedup is None else round(speedup.low, 4),
        "high": None if speedup is None else round(speedup.high, 4),
        "trustworthy": measurement.trustworthy,
        "pairs": measurement.pairs,
    }


def publish(result: dict[str, Any], path: Path | None) -> None:
    """Print, and write where wanted."""
    text = json.dumps(result, indent=1)
    if path is not None:
        path.write_text(text + "\n")
    sys.stdout.write(text + "\n")


def shuffled(items: list[Any], seed: int) -> list[Any]:
    """In an order that does not line up with slow changes of the machine."""
    return random.Random(seed).sample(items, len(items))


def load() -> float:
    """One-minute load average: a figure taken on a busy machine should say so."""
    return round(os.getloadavg()[0], 2)
