"""Values that belong together: keys of dicts, fields of lines, children of nodes, dates of one period, own classes."""

from __future__ import annotations

import ast
import random
import time
from collections.abc import Callable
from typing import Any

import pytest

from fasterpy.records import Code, ExpressionCase
from fasterpy.sandbox.child import prelude
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder
from fasterpy.workload.functions.engine.mutate import mutate
from fasterpy.workload.select import OUTSIDE

TEXT = r"""
import copy
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Dict, List

import numpy as np

WALL = "#"
FORM = "%d/%m/%Y"
STEP = {"N": (0, 1), "S": (0, -1)}

@dataclass
class Offer:
    shop: str
    cents: int

    def total(self):
        return self.cents + 5

def cheapest(offers):
    return sorted(offers, key=lambda offer: offer.total())

def moves(start, commands):
    state = copy.deepcopy(start)
    for robot, move in commands:
        x, y = state[robot]
        dx, dy = STEP[move]
        state[robot] = (x + dx, y + dy)
    return state

def join(products: List[Dict], stock: List[Dict]):
    return [{**one, "qty": sum(s["qty"] for s in stock if s["sku"] == one["sku"])} for one in products]

def prices(lines: list[str]):
    return [(line.split(";")[0].strip(), Decimal(line.split(";")[1].strip())) for line in lines]

def per_day(rows):
    counts = {}
    for stamp, _name in rows:
        day = datetime.strptime(stamp, FORM).date()
        counts[day] = counts.get(day, 0) + 1
    return counts

def names(tree):
    found = []
    for node in tree:
        found.append(node["name"].upper())
        found += names(node["children"])
    return found

def flatten(items):
    out = []
    for item in items:
        if isinstance(item, list):
            out.extend(flatten(item))
        else:
            out.append(item)
    return out

def levels(parents: dict[str, str]):
    depth = {}
    for node in parents:
        current, depth[node] = node, 0
        while current in parents:
            current = parents[current]
            depth[node] += 1
    return depth

def cells(grid: list[str]):
    return sum(grid[r][c] == "#" for r in range(len(grid)) for c in range(len(grid[0])))

def as_csv(rows: list[dict], columns: list[str]):
    return [",".join(str(row.get(column, "")) for column in columns) for row in rows]

def days(start: date, end: date):
    return [start.toordinal() + i for i in range((end - start).days)]

def histogram(img: np.ndarray):
    '''Counts of a 2-D uint8 image.'''
    counts = [0] * 256
    for y in range(img.shape[0]):
        for x in range(img.shape[1]):
            counts[img[y, x]] += 1
    return counts

def band(df):
    return df.apply(lambda row: "high" if row["score"] > 80 else "low", axis=1).tolist()

def layers(deps):
    done = set()
    found = []
    while len(done) < len(deps):
        layer = [t for t in deps if t not in done and all(d in done for d in deps[t])]
        if not layer:
            raise ValueError("circle")
        done.update(layer)
        found.append(layer)
    return found

def free(grid, place):
    (r, c) = place
    return 0 <= r < len(grid) and 0 <= c < len(grid[0]) and grid[r][c] != WALL

def clusters(accounts, links):
    groups = [[a] for a in accounts]
    for a, b in links:
        first = next(g for g in groups if a in g)
        second = next(g for g in groups if b in g)
        if first is not second:
            groups.remove(second)
            first.extend(second)
    return groups

def digits(numbers: list[str]):
    return [sum(int(ch) for ch in number) for number in numbers]

def numbers(cells: list[str]):
    return [float(cell) for cell in cells]

def chain(boss_of, person):
    found = [person]
    while boss_of.get(found[-1]) is not None:
        found = found + [boss_of[found[-1]]]
    return found

def both_chains(boss_of, a, b):
    first, second = [a], [b]
    while boss_of.get(first[-1]) is not None:
        first = first + [boss_of[first[-1]]]
    while boss_of.get(second[-1]) is not None:
        second = second + [boss_of[second[-1]]]
    return first + second

def settled(payments, invoices):
    '''Both are lists of (number, payer, cents).'''
    waiting = list(invoices)
    found = []
    for number, payer, cents in payments:
        found += [(number, one[0]) for one in waiting if one[1] == payer and one[2] == cents]
    return found
"""


@pytest.fixture(scope="module")
def builder() -> CombinedWorkloadBuilder:
    return CombinedWorkloadBuilder()


