"""What the parts of the stage hand to one another."""

from __future__ import annotations

from typing import Literal

from fasterpy.records import Message, Record


class Pair(Record, frozen=True):
    """One slow/fast pair that may become a conversation."""

    slow: str
    fast: str
    source: str = ""
    problem: str = ""
    """What the source calls the problem that both solve; empty when it does not say."""
    rate: float = 1.0
    """Time of slow / time of fast."""
    verified: bool = False
    kind: Literal["program", "function"] = "program"
    qualname: str = ""
    """The function or method that both versions define; empty for a program."""
    licence: str = ""
    wrong: str = ""
    """An earlier candidate that was refuted: then the conversation is about correcting it."""
    feedback: str = ""
    """What the check found about ``wrong``."""


class About(Record, frozen=True):
    """Where a conversation comes from. Written beside its messages; never shown to a model."""

    problem: str
    """Class of problems, within this dataset alone."""
    named: str
    """What the source calls the problem; empty when it does not say."""
    source: str
    rate: float
    verified: bool
    licence: str
    task: Literal["fresh", "repair"]
    slow: str
    fast: str
    shown: tuple[str, ...] = ()
    """The code that the suggestions were taken from."""


class Conversation(Record, frozen=True):
    """One training example: system, user, assistant."""

    messages: tuple[Message, ...]
    about: About


class PromptNote(Record, frozen=True):
    """The prompt that a dataset was made with: a model tuned on it wants to be asked in the same way."""

    name: str
    sha256: str
    suggestions: int = 2
    detectors: bool = False
    speed_tag: bool = False
