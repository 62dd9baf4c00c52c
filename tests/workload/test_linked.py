"""Values that name one another: vertices and what they depend on, records, documents, what recursion hands on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fasterpy.records import Code, ExpressionCase
from fasterpy.sandbox.child import prelude
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder
from fasterpy.workload.functions.engine.wild import asks_for_types
from fasterpy.workload.select import OUTSIDE

TEXT = r"""
import csv, io, json
from dataclasses import dataclass

def build_order(tasks, requires):
    done = []
    while len(done) < len(tasks):
        before = len(done)
        for task in tasks:
            if task not in done and all(r in done for r in requires.get(task, [])):
                done.append(task)
        if len(done) == before:
            raise ValueError("circle")
    return done

def roles(user, inherits):
    seen, stack = [], [user]
    while stack:
        role = stack.pop()
        if role not in seen:
            seen.append(role)
            for parent in inherits.get(role, []):
                stack.append(parent)
    return seen

def distances(graph, start):
    best, pending = {start: 0}, [(0, start)]
    while pending:
        far, node = pending.pop(0)
        for other, length in graph.get(node, []):
            if far + length < best.get(other, 10**9):
                best[other] = far + length
                pending.append((far + length, other))
    return best

@dataclass
class Task:
    name: str
    needs: list[str]

def plan(tasks: list[Task]) -> list[str]:
    done, waiting = [], list(tasks)
    while waiting:
        ready = [task for task in waiting if all(name in done for name in task.needs)]
        if not ready:
            raise ValueError("circle")
        done += [task.name for task in ready]
        waiting = [task for task in waiting if task not in ready]
    return done

def total(payload):
    document = json.loads(payload)
    return sum(item["qty"] * price["amount"] for item in document["items"] for price in document["prices"]
               if price["sku"] == item["sku"])

def amounts(text):
    return [float(row["amount"]) for row in csv.DictReader(io.StringIO(text))]

def valid(rows: list[dict]) -> int:
    return sum("event" in row and "id" in row for row in rows)

def fields(query):
    return [pair.split("=")[1] for pair in query.split("&") if "=" in pair]

def common(a, b, i=0, j=0):
    if i == len(a) or j == len(b):
        return 0
    if a[i] == b[j]:
        return 1 + common(a, b, i + 1, j + 1)
    return max(common(a, b, i + 1, j), common(a, b, i, j + 1))

def ways(amount, coins):
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return ways(amount - coins[0], coins) + ways(amount, coins[1:])

def places(names, order):
    return [order.index(name) for name in names]

def fill(grid, r, c, new):
    old, stack, visited = grid[r][c], [(r, c)], []
    while stack:
        y, x = stack.pop()
        if 0 <= y < len(grid) and 0 <= x < len(grid[0]) and grid[y][x] == old and (y, x) not in visited:
            visited.append((y, x))
            stack += [(y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)]
    return len(visited)
"""

CHECKS: dict[str, Callable[..., bool]] = {
    "build_order": lambda tasks, requires: len(tasks) > 1 and set(tasks) == set(requires) and any(requires.values()),
    "roles": lambda user, inherits: bool(inherits.get(user)),
    "distances": lambda graph, start: bool(graph.get(start)),
    "plan": lambda tasks: any(set(task.needs) & {other.name for other in tasks} for task in tasks),
    "total": lambda payload: '"sku"' in payload and '"amount"' in payload,
    "amounts": lambda text: text.count("\n") > 1 and text.split("\n")[0] == "amount",
    "valid": lambda rows: any("event" in row for row in rows) and any("id" not in row for row in rows),
    "fields": lambda query: query.count("&") > 1 and query.count("=") > 1,
    "common": lambda a, b, *places: len(a) > 1 and len(b) > 1,
    "places": lambda names, order: len(names) > 1 and set(names) <= set(order),
    "ways": lambda amount, coins: amount > 1 and len(coins) > 1,
}


@pytest.fixture(scope="module")
def builder() -> CombinedWorkloadBuilder:
    return CombinedWorkloadBuilder()


def _code(name: str) -> Code:
    return Code(text=TEXT, kind="function", filename="m.py", qualname=name)


def _arguments(case: ExpressionCase) -> tuple[Any, ...]:
    space: dict[str, Any] = {**vars(prelude)}
    exec(TEXT, space)  # the classes that the expressions name
    args, _named = eval(case.expression, space)
    return tuple(args)


@pytest.mark.parametrize("name", CHECKS)
def test_small_inputs_fit_together(builder: CombinedWorkloadBuilder, executor: ZygoteExecutor, name: str) -> None:
    found = builder.build(_code(name), executor, 4.0)
    good = [case for case in found.cases if isinstance(case, ExpressionCase) and case.source != OUTSIDE]
    assert len(good) >= 30
    assert sum(CHECKS[name](*_arguments(case)) for case in good) >= 5


@pytest.mark.parametrize("name", ["build_order", "roles", "distances", "plan", "total", "amounts", "fields", "places"])
def test_large_ones_are_accepted(builder: CombinedWorkloadBuilder, executor: ZygoteExecutor, name: str) -> None:
    code = _code(name)
    workload = builder.build(code, executor, 4.0)
    large = [case for case in builder.sized(code, workload, executor, (4, 64), 0) if case.size >= 40]
    assert large
    for case in large:
        assert isinstance(case, ExpressionCase)
        args = _arguments(case)
        sizes = [len(value) for value in args if hasattr(value, "__len__")]
        assert max(sizes) >= 40


def test_regions_to_fill_are_large_for_some(builder: CombinedWorkloadBuilder, executor: ZygoteExecutor) -> None:
    code = _code("fill")
    workload = builder.build(code, executor, 4.0)
    cases = [case for seed in range(3) for case in builder.sized(code, workload, executor, (64, 256), seed)]
    grids = [_arguments(case) for case in cases if isinstance(case, ExpressionCase)]
    assert any(sum(row.count(grid[r][c]) for row in grid) > len(grid) ** 2 // 2 for grid, r, c, _new in grids)


def test_only_what_the_target_asks_for_counts() -> None:
    text = "def f(items):\n    return g(items)\n\ndef g(items):\n    return len(items)\n\n"
    text += "def h(x):\n    return isinstance(x, int)\n"
    assert not asks_for_types(text, "f")
    assert asks_for_types(text, "h")
    assert asks_for_types(text.replace("len(items)", "h(items)"), "f")
