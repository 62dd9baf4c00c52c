"""Lines that hold more than the program looks at."""

from __future__ import annotations

import ast

import pytest

from fasterpy.records import Code, StdinCase
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.tokens import more_tokens
from fasterpy.verify.verifier import DifferentialVerifier
from fasterpy.workload.builder import CombinedWorkloadBuilder

COUNT = "n = int(input().split()[0])\nprint(sum(sum(map(int, input().split())) for _ in range(n)))\n"
FIRST = COUNT.replace("int(input().split()[0])", "int(input())")
WORDS = "line = input()\nprint(eval(line.replace(' ', '+')))\n"
GLUED = "line = input()\nprint(int(line.replace(' ', '')))\n"
SAME = "line = input()\nprint(sum(map(int, line.split())))\n"


@pytest.mark.parametrize(
    ("original", "candidate", "same"),
    [(COUNT, FIRST, False), (COUNT, COUNT.replace("sum(sum(", "0 + sum(sum("), True), (WORDS, GLUED, False)],
)
def test_what_the_code_does_not_look_at_may_be_there(original: str, candidate: str, same: bool) -> None:
    before, after = (Code(text=text, kind="program", filename="program.py") for text in (original, candidate))
    with ZygoteExecutor() as executor:
        builder = CombinedWorkloadBuilder()
        workload = builder.build(before, executor, 4.0)
        found = DifferentialVerifier(executor, builder).verify(before, after, workload, 5.0)
    assert found.verdict == ("equivalent" if same else "different"), found.reason


def test_only_where_the_code_says_so() -> None:
    cases = [StdinCase(stdin=b"3 4\n5\n", source="stdin-inferred")]
    assert not more_tokens(ast.parse(SAME), cases)
    assert {case.stdin for case in more_tokens(ast.parse(COUNT), cases)} == {
        b"3 4 4\n5\n",
        b"1 3 4\n5\n",
        b"3 4 2 1\n5\n",
    }
    assert {case.stdin for case in more_tokens(ast.parse(WORDS), cases)} >= {b"3 4\n5 5\n", b"3 4\n5 2 1\n"}
