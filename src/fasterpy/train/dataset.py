"""Pairs to conversations (paper §5.4): sample, look up advice, write the prompt of inference, split by problem."""

from __future__ import annotations

import math
import random
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence

import msgspec

from fasterpy.errors import InputsError
from fasterpy.records import Message, Record, Suggestion
from fasterpy.train.problems import Problems
from fasterpy.train.records import About, Conversation, Pair

SPEED_TAG = "Speed of the output: 10/10"
"""What prompts with a speed tag say; in training each pair states its own tenth, at use the best is asked for."""


class Advice(Record, frozen=True):
    """One suggestion that was found for a pair, and the code that it comes from (empty when it comes from none)."""

    suggestion: Suggestion
    slow: str = ""
    fast: str = ""


class Banned(Record, frozen=True):
    """What may not be shown to one pair: groups of nearly equal texts, problems, and similarity 1."""

    likes: frozenset[int]
    problem: str

    def forbids(self, advice: Advice, problems: Problems) -> bool:
        """Whether the advice is the pair's own, nearly its own, or about the same problem.

        At inference the base does not know the problem; a model that saw its solution would learn to copy.
        """
        if advice.suggestion.distance >= 1 - 1e-6:
            return True
        texts = [text for text in (advice.slow, advice.fast) if text.strip()]
        return any(problems.like(text) in self.likes or problems.of(text) == self.problem for text in texts)


Allowed = Callable[[Advice], bool]
Advise = Callable[[Pair, Allowed], Sequence[Advice]]
"""At most as many suggestions as wanted for a pair, of those that are allowed."""
Render = Callable[[Pair, Sequence[Suggestion]], tuple[Message, ...]]
"""The messages that a model gets at inference."""


class DatasetConfig(Record, frozen=True):
    """Which pairs become conversations."""

    count: int = 4000
    """How many (paper: 4,000); 0 means all."""
    seed: int = 42
    validation: float = 0.05
    """Share of the conversations that validates; no problem is on both sides."""
    verified: bool = False
    """Only pairs whose equivalence and gain our own checks showed."""
    fastest: bool = False
    """Every slow version once, with the fastest target that the pairs of its problem lead to."""
    min_rate: float = 1.1
    speed_tags: bool = False
    least_suggestions: int = 0
    """Pairs with fewer suggestions are left out."""
    longest: int = 0
    """Most characters of a whole conversation; 0 means any. What is longer is left out, never cut."""


class Built(Record, frozen=True):
    """The dataset and what became of the rest."""

    train: tuple[Conversation, ...]
    validation: tuple[Conversation, ...]
    dropped: dict[str, int]


def build(pairs: Iterable[Pair], config: DatasetConfig, problems: Problems, advise: Advise, render: Render) -> Built:
    """The conversations of a sample of ``pairs``; the same seed and pairs give the same dataset.

    ``problems`` knows already what is in the knowledge base. Raises InputsError when nothing is left.
    """
    dropped: Counter[str] = Counter()
    usable = _usable(pairs, config, problems, dropped)
    if config.fastest:
        usable = _fastest(usable, dropped)
    tenths = _tenths(usable) if config.speed_tags else {}
    random.Random(config.seed).shuffle(usable)
    chosen: list[Conversation] = []
    for number, pair in enumerate(usable):
        if config.count and len(chosen) == config.count:
            dropped["not in the sample"] += len(usable) - number
            break
        conversation = _conversation(pair, config, problems, advise, render, tenths, dropped)
        if conversation is not None:
            chosen.append(conversation)
    if not chosen:
        reasons = "; ".join(f"{count} {why}" for why, count in dropped.most_common()) or "the files hold no pairs"
        raise InputsError(f"no conversation could be made: {reasons}")
    train, validation = split(chosen, config.validation, config.seed)
    return Built(train=tuple(train), validation=tuple(validation), dropped=dict(dropped.most_common()))


def split(rows: Sequence[Conversation], share: float, seed: int) -> tuple[list[Conversation], list[Conversation]]:
    """Training and validation; whole problems, drawn at random, go to validation until its share is reached."""
    sizes = Counter(row.about.problem for row in rows)
    names = sorted(sizes)
    random.Random(seed).shuffle(names)
    wanted, held = share * len(rows), set[str]()
    have = 0
    for name in names:
        # A problem with thousands of pairs would be most of the validation: the next ones are tried instead.
        if have < wanted and have + sizes[name] <= max(1, 1.5 * wanted) and len(held) + 1 < len(names):
            held.add(name)
            have += sizes[name]
    return [r for r in rows if r.about.problem not in held], [r for r in rows if r.about.problem in held]


