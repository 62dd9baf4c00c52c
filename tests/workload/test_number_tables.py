"""Programs whose numbers have to lie where a table has them, ranges long enough to meet what is rare, texts with the
letters that the code looks for."""

from __future__ import annotations

from fasterpy.records import Code, StdinCase
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder

TABLE = """
known = {}
for i in range(4000, 9000):
    known[i] = i % 97
a, b = map(int, input().split())
print(known[b] - known[a])
"""
RARE = """
a, b = map(int, input().split())
count = 0
for i in range(a, b + 1):
    text = str(i)
    if text[0] == text[4] and text[1] == text[3]:
        count += 1
print(count)
"""

GROUPS = """
word, k = input().split()
parts = [len(part) for part in word.split("0")]
print(sum(size > 1 for size in parts), int(k) % 3, word.count("11"))
"""


def answers(text: str) -> list[tuple[list[int], str]]:
    """(numbers, output) of the inputs on which the program ends normally."""
    code = Code(text=text, kind="program", filename="program.py")
    with ZygoteExecutor() as executor:
        workload = CombinedWorkloadBuilder().build(code, executor, 8.0)
    return [
        ([int(word) for word in case.stdin.split() if word.isdigit()], seen.stdout.decode().strip())
        for case, seen in workload.seen
        if isinstance(case, StdinCase) and seen.status == "returned"
    ]


def test_numbers_lie_within_a_table_over_a_range() -> None:
    found = answers(TABLE)
    assert len(found) >= 8
    assert all(4000 <= number < 9000 for numbers, _ in found for number in numbers)


def test_a_range_is_long_enough_to_meet_what_is_rare() -> None:
    assert len({output for _, output in answers(RARE)}) >= 3


def test_texts_hold_the_letters_that_the_code_looks_for() -> None:
    outputs = {output for _, output in answers(GROUPS)}
    assert len({output.split()[0] for output in outputs}) >= 3
    assert any(output.split()[2] != "0" for output in outputs)
