"""What is computed anew from the start in every round: carried from round to round."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import Case, check, rewritten

CASES: list[Case] = [
    (
        "growing-prefix-carried",
        """
        def drops(prices):
            for day in range(len(prices)):
                history = list(prices[: day + 1])
                peak = max(history)
                yield day - history.index(peak), peak - prices[day]
        """,
        """
        def drops(prices):
            for day in range(len(prices)):
                if day == 0 or prices[day] > highest:
                    highest = prices[day]
                    highest_at = day
                peak = highest
                yield day - highest_at, peak - prices[day]
        """,
    ),
    (
        "growing-list-aggregate",
        """
        def statement(payments):
            lines = []
            for name, paid in payments:
                before = sum(line["paid"] for line in lines)
                lines.append({"name": name, "paid": paid, "total": before + paid})
            return lines
        """,
        """
        def statement(payments):
            lines = []
            lines_total = 0
            for name, paid in payments:
                before = lines_total
                lines.append({"name": name, "paid": paid, "total": before + paid})
                lines_total += paid
            return lines
        """,
    ),
    (
        "helper-states-kept",
        """
        def after(start, rate, months):
            balance = start
            for _ in range(months):
                balance = balance * rate % 1009
            return balance


        def table(start, rate, months):
            rows = []
            for month in range(months):
                rows.append((month, after(start, rate, month + 1)))
            return rows
        """,
        """
        def after_each(start, rate):
            balance = start
            yield balance
            while True:
                balance = balance * rate % 1009
                yield balance


        def after(start, rate, months):
            balance = start
            for _ in range(months):
                balance = balance * rate % 1009
            return balance


        def table(start, rate, months):
            rows = []
            after_going = after_each(start, rate)
            after_states = []
            for month in range(months):
                while len(after_states) <= month + 1:
                    after_states.append(next(after_going))
                rows.append((month, after_states[month + 1]))
            return rows
        """,
    ),
]

LISTS = "[[], [3], [3, 1, 4, 1, 5, 9, 2, 6], [5, 4, 4, 3], [2.5, float('nan'), 7.0, 7], [float('nan'), 1, 0]]"
RUNS: list[Run] = [
    (
        "growing-prefix-carried",
        """
        def low(prices):
            out = []
            n = len(prices)
            for i, price in enumerate(prices):
                seen = prices[:i + 1]
                out.append((min(seen), seen.index(min(seen)), max(seen), len(seen), seen[-1], price))
            return out
        """,
        [f"[low(a) for a in {LISTS}]", "low([1, 'a'])"],
    ),
    (
        "growing-prefix-carried",
        """
        def means(days):
            out = []
            for i in range(1, len(days) + 1):
                if i % 2:
                    out.append(0)
                counts = [day["n"] for day in days[:i]]
                out.append((sum(counts) / len(counts), max(counts), counts.index(max(counts))))
            return out
        """,
        ["means([{'n': n} for n in (3, 1, 4, 1, 5)])", "means([])"],
    ),
    (
        "growing-prefix-carried",
        """
        def peaks(prices):
            out = []
            for i in range(1, len(prices)):
                before = prices[:i]
                best = max(before)
                out.append((prices[i] > best, prices.index(best)))
            return out
        """,
        [f"[peaks(a) for a in {LISTS}]"],
    ),
    (
        "growing-prefix-carried",
        """
        def rows(table, n):
            out = []
            for i in range(n):
                first = [table[j] * 2 for j in range(i + 1)]
                out.append(max(first) - min(first))
            return out
        """,
        ["rows([3, 1, 2], 3)", "rows([3, 1, 2], 0)"],
    ),
    (
        "growing-list-aggregate",
        """
        def peaks(prices):
            history = []
            out = []
            for day, price in enumerate(prices):
                history.append(price)
                peak = max(history)
                out.append((peak, day - history.index(peak), len(history)))
            return out
        """,
        [f"[peaks(a) for a in {LISTS}]"],
    ),
    (
        "growing-list-aggregate",
        """
        def levels(moves):
            done = []
            for name, step in moves:
                level = sum(s for n, s in done if s > 0)
                if level > 10:
                    continue
                done.append((name, step * 2))
            return done, [len([s for n, s in done if s < 0]) for _ in moves]
        """,
        ["levels([('a', 3), ('b', -2), ('c', 4), ('d', 1)])", "levels([])"],
    ),
    (
        "growing-list-aggregate",
        """
        def totals(moves):
            done = []
            out = []
            for step in moves:
                so_far = 0
                for one in done:
                    so_far += one
                out.append((so_far, max(done, default=-1)))
                done.append(step)
            return out
        """,
        ["totals([3, -2, 4])", "totals([])"],
    ),
    (
        "helper-states-kept",
        """
        class Plan:
            def __init__(self, rate):
                self.rate = rate

            def stock(self, start, day=3):
                a, b = start, 1
                for step in range(1, day):
                    a, b = b, a + b * step
                return (a, b)

            def days(self, starts, some):
                out = []
                for start in starts:
                    for day in some:
                        if self.stock(start, day)[0] % 2:
                            out.append(self.stock(day=day, start=start))
                return out
        """,
        ["Plan(1).days([1, 2, 5], [0, -3, 4, 1, 7, 2])", "Plan(1).days([], [1])", "Plan(1).days([1], [])"],
    ),
]

RUNS.append(
    (
        "helper-states-kept",
        """
        def row(n):
            values = [1]
            for _ in range(n):
                values = [1, *map(sum, zip(values, values[1:])), 1]
            return values


        def table(n, wanted):
            rows = [row(i) for i in range(n) if i % 2 or row(i)[0] > 0]
            while wanted and sum(row(wanted[-1])) > 3:
                rows.append(row(wanted.pop()))
            return rows
        """,
        ["table(6, [0, 1, 4, 3])", "table(0, [])"],
    )
)

RUNS.append(
    (
        "helper-states-kept",
        """
        def worth(start, rate, n):
            seen = [0, start]
            for _ in range(n):
                seen[0] += seen[1]
                start += start * rate
            return sum(seen), start


        def table(rate, n):
            return [(worth(3, rate, i), worth(3, rate, n - i)) for i in range(n)]
        """,
        ["table(2, 6)", "table(2, 0)"],
    )
)

RUNS += [
    (
        "growing-prefix-carried",
        """
        class Prices:
            def __init__(self, prices):
                self.prices = prices

            def places(self):
                out = []
                for i, price in enumerate(self.prices, 1):
                    seen = self.prices[:i]
                    low, high = min(seen), max(seen)
                    if price == high:
                        continue
                    out.append((low, high, seen.index(low)))
                return out
        """,
        [f"[Prices(a).places() for a in {LISTS}]"],
    ),
    (
        "growing-list-aggregate",
        """
        def best(times):
            done = []
            flags = []
            for t in times:
                flags.append(bool(done) if not done else done and t < min(done))
                if len(done) > 0:
                    flags.append(max(done))
                done.append(t)
            return flags
        """,
        [f"[best(a) for a in {LISTS}]"],
    ),
]
TWICE = """
def worth(start, n):
    for _ in range(n):
        start = start * 3 % 1000
    return start


