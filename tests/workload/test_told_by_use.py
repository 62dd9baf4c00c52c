"""What the code does with a value says what it is: dates, ids of parents, groups of patterns, shapes in prose."""

from __future__ import annotations

from typing import Any

import pytest

from fasterpy.records import Code, ExpressionCase
from fasterpy.sandbox.child import prelude
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder

TEXT = r'''
import random
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Optional

LINE = r"(\w+) \[([^\]]+)\] (\d+)"
LIMIT = 2000
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


def months(lines):
    found = []
    for line in lines:
        match = re.search(r"(\d{4})-(\d\d)-(\d\d)", line)
        if match:
            found.append(datetime.strptime(match.group(0), "%Y-%m-%d").month)
    return found


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


def plain(raw):
    return re.sub(r"[^0-9]", "", raw)[-9:]


def repeated(contacts):
    found, seen = [], []
    for contact in contacts:
        if plain(contact["phone"]) in seen:
            found.append(contact["phone"])
        seen.append(plain(contact["phone"]))
    return found


def rolls(table, count, seed=None):
    rng = random.Random(seed)
    return [table[rng.randrange(sum(entry.weight for entry in table)) % len(table)].name for _ in range(count)]


@dataclass
class Zone:
    name: str
    corners: list


def widths(zones: list[Zone]) -> list[int]:
    return [spread(zone.corners) for zone in zones]


def spread(corners):
    wide = 0
    for i in range(len(corners)):
        x, y = corners[i]
        wide = max(wide, x - y)
    return wide


class Desk:
    def __init__(self, followups=None):
        self.waiting = []
        self.followups = followups or {}

    def submit(self, name, priority=0):
        self.waiting.append((priority, name))

    def drain(self):
        done = []
        for priority, name in sorted(self.waiting):
            done.append(name)
            done += self.followups.get(name, [])
        return done


def seen(targets, radii):
    """How many targets lie within each radius.

    targets: (n, 2) positions
    radii : float array
    """
    return [int(((targets ** 2).sum(axis=1) <= r * r).sum()) for r in radii]
'''

FRAMES = """
import pandas as pd

LIMIT = 2000


def shipping(orders):
    total = []
    for _, row in orders.iterrows():
        total.append(150 if row["grams"] > LIMIT else 0)
    return total


def last_status(readings):
    found = {}
    for device in readings["device"].unique():
        rows = readings[readings["device"] == device].sort_values("when", kind="stable")
        found[device] = rows.iloc[-1]["status"]
    return found
"""


def made(executor: ZygoteExecutor, name: str, sizes: tuple[int, ...] = (), text: str = TEXT) -> list[Any]:
    """The positional arguments of the inputs on which the target works, or of those of these sizes."""
    code = Code(text=text, kind="function", qualname=name, filename="target.py")
    builder = CombinedWorkloadBuilder()
    workload = builder.build(code, executor, 4.0)
    cases = builder.sized(code, workload, executor, sizes, 3) if sizes else workload.cases
    space: dict[str, Any] = {one: getattr(prelude, one) for one in prelude.__all__}
    exec(text, space)
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


def test_words_stand_between_what_is_taken_out(executor: ZygoteExecutor) -> None:
    digits = {
        len("".join(c for c in row["phone"] if c.isdigit()))
        for (rows,) in made(executor, "repeated", (64,))
        for row in rows
    }
    assert max(digits) > 6 and len(digits) > 4


def test_seeds_are_given_and_counts_are_whole(executor: ZygoteExecutor) -> None:
    code = Code(text=TEXT, kind="function", qualname="rolls", filename="target.py")
    cases = CombinedWorkloadBuilder().build(code, executor, 4.0).cases
    space: dict[str, Any] = {one: getattr(prelude, one) for one in prelude.__all__}
    exec(TEXT, space)
    calls = [eval(c.expression, space) for c in cases if isinstance(c, ExpressionCase) and c.source != "outside-domain"]
    assert calls and all(
        type(named.get("seed", (*args, None)[2:3][0])) is int for args, named in calls if len(args) > 1
    )
    assert any(all(type(entry.weight) is int for entry in args[0]) and args[0] for args, _ in calls)


def test_bare_fields_are_what_others_do_with_them(executor: ZygoteExecutor) -> None:
    corners = [corner for (zones,) in made(executor, "widths") for zone in zones for corner in zone.corners]
    assert corners and all(len(corner) == 2 for corner in corners)


def test_objects_are_filled_beside_what_their_constructor_takes(executor: ZygoteExecutor) -> None:
    assert max(len(desk.waiting) for (desk,) in made(executor, "Desk.drain", (32,))) > 8


def test_cells_lie_on_both_sides_of_a_limit(executor: ZygoteExecutor) -> None:
    pytest.importorskip("pandas")
    grams = [value for (orders,) in made(executor, "shipping", text=FRAMES) for value in orders["grams"]]
    assert any(value > 2000 for value in grams) and any(value <= 2000 for value in grams)


def test_columns_that_are_only_sorted_by(executor: ZygoteExecutor) -> None:
    pytest.importorskip("pandas")
    assert all(
        {"device", "when", "status"} <= {*readings.columns}
        for (readings,) in made(executor, "last_status", text=FRAMES)
    )


def test_the_match_as_a_whole_is_no_group(executor: ZygoteExecutor) -> None:
    lines = [line for (lines,) in made(executor, "months") for line in lines]
    assert lines and not any(line.count("-") > 4 for line in lines)
