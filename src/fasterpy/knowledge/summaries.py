"""Summaries of changes by a language model (paper §5.2.2): expert role, the unified diff, at most two key points.

The backend is any ``ChatModel``. With a cached one every answer is kept as it arrives, so a build that was killed pays
for nothing twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from fasterpy.knowledge.dataset import unified
from fasterpy.protocols import ChatModel
from fasterpy.records import ChatRequest, Message

PROMPT = Path(__file__).with_name("prompts") / "summary.jinja"
MOST_POINTS = 2
_MOST_DIFF = 12_000
"""Characters of a diff that a prompt holds; longer ones are whole rewrites, of which the start says enough."""
_BATCH = 32
_POINT = re.compile(r"(?:^|[\n;])\s*(?:\d+[.)]|[-*•])\s+")
_MARKUP = re.compile(r"\*\*|__|^#+\s*", re.M)
_PERCENT = re.compile(r"\d+(\.\d+)?\s?%(?!\s*(MOD|mod|\w+\s*==))")
_COSMETIC = re.compile(
    r"\b(renam\w+|readab\w+|formatting|whitespace|cleaner|naming|variable names?|comments?|docstrings?)\b", re.I
)
_FASTER = re.compile(
    r"\b(fast\w*|time|O\(|complexity|instead|avoid\w*|reduc\w+|eliminat\w+|cache\w*|loop\w*|lookup\w*|once)\b", re.I
)


class ChangeSummarizer:
    """Asks a chat model for the advice in a change."""

    def __init__(self, model: ChatModel, max_tokens: int = 300) -> None:
        self._model, self._max_tokens = model, max_tokens

    def summarize(self, pairs: Sequence[tuple[str, str]]) -> list[str]:
        """One text per (slow, fast), empty where the model failed or says that nothing was optimized.

        Raises GenerationError when a whole batch fails.
        """
        texts: list[str] = []
        for start in range(0, len(pairs), _BATCH):
            batch = [self.request(slow, fast) for slow, fast in pairs[start : start + _BATCH]]
            texts += [clean(answers[0].text) if answers else "" for answers in self._model.complete(batch)]
        return texts

    def request(self, slow: str, fast: str) -> ChatRequest:
        """The prompt for one change."""
        text = _template().render(diff=unified(slow, fast)[:_MOST_DIFF].rstrip())
        return ChatRequest(messages=(Message(role="user", content=text),), seed=0, max_tokens=self._max_tokens)


@lru_cache(maxsize=1)
def _template():  # type: ignore[no-untyped-def]  # jinja2 is imported only when a model is asked
    from jinja2 import Environment, StrictUndefined

    return Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True).from_string(
        PROMPT.read_text(encoding="utf-8")
    )


def clean(answer: str) -> str:
    """At most two points as plain sentences, without numbering, markup, percentages and points about looks alone."""
    text = _MARKUP.sub("", answer).strip()
    if re.fullmatch(r"\W*NONE\W*", text):
        return ""
    points = [" ".join(point.split()) for point in _POINT.split("\n" + text)]
    if len(points) > 1 and points[0].endswith(":"):
        points = points[1:]  # "Here is the summary:"
    kept = []
    for point in points:
        point = re.sub(r"^\d+[.)]\s*", "", point).strip(" ;")
        looks_alone = _COSMETIC.search(point) and not _FASTER.search(point)
        if len(point.split()) >= 3 and not looks_alone and not _PERCENT.search(point):
            kept.append(point if point.endswith((".", "!", "?")) else point + ".")
    return " ".join(dict.fromkeys(kept[:MOST_POINTS]))