def _code(name: str) -> Code:
    uses = {"histogram": ("np",), "band": ()}.get(name, ())
    text = TEXT if "np" in uses else TEXT.replace("import numpy as np", "").replace("np.ndarray", "object")
    return Code(
        text=text + ("\nimport pandas\n" if name == "band" else ""), kind="function", filename="m.py", qualname=name
    )


def _arguments(case: ExpressionCase, **names: Any) -> tuple[Any, ...]:
    space: dict[str, Any] = {**vars(prelude), **names}
    args, _named = eval(case.expression, space)
    return tuple(args)


def _good(builder: CombinedWorkloadBuilder, executor: ZygoteExecutor, name: str) -> list[ExpressionCase]:
    found = builder.build(_code(name), executor, 4.0)
    return [case for case in found.cases if isinstance(case, ExpressionCase) and case.source != OUTSIDE]


def _steps(args: tuple[Any, ...]) -> bool:
    grid, (row, column) = args
    return row < len(grid) and column < len(grid[0]) and {"#", "."} <= set("".join(grid))


CHECKS: dict[str, Callable[[tuple[Any, ...]], bool]] = {
    "moves": lambda args: len(args[0]) > 1 and len(args[1]) > 1 and all(name in args[0] for name, _move in args[1]),
    "join": lambda args: bool({p["sku"] for p in args[0]} & {s["sku"] for s in args[1]}),
    "prices": lambda args: sum(line.count(";") > 0 for line in args[0]) > 1,
    "per_day": lambda args: len({stamp for stamp, _name in args[0]}) < len(args[0]),
    "names": lambda args: any(inner["children"] for node in args[0] for inner in node["children"]),
    "flatten": lambda args: (
        any(isinstance(i, list) and any(isinstance(j, list) for j in i) for i in args[0])
        and any(not isinstance(i, list) for i in args[0])
    ),
    "levels": lambda args: any(up in args[0] for up in args[0].values()),
    "cells": lambda args: len(args[0]) > 1 and len({len(row) for row in args[0]}) == 1 and "#" in "".join(args[0]),
    "as_csv": lambda args: any(column in row for row in args[0] for column in args[1]),
    "layers": lambda args: any(args[0].values()) and _ends(args[0]),
    "free": _steps,
    "clusters": lambda args: len(args[1]) > 1 and all(end in args[0] for pair in args[1] for end in pair),
    "digits": lambda args: any(len(text) > 5 and text.isdigit() for text in args[0]),
    "numbers": lambda args: sum("." in text for text in args[0]) > 1,
    "chain": lambda args: args[0].get(args[1]) is not None,
    "both_chains": lambda args: args[0].get(args[1]) is not None and args[0].get(args[2]) is not None,
    "settled": lambda args: isinstance(args[1], list) and len(args[0]) > 0 and len(args[1]) > 1,
}


def _ends(deps: dict[Any, Any]) -> bool:
    done: set[Any] = set()
    while more := {t for t in deps if t not in done and all(d in done for d in deps[t])}:
        done |= more
    return len(done) == len(deps)


@pytest.mark.parametrize("name", CHECKS)
def test_parts_of_arguments_fit_one_another(
    builder: CombinedWorkloadBuilder, executor: ZygoteExecutor, name: str
) -> None:
    good = _good(builder, executor, name)
    fitting = [case for case in good if CHECKS[name](_arguments(case))]
    assert len(good) >= 30
    assert len(fitting) >= 3


def test_objects_known_by_their_use_are_of_the_class_that_has_it(
    builder: CombinedWorkloadBuilder, executor: ZygoteExecutor
) -> None:
    assert any("Offer(" in case.expression for case in _good(builder, executor, "cheapest"))


def test_prose_tells_dtype_and_dimensions(builder: CombinedWorkloadBuilder, executor: ZygoteExecutor) -> None:
    good = _good(builder, executor, "histogram")
    assert good
    assert all("'uint8'" in case.expression and "shape=" in case.expression for case in good if case.source == "typed")


def test_frames_have_the_columns_that_rows_are_asked_for(
    builder: CombinedWorkloadBuilder, executor: ZygoteExecutor
) -> None:
    good = _good(builder, executor, "band")
    assert sum("frame({'score'" in case.expression for case in good) >= 10


def test_periods_are_as_long_as_the_size_asks(builder: CombinedWorkloadBuilder, executor: ZygoteExecutor) -> None:
    code = _code("days")
    workload = builder.build(code, executor, 4.0)
    sized = builder.sized(code, workload, executor, (16, 256, 4096), 0)
    spans = [
        (end - start).days for start, end in (_arguments(case) for case in sized if isinstance(case, ExpressionCase))
    ]
    assert spans == [16, 256, 4096]


