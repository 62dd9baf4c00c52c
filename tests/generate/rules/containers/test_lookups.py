"""Look-ups: keys that may be missing, rows by key, borders in tables, lists kept sorted, helpers written out."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent

COUNTS = """
    def tally(ballots, corrections, weights):
        votes, missing = {}, 0
        for name in ballots:
            try:
                name = corrections[name]
            except KeyError:
                pass
            try:
                weight = weights[name]
            except KeyError:
                weight = 1
            try:
                votes[name] += weight
            except KeyError:
                votes[name] = weight
        return list(votes.items())
    """
SKIPS = """
    def known(names, table):
        found = []
        for name in names:
            try:
                place = table[name, 1]
            except KeyError:
                continue
            found.append(place)
        return found
    """
RATES = """
    def apply(trades, history):
        out = []
        for trade in trades:
            rate = None
            for day, value in history.get(trade[0], []):
                if day <= trade[1]:
                    rate = value
            out.append(rate)
        return out
    """
BRACKETS = """
    def rates(incomes, brackets):
        out = []
        for income in incomes:
            rate = 0
            for low, share in brackets:
                if low > income:
                    break
                rate = share
            out.append(rate)
        return out
    """
DEVICES = """
    def find(devices, serial, at):
        for device in devices:
            if device["serial"].strip().lower() != serial.strip().lower():
                continue
            if device["from"] <= at:
                return device["site"]
        return None

    def sites(readings, devices):
        return [find(devices, serial, at) for serial, at in readings]

    def loop(readings, devices):
        out = []
        for serial, at in readings:
            out.append(find(devices, serial, at))
        return out
    """
QUEUE = """
    class Queue:
        def __init__(self):
            self.items = []

        def put(self, item):
            self.items.append(item)
            self.items.sort(key=lambda pair: pair[0])

    def filled(pairs):
        queue = Queue()
        for pair in pairs:
            queue.put(pair)
        return queue.items
    """
TRACK = """
    from math import cos, radians, sin

    def reach(a, b):
        first = radians(a[0])
        second = radians(b[0])
        return sin(second - first) * cos(first)

    def longest(track, home):
        best = -9.0
        for point in track:
            if reach(home, point) > best:
                best = reach(home, point)
        return best
    """
EVENTS = """
    import json

    def funnel(events, steps):
        counts = []
        for step in steps:
            count = 0
            for kind, payload in events:
                try:
                    json.loads(payload)
                except ValueError:
                    continue
                if kind == step and json.loads(payload)["user"] > 1:
                    count += 1
            counts.append(count)
        return counts
    """
ROWS = """
    def all_of(lists):
        hits = []
        for one in lists[0]:
            if all(one in other for other in lists[1:]):
                hits.append(one)
        return hits
    """
ROLES = """
    def expand(roles, name):
        if name not in roles:
            raise LookupError(name)
        granted = set(roles[name].get("grants", ()))
        for parent in roles[name].get("inherits", ()):
            granted |= expand(roles, parent)
        return granted

    def permissions(roles, users):
        result = {}
        for user, names in users.items():
            granted = set()
            for name in names:
                granted |= expand(roles, name)
            result[user] = sorted(granted)
        return list(result.items())
    """
DAYS = "{'a': [(1, 'x'), (3, 'y'), (3, 'z')], 'b': [(5, 'p'), (2, 'q')]}"
REGISTER = "[{'serial': ' A ', 'from': 3, 'site': 1}, {'serial': 'a', 'from': 1, 'site': 2}, {'serial': 'b', 'from': 0, 'site': 3}]"  # noqa: E501
EVENT_LIST = "[('x', '{\"user\": 2}'), ('x', 'no'), ('y', '{\"user\": 3}'), ('x', '{\"user\": 2}')]"
LEDGER = """
def rate(rates, currency, day):
    known = [r for r in rates if r[0] == currency and r[1] <= day]
    return max(known, key=lambda r: r[1])[2] if known else None

def convert(entries, rates):
    return [rate(rates, currency, day) for currency, day in entries]
