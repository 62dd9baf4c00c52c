"""Does a finished dataset hold what must not be in it? Looks at the conversations alone, not at how they were made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fasterpy.records import Record
from fasterpy.train.problems import Problems
from fasterpy.train.records import Conversation

_BLOCK = re.compile(r"^(`{3,})[^\n`]*\n(.*?)^\1[ \t]*$", re.DOTALL | re.MULTILINE)


class Forbidden(Record, frozen=True):
    """Programs and names of problems that must not appear, nor anything nearly like them."""

    texts: tuple[str, ...]
    problems: tuple[str, ...] = ()


class Leak(Record, frozen=True):
    """One conversation (from 0) and what is wrong with it."""

    number: int
    why: str


class LeakChecker:
    """Compares by groups of nearly equal texts (names that a person chose do not count)."""

    def __init__(self, forbidden: Forbidden, problems: Problems) -> None:
        self._problems = problems
        self._names = {name.casefold() for name in forbidden.problems}
        self._likes = {problems.like(text) for text in forbidden.texts if text.strip()}

    def forbids(self, *texts: str, problem: str = "") -> str:
        """Why texts (or the source's name of their problem) must not be used; empty when they may."""
        if problem and problem.casefold() in self._names:
            return "its problem is forbidden"
        if any(text.strip() and self._problems.like(text) in self._likes for text in texts):
            return "nearly the same as a forbidden program"
        return ""

    def check(self, rows: Iterable[Conversation]) -> list[Leak]:
        """Forbidden code in prompts or answers, forbidden code behind the suggestions, and a pair's own suggestion."""
        leaks: list[Leak] = []
        for number, row in enumerate(rows):
            why = self.forbids(row.about.slow, row.about.fast, *code_blocks(row), problem=row.about.named)
            if not why and self.forbids(*row.about.shown):
                why = "a suggestion comes from a forbidden program"
            if not why and self._own(row):
                why = "a suggestion is the conversation's own"
            if why:
                leaks.append(Leak(number=number, why=why))
        return leaks

    def _own(self, row: Conversation) -> bool:
        own = {self._problems.like(row.about.slow), self._problems.like(row.about.fast)}
        return any(self._problems.like(text) in own for text in row.about.shown)


def code_blocks(row: Conversation) -> list[str]:
    """The code that a model would see and learn to say, whatever ``about`` says."""
    return [block for message in row.messages for _, block in _BLOCK.findall(message.content)]


def divided(train: Sequence[Conversation], validation: Sequence[Conversation], problems: Problems) -> list[Leak]:
    """Conversations of the validation whose code is (nearly) in the training part."""
    known = {problems.like(text) for row in train for text in (row.about.slow, row.about.fast)}
    return [
        Leak(number=number, why="nearly the same code is in the training part")
        for number, row in enumerate(validation)
        if problems.like(row.about.slow) in known or problems.like(row.about.fast) in known
    ]
