"""Windows that move on with a loop: letters counted by prefix, starts that never go back."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "letter-counts-to-prefix",
        """
        from itertools import accumulate

        def shares(text: str, width):
            found = []
            for start in range(len(text) - width + 1):
                part = text[start : start + width]
                found.append(part.count("g") + part.count("c"))
            return found
        """,
        """
        from itertools import accumulate

        def shares(text: str, width):
            found = []
            worth = {item: item.count("g") + item.count("c") for item in set(text)}
            prefix = [*accumulate(map(worth.__getitem__, text), initial=0)]
            for start in range(len(text) - width + 1):
                found.append(prefix[start + width] - prefix[start])
            return found
        """,
    ),
    (
        "moving-window-start",
        """
        def rates(events, window):
            events = sorted(events)
            found = []
            for i, (now, _) in enumerate(events):
                recent = [status for ts, status in events[: i + 1] if now - ts < window]
                found.append(sum(recent) / len(recent))
            return found
        """,
        """
        def rates(events, window):
            events = sorted(events)
            found = []
            start = 0
            for i, (now, _) in enumerate(events):
                while start < i + 1 and not now - events[start][0] < window:
                    start += 1
                recent = [status for ts, status in events[start : i + 1]]
                found.append(sum(recent) / len(recent))
            return found
        """,
    ),
]

BY_KEY = """
def totals(rows, width):
    rows.sort(key=lambda row: (row["at"], row["name"]))
    found = []
    for i in range(len(rows)):
        total = 0
        for row in rows[:i]:
            if row["at"] >= rows[i]["at"] - width and row["name"] != "x":
                total += row["paid"]
        found.append(total)
    return found
"""
QUOTES = """
def counts(times, width):
    times = sorted(times)
    found = []
    for i, now in enumerate(times):
        found.append(sum(1 for t in times[: i + 1] if now - width < t))
    return found
"""
SHARES = """
def shares(rows, limit):
    found = []
    start = 0
    for i in range(len(rows)):
        while start < i and rows[i][0] - rows[start][0] > limit:
            start += 1
        recent = [(name, value) for _, name, value in rows[start : i + 1]]
        bad = 0
        for name, value in recent:
            if name == "x":
                bad += value
        found.append((bad, sum(value for _, value in recent), sum(1 for row in recent if row[1] > 2), len(recent)))
    return found
"""
ITEMS = "((3, 'a', 1), (1, 'x', 2), (2, 'b', 4), (2, 'a', 8), (9, 'c', 16))"
ROWS = f"[{{'at': a, 'name': n, 'paid': p}} for a, n, p in {ITEMS}]"

RUNS: list[Run] = [
    (
        "window-counters-to-prefix",
        """
        def profile(text, w):
            out = []
            for i in range(0, len(text) - w + 1):
                gc = called = 0
                for base in text[i : i + w]:
                    if base in "GC":
                        gc += 1
                    if base != "N":
                        called += 2
                out.append((gc, called))
            return out
        """,
        ["profile('', 3)", "profile('GCNNATGC', 3)", "profile('GCN', 0)", "profile('GCN', 9)"],
    ),
    (
        "letter-counts-to-prefix",
        """
        def shares(text, width):
            found = []
            for start in range(0, len(text), 2):
                found.append(text[start : start + width].upper().count("S") / width)
            return found
        """,
        ["shares('xsSßSaßsx', 3)", "shares('', 2)", "shares('s', 2)"],
    ),
    (
        "letter-counts-to-prefix",
        """
        def both(text, width):
            found = []
            for start in range(len(text) - width + 1):
                part = text[start : start + width]
                found.append((part.count("a"), part.count("b"), len(part)))
            return found
        """,
        ["both('abbabaab', 3)", "both(list('abbabaab'), 3)", "both('ab', 3)"],
    ),
    ("window-list-to-prefix", SHARES, [f"shares({ITEMS}, {limit})" for limit in (-1, 0, 1, 9)] + ["shares([], 1)"]),
    ("moving-window-start", BY_KEY, [f"totals({ROWS}, {width})" for width in (0, 1, 2, 99, -1)] + ["totals([], 1)"]),
    (
        "moving-window-start",
        QUOTES,
        ["counts([5, 1, 2, 2, 9, 4], 3)", "counts([1, 1], 0)", "counts([], 3)", "counts([1, 2], float('nan'))"],
    ),
    # Limits that are not computed exactly: the same comparison decides.
    ("moving-window-start", QUOTES, ["counts([0.1 * n for n in range(40)], 0.3)", "counts([0.1, 0.3, 0.2], 0.1)"]),
]

SILENT = [
    # Two letters may lie across two items.
    (
        "letter-counts-to-prefix",
        """
        def pairs(text, width):
            found = []
            for start in range(len(text)):
                part = text[start : start + width].upper()
                found.append(part.count("CG"))
            return found
        """,
    ),
    # The list itself goes on, or is counted only.
    ("window-list-to-prefix", SHARES.replace("len(recent)", "recent")),
    ("window-list-to-prefix", SHARES.replace("in recent", "in rows")),
    ("window-list-to-prefix", SHARES.replace("bad += value", "bad += value; recent = []")),
    # Not in order, in the other order, in an order by something else.
    ("moving-window-start", QUOTES.replace("sorted(times)", "list(times)")),
    ("moving-window-start", QUOTES.replace("sorted(times)", "sorted(times, reverse=True)")),
    ("moving-window-start", QUOTES.replace("sorted(times)", "sorted(times, key=lambda t: -t)")),
    # The width differs from row to row; the early rows are kept; the list grows.
    ("moving-window-start", QUOTES.replace("found.append", "width += 1; found.append")),
    ("moving-window-start", QUOTES.replace("now - width < t", "now - width > t")),
    ("moving-window-start", QUOTES.replace("found.append", "times.append(now); found.append")),
    # The text changes while the loop runs.
    (
        "letter-counts-to-prefix",
        """
        def shares(text, width):
            found = []
            for start in range(len(text)):
                part = text[start : start + width].upper()
                found.append(part.count("G"))
                text = text[1:]
            return found
        """,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_rewrites(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_behaves(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)
