"""Chains of parents, windows that are sorted, frames that are filtered: same behaviour, or silence."""

from __future__ import annotations

import textwrap

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent

CHAIN = """
    def levels(parents):
        depth = {}
        for node in list(parents) + list(parents.values()):
            steps = 0
            current = node
            while current in parents:
                current = parents[current]
                steps += 1
            depth[node] = steps, current
        return depth.items()
"""
WINDOW = """
    def medians(values, size):
        found = []
        for i in range(len(values)):
            window = sorted(values[LOW:i + 1])
            found.append(window[len(window) // 2] if window else None)
        return found
"""
FRAME = """
    import pandas as pd

    def totals(frame):
        found = []
        for team in sorted(frame["team"].unique()):
            for kind in ("x", "y"):
                part = frame[(frame["team"] == team) & (frame["kind"] == kind)]
                found.append((int(team), kind, len(part), int(part["points"].sum())))
        return found
"""
_FRAME = "totals(pd.DataFrame({'team': [2, 1, 2, 3], 'kind': list('xxyz'), 'points': [5, 6, 7, 8]}))"

RUNS: list[Run] = [
    (
        "shared-chains",
        CHAIN,
        ["levels({})", "levels({1: 2, 2: 3, 5: 2, 7: 9})", "levels({i: i // 2 for i in range(2, 40)})"],
    ),
    (
        "shared-chains",
        """
        def chain_lengths(rows):
            by_id = {row["id"]: row for row in rows}
            found = []
            for row in rows:
                n = 0
                boss = row["boss"]
                while boss is not None:
                    n += 1
                    boss = by_id[boss]["boss"]
                found.append(n)
            return found
        """,
        ["chain_lengths([dict(id=i, boss=(i - 1) // 2 if i else None) for i in range(20)])", "chain_lengths([])"],
    ),
    (
        "sorted-window-to-insort",
        WINDOW.replace("LOW", "max(0, i - size)"),
        [f"medians([{i}, 5, 5, 1, 9, 2, 2, 8, 0, 5], {size})" for i in (0, 7) for size in (0, 1, 3, 20)],
    ),
    # A window that goes back, and empty ones.
    ("sorted-window-to-insort", WINDOW.replace("LOW", "(i * size) % 4"), ["medians([3, 1, 2, 9, 4, 4, 7], 3)"]),
    ("sorted-window-to-insort", WINDOW.replace("LOW", "i + size"), ["medians([3, 1, 2], 2)", "medians([], 2)"]),
    ("filter-frame-to-groups", FRAME, [_FRAME]),
    (
        "filter-frame-to-groups",
        FRAME.replace('frame[(frame["team"] == team) & (frame["kind"] == kind)]', "frame.loc[frame.team == team]"),
        [_FRAME],
    ),
]

SILENT: list[tuple[str, str]] = [
    # The parents change on the way.
    ("shared-chains", CHAIN.replace("depth[node] = steps, current", "parents[node] = current")),
    # More happens on the way than counting.
    ("shared-chains", CHAIN.replace("steps += 1", "print(current)")),
    # The window is changed, or its items are.
    ("sorted-window-to-insort", WINDOW.replace("found.append(", "window.reverse(); found.append(")),
    ("sorted-window-to-insort", WINDOW.replace("found.append(", "values[i] = 0; found.append(")),
    # The frame changes, or the filter is the same for all rounds.
    ("filter-frame-to-groups", FRAME.replace("found.append(", 'frame["points"] = 0; found.append(')),
    ("filter-frame-to-groups", FRAME.replace('== team) & (frame["kind"] == kind)', '> 1) & (frame["kind"] == "x")')),
]


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_same_behaviour(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent((row[0], textwrap.dedent(row[1])))
