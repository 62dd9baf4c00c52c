"""Prompts and answers of a language model, and their cost."""

from __future__ import annotations

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
