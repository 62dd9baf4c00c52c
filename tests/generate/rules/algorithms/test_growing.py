"""Lists that grow while they are looked through."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import Case, check

ORDERS = "[('a', 1), ('b', 2), ('a', 3), ('c', 1), ('b', 5)]"
QUESTIONS = [f"totals({ORDERS})", "totals([])"]

CASES: list[Case] = [
    (
        "growing-list-to-index",
        """
        def totals(orders):
            found = []
            for name, amount in orders:
                for entry in found:
                    if entry[0] == name:
                        entry[1] += amount
                        break
                else:
                    found.append([name, amount])
            return found
        """,
        """
        def totals(orders):
            found = []
            found_by_key = {}
            for name, amount in orders:
                for entry in found_by_key.get(name, ()):
                    if entry[0] == name:
                        entry[1] += amount
                        break
                else:
                    found.append([name, amount])
                    found_by_key.setdefault(found[-1][0], []).append(found[-1])
            return found
        """,
    ),
    (
        "inline-counted-list",
        """
        def ranks(scores):
            out = []
            for score in scores:
                higher = [other for other in scores if other > score]
                out.append(len(higher) + 1)
            return out
        """,
        """
        def ranks(scores):
            out = []
            for score in scores:
                out.append(len([other for other in scores if other > score]) + 1)
            return out
        """,
    ),
]

RUNS: list[Run] = [
    (
        "growing-list-to-index",
        """
        def totals(orders):
            found = []
            for name, amount in orders:
                place = -1
                for i in range(len(found)):
                    if found[i]["name"] == name:
                        place = i
                        break
                if place == -1:
                    found.append({"name": name, "total": amount})
                else:
                    found[place]["total"] += amount
            return found
        """,
        QUESTIONS,
    ),
    (
        "growing-list-to-index",
        """
        def totals(orders):
            found = []
            for name, amount in orders:
                entry = next((e for e in found if e["name"] == name), None)
                if entry is None:
                    entry = {"name": name, "total": 0}
                    found.append(entry)
                entry["total"] += amount
            return found
        """,
        QUESTIONS,
    ),
    (
        "growing-list-to-places",
        """
        def totals(orders):
            names = []
            sums = []
            for name, amount in orders:
                if name in names:
                    sums[names.index(name)] += amount
                else:
                    names.append(name)
                    sums.append(amount)
            return names, sums
        """,
        QUESTIONS,
    ),
]

SILENT = [
    # Entries are taken away again.
    (
        "growing-list-to-index",
        """
        def f(orders):
            found = []
            for name in orders:
                for entry in found:
                    if entry[0] == name:
                        found.pop()
                        break
                else:
                    found.append([name])
            return found
        """,
    ),
    # The items themselves: plain membership.
    (
        "growing-list-to-index",
        """
        def f(orders):
            found = []
            for name in orders:
                if not any(other == name for other in found):
                    found.append(name)
            return found
        """,
    ),
    (
        "growing-list-to-places",
        "def f(a):\n    b = []\n    for x in a:\n        b.append(x)\n        b.sort()\n        print(b.index(x))\n",
    ),
    (
        "inline-counted-list",
        "def f(a):\n    for x in a:\n        b = [y for y in a if y > x]\n        print(len(b), b)\n",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_rewrites(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_meaning(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)


PREFIXES: list[Run] = [
    (
        "prefix-scan-to-table",
        """
        def balances(rows):
            out = []
            for i, (account, amount) in enumerate(rows):
                balance = 0
                for other, value in rows[: i + 1]:
                    if other == account and value != 3:
                        balance += value
                out.append((account, balance))
            return out
        """,
        [f"balances({ORDERS})", "balances([])"],
    ),
    (
        "prefix-scan-to-table",
        """
        def earlier(names):
            out = []
            for i in range(len(names)):
                out.append(len([other for other in names[:i] if other == names[i]]))
            return out
        """,
        ["earlier(['a', 'b', 'a', 'a'])"],
    ),
]


@pytest.mark.parametrize("row", PREFIXES, ids=lambda row: row[0])
def test_meaning_of_running_totals(row: Run) -> None:
    check_run(row)


def test_a_part_that_does_not_grow_with_the_loop_is_no_running_total() -> None:
    check_silent(("prefix-scan-to-table", PREFIXES[1][1].replace("names[:i]", "names[: i + 2]")))
    check_silent(("prefix-scan-to-table", PREFIXES[1][1].replace("range(len(names))", "range(1, len(names))")))
