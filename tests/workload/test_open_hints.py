"""What hints leave open is taken from the use, and texts have the form that the code reads."""

from __future__ import annotations

import pytest

from fasterpy.records import Code, ExpressionCase
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder
from fasterpy.workload.select import OUTSIDE

TEXT = r"""
import re
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

LINE = re.compile(r"(\d{4}-\d{2}-\d{2}) \[(\w+)\]")

@dataclass
class Order:
    customer: str
    lines: list[dict] = field(default_factory=list)

class Store:
    def __init__(self, items):
        self.items = list(items)
    def find(self, sku):
        for item in self.items:
            if item["sku"] == sku:
                return item
        return None
    def book(self, deliveries):
        booked = 0
        for sku, quantity in deliveries:
            item = self.find(sku)
            if item is not None:
                item["stock"] += quantity
                booked += 1
        return booked

def late(loans: list[dict], today: str) -> list[str]:
    names = []
    for loan in loans:
        if datetime.strptime(loan["due"], "%d.%m.%Y") < datetime.strptime(today, "%d.%m.%Y"):
            names.append(loan["reader"])
    return names

def errors(lines: list[str]) -> int:
    count = 0
    for line in lines:
        found = LINE.match(line)
        if found is None:
            continue
        if found.group(2) == "ERROR":
            count += 1
            datetime.strptime(found.group(1), "%Y-%m-%d")
    return count

def turnover(orders: list[Order], rates: dict) -> float:
    total = 0.0
    for order in orders:
        for line in order.lines:
            total += line["amount"] * rates["standard"]
    return total

def waits(events):
    times = sorted([event["ts"] for event in events])
    return [times[i] - times[i - 1] for i in range(1, len(times))]

def gaps(points: np.ndarray) -> float:
    total = 0.0
    for i in range(points.shape[0]):
        for j in range(points.shape[1]):
            total += points[i, j]
    return total

def known(rows, countries):
    return [row["country"] in countries for row in rows]

def tree(records):
    def children_of(parent):
        return [(r["id"], children_of(r["id"])) for r in records if r["parent"] == parent]
    return children_of(None)

def edit(a: str, b: str) -> int:
    if not a or not b:
        return len(a) + len(b)
    if a[0] == b[0]:
        return edit(a[1:], b[1:])
    return 1 + min(edit(a[1:], b), edit(a, b[1:]), edit(a[1:], b[1:]))
"""

WORK = {
    "late": ("due='", "reader="),
    "errors": ("[ERROR]",),
    "turnover": ("Order(", "amount=", "standard="),
    "waits": ("ts=",),
    "gaps": ("shape=",),
    "known": ("country='",),
    "Store.book": ("Store([dict(", "sku='", "stock="),
}


def _expressions(name: str, executor: ZygoteExecutor) -> list[str]:
    code = Code(text=TEXT, kind="function", filename="m.py", qualname=name)
    workload = CombinedWorkloadBuilder().build(code, executor, 4.0)
    return [c.expression for c in workload.cases if isinstance(c, ExpressionCase) and c.source != OUTSIDE]


@pytest.mark.parametrize("name", WORK)
def test_records_objects_and_texts_of_the_form_that_is_read(name: str, executor: ZygoteExecutor) -> None:
    made = _expressions(name, executor)
    assert len(made) > 40
    for part in WORK[name]:
        assert sum(part in one for one in made) > len(made) / 5, (part, made[:8])


def test_members_are_of_the_kind_of_what_is_looked_up(executor: ZygoteExecutor) -> None:
    code = Code(text=TEXT, kind="function", filename="m.py", qualname="known")
    runs = [seen for _case, seen in CombinedWorkloadBuilder().build(code, executor, 4.0).seen]
    assert any("True" in repr(run.value) or "true" in repr(run.value) for run in runs)


def test_sizes_between_quick_and_endless(executor: ZygoteExecutor) -> None:
    code = Code(text=TEXT, kind="function", filename="m.py", qualname="edit")
    builder = CombinedWorkloadBuilder()
    workload = builder.build(code, executor, 2.0)
    sizes = [case.size for case in builder.sized(code, workload, executor, (4, 64, 256), 3)]
    assert sizes[0] == 4
    assert [size for size in sizes if 4 < size < 64]


def test_records_that_refer_to_one_another_make_trees(executor: ZygoteExecutor) -> None:
    code = Code(text=TEXT, kind="function", filename="m.py", qualname="tree")
    builder = CombinedWorkloadBuilder()
    workload = builder.build(code, executor, 4.0)
    assert sum("parent=None" in c.expression for c in workload.cases if isinstance(c, ExpressionCase)) > 10
    deep = [seen for _case, seen in workload.seen if repr(seen.value).count("tuple") > 3]
    assert deep
