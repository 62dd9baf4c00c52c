"""Rows that are run: the rewritten code must give the same values and the same output as the original."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from tests.generate.rules.tables import rewritten

Run = tuple[str, str, list[str]]
"""Rule (or ``rule#variant``), source, and expressions over it; for programs: standard inputs."""


def check_run(row: Run) -> None:
    """Assert that the rule fires and that every expression means the same before and after."""
    rule, before, questions = row
    name, _, variant = rule.partition("#")
    after = rewritten(name, before, variant or None)
    assert after is not None, f"{rule} is silent"
    first = textwrap.dedent(before)
    for question in questions:
        if "input(" in first:
            assert _program(first, question) == _program(after, question), after
        else:
            assert _value(first, question) == _value(after, question), after


def check_silent(row: tuple[str, str]) -> None:
    """Assert that the rule does not fire."""
    assert rewritten(row[0], row[1]) is None


def _value(source: str, question: str) -> Any:
    space: dict[str, Any] = {"__name__": "trial"}
    exec(compile(source, "trial", "exec"), space)
    try:
        result = eval(question, space)
    except Exception as error:
        return type(error)
    return [repr(item) for item in result] if isinstance(result, Iterable) else repr(result)


def _program(source: str, text: str) -> list[str]:
    lines = iter(text.splitlines())
    printed: list[str] = []
    space: dict[str, Any] = {
        "__name__": "__main__",
        "input": lambda *_: next(lines),
        "print": lambda *words, sep=" ", end="\n", **_: printed.append(sep.join(map(str, words)) + end),
    }
    exec(compile(source, "trial", "exec"), space)
    return printed
