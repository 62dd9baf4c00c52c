"""Lists of parents on standard input, by the customs that people have."""

from __future__ import annotations

import pytest

from fasterpy.protocols import Executor
from fasterpy.records import Code
from fasterpy.workload.stdin.programs import infer

REST = """n = int(input())
above = list(map(int, input().split()))
boss = {1: 0}

def rank(v):
    if v not in boss:
        boss[v] = rank(above[v - 2]) + 1
    return boss[v]

print(max(rank(v) for v in range(1, n + 1)))
"""
WHOLE = """n = int(input())
above = [int(x) for x in input().split()]
deep = 0
for v in range(n):
    steps = 0
    while above[v] != -1:
        v = above[v]
        steps += 1
    deep = max(deep, steps)
print(deep)
"""


@pytest.mark.parametrize(("text", "low", "left_out"), [(REST, 1, True), (WHOLE, 0, False)])
def test_what_is_climbed_is_a_tree_whose_parents_come_before_or_after(
    text: str, low: int, left_out: bool, executor: Executor
) -> None:
    cases, note = infer(Code(text=text, kind="program", filename="p.py"), executor, 2.0, 60, 0)
    assert not note
    made = [list(map(int, case.stdin.split())) for case in cases if case.source == "stdin-inferred"]
    trees = [(numbers[0], numbers[1:]) for numbers in made if len(numbers) > 3]
    assert len(trees) >= 10
    assert all(len(above) == n - left_out for n, above in trees)
    first = low + left_out
    later = [any(parent > child for child, parent in enumerate(above, first)) for _, above in trees]
    assert any(later) and not all(later)
