"""Small pairs that tests train on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from fasterpy.knowledge.builders.near import NearDuplicates
from fasterpy.records import Message, Suggestion
from fasterpy.train.dataset import Advice, Allowed
from fasterpy.train.problems import Problems
from fasterpy.train.records import Pair

NAMES = ("rows", "items", "words", "cells", "codes", "marks", "nodes", "pages", "parts", "users")


def slow(number: int) -> str:
    """A program of a problem of its own: operators and constants differ, not only names."""
    word = NAMES[number % len(NAMES)]
    step = "\n".join(
        f"    total = total {'+-*'[(number + k) % 3]} {word}.count(x) // {number + k + 2}" for k in range(3)
    )
    return f"{word} = input().split()\ntotal = {number}\nfor x in {word}:\n{step}\nprint(total, {number * 7})\n"


def fast(number: int, how: int = 0) -> str:
    word = NAMES[number % len(NAMES)]
    first = f"{word} = input().split()\nhow = {{}}\nfor x in {word}:\n    how[x] = how.get(x, {how}) + {number}\n"
    return first + f"print(sum(v * v % {number + 3} for v in how.values()), {number * 7})\n"


def pairs(count: int = 20) -> list[Pair]:
    return [Pair(slow=slow(n), fast=fast(n), source="made", rate=2.0 + n, verified=n % 2 == 0) for n in range(count)]


def problems() -> Problems:
    return Problems(NearDuplicates(0.9).add)


def render(pair: Pair, suggestions: Sequence[Suggestion]) -> tuple[Message, ...]:
    advice = "".join(f"\n- {suggestion.text}" for suggestion in suggestions)
    tag = "Speed of the output: 10/10"
    return (Message(role="system", content="Be fast."), Message(role="user", content=f"{pair.slow}{advice}\n{tag}"))


class Base:
    """A knowledge base of pairs; gives the first ``most`` that are allowed, the query's own first of all."""

    def __init__(self, known: Sequence[Pair], most: int = 2) -> None:
        self.known, self.most = known, most

    def __call__(self, pair: Pair, allowed: Allowed) -> list[Advice]:
        own_first = sorted(self.known, key=lambda other: other.slow != pair.slow)
        found = [
            Advice(suggestion=Suggestion(text=f"as in {o.rate}", rate=o.rate, distance=0.5), slow=o.slow, fast=o.fast)
            for o in own_first
        ]
        return [advice for advice in found if allowed(advice)][: self.most]


def write_lines(path: Path, rows: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path
