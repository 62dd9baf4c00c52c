"""Prompts and answers of a language model, and their cost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from fasterpy.records.base import Record


class Message(Record, frozen=True):
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


class ChatRequest(Record, frozen=True):
    """One prompt and how its answers are to be sampled."""

    messages: tuple[Message, ...]
    n: int = 1
    """Number of answers."""
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int | None = None
    """Answer number i is sampled with seed + i, where the backend knows seeds."""
    max_tokens: int = 4096
    stop: tuple[str, ...] = ()
    """Texts that end an answer, where the backend knows them."""
    seconds: float | None = None
    """Wall time that one answer may take, if less than the backend's own limit."""


class Completion(Record, frozen=True):
    """One answer of a model."""

    text: str
    finish: str = "stop"
    """``stop``, ``length`` (cut off at max_tokens) or the backend's own word."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0


class Usage(Record, frozen=True):
    """What the language model cost."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None
    seconds: float = 0.0
    unsure_tokens: int = 0
    """What answers that were given up may have cost beside, at most: nobody told. Budgets count them as spent."""


def total(usages: Iterable[Usage]) -> Usage:
    """The sum; its cost is that of the usages whose cost is known."""
    every = tuple(usages)
    costs = [usage.cost_usd for usage in every if usage.cost_usd is not None]
    return Usage(
        requests=sum(usage.requests for usage in every),
        prompt_tokens=sum(usage.prompt_tokens for usage in every),
        completion_tokens=sum(usage.completion_tokens for usage in every),
        cost_usd=sum(costs) if costs else None,
        seconds=sum(usage.seconds for usage in every),
        unsure_tokens=sum(usage.unsure_tokens for usage in every),
    )
