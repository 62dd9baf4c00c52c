"""Searches for the nearest, joins over either end, helpers that compute the same again: same behaviour, or silence."""

from __future__ import annotations

import textwrap

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent

PATHS = """
    def paths(graph, source):
        dist = {node: float("inf") for node in graph}
        dist[source] = 0
        waiting = list(graph)
        while waiting:
            node = min(waiting, key=KEY)
            if dist[node] == float("inf"):
                break
            waiting.remove(node)
            for other, weight in graph[node]:
                if dist[node] + weight < dist[other]:
                    dist[other] = dist[node] + weight
        return list(dist.items())
"""
OPEN = """
    def routes(network, origin):
        best = {origin: (0, "")}
        waiting = [origin]
        order = []
        while len(waiting) > 0:
            hub = min(waiting, key=lambda h: best[h][0])
            waiting.remove(hub)
            order.append(hub)
            for other, rate in network.get(hub, {}).items():
                total = best[hub][0] + rate
                if other not in best or total < best[other][0]:
                    best[other] = (total, hub)
                    if other not in waiting:
                        waiting.append(other)
        return order, sorted(best.items())
"""
_GRAPH = "{i: [((i * 7 + k * 5) % 23, (i * k) % 6 + 1) for k in range(1, 4)] for i in range(23)}"
_NET = "{str(i): {str((i * 7 + k * 5) % 23): (i * k) % 6 + 1 for k in range(1, 4)} for i in range(20)}"

RUNS: list[Run] = [
    ("nearest-to-heap", PATHS.replace("KEY", "lambda n: dist[n]"), [f"paths({_GRAPH}, {n})" for n in (0, 5)]),
    ("nearest-to-heap", PATHS.replace("KEY", "dist.get"), [f"paths({_GRAPH}, 3)", "paths({1: []}, 1)"]),
    ("nearest-to-heap", OPEN, [f"routes({_NET}, '{n}')" for n in (0, 4, 22)] + ["routes({}, 'x')"]),
    (
        "equality-scan-to-index",
        """
        def wave(links, start):
            seen, queue = [start], [start]
            for person in queue:
                for a, b, minutes in links:
                    if minutes < 2:
                        continue
                    if a == person:
                        other = b
                    elif b == person:
                        other = a
                    else:
                        continue
                    if other not in seen:
                        seen.append(other)
                        queue.append(other)
            return queue
        """,
        ["wave([(i, (i * i) % 11, i % 5) for i in range(12)], 3)", "wave([(1, 1, 5), (1, 2, 5)], 1)", "wave([], 0)"],
    ),
    (
        "equality-scan-to-index",
        """
        def degree(nodes, edges):
            return [[edge for edge in edges if edge[0] == node or edge[1] == node] for node in nodes]
        """,
        ["degree(range(5), [(0, 1), (1, 1), (4, 2), (1, 0)])"],
    ),
    (
        "equality-scan-to-index",
        """
        def clashes(shifts):
            found = []
            for i in range(len(shifts)):
                for j in range(i + 1, len(shifts)):
                    one, two = shifts[i], shifts[j]
                    if one[0] != two[0]:
                        continue
                    if one[1] < two[2]:
                        found.append((i, j))
            return found
        """,
        ["clashes([(i % 3, i, 9 - i) for i in range(9)])", "clashes([])"],
    ),
    (
        "divisor-scan-to-pairs",
        """
        def grids(count):
            found = []
            for rows in range(1, count + 1):
                columns = count // rows
                if rows * columns != count:
                    continue
                found.append((rows, columns))
            return found
        """,
        [f"grids({n})" for n in (0, 1, 12, 13, 36)],
    ),
    (
        "hoist-from-comprehension",
        """
        def mean(values):
            return sum(values) / len(values)

        def deviations(values):
            return [value - mean(values) for value in values]
        """,
        ["deviations([1, 2, 6])", "deviations([])"],
    ),
    (
        "parse-repeated-text-once",
        """
        def minutes(stamp):
            hours, rest = stamp.split(":")
            return int(hours) * 60 + int(rest)

        def overlaps(rows):
            count = 0
            for a in rows:
                for b in rows:
                    if minutes(a[0]) < minutes(
                        b[1]
                    ):
                        count += 1
            return [count]
        """,
        ["overlaps([('8:30', '9:00'), ('1:05', '23:59')])", "overlaps([('8', '9:00')])"],
    ),
    (
        "repeated-in-block-once",
        """
        import hashlib

        def mark(row: str) -> str:
            return hashlib.sha256(row.encode()).hexdigest()

        def fresh(rows, known):
            found = []
            for row in rows:
                if mark(row) in known:
                    continue
                known.add(mark(row))
                found.append(mark(row)[:6])
            return found
        """,
        ["fresh(['a', 'b', 'a'], set())"],
    ),
    (
        "equality-scan-to-index",
        """
        class Store:
            def __init__(self, items):
                self.items, self.log = items, []

            def take(self, names):
                for name in names:
                    found = [item for item in self.items if item[0] == name]
                    self.log.append(found[:1])
                return self.log
        """,
        ["Store([(1, 2), (3, 4), (1, 5)]).take([1, 3, 2])"],
    ),
    (
        "membership-expression-to-set",
        """
        class Store:
            def __init__(self, items):
                self.items, self.log = items, []

            def missing(self, names):
                for name in names:
                    if name not in [item[0] for item in self.items]:
                        self.log.append(name)
                return self.log
        """,
        ["Store([(1, 2), (3, 4)]).missing([1, 3, 2, 2])"],
    ),
]

SILENT: list[tuple[str, str]] = [
    # The list is looked at in another way.
    ("nearest-to-heap", PATHS.replace("KEY", "lambda n: dist[n]").replace("while waiting:", "while waiting[:1]:")),
    # The key changes with the round, and not by a store.
    ("nearest-to-heap", PATHS.replace("KEY", "lambda n: dist[n] + weight")),
    # Costs change in a way that is not seen.
    ("nearest-to-heap", PATHS.replace("KEY", "lambda n: dist[n]").replace("break", "dist.update(graph)")),
    # Either end, but held against different things.
    (
        "equality-scan-to-index",
        "for n in r:\n    for m in r:\n        for e in edges:\n            if e.a == n or e.b == m:\n"
        "                print(e)\n",
    ),
    # The list that is searched changes itself.
    (
        "membership-expression-to-set",
        "def f(self, names):\n    for name in names:\n        if name not in [i.n for i in self.items]:\n"
        "            self.items.append(name)\n",
    ),
]


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_same_behaviour(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent((row[0], textwrap.dedent(row[1])))
