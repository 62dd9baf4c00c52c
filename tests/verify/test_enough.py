"""A verdict in favour needs inputs, unless there are no more to be had."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from fasterpy.records import Case, Code, ExpressionCase, StdinCase, Strength, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify import enough
from fasterpy.verify.config import VerifyConfig
from fasterpy.verify.probes import consecutive
from fasterpy.verify.signs import rounds_otherwise
from fasterpy.verify.trial import Trial
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
    program = (
        "a, b, c = map(int, input().split())\nprint(a + b * c)\n",
        "a, b, c = map(int, input().split())\nprint(b * c + a)\n",
    )
    cases = [StdinCase(stdin=b"%d 2 3\n" % i, source="stdin-inferred", size=1) for i in range(3, 6)]
    assert _verdict(*program, cases, "program").startswith("inconclusive: they agree on")


def test_three_inputs_that_a_person_gave_suffice() -> None:
    program = (
        "a, b, c = map(int, input().split())\nprint(a + b * c)\n",
        "a, b, c = map(int, input().split())\nprint(b * c + a)\n",
    )
    cases = [StdinCase(stdin=b"%d 2 3\n" % i, source="inputs", size=1) for i in range(3, 6)]
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


def test_a_shorter_range_is_settled_by_all_small_numbers() -> None:
    one = (
        "n = int(input())\ntotal = 0\nfor k in range(1, n):\n    if n - 3 * k >= 0:\n        total += k\nprint(total)\n"
    )
    two = one.replace("range(1, n)", "range(1, n // 3 + 1)")
    wrong = one.replace("range(1, n)", "range(1, min(n, 24))")
    cases = [StdinCase(stdin=b"%d\n" % i, source="stdin-inferred", size=1) for i in range(1, 60, 3)]
    assert _verdict(one, two, cases, "program").startswith("equivalent")
    assert _verdict(one, wrong, cases, "program").startswith("different")


def test_small_numbers_are_all_tried_where_one_or_two_are_the_input() -> None:
    def made(*texts: bytes) -> list[bytes]:
        return [c.stdin for c in consecutive([StdinCase(stdin=t, source="", size=1) for t in texts], 9)]

    assert made(b"3\n", b"5\n") == [b"4\n", *(b"%d\n" % n for n in range(6, 12))]
    assert made(b"1 2\n", b"2 9\n") == [b"1 3\n", b"1 4\n", b"2 2\n", b"2 3\n", b"2 4\n", b"3 2\n", b"3 3\n", b"3 4\n"]
    assert made(b"2\n1 2\n", b"3\n1 2 3\n") == []
    assert made(b"ab\n") == []


def test_numbers_below_zero_are_tried_where_the_candidate_rounds_otherwise() -> None:
    one = "n = int(input())\ns = sum(map(int, input().split()))\nprint(s // 2 if s % 2 == 0 else f'{s / 2:.1f}')\n"
    two = "n = int(input())\nq, r = divmod(sum(map(int, input().split())), 2)\nprint(f'{q}.5' if r else q)\n"
    texts = [b"3\n%d %d 9\n" % (i, i * i % 17) for i in range(30)] + [b"3\n-2 -5 -7\n"]
    cases = [StdinCase(stdin=text, source="stdin-inferred", size=3) for text in texts]
    assert _verdict(one, two, cases, "program").startswith("different")


def test_a_quick_program_whose_inputs_were_not_tried_is_not_vouched_for() -> None:
    cases: list[Case] = [StdinCase(stdin=b"%d 1\n" % i, source="stdin-inferred", size=1) for i in range(1, 41)]
    code = Code(text="a, b = map(int, input().split())\nprint(a + b)\n", kind="program", filename="t.py")
    with ZygoteExecutor() as executor:
        verifier = DifferentialVerifier(executor)
        trial = Trial(verifier.baseline(code), code, executor, VerifyConfig(), Workload(cases=tuple(cases)), 4.0)
        assert trial.batches(cases[:12], trial.until(1.0)) is None
        assert not enough.thin(trial, Strength(coverage_original=1.0, coverage_candidate=1.0))
        trial.warnings.append("time was up after 12 of 40 inputs")
        assert "12 inputs only" in enough.thin(trial, Strength(coverage_original=1.0, coverage_candidate=1.0))


def test_a_largest_from_zero_on_expects_no_numbers_below_it() -> None:
    best = ast.parse("best = 0\nfor x in map(int, input().split()):\n    best = max(best, (x + 1) / 2)\nprint(best)\n")
    other = ast.parse("print(max((x + 1) // 2 for x in map(int, input().split())))\n")
    assert not rounds_otherwise(best, other)
    assert rounds_otherwise(ast.parse("print(int(input()) // 2)"), other)


def test_without_the_inputs_that_the_text_asks_for_nothing_is_vouched_for() -> None:
    text = "n = int(input())\na = list(map(int, input().split()))\nprint(sum(max(0, x) for x in a) + len(a))\n"
    made = [b"%d\n%s\n" % (n, b" ".join(b"%d" % (7 * i % 10) for i in range(n))) for n in range(2, 30)]
    cases: list[Case] = [StdinCase(stdin=one, source="stdin-inferred", size=len(one)) for one in made]
    code = Code(text=text, kind="program", filename="t.py")
    with ZygoteExecutor() as executor:
        verifier = DifferentialVerifier(executor)
        trial = Trial(verifier.baseline(code), code, executor, VerifyConfig(), Workload(cases=tuple(cases)), 4.0)
        assert trial.batches(cases, trial.until(1.0)) is None
        late = enough.asked_for(trial, ast.parse(text), trial.start - 1.0)
        assert late is not None and late.verdict == "inconclusive" and "asks for" in late.reason
        assert enough.asked_for(trial, ast.parse(text), trial.until(9.0)) is None
