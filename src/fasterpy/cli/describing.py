"""Composes the describers of changes: static, or a chat model with the static one behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fasterpy.records import Code

if TYPE_CHECKING:
    from fasterpy.config import Settings
    from fasterpy.knowledge.builders import Pair
    from fasterpy.knowledge.describe import StaticDescriber
    from fasterpy.protocols import ChatModel

Answers = list[tuple[str, tuple[str, ...]]]


def static_describer() -> StaticDescriber:
    """Detectors and the words of the pattern library."""
    from fasterpy.detect.detector import detect
    from fasterpy.knowledge import load_patterns
    from fasterpy.knowledge.describe import StaticDescriber

    patterns = load_patterns()
    words = {pattern.key: pattern.summary for pattern in patterns}
    words.update((pattern.name, pattern.summary) for pattern in patterns)
    return StaticDescriber(detect, words)


def make_describer(settings: Settings, how: str) -> Callable[[list[Pair]], Answers]:
    """A function from pairs to (advice, tags). Raises GenerationError for ``llm`` without a model or key."""
    static = static_describer()

    def describe(pairs: list[Pair]) -> Answers:
        found = [static.describe(code(pair, pair.slow), code(pair, pair.fast)) for pair in pairs]
        return [(one.text, one.tags) for one in found]

    if how != "llm":
        return describe
    from fasterpy.knowledge.summaries import ChangeSummarizer

    summarizer = ChangeSummarizer(_chat_model(settings))

    def asked(pairs: list[Pair]) -> Answers:
        texts = summarizer.summarize([(pair.slow, pair.fast) for pair in pairs])
        return [(text or own, tags) for text, (own, tags) in zip(texts, describe(pairs), strict=True)]

    return asked


def _chat_model(settings: Settings) -> ChatModel:
    from fasterpy.cli.compose import make_cache
    from fasterpy.cli.upfront import check_url
    from fasterpy.generate.llm.cached import CachedChatModel
    from fasterpy.generate.llm.openai_chat import OpenAIChatConfig, OpenAIChatModel

    check_url(settings.base_url, "base-url")
    config = OpenAIChatConfig(
        model=settings.model, base_url=settings.base_url, timeout_s=settings.request_timeout, stream=settings.stream
    )
    model = OpenAIChatModel(config)
    return CachedChatModel(model, make_cache(settings), context=model.base_url)


def code(pair: Pair, text: str) -> Code:
    """A version of a pair as detectors want it."""
    return Code(text=text, kind=pair.kind or "function", qualname=pair.qualname or None)
