"""Command languages: one name in all lines, one name twice in a line."""

from __future__ import annotations

import ast

from fasterpy.records import Code, StdinCase
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.commands import commands, more_of_one_name
from fasterpy.verify.verifier import DifferentialVerifier
from fasterpy.workload.builder import CombinedWorkloadBuilder

BANK = """
import sys
held = {}
for line in sys.stdin:
    words = line.split()
    if not words:
        continue
    if words[0] == "put":
        held[words[1]] = held.get(words[1], 0) + int(words[2])
    elif words[0] == "move":
        held[words[1]] = held.get(words[1], 0) - int(words[3])
        held[words[2]] = held.get(words[2], 0) + int(words[3])
for name in sorted(held):
    print(name, held[name])
"""
TAKEN = "        held[words[1]] = held.get(words[1], 0) - int(words[3])\n"
GIVEN = "        held[words[2]] = held.get(words[2], 0) + int(words[3])\n"
BOTH = "        a, b = held.get(words[1], 0), held.get(words[2], 0)\n"
AT_ONCE = BANK.replace(
    TAKEN + GIVEN, BOTH + "        held[words[1]], held[words[2]] = a - int(words[3]), b + int(words[3])\n"
)


def test_what_commands_are() -> None:
    assert commands(ast.parse(BANK)) == {"put", "move"}
    assert not commands(ast.parse("if input() == 'yes':\n    print(1)\n"))


def test_variants() -> None:
    case = StdinCase(stdin=b"put a 5\nmove b 3 2\n", source="stdin-inferred")
    made = {one.stdin for one in more_of_one_name(ast.parse(BANK), [case], "more")}
    assert {b"put a 5\nmove a 3 2\n", b"put a 5\nmove a a 2\n", b"put a 5\nmove b b 2\n"} <= made


def test_moving_to_oneself_is_noticed() -> None:
    assert AT_ONCE != BANK
    before, after, same = (
        Code(text=text, kind="program", filename="program.py")
        for text in (BANK, AT_ONCE, BANK.replace("held = {}", "held = dict()"))
    )
    with ZygoteExecutor() as executor:
        builder = CombinedWorkloadBuilder()
        workload = builder.build(before, executor, 4.0)
        judged = [DifferentialVerifier(executor, builder).verify(before, one, workload, 5.0) for one in (after, same)]
    assert [one.verdict for one in judged] == ["different", "equivalent"], [one.reason for one in judged]
