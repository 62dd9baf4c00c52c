"""Grids that hold a start and a goal once, lines of one width that nobody tells, formats under which all answers are
the same."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from fasterpy.records import Code, StdinCase
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder
from fasterpy.workload.select import OUTSIDE
from fasterpy.workload.stdin.engine.solo import letters_once

SEARCH = """
todo = [start]
seen = {start}
while todo:
    y, x = todo.pop()
    for b, a in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
        if 0 <= b < len(grid) and 0 <= a < len(grid[0]) and grid[b][a] != "#" and (b, a) not in seen:
            seen.add((b, a))
            todo.append((b, a))
"""
TOLD = f"""
h, w = map(int, input().split())
grid = [input() for _ in range(h)]
for i in range(h):
    for j in range(w):
        if grid[i][j] == "s":
            start = (i, j)
        elif grid[i][j] == "g":
            goal = (i, j)
{SEARCH}
print("Yes" if goal in seen else "No")
"""
TO_THE_END = f"""
import sys
grid = [line.strip() for line in sys.stdin if line.strip()]
for i in range(len(grid)):
    for j in range(len(grid[0])):
        if grid[i][j] == "E":
            start = (i, j)
{SEARCH}
print(len(seen))
"""
SEVERAL = f"""
while True:
    w, h = map(int, input().split())
    if w == 0:
        break
    grid = [list(input()) for _ in range(h)]
    for i, row in enumerate(grid):
        if "@" in row:
            start = (i, row.index("@"))
    {SEARCH.strip().replace(chr(10), chr(10) + "    ")}
    print(len(seen))
"""
PIECES = """
k = int(input())
text = input()
chunks = []
for i in range(len(text) - k + 1):
    if text[i : i + k] not in chunks:
        chunks.append(text[i : i + k])
print(len(chunks))
"""

BINGO = """
card = [list(map(int, input().split())) for _ in range(5)]
called = {int(input()) for _ in range(int(input()))}
hit = [[x in called for x in row] for row in card]
print(any(all(row) for row in hit) or any(all(hit[i][j] for i in range(5)) for j in range(5)))
"""
POSTFIX = """
stack = []
for word in input().split():
    if word == "+":
        stack.append(stack.pop() + stack.pop())
    elif word == "*":
        stack.append(stack.pop() * stack.pop())
    else:
        stack.append(int(word))
print(stack[-1])
"""
TABLES = """
n = int(input())
flags = [list(map(int, input().split())) for _ in range(n)]
gains = [list(map(int, input().split())) for _ in range(n)]
best = -(10**9)
for mask in range(1, 1 << 4):
    total = 0
    for row, gain in zip(flags, gains):
        total += gain[sum(row[j] & mask >> j & 1 for j in range(4))]
    best = max(best, total)
