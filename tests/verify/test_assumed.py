"""What an answer takes for granted is said, and only where it makes a difference."""

import pytest

from fasterpy.records import Code, StdinCase, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.verifier import DifferentialVerifier

ORIGINAL = """
s = input()
ok = True
for i in range(len(s)):
    if s[i] != s[len(s) - 1 - i]:
        ok = False
print(ok)
"""
WORDS = ("a", "ab", "aba", "abca", "abba", "aab", "abcba", "xyzzy", "noon", "noons", "zz", "abab")


def program(text: str) -> Code:
    return Code(text=text, kind="program", filename="program.py")


@pytest.mark.parametrize(
    ("candidate", "told"),
    [("s = input().strip()\nprint(s == s[::-1])\n", 2), ("s = input()\nprint(s == s[::-1])\n", 0)],
)
def test_spaces_at_line_ends(candidate: str, told: int) -> None:
    inputs = Workload(cases=tuple(StdinCase(stdin=f"{w}\n".encode(), source="given") for w in WORDS))
    with ZygoteExecutor() as executor:
        found = DifferentialVerifier(executor).verify(program(ORIGINAL), program(candidate), inputs, 5.0)
    assert found.verdict == "equivalent", found
    assert sum(warning.startswith("taken for granted: no line") for warning in found.warnings) == told
