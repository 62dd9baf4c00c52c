"""Lists that are kept in order: waiting items, running medians."""

from __future__ import annotations

import pytest

from fasterpy.generate.rules.compose import Composer
from fasterpy.generate.rules.registry import all_rules
from tests.generate.rules.behaviour import Run, check_run, check_silent

MEDIAN = """
def medians(values):
    seen = []
    out = []
    for value in values:
        seen.append(value)
        ordered = sorted(seen)
        mid = len(ordered) // 2
        out.append(ordered[mid] if len(ordered) % 2 else (ordered[mid - 1] + ordered[mid]) / 2)
    return out
"""

RUNS: list[Run] = [
    (
        "priority-list-to-heap",
        """
        def run(tasks):
            waiting = list(tasks)
            done = []
            while waiting:
                waiting.sort(key=lambda task: task[0])
                task = waiting.pop(0)
                done.append(task[1])
                if task[0] < 3:
                    waiting.append((task[0] + 2, task[1] + "'"))
            return done
        """,
        ["run([(2, 'a'), (1, 'b'), (2, 'c'), (4, 'd'), (1, 'e')])", "run([])"],
    ),
    (
        "priority-list-to-heap",
        """
        def run(tasks, most):
            waiting = [task for task in tasks if task[0] >= 0]
            done = []
            while len(waiting) > 0 and len(done) < most:
                task = min(waiting, key=lambda task: task[0])
                waiting.remove(task)
                done.append(task[1])
            return done
        """,
        ["run([(2, 'a'), (1, 'b'), (2, 'c'), (4, 'd'), (1, 'e')], 4)"],
    ),
    ("sort-in-loop-to-insort", MEDIAN, ["medians([3, 1, 2, 2, 9])", "medians([])"]),
    (
        "sort-in-loop-to-insort",
        """
        def ranks(scores):
            board = []
            out = []
            for name, score in scores:
                board.append((name, score))
                count = 1
                board.sort(key=lambda entry: entry[1])
                out.append(board[0])
            return out
        """,
        ["ranks([('a', 3), ('b', 1), ('c', 1), ('d', 0)])"],
    ),
]

SILENT = [
    # The key of an item changes while it waits.
    (
        "priority-list-to-heap",
        """
        def paths(graph, costs):
            open_nodes = list(graph)
            while open_nodes:
                open_nodes.sort(key=lambda node: costs[node])
                node = open_nodes.pop(0)
                for other in graph[node]:
                    costs[other] = min(costs[other], costs[node] + 1)
        """,
    ),
    # What is left is looked at.
    (
        "priority-list-to-heap",
        """
        def run(tasks):
            waiting = list(tasks)
            while len(waiting) > 2:
                waiting.sort()
                waiting.pop(0)
            return waiting
        """,
    ),
    # The sorted copies are kept.
    (
        "sort-in-loop-to-insort",
        """
        def all_orders(values):
            seen, out = [], []
            for value in values:
                seen.append(value)
                ordered = sorted(seen)
                out.append(ordered)
            return out
        """,
    ),
]


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_meaning(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)


def test_what_insort_changes_is_not_taken_for_constant() -> None:
    together = Composer(all_rules(), "medians").together(MEDIAN)
    assert together is not None and "sort-in-loop-to-insort" in together.rules
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    exec(MEDIAN, before)
    exec(together.text, after)
    assert eval("medians([3, 1, 2, 2, 9])", before) == eval("medians([3, 1, 2, 2, 9])", after)


TOP = """
def top(players, k):
    rest = list(players)
    out = []
    while len(out) < k and rest:
        best = rest[0]
        for player in rest:
            if player[1] > best[1]:
                best = player
        out.append(best)
        rest.remove(best)
    return out
"""


def test_the_largest_by_a_field() -> None:
    questions = ["top([('a', 3), ('b', 9), ('c', 9), ('d', 1)], 3)", "top([], 3)", "top([('a', 1)], 5)"]
    check_run(("extreme-item-to-builtin", TOP, questions))
    # Of equal items the last one would be kept; other fields are compared.
    check_silent(("extreme-item-to-builtin", TOP.replace("> best[1]", ">= best[1]")))
    check_silent(("extreme-item-to-builtin", TOP.replace("> best[1]", "> best[0]")))
    together = Composer(all_rules(), "top").together(TOP)
    assert together is not None and "priority-list-to-heap" in together.rules
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    exec(TOP, before)
    exec(together.text, after)
    for question in questions:
        assert eval(question, before) == eval(question, after), together.text
