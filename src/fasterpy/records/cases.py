"""Inputs."""

from __future__ import annotations

from typing import TypeAlias

from fasterpy.records.base import Record


class StdinCase(Record, frozen=True, tag="stdin"):
    """Standard input of a program."""

    stdin: bytes
    source: str
    size: int = 0
    weight: float = 1.0


class ExpressionCase(Record, frozen=True, tag="expression"):
    """A Python expression that gives ``(args, kwargs)``.

    It is evaluated inside the sandbox, in a namespace of the target's module plus ``fasterpy.sandbox.child.prelude``.
    """

    expression: str
    source: str
    size: int = 0
    weight: float = 1.0


class PickleCase(Record, frozen=True, tag="pickle"):
    """A recorded call: a pickle of ``(args, kwargs)`` that only the sandbox ever loads."""

    data: bytes
    source: str
    size: int = 0
    weight: float = 1.0
    label: str = ""


class GeneratorCase(Record, frozen=True, tag="generator"):
    """Number ``index`` of what ``inputs(n, rng)`` of the user's inputs file gives for ``n = size``."""

    text: str
    filename: str
    size: int
    seed: int
    index: int
    source: str = "inputs"
    weight: float = 1.0


Case: TypeAlias = StdinCase | ExpressionCase | PickleCase | GeneratorCase
