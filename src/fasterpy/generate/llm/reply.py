"""What an OpenAI-compatible server answered: text, reason of the end, tokens."""

from __future__ import annotations

from typing import Any


def read(reply: Any) -> tuple[str, str, Any]:
    """Text, reason of the end and usage of a whole answer; ValueError when it is none."""
    choices = getattr(reply, "choices", None)
    if not choices:
        raise ValueError("no choices")
    message = choices[0].message
    return _text(message.content), str(choices[0].finish_reason or "stop"), reply.usage


async def read_stream(reply: Any, parts: list[str]) -> tuple[str, str, Any]:
    """The same from a stream of chunks, one of which (the last, if any) carries the usage; ``parts`` grows with it."""
    finish, usage, chunks = "", None, 0
    if not hasattr(reply, "__aiter__"):
        raise ValueError("not a stream")
    async for chunk in reply:
        chunks += 1
        usage = getattr(chunk, "usage", None) or usage
        for choice in (getattr(chunk, "choices", None) or [])[:1]:
            parts.append(_text(choice.delta.content if choice.delta else None))
            finish = choice.finish_reason or finish
    if not chunks or not (parts or finish):
        raise ValueError("an empty stream")
    return "".join(parts), finish or "length", usage


def _text(content: Any) -> str:
    if content is None:
        return ""
    if not isinstance(content, str):
        raise ValueError("content is not text")
    return content


def tokens(usage: Any) -> tuple[int, int]:
    """Of the prompt and of the answer; 0 where the server does not say."""

    def number(name: str) -> int:
        value = getattr(usage, name, None)
        return value if isinstance(value, int) and value > 0 else 0

    return number("prompt_tokens"), number("completion_tokens")
