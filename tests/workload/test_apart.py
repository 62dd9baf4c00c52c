"""Texts that the code takes apart at marks, and records that a loop asks for several keys."""

from __future__ import annotations

from typing import Any

import pytest

from fasterpy.records import Code, ExpressionCase
from fasterpy.sandbox.child import prelude
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder

TEXT = """
from datetime import datetime

FIELDS = ("name", "mail")


def entries(lines):
    for line in lines:
        parts = line.split(" ", 3)
        if len(parts) < 4:
            continue
        try:
            when = datetime.strptime(parts[0] + " " + parts[1], "%Y-%m-%d %H:%M:%S")
        except ValueError:
            continue
        yield when, parts[2], parts[3]


def failures(lines):
    return [(when, text) for when, level, text in entries(lines) if level == "ERROR"]


def plain(value: str) -> str:
    value = value.strip().lower()
    if "@" not in value:
        return ""
    local, domain = value.rsplit("@", 1)
    return local.split("+")[0] + "@" + domain


def digits(value):
    found = ""
    for ch in value:
        if ch.isdigit():
            found += ch
    return found


def blanks(rows):
    found = []
    for row in rows:
        if plain(row["mail"]) and digits(row["phone"]):
            found.append([field for field in FIELDS if not row[field]])
    return found


def hosts(links):
    return [link.partition("://")[2].split("/")[-1] for link in links]
"""


def made(executor: ZygoteExecutor, name: str) -> list[Any]:
    code = Code(text=TEXT, kind="function", qualname=name, filename="target.py")
    cases = CombinedWorkloadBuilder().build(code, executor, 6.0).cases
    space: dict[str, Any] = {one: getattr(prelude, one) for one in prelude.__all__}
    good = [c for c in cases if isinstance(c, ExpressionCase) and c.source != "outside-domain"]
    return [eval(case.expression, space)[0][0] for case in good]


@pytest.fixture(scope="module")
def functions() -> dict[str, Any]:
    space: dict[str, Any] = {}
    exec(TEXT, space)
    return space


def test_two_pieces_are_read_as_one_date(executor: ZygoteExecutor, functions: dict[str, Any]) -> None:
    assert sum(bool(functions["failures"](lines)) for lines in made(executor, "failures")) > 8


def test_addresses_numbers_and_every_key_of_a_loop(executor: ZygoteExecutor, functions: dict[str, Any]) -> None:
    rows = [row for rows in made(executor, "blanks") for row in rows]
    assert rows and all({"name", "mail", "phone"} <= row.keys() for row in rows)
    assert any(row["mail"].count("@") == 1 for row in rows)
    assert any(functions["plain"](row["mail"]) and functions["digits"](row["phone"]) for row in rows)


def test_texts_that_are_parted_have_the_mark(executor: ZygoteExecutor) -> None:
    links = [link for links in made(executor, "hosts") for link in links]
    assert any("://" in link for link in links) and any("://" not in link for link in links)
