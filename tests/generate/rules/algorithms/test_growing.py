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
                    found_by_key.setdefault(name, []).append(found[-1])
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


LIMITER = """
def f(events, limit, window):
    accepted = []
    answers = []
    for stamp, client in events:
        recent = ASKED
        if recent < limit:
            accepted.append((stamp, client))
        answers.append(recent)
    return answers
"""
LOOP = """
def f(events, limit, window):
    accepted = []
    answers = []
    for event in events:
        recent = 0
        for other in accepted:
            if other[1] != event[1]:
                continue
            if other[0] > event[0] - window:
                recent += 1
        if recent < limit:
            accepted.append(event)
        answers.append(recent)
    return answers
"""
LATEST = """
def f(events, limit, window):
    accepted = []
    answers = []
    for stamp, client in events:
        recent = 0
        for t, c in reversed(accepted):
            if c == client:
                if t <= stamp - window:
                    break
                recent += 1
        if recent < limit:
            accepted.append([stamp, client])
        answers.append(recent)
    return answers
"""
EVENTS = "[(1, 'a'), (2, 'b'), (2, 'a'), (3, 'a'), (4, 1), (5, 'a'), (5, True), (7, 'b'), (9, 'a')]"
NANS = "[(1, float('nan')), (2, float('nan'))]"
ASKED = [f"f({EVENTS}, 2, 3)", f"f({EVENTS}, 1, 100)", "f([], 1, 1)", f"f({NANS}, 1, 9)"]

BY_KEY: list[Run] = [
    *(
        ("growing-list-to-index", LIMITER.replace("ASKED", asked), ASKED)
        for asked in (
            "len([t for t, c in accepted if c == client and t > stamp - window])",
            "sum(1 for t, c in accepted if c == client and t > stamp - window)",
            "sum(c == client and t > stamp - window for t, c in accepted)",
            "any(c == client and t > stamp - window for t, c in accepted)",
            "not all(c != client or t <= stamp - window for t, c in accepted)",
            "sum(1 for entry in accepted if entry[1] == client and entry[0] > stamp - window)",
            "sum(i for i, (t, c) in enumerate(accepted) if c == client)",
            "len({t for t, c in accepted if c == client}) + len([t for t, c in accepted if client == c and t > 2])",
            "min((t for t, c in accepted if c == client), default=0) + len(accepted)",
        )
    ),
    ("growing-list-to-index", LOOP, ASKED),
    ("growing-list-to-index", LOOP.replace("answers = []", "answers = []\n    accepted.append((0, 'a'))"), ASKED),
    ("growing-list-to-index", LOOP.replace("return answers", "accepted.sort(key=str)\n    return accepted"), ASKED),
    ("growing-list-to-index", LATEST, ASKED),
    ("growing-list-to-index", LATEST.replace("reversed(accepted)", "accepted[::-1]"), ASKED),
]

RECENT = LIMITER.replace("ASKED", "sum(1 for t, c in accepted if c == client and t > stamp - window)")
NOT_BY_KEY = [
    # Entries go away again, change places, or are known elsewhere.
    RECENT.replace("answers.append(recent)", "accepted.pop(0)"),
    RECENT.replace("answers.append(recent)", "accepted[0] = (0, 0)"),
    RECENT.replace("answers.append(recent)", "accepted = accepted[1:]"),
    RECENT.replace("answers.append(recent)", "answers.append(accepted)"),
    RECENT.replace("answers.append(recent)", "keep(accepted)"),
    RECENT.replace("answers.append(recent)", "accepted.extend(answers)"),
    # It does not start empty, or does not grow here.
    RECENT.replace("accepted = []", "accepted = [(0, 'a')]"),
    RECENT.replace("accepted.append((stamp, client))", "pass"),
    # What is looked for is in the list itself.
    RECENT.replace("c == client", "c == accepted[-1][1]"),
    # No field of the entry alone.
    RECENT.replace("c == client", "c[len(answers) :] == client"),
    # The keys change.
    LOOP.replace("recent += 1", "other[1] = recent"),
    LOOP.replace("recent += 1", "other.reverse()"),
    LOOP.replace("recent += 1", "other[limit] = recent"),
    # What is added would be met at once.
    LOOP.replace("recent += 1", "accepted.append(event)"),
    # The last entry looked at is read afterwards.
    LOOP.replace("return answers", "return other"),
    # A star takes what no place is known of.
    RECENT.replace("for t, c in accepted", "for *t, c in accepted"),
]


@pytest.mark.parametrize("row", BY_KEY, ids=lambda row: row[0])
def test_meaning_by_key(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("source", NOT_BY_KEY)
def test_silent_where_the_list_or_its_keys_change(source: str) -> None:
    check_silent(("growing-list-to-index", source))


def test_the_list_itself_goes_where_only_its_keys_were_asked_for() -> None:
    check(
        (
            "growing-list-to-index",
            RECENT,
            RECENT.replace("accepted = []", "accepted_by_key = {}")
            .replace("in accepted if", "in accepted_by_key.get(client, ()) if")
            .replace("accepted.append(", "accepted_by_key.setdefault(client, []).append("),
        )
    )