def _usable(pairs: Iterable[Pair], config: DatasetConfig, problems: Problems, dropped: Counter[str]) -> list[Pair]:
    kept: list[Pair] = []
    seen: set[tuple[str, str, str]] = set()
    for pair in pairs:
        key = (pair.slow, pair.fast, pair.wrong)
        if not pair.fast.strip():
            dropped["has no fast version"] += 1
        elif config.verified and not pair.verified:
            dropped["not verified"] += 1
        elif not pair.wrong and pair.rate < config.min_rate:
            dropped[f"gains less than {config.min_rate:g}"] += 1
        elif key in seen:
            dropped["the same pair twice"] += 1
        else:
            seen.add(key)
            problems.add_pair(pair)
            kept.append(pair)
    return kept


def _fastest(pairs: list[Pair], dropped: Counter[str]) -> list[Pair]:
    """Every slow version with the fastest text that its problem's pairs lead to; repair conversations stay.

    Rates compare two texts; pairs that share a text chain them, which gives every text a time relative to the others.
    """
    fresh = [pair for pair in pairs if not pair.wrong]
    times = relative_times(fresh)
    best: dict[int, Pair] = {}
    for pair in fresh:
        place = times[pair.fast][0]
        if place not in best or times[pair.fast][1] < times[best[place].fast][1]:
            best[place] = pair
    kept: dict[str, Pair] = {}
    for pair in fresh:
        place, time = times[pair.slow]
        target = best[place]
        rate = math.exp(time - times[target.fast][1])
        if pair.slow in kept or pair.slow == target.fast or rate < 1:
            dropped["not the fastest of its problem"] += 1
            continue
        verified = pair.verified and target.verified
        kept[pair.slow] = msgspec.structs.replace(pair, fast=target.fast, rate=rate, verified=verified)
    return [*kept.values(), *(pair for pair in pairs if pair.wrong)]


def relative_times(pairs: Sequence[Pair]) -> dict[str, tuple[int, float]]:
    """Per text the number of its chain and the logarithm of its time relative to the chain's first text."""
    edges: dict[str, list[tuple[str, float]]] = {}
    for pair in pairs:
        gain = math.log(max(pair.rate, 1e-9))
        edges.setdefault(pair.slow, []).append((pair.fast, -gain))
        edges.setdefault(pair.fast, []).append((pair.slow, gain))
    found: dict[str, tuple[int, float]] = {}
    for number, start in enumerate(edges):
        if start in found:
            continue
        found[start] = (number, 0.0)
        waiting = deque([start])
        while waiting:
            text = waiting.popleft()
            for other, step in edges[text]:
                if other not in found:
                    found[other] = (number, found[text][1] + step)
                    waiting.append(other)
    return found


def _tenths(pairs: Sequence[Pair]) -> dict[tuple[str, str], int]:
    """1 for the tenth of pairs that gains least, 10 for the one that gains most."""
    ranked = sorted(pairs, key=lambda pair: pair.rate)
    return {(pair.slow, pair.fast): 1 + 10 * place // len(ranked) for place, pair in enumerate(ranked)}


def _conversation(
    pair: Pair, config: DatasetConfig, problems: Problems, advise: Advise, render: Render,
    tenths: dict[tuple[str, str], int], dropped: Counter[str],
) -> Conversation | None:  # fmt: skip
    own = Banned(likes=frozenset((problems.like(pair.slow), problems.like(pair.fast))), problem=problems.of(pair.slow))
    found = advise(pair, lambda advice: not own.forbids(advice, problems))
    if len(found) < config.least_suggestions:
        dropped["too few suggestions"] += 1
        return None
    messages = render(pair, [advice.suggestion for advice in found])
    if tenths:
        messages = tuple(_tagged(message, tenths[pair.slow, pair.fast]) for message in messages)
    messages = (*messages, Message(role="assistant", content=answer(pair.fast)))
    if config.longest and sum(len(message.content) for message in messages) > config.longest:
        dropped[f"longer than {config.longest} characters"] += 1
        return None
    about = About(
        problem=own.problem, named=pair.problem, source=pair.source, rate=pair.rate, verified=pair.verified,
        licence=pair.licence, task="repair" if pair.wrong else "fresh", slow=pair.slow, fast=pair.fast,
        shown=tuple(text for advice in found for text in (advice.slow, advice.fast) if text),
    )  # fmt: skip
    return Conversation(messages=messages, about=about)


def answer(code: str) -> str:
    """The assistant's answer: the code as one full block."""
    fence = "```"
    while fence in code:
        fence += "`"
    return f"{fence}python\n{code.rstrip()}\n{fence}"


def _tagged(message: Message, tenth: int) -> Message:
    if message.role != "user" or SPEED_TAG not in message.content:
        return message
    return Message(role="user", content=message.content.replace(SPEED_TAG, SPEED_TAG.replace("10/", f"{tenth}/")))
