"""A verdict in favour needs inputs, unless there are no more to be had."""

from __future__ import annotations

from collections.abc import Sequence

from fasterpy.records import Case, Code, ExpressionCase, StdinCase, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.verifier import DifferentialVerifier


def _verdict(original: str, candidate: str, cases: Sequence[Case], kind: str = "function") -> str:
    codes = [
        Code(text=text, kind=kind, filename="target.py", qualname="f" if kind == "function" else None)  # type: ignore[arg-type]
        for text in (original, candidate)
    ]
    with ZygoteExecutor() as executor:
        found = DifferentialVerifier(executor).verify(codes[0], codes[1], Workload(cases=tuple(cases)), 4.0)
    return f"{found.verdict}: {found.reason}"


def test_few_made_inputs_are_inconclusive() -> None:
    program = "n = int(input())\nprint(n * n + 1)\n", "n = int(input())\nprint(1 + n * n)\n"
    cases = [StdinCase(stdin=b"%d\n" % i, source="stdin-inferred", size=1) for i in range(3, 6)]
    assert _verdict(*program, cases, "program").startswith("inconclusive: they agree on")


def test_three_inputs_that_a_person_gave_suffice() -> None:
    program = "n = int(input())\nprint(n * n + 1)\n", "n = int(input())\nprint(1 + n * n)\n"
    cases = [StdinCase(stdin=b"%d\n" % i, source="inputs", size=1) for i in range(3, 6)]
    assert _verdict(*program, cases, "program").startswith("equivalent")


def test_truth_values_are_all_there_are() -> None:
    one = "def f(a, b):\n    if a:\n        return b\n    return not b\n"
    two = "def f(a, b):\n    return b if a else not b\n"
    calls = [f"(({a}, {b}), {{}})" for a in (True, False) for b in (True, False)]
    assert _verdict(one, two, [ExpressionCase(expression=e, source="typed", size=2) for e in calls]).startswith("equi")


def test_the_same_output_everywhere_shows_nothing() -> None:
    one = "n = int(input())\nprint('YES' if n * n == 1517 * 1517 else 'NO')\n"
    two = "n = int(input())\nprint('YES' if n * n == -1 else 'NO')\n"
    cases = [StdinCase(stdin=b"%d\n" % i, source="stdin-inferred", size=1) for i in range(3, 60)]
    assert not _verdict(one, two, cases, "program").startswith("equivalent")


def test_items_held_to_zero_are_tried_below_it() -> None:
    sure = "n = int(input())\na = list(map(int, input().split()))\nprint(sum(max(0, x) for x in a) + len(a))\n"
    rash = "n = int(input())\na = list(map(int, input().split()))\nprint(sum(a) + len(a))\n"
    cases = [
        StdinCase(
            stdin=b"%d\n%s\n" % (n, b" ".join(b"%d" % (7 * i % 10) for i in range(n))), source="stdin-inferred", size=n
        )
        for n in range(2, 14)
    ]
    assert _verdict(sure, rash, cases, "program").startswith("different")
