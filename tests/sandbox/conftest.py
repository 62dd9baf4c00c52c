"""Executors that tests share, and small helpers to make jobs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fasterpy.records import Code, ExpressionCase, Job, Limits, StdinCase
from fasterpy.sandbox.executor import ZygoteExecutor


def program(text: str, stdin: bytes = b"", **limits: float) -> Job:
    """A job that runs a program."""
    return Job(
        code=Code(text=text, kind="program", filename="program.py"),
        case=StdinCase(stdin=stdin, source="test"),
        limits=Limits(**limits),  # type: ignore[arg-type]
    )


def function(
    text: str, expression: str = "((), {})", name: str = "target", coverage: bool = False, **limits: float
) -> Job:
    """A job that calls a function."""
    return Job(
        code=Code(text=text, kind="function", filename="module.py", qualname=name),
        case=ExpressionCase(expression=expression, source="test"),
        limits=Limits(**limits),  # type: ignore[arg-type]
        coverage=coverage,
    )


@pytest.fixture(scope="session")
def executor() -> Iterator[ZygoteExecutor]:
    with ZygoteExecutor() as made:
        yield made
