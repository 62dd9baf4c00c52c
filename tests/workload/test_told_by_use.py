"""What the code does with a value says what it is: dates, ids of parents, groups of patterns, shapes in prose."""

from __future__ import annotations

from typing import Any

import pytest

from fasterpy.records import Code, ExpressionCase
from fasterpy.sandbox.child import prelude
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder

TEXT = r'''
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Optional

LINE = r"(\w+) \[([^\]]+)\] (\d+)"
TOKENS = [("WORD", r"[a-z]+"), ("NUMBER", r"\d+"), ("SPACE", r" +")]


@dataclass
class Person:
    number: int
    name: str
    manager: Optional[int] = None


def promised(orders, holidays: list[str]):
    """The working day on which each order arrives."""
    found = {}
    for order in orders:
        day = order["placed"]
        left = order["days"]
        while left > 0:
            day += timedelta(days=1)
            if day.weekday() < 5 and day not in [date.fromisoformat(text) for text in holidays]:
                left -= 1
        found[order["id"]] = day
    return found


def depths(people: list[Person]) -> dict[int, int]:
    found = {}
    for person in people:
        depth, above = 0, person.manager
        while above is not None:
            depth += 1
            above = next((one.manager for one in people if one.number == above), None)
        found[person.number] = depth
    return found


def per_hour(lines):
    hours = {}
    for line in lines:
        match = re.match(LINE, line)
        if match is None:
            continue
        user, stamp, size = match.groups()
        hour = datetime.strptime(stamp, "%d/%b/%Y:%H:%M:%S %z").hour
        hours[hour] = hours.get(hour, 0) + int(size)
    return hours


def tokens(text: str):
    found = []
    while text:
        for kind, pattern in TOKENS:
            match = re.match(pattern, text)
            if match:
                found.append((kind, match.group()))
                text = text[match.end():]
                break
        else:
            raise ValueError(text)
    return found


def total(rows, until):
    return sum(c for d, k, c in rows if k == "a" and d <= until)


def converted(entries: list[tuple[str, int]], rates: list[tuple[str, int]]) -> list[int]:
    out = []
    for name, amount in entries:
        known = [rate for other, rate in rates if other == name]
        if not known:
            raise LookupError(name)
        out.append(amount * known[-1])
    return out


def seen(targets, radii):
    """How many targets lie within each radius.

    targets: (n, 2) positions
    radii : float array
    """
    return [int(((targets ** 2).sum(axis=1) <= r * r).sum()) for r in radii]
'''


def made(executor: ZygoteExecutor, name: str, sizes: tuple[int, ...] = ()) -> list[Any]:
    """The positional arguments of the inputs on which the target works, or of those of these sizes."""
    code = Code(text=TEXT, kind="function", qualname=name, filename="target.py")
    builder = CombinedWorkloadBuilder()
    workload = builder.build(code, executor, 4.0)
    cases = builder.sized(code, workload, executor, sizes, 3) if sizes else workload.cases
    space: dict[str, Any] = {one: getattr(prelude, one) for one in prelude.__all__}
    exec(TEXT, space)
    found = [
        eval(c.expression, space)[0] for c in cases if isinstance(c, ExpressionCase) and c.source != "outside-domain"
    ]
    assert found
    return found


def test_dates_by_their_methods_and_durations(executor: ZygoteExecutor) -> None:
    from datetime import date

    for orders, holidays in made(executor, "promised", (16, 64)):
        assert len(orders) > 4 and all(isinstance(order["placed"], date) for order in orders)
        assert all(date.fromisoformat(text) for text in holidays)


def test_parents_are_named_by_numbers_where_they_are_numbers(executor: ZygoteExecutor) -> None:
    for (people,) in made(executor, "depths", (16, 64)):
        numbers = {person.number for person in people}
        assert len(numbers) == len(people)
        named = [person.manager for person in people if person.manager is not None]
        assert named and set(named) <= numbers


def test_groups_of_a_pattern_are_read_as_dates(executor: ZygoteExecutor) -> None:
    space: dict[str, Any] = {}
    exec(TEXT, space)
    for (lines,) in made(executor, "per_hour", (16, 64)):
        assert isinstance(lines, list) and space["per_hour"](lines)


def test_pieces_of_a_table_of_patterns_follow_one_another(executor: ZygoteExecutor) -> None:
    space: dict[str, Any] = {}
    exec(TEXT, space)
    kinds = {kind for (text,) in made(executor, "tokens", (64,)) for kind, _ in space["tokens"](text)}
    assert kinds == {"WORD", "NUMBER", "SPACE"}


def test_what_is_ranked_is_no_dict(executor: ZygoteExecutor) -> None:
    rows = [row for args in made(executor, "total") for row in args[0]]
    assert rows and not any(isinstance(row[0], dict) for row in rows)


def test_large_inputs_lose_the_items_that_fail_alone(executor: ZygoteExecutor) -> None:
    found = made(executor, "converted", (64, 256))
    assert max(len(entries) for entries, _ in found) >= 16


@pytest.mark.parametrize("size", [16, 64])
def test_shapes_and_types_in_prose(executor: ZygoteExecutor, size: int) -> None:
    for targets, radii in made(executor, "seen", (size,)):
        assert targets.ndim == 2 and targets.shape[1] == 2 and radii.ndim == 1 and radii.dtype == float
