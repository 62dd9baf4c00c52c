"""Rewrites that are right for what a docstring promises of the arguments, and wrong ones none the less."""

from __future__ import annotations

import pytest

from fasterpy.cli.compose import make_builder
from fasterpy.config import Settings
from fasterpy.records import Code, Verdict
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.verifier import DifferentialVerifier

HEAD = 'from bisect import bisect_left, bisect_right\n\n\ndef f(values, x):\n    """{}"""\n'
BODY = """    count = 0
    for value in values:
        if value >= x:
            break
        count += 1
    return count
"""


def judge(doc: str, candidate: str) -> Verdict:
    before, after = (
        Code(text=HEAD.format(doc) + body, kind="function", filename="m.py", qualname="f")
        for body in (BODY, f"    return {candidate}\n")
    )
    with ZygoteExecutor() as executor:
        builder = make_builder(Settings())
        workload = builder.build(before, executor, 6.0)
        return DifferentialVerifier(executor, builder).verify(before, after, workload, 6.0)


@pytest.mark.parametrize(
    ("doc", "candidate", "verdict"),
    [
        ("Number of items below x in the sorted list values.", "bisect_left(values, x)", "equivalent"),
        ("Number of items below x in the sorted list values.", "bisect_right(values, x)", "different"),
        ("Number of items at the start of values below x.", "bisect_left(values, x)", "different"),
    ],
)
def test_a_promise_rules_inputs_out(doc: str, candidate: str, verdict: str) -> None:
    found = judge(doc, candidate)
    assert found.verdict == verdict, found
    said = [warning for warning in found.warnings if "the docstring says so" in warning]
    assert len(said) == (verdict == "equivalent")