print(best)
"""
RANKS = """
from itertools import permutations
n = int(input())
p = tuple(map(int, input().split()))
q = tuple(map(int, input().split()))
ranks = {perm: i for i, perm in enumerate(permutations(range(1, n + 1)))}
print(abs(ranks[p] - ranks[q]))
"""
TOGETHER = """
a, b = input().split()
n = int(a + b)
print("Yes" if any(i * i == n for i in range(1000)) else "No")
"""
LETTER_BY_LETTER = """
a, b, c, d = [int(digit) for digit in input()]
print(a + b == c + d)
"""
CLOCKS = """
n = int(input())
busy = [0] * 24
for _ in range(n):
    start, end = input().split()
    for minute in range(int(start[0:2]) * 60 + int(start[3:5]), int(end[0:2]) * 60 + int(end[3:5])):
        busy[minute // 60] += 1
print(max(busy))
"""
WHOLE = """
import io, os
read = io.BytesIO(os.read(0, os.fstat(0).st_size)).readline
n, d = map(int, read().split())
rows = [tuple(map(int, read().decode().split())) for _ in range(n)]
print(sum(1 for x, y in rows if x * x + y * y <= d * d))
"""
LACKING = """
import a_package_that_nobody_has
print(a_package_that_nobody_has.f(int(input())))
"""
ISLANDS = """
h, w = map(int, input().split())
grid = [input() for _ in range(h)]
print(sum(1 for row in grid for cell in row if cell == "#"))
"""


@pytest.fixture(scope="module")
def executor() -> Iterator[ZygoteExecutor]:
    with ZygoteExecutor() as made:
        yield made


def inputs(text: str, executor: ZygoteExecutor) -> list[str]:
    """Inputs that the program is meant for."""
    made = CombinedWorkloadBuilder().build(Code(text=text, kind="program", filename="p.py"), executor, 6.0)
    usable = [c for c in made.cases if isinstance(c, StdinCase) and not c.source.startswith(OUTSIDE)]
    return [case.stdin.decode() for case in usable if case.source == "stdin-inferred"]


def test_start_and_goal_come_once(executor: ZygoteExecutor) -> None:
    made = inputs(TOLD, executor)
    grids = [text.partition("\n")[2] for text in made]
    assert len(grids) > 20
    assert all(grid.count("s") == grid.count("g") == 1 for grid in grids)
    assert any("#" in grid and "." in grid for grid in grids)
    found = {y for grid in grids for y, row in enumerate(grid.split("\n")) if "g" in row}
    assert len(found) > 3, "not in the first rows alone"


def test_lines_to_the_end_are_equally_long(executor: ZygoteExecutor) -> None:
    grids = [text.split() for text in inputs(TO_THE_END, executor)]
    assert sum(len(grid) > 2 for grid in grids) > 10
    assert all(len({len(row) for row in grid}) == 1 for grid in grids)


def test_every_grid_of_several_has_one(executor: ZygoteExecutor) -> None:
    made = [text for text in inputs(SEVERAL, executor) if text.count(" ") > 2]
    assert len(made) > 5
    assert all(text.count("@") == text.count(" ") - 1 for text in made)


def test_a_text_longer_than_its_pieces(executor: ZygoteExecutor) -> None:
    made = [text.split("\n")[:2] for text in inputs(PIECES, executor)]
    assert any(int(k) < len(text) for k, text in made)


def test_boards_have_as_many_columns_as_rows(executor: ZygoteExecutor) -> None:
    made = inputs(BINGO, executor)
    assert len(made) > 20
    assert all(len(row.split()) == 5 for text in made for row in text.split("\n")[:5])


def test_signs_find_their_numbers(executor: ZygoteExecutor) -> None:
    made = [text.split() for text in inputs(POSTFIX, executor)]
    mixed = [words for words in made if "+" in words and "*" in words]
    assert len(mixed) > 5
    assert all(2 * sum(word in "+*" for word in words) == len(words) - 1 for words in mixed)


def test_beside_one_mark_there_is_another(executor: ZygoteExecutor) -> None:
    made = [text.partition("\n")[2] for text in inputs(ISLANDS, executor)]
    assert sum(set(grid) <= set("#.\n") for grid in made) > 0.8 * len(made)


def test_tables_of_fixed_widths_beside_a_number(executor: ZygoteExecutor) -> None:
    made = [text.split("\n") for text in inputs(TABLES, executor)]
    assert len(made) > 20
    assert all(len(row.split()) >= 4 for lines in made for row in lines[1 : 1 + int(lines[0])])


def test_lists_that_are_looked_up_in_permutations(executor: ZygoteExecutor) -> None:
    made = [text.split("\n") for text in inputs(RANKS, executor)]
    assert len({text[1] for text in made}) > 10
    assert all(sorted(map(int, row.split())) == [*range(1, int(n) + 1)] for n, *rows in made for row in rows[:2])


def test_numbers_put_together(executor: ZygoteExecutor) -> None:
    made = [text.split() for text in inputs(TOGETHER, executor)]
    assert len(made) > 20
    assert all(word.isdigit() for words in made for word in words)


def test_digits_one_by_one(executor: ZygoteExecutor) -> None:
    made = inputs(LETTER_BY_LETTER, executor)
    assert len(made) > 20
    assert all(len(text.strip()) == 4 and text.strip().isdigit() for text in made)


def test_times_cut_by_places(executor: ZygoteExecutor) -> None:
    made = [text.split()[1:] for text in inputs(CLOCKS, executor)]
    assert len(made) > 20
    assert all(len(word) == 5 and word[2] == ":" for words in made for word in words)


def test_all_of_the_input_behind_a_file_of_its_own(executor: ZygoteExecutor) -> None:
    made = [text.split("\n") for text in inputs(WHOLE, executor)]
    assert len(made) > 20
    assert all(len(row.split()) == 2 for lines in made for row in lines[:-1])


def test_a_package_that_is_not_there_is_named(executor: ZygoteExecutor) -> None:
    code = Code(text=LACKING, kind="program", filename="p.py")
    made = CombinedWorkloadBuilder().build(code, executor, 3.0)
    assert not made.cases
    assert "a_package_that_nobody_has" in made.notes[0]


@pytest.mark.parametrize(
    ("text", "sure", "likely"),
    [
        (TOLD, "sg", ""),
        (TO_THE_END, "E", ""),
        (SEVERAL, "@", ""),
        ("for i in range(h):\n for j in range(w):\n  if g[i][j] == 'S':\n   y = i\n   x = j\n", "S", ""),
        ("for i in range(h):\n for j in range(w):\n  if g[i][j] == 'S':\n   d[i][j] = 0\n", "", "S"),
        ("for i, c in enumerate(s):\n  if c == 'A':\n    last = i\n", "", ""),
        ("for i, c in enumerate(s):\n  if c == 'A':\n    seen[i] = 0\n", "", ""),
        ("for step in range(n):\n  c = input()\n  if c == 'U':\n    x, y = x - 1, y\n", "", ""),
        ("for i in range(h):\n for j in range(w):\n  if g[i][j] == 'S':\n   count += 1\n", "", ""),
    ],
)
def test_letters_that_come_once_are_those_of_places_in_a_grid(text: str, sure: str, likely: str) -> None:
    assert letters_once(ast.parse(text)) == (sure, likely)