def test_large_graphs_without_circles_are_timed(builder: CombinedWorkloadBuilder, executor: ZygoteExecutor) -> None:
    code = _code("layers")
    sized = builder.sized(code, builder.build(code, executor, 4.0), executor, (16, 64, 256), 0)
    large = [_arguments(case)[0] for case in sized if isinstance(case, ExpressionCase) and case.size >= 64]
    assert large
    assert all(_ends(deps) and any(deps.values()) for deps in large)


def test_needles_are_short_and_numbers_lie_near_the_size(
    builder: CombinedWorkloadBuilder, executor: ZygoteExecutor
) -> None:
    text = (
        "def count(text: str, word: str):\n    return sum(text[i:i + len(word)] == word for i in range(len(text)))\n"
        "def prime(n: int):\n    return n > 1 and all(n % d for d in range(2, n))\n"
    )
    for name, fits in (("count", lambda a: len(a[1]) < 20 < len(a[0])), ("prime", lambda a: a[0] % 2 == 1)):
        code = Code(text=text, kind="function", filename="m.py", qualname=name)
        sized = builder.sized(code, builder.build(code, executor, 4.0), executor, (64, 256, 1024), 0)
        found = [fits(_arguments(case)) for case in sized if isinstance(case, ExpressionCase)]
        assert found
        assert 2 * sum(found) >= len(found), "which flavour keeps the target busy longest is measured"


def test_objects_that_start_empty_are_filled_through_their_methods(
    builder: CombinedWorkloadBuilder, executor: ZygoteExecutor
) -> None:
    text = (
        "class Queue:\n    def __init__(self):\n        self.jobs = []\n"
        "    def submit(self, job: int):\n        self.jobs.append(job)\n"
        "    def total(self):\n        return sum(self.jobs)\n"
    )
    code = Code(text=text, kind="function", filename="m.py", qualname="Queue.total")
    workload = builder.build(code, executor, 4.0)
    assert sum("used(Queue(), [('submit'" in case.expression for case in workload.cases) >= 20  # type: ignore[union-attr]
    sized = builder.sized(code, workload, executor, (16, 64, 256), 0)
    assert [case.expression.count("'submit'") for case in sized if isinstance(case, ExpressionCase)] == [16, 64, 256]


def test_expressions_are_plain(builder: CombinedWorkloadBuilder, executor: ZygoteExecutor) -> None:
    """Whatever is made can be read, replaced and shown."""
    for name in ("moves", "prices", "names"):
        for case in _good(builder, executor, name)[:20]:
            assert isinstance(ast.parse(case.expression, mode="eval").body, ast.Tuple)


def test_texts_are_made_of_the_letters_that_they_are_looked_up_in(executor: ZygoteExecutor) -> None:
    text = (
        "ORDER = '23456789TJQKA'\n\ndef rank(card: str) -> int:\n    return ORDER.index(card[0])\n\n"
        "def f(hands: list[list[str]]) -> list[list[tuple[int, str]]]:\n"
        "    return [sorted((rank(card), card[1]) for card in hand) for hand in hands]\n"
    )
    code = Code(text=text, kind="function", filename="cards.py", qualname="f")
    builder = CombinedWorkloadBuilder()
    workload = builder.build(code, executor, 4.0)
    assert sum(case.source != OUTSIDE for case in workload.cases) >= 20
    sized = builder.sized(code, workload, executor, [10, 100, 400], 1)
    assert {case.size for case in sized} >= {100, 400}, "among many texts none is too short"


def test_changing_long_arguments_does_not_use_up_the_time() -> None:
    rows = {f"k{i}": {"a": f"b{i}"} for i in range(400)}
    long = f"(({rows}, {{}}), {{}})"
    start = time.process_time()
    for seed in range(20):
        mutate(long, random.Random(seed), ["a"], long)
    assert time.process_time() - start < 20 * _parses(long), "no more than parsing a few times"
    assert mutate("((" + "1, " * 10_000 + "), {})", random.Random(1), []) == ""


def _parses(text: str) -> float:
    """Processor time of parsing, walking and writing the text ten times."""
    start = time.process_time()
    for _ in range(10):
        tree = ast.parse(text, mode="eval")
        list(ast.walk(tree))
        ast.unparse(tree)
    return max(0.01, time.process_time() - start)