def rows(n):
    out = []
    for k in range(1, n):
        out.append(worth(7, k) - worth(7, k - 1) + worth(7, k + 1))
        out.append(worth(7, n - k) - worth(7, k))
    return out
"""
RUNS.append(("helper-states-kept", TWICE, ["rows(9)", "rows(0)"]))
SILENT = [
    (
        "helper-states-kept",
        """
def f(s, n):
    seen = [s]
    for _ in range(n):
        seen[0] += 2
    return seen
for i in range(9):
    print(f(3, i))
""",
    ),
    # The list changes, the range goes beyond it, or the prefix is handed on.
    ("growing-prefix-carried", "for i in range(len(a)):\n    s = a[:i + 1]\n    a[i] = max(s)\n"),
    ("growing-prefix-carried", "for i in range(n):\n    s = a[:i + 1]\n    print(max(s))\n"),
    ("growing-prefix-carried", "for i in range(len(a)):\n    s = a[:i + 2]\n    print(max(s))\n"),
    ("growing-prefix-carried", "for i in range(len(a)):\n    s = a[:i + 1]\n    s.sort()\n    print(max(s))\n"),
    ("growing-prefix-carried", "for i in range(len(a)):\n    s = a[:i + 1]\n    i += 1\n    print(max(s))\n"),
    # Something else than append() changes it, or what is added up changes meanwhile.
    ("growing-list-aggregate", "r = []\nfor x in a:\n    t = sum(r)\n    r.append(x)\n    r.pop()\n"),
    ("growing-list-aggregate", "r = []\nfor x in a:\n    t = sum(r)\n    r.append(x)\n    r[0] = 3\n"),
    ("growing-list-aggregate", "r = []\nfor x in a:\n    t = sum(y * x for y in r)\n    r.append(x)\n"),
    ("growing-list-aggregate", "r = []\nfor x in a:\n    t = sum(r)\n    r.append(x)\n    f(r)\n"),
    ("growing-list-aggregate", "r = []\nfor x in a:\n    t = max(r)\n    r.append(x)\n"),
    # More than the count differs, the helper looks at the count, or it changes what it is given.
    (
        "helper-states-kept",
        """
def f(s, n):
    for _ in range(n):
        s = s * 2
    return s
for i in range(9):
    print(f(i, i))
""",
    ),
    (
        "helper-states-kept",
        """
def f(s, n):
    for _ in range(n):
        s = s * n
    return s
for i in range(9):
    x = f(3, i)
""",
    ),
    (
        "helper-states-kept",
        """
def f(s, n):
    for _ in range(n):
        s.append(1)
    return s
for i in range(9):
    x = f(a, i)
""",
    ),
    (
        "helper-states-kept",
        """
def f(s, n):
    for _ in range(n):
        s = s * RATE[0]
    return s
for i in range(9):
    x = f(3, i)
    RATE[0] += 1
""",
    ),
]


def test_the_farthest_state_of_a_statement_is_enough() -> None:
    after = rewritten("helper-states-kept", TWICE)
    assert after is not None
    assert after.count("while len(") == 3


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_rewrite(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_same_behaviour(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)
