"""Input that goes on behind the mark that ends it, and numbers that may be zero."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from fasterpy.records import Code, StdinCase, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.marks import more_after, stops_at_a_mark
from fasterpy.verify.verifier import DifferentialVerifier

MARKED = "while True:\n    n = int(input())\n    if n == 0:\n        break\n    print(n * n)\n"


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        (MARKED, True),
        ("n = int(input())\nwhile n != 0:\n    print(n)\n    n = int(input())\n", True),
        ("import sys\nfor line in sys.stdin:\n    if line == 'end\\n':\n        break\n", True),
        ("for _ in range(int(input())):\n    print(input())\n", False),
        ("n = int(input())\nwhile n:\n    n //= 2\n    if n == 3:\n        break\n", False),
    ],
)
def test_which_programs_stop_at_a_mark(text: str, stops: bool) -> None:
    assert stops_at_a_mark(ast.parse(text)) is stops


def test_inputs_go_on_after_the_mark() -> None:
    cases = [StdinCase(stdin=b"3\n0\n", source="stdin-inferred", size=1)]
    assert [case.stdin for case in more_after(ast.parse(MARKED), cases, "more")] == [b"3\n0\n3\n0\n"]


@pytest.fixture(scope="module")
def executor() -> Iterator[ZygoteExecutor]:
    with ZygoteExecutor() as made:
        yield made


def program(text: str) -> Code:
    return Code(text=text, kind="program", filename="program.py")


def test_reading_past_the_mark_is_noticed(executor: ZygoteExecutor) -> None:
    past = "import sys\nfor n in map(int, sys.stdin.read().split()):\n    if n:\n        print(n * n)\n"
    stops = "import sys\nfor n in map(int, sys.stdin):\n    if not n:\n        break\n    print(n * n)\n"
    inputs = [b"%d\n0\n" % n for n in range(1, 9)] + [b"5\n6\n0\n", b"7\n1\n2\n0\n"]
    workload = Workload(cases=tuple(StdinCase(stdin=text, source="stdin-inferred", size=1) for text in inputs))
    judged = [DifferentialVerifier(executor).verify(program(MARKED), program(t), workload, 5.0) for t in (past, stops)]
    assert [one.verdict for one in judged] == ["different", "equivalent"], [one.reason for one in judged]


def test_zero_is_a_distance(executor: ZygoteExecutor) -> None:
    pairs = (
        "n, k = map(int, input().split())\na = list(map(int, input().split()))\n"
        "print(sum(abs(a[i] - a[j]) == k for i in range(n) for j in range(i + 1, n)))\n"
    )
    counted = (
        "from collections import Counter\nn, k = map(int, input().split())\n"
        "c = Counter(map(int, input().split()))\nprint(sum(v * c[x + k] for x, v in list(c.items())))\n"
    )
    inputs = [b"3 1\n1 2 2\n", b"2 3\n4 1\n", b"2 0\n5 5\n", b"4 2\n1 3 5 7\n"]
    workload = Workload(cases=tuple(StdinCase(stdin=text, source="stdin-inferred", size=1) for text in inputs))
    found = DifferentialVerifier(executor).verify(program(pairs), program(counted), workload, 5.0)
    assert found.verdict == "different"
