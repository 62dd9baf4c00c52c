"""Advice from a change itself, without a language model (beside paper §5.2.2).

Two witnesses. First the detectors: what they find in the slow version and no longer in the fast one is what the change
repaired, and the pattern library has the words for it. Second the facts of both versions: a table of transformations,
each with a test on (before, after). Where neither says anything the describer is silent: a made-up sentence would be
retrieved as advice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fasterpy.errors import SourceError
from fasterpy.knowledge.features import features
from fasterpy.knowledge.transformations import TRANSFORMATIONS
from fasterpy.records import Code, Finding

MOST_POINTS = 2
"""The paper's prompt: up to two key points."""
_LEAST_WEIGHT = 0.3
"""Findings below this are micro gains, which a rewrite loses in passing."""

Detect = Callable[[Code], Sequence[Finding]]


@dataclass(frozen=True)
class Description:
    """Advice for one pair; empty when nothing useful can be said."""

    text: str = ""
    tags: tuple[str, ...] = ()


class StaticDescriber:
    """Names the transformation between two versions."""

    def __init__(self, detect: Detect, words: Mapping[str, str], least_weight: float = _LEAST_WEIGHT) -> None:
        """``words``: advice by pattern name (``family/name`` or ``name``); a finding without words uses its own."""
        self._detect, self._words, self._least = detect, words, least_weight

    def describe(self, slow: Code, fast: Code) -> Description:
        """Up to two points, the weightiest first. Silent when nothing is recognised or a version does not parse."""
        try:
            before, after = features(slow.text), features(fast.text)
        except SourceError:
            return Description()
        points = self._repaired(slow, fast)
        points += [(row.weight, row.advice, row.name) for row in TRANSFORMATIONS if row.test(before, after)]
        points.sort(key=lambda point: -point[0])
        chosen = _distinct(points)
        return Description(text=" ".join(advice for _, advice, _ in chosen), tags=tuple(name for *_, name in chosen))

    def _repaired(self, slow: Code, fast: Code) -> list[tuple[float, str, str]]:
        """(weight, advice, pattern) of what is found more often before the change than after it."""
        before, after = list(self._detect(slow)), Counter(finding.pattern for finding in self._detect(fast))
        found: dict[str, Finding] = {}
        counts = Counter(finding.pattern for finding in before)
        for finding in before:
            if finding.weight >= self._least and not after[finding.pattern] and counts[finding.pattern]:
                found.setdefault(finding.pattern, finding)
        return [(finding.weight, self._advice(finding), name) for name, finding in found.items()]

    def _advice(self, finding: Finding) -> str:
        known = self._words.get(finding.pattern) or self._words.get(finding.pattern.rsplit("/", 1)[-1])
        text = known or finding.advice.split(": ", 1)[-1]
        return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."


def _distinct(points: Sequence[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """The first two points that do not speak of the same thing: they share no half of their longer words."""
    chosen: list[tuple[float, str, str]] = []
    for point in points:
        words = _long_words(point[1])
        if all(
            len(words & _long_words(other[1])) < 0.5 * min(len(words), len(_long_words(other[1]))) for other in chosen
        ):
            chosen.append(point)
        if len(chosen) == MOST_POINTS:
            break
    return chosen


def _long_words(text: str) -> set[str]:
    return {word.strip(".,:;()").lower() for word in text.split() if len(word) > 4}
