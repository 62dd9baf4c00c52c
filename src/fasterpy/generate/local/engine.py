"""What an engine promises: answers to a batch of prompts, each as soon as it is complete."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from fasterpy.generate.local.gate import Gate
from fasterpy.records import Message, Record


class Ask(Record, frozen=True):
    """One answer that is wanted. The last message may be the assistant's: the answer goes on from there."""

    messages: tuple[Message, ...]
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 0
    max_tokens: int = 1024
    stop: tuple[str, ...] = ()
    """Texts that end an answer; they belong to it."""


class Answer(Record, frozen=True):
    """One complete answer."""

    text: str
    finish: str
    """``stop`` or ``length``."""
    prompt_tokens: int
    completion_tokens: int


class Engine(Protocol):
    """Weights in memory. Used by one thread at a time."""

    name: str

    def run(self, asks: Sequence[Ask], gate: Gate) -> Iterator[tuple[int, Answer]]:
        """Answers with the index of their ask, in order of completion.

        Between two steps ``gate.step()`` is asked whether to go on; unfinished answers are given up when it says no.
        Closing the iterator does the same.
        """


def split_prefix(messages: Sequence[Message]) -> tuple[list[dict[str, str]], str]:
    """The messages as templates take them, and the beginning of the answer, if the last message is the assistant's."""
    rest = list(messages)
    prefix = rest.pop().content if rest and rest[-1].role == "assistant" else ""
    return [{"role": message.role, "content": message.content} for message in rest], prefix
