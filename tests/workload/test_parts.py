"""Words of several parts, texts that are all of the input, ends of queries, and numbers that a comment tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from fasterpy.records import Code, StdinCase
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder
from fasterpy.workload.select import OUTSIDE

CLOCK = """
n = int(input())
minutes = []
for _ in range(n):
    clock = input().split()[0]
    h, m, s = clock.split(":")
    minutes.append(int(h) * 60 + int(m))
print(max(minutes), len(set(minutes)))
"""
SCORES = """
import sys
for line in sys.stdin:
    home, score, away = line.split()
    x, y = score.split("-")
    print(home if int(x) > int(y) else away)
"""
QUERIES = """
n, q = map(int, input().split())
values = list(map(int, input().split()))
for _ in range(q):
    l, r = map(int, input().split())
    total = 0
    for i in range(l - 1, r):
        total += values[i]
    print(total)
"""
LETTERS = """
import sys
words, word = [], ""
for ch in sys.stdin.read().lower() + " ":
    if "a" <= ch <= "z":
        word += ch
    elif word:
        words.append(word)
        word = ""
for word in sorted(set(words)):
    print(word, words.count(word))
"""
AMOUNTS = """
import sys
cents = 0
for line in sys.stdin:
    text = line.split(",")[-1].strip()
    sign = -1 if text.startswith("-") else 1
    text = text[1:] if sign < 0 else text
    whole, _, part = text.partition(".")
    cents += sign * (int(whole) * 100 + int((part + "00")[:2]))
print(cents)
"""


@pytest.fixture(scope="module")
def executor() -> Iterator[ZygoteExecutor]:
    with ZygoteExecutor() as made:
        yield made


def inputs(executor: ZygoteExecutor, text: str) -> list[str]:
    code = Code(text=text, kind="program", filename="program.py")
    cases = CombinedWorkloadBuilder().build(code, executor, 6.0).cases
    found = [case.stdin.decode() for case in cases if isinstance(case, StdinCase) and case.source != OUTSIDE]
    assert len(found) >= 12
    return found


def share(texts: list[str], good: object) -> float:
    return sum(bool(good(text)) for text in texts) / len(texts)  # type: ignore[operator]


def test_times_of_day(executor: ZygoteExecutor) -> None:
    found = inputs(executor, CLOCK)
    assert share(found, lambda text: re.fullmatch(r"\d+\n((([01]?\d|2[0-3])(:[0-5]\d){2})\n)+", text)) > 0.8
    assert any(re.search(r"^\d:", text, re.M) for text in found), "hours of one digit"


def test_two_numbers_at_a_mark(executor: ZygoteExecutor) -> None:
    found = inputs(executor, SCORES)
    assert share(found, lambda text: all(re.fullmatch(r"\S+ \d+-\d+ \S+", line) for line in text.splitlines())) > 0.8


def test_ends_of_queries_lie_within_what_was_read(executor: ZygoteExecutor) -> None:
    def fits(text: str) -> bool:
        rows = [list(map(int, line.split())) for line in text.splitlines()]
        n, q = rows[0]
        return len(rows[1]) == n and len(rows) == 2 + q and all(1 <= a <= b <= n for a, b in rows[2:])

    assert share(inputs(executor, QUERIES), fits) > 0.7
    told = inputs(executor, QUERIES.replace("values =", "# up to 10**18\nvalues ="))
    assert max(max(map(int, text.split("\n")[1].split())) for text in told) > 10**15


def test_a_text_has_words_that_come_again(executor: ZygoteExecutor) -> None:
    found = inputs(executor, LETTERS)
    words = [re.findall("[a-z]+", text.lower()) for text in found]
    assert sum(len(each) > len(set(each)) > 1 for each in words) > 5
    assert any(re.search(r"[,.;'-]", text) for text in found)


def test_signs_and_points_that_the_program_looks_for(executor: ZygoteExecutor) -> None:
    found = inputs(executor, AMOUNTS)
    assert any(re.search(r"-0\.\d*[1-9]", text) for text in found), "below zero by less than one"