"""
RUNS: list[Run] = [
    (
        "helper-rows-by-key",
        LEDGER,
        [
            "convert([('a', 2), ('b', 1), ('c', 1), ('a', 9)], [('a', 1, 3), ('b', 2, 4), ('a', 2, 5), ('a', 2, 6)])",
            "convert([], [])",
        ],
    ),
    ("keyerror-to-lookup", COUNTS, ["tally('abcab', {'a': 'b'}, {'b': 5})", "tally('', {}, {})"]),
    ("keyerror-to-lookup", SKIPS, ["known('abca', {('a', 1): 3, ('c', 1): 4})", "known('a', {})"]),
    (
        "last-match-to-bisect",
        RATES,
        [f"apply([(name, day) for name in 'abc' for day in range(7)], {DAYS})", "apply([('a', 1)], {})"],
    ),
    (
        "last-match-to-bisect",
        BRACKETS,
        ["rates(range(-1, 9), [(0, 1), (3, 2), (3, 4), (7, 5)])", "rates([5], [(7, 1), (2, 3)])", "rates([1], [])"],
    ),
    ("helper-rows-by-key", DEVICES, [f"sites([('a', 2), ('B', 0), ('c', 9), ('A', 0)], {REGISTER})", "sites([], [])"]),
    ("helper-rows-by-key", DEVICES, [f"loop([('a', 2), ('B', 0), ('c', 9), ('A', 0)], {REGISTER})"]),
    ("append-and-sort-to-insort", QUEUE, ["filled([(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')])"]),
    ("inline-straight-helper", TRACK, ["longest([(1.0, 2), (50.0, 3), (7.5, 1)], (3.0, 1))", "longest([], ())"]),
    ("parse-repeated-text-once", EVENTS, [f"funnel({EVENT_LIST}, 'xyz')", "funnel([], 'x')"]),
    ("rows-to-sets", ROWS, ["all_of([[1, 2, 3, 2], [2, 3], [3, 2, 5]])", "all_of([[1]])"]),
]
RUNS.append(
    (
        "memoise-shared-recursion",
        ROLES,
        [
            "permissions({'a': {'grants': [1], 'inherits': ['b', 'c']}, 'b': {'inherits': ['c']},"
            " 'c': {'grants': [2]}}, {'x': ['a', 'b'], 'y': ['c'], 'z': []})",
            "permissions({'a': {}}, {'x': ['a', 'no']})",
        ],
    )
)
SILENT = [
    ("helper-rows-by-key", LEDGER.replace("if known else None", "if known else len(rates)")),
    ("helper-rows-by-key", LEDGER.replace("r[0] == currency and ", "")),
    # What is remembered would be changed; the table changes in the loop; the caller's table has another name.
    ("memoise-shared-recursion", ROLES.replace("granted |= expand(roles, name)", "granted = expand(roles, name)")),
    ("memoise-shared-recursion", ROLES.replace("granted = set()", "granted = set()\n            roles[user] = {}")),
    (
        "memoise-shared-recursion",
        ROLES.replace("expand(roles, name)\n            result", "expand(users, name)\n            result"),
    ),
    # A list raises IndexError; two look-ups; an exception that would have another context; not in a loop.
    ("keyerror-to-lookup", SKIPS.replace("KeyError", "IndexError")),
    ("keyerror-to-lookup", SKIPS.replace("table[name, 1]", "table[table[name]]")),
    ("keyerror-to-lookup", SKIPS.replace("continue", "raise ValueError")),
    (
        "keyerror-to-lookup",
        "def f(d, k):\n    try:\n        x = d[k]\n    except KeyError:\n        x = 0\n    return x\n",
    ),
    # The table grows in the loop; what is kept depends on earlier rows; the first row that passes counts.
    ("last-match-to-bisect", BRACKETS.replace("out.append(rate)", "brackets.append((income, 1))")),
    ("last-match-to-bisect", BRACKETS.replace("rate = share", "rate = rate + share")),
    ("last-match-to-bisect", RATES.replace("rate = value", "rate = value\n                    break")),
    # The rows are counted as well; the rows change between the calls; another condition.
    ("helper-rows-by-key", DEVICES.replace("return None", "return len(devices)")),
    ("helper-rows-by-key", DEVICES.replace("return [find", "return [devices.append(1) or find").split("def loop")[0]),
    ("helper-rows-by-key", DEVICES.replace("!= serial", "> serial")),
    # Another order; another list.
    ("append-and-sort-to-insort", QUEUE.replace("key=lambda pair: pair[0]", "reverse=True")),
    ("append-and-sort-to-insort", QUEUE.replace("self.items.sort", "self.others.sort")),
    # A branch; no loop around the call.
    ("inline-straight-helper", TRACK.replace("second = radians(b[0])", "if a:\n            second = 1.0")),
    ("inline-straight-helper", "def g(x):\n    return x + 1\n\ndef f(x):\n    return g(x)\n"),
]


@pytest.mark.parametrize("row", RUNS, ids=[f"{number}-{row[0]}" for number, row in enumerate(RUNS)])
def test_same_values(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=[f"{number}-{row[0]}" for number, row in enumerate(SILENT)])
def test_near_misses(row: tuple[str, str]) -> None:
    check_silent(row)
