"""Blocks of arrays: added up or compared at once."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import Case, check

pytest.importorskip("numpy")
RULE = "array-block-totals"

CASES: list[Case] = [
    (
        RULE,
        """
        import numpy as np

        def mean(frame, top, size):
            total = 0
            count = 0
            for y in range(top, top + size):
                for x in range(size):
                    total += int(frame[y, x])
                    count += 1
            return total // count
        """,
        """
        import numpy as np

        def mean(frame, top, size):
            total = 0
            count = 0
            part = frame[top : top + size, :size]
            total += int(part.astype(np.int64).sum())
            count += part.size
            return total // count
        """,
    ),
    (
        RULE,
        """
        def peak(frame, y, left, right):
            best = frame[y, left]
            for x in range(left + 1, right):
                value = frame[y, x]
                if value > best:
                    best = value
            return best
        """,
        """
        def peak(frame, y, left, right):
            best = frame[y, left]
            part = frame[y, left + 1 : right]
            if part.size:
                best = max(best, part.max())
            return best
        """,
    ),
]
MADE = "import numpy as np\nFRAME = (np.arange(48) * 37 % 256).astype(np.uint8).reshape(6, 8)\n"
RUNS: list[Run] = [
    (
        RULE,
        MADE
        + """
def around(frame, y, x):
    total, low, high = 5, 999, -1
    for dy in range(-1, 2):
        for dx in range(-1, 2):
            total += int(frame[y + dy, x + dx])
            low = min(low, int(frame[y + dy, x + dx]))
            high = max(high, int(frame[y + dy, x + dx]))
    return total, low, high
""",
        ["around(FRAME, 1, 1)", "around(FRAME, 4, 6)", "around(FRAME * 1.5 - 9, 2, 3)"],
    ),
    (
        RULE,
        MADE
        + """
def area(frame, a, b):
    total = 0
    for y in range(a, b):
        for x in range(2, b):
            total += 2
            total += int(frame[y, x])
    return total
""",
        ["area(FRAME, 0, 6)", "area(FRAME, 3, 1)", "area(FRAME, 0, 0)"],
    ),
]
TOTAL = """
def total(frame, n):
    total = 0
    for y in range(n):
        for x in range(n):
            total += int(frame[y, x])
    return total
"""
# Here the inner loop alone becomes a slice: its ends move with the row, or the row is asked for afterwards.
ROWS = [
    (RULE, MADE + TOTAL.replace("range(n):\n            total", "range(y):\n            total"), ["total(FRAME, 6)"]),
    (RULE, MADE + TOTAL.replace("return total", "return total + y"), ["total(FRAME, 6)", "total(FRAME, 1)"]),
]
SILENT = [
    (RULE, TOTAL.replace("[y, x]", "[y][x]")),  # may be a list of lists
    (RULE, TOTAL.replace("[y, x]", "[x, x]")),
    (RULE, TOTAL.replace("[y, x]", "[y, total]")),
    (RULE, TOTAL.replace("return total", "return total + x")),
    (RULE, TOTAL.replace("            total +=", "            frame[x, y] = 1\n            total +=")),
]


@pytest.mark.parametrize("case", CASES)
def test_rewrites(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("row", RUNS + ROWS)
def test_behaves(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT)
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)
