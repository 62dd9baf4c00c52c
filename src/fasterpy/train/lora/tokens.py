"""Conversations to tokens. The loss is on the assistant's tokens alone; the chat template gives their boundaries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fasterpy.errors import ConfigError
from fasterpy.records import Message, Record


class Encoded(Record, frozen=True):
    """One conversation: what is read, then what is to be said."""

    prompt: tuple[int, ...]
    answer: tuple[int, ...]
    """Supervised: the answer up to and including the token that ends the turn."""

    def __len__(self) -> int:
        return len(self.prompt) + len(self.answer)


def encode(tokenizer: Any, messages: Sequence[Message]) -> Encoded:
    """The prompt exactly as inference writes it, and the last message as the answer.

    Prompt and answer are split into tokens on their own, as at inference. Raises ConfigError for a chat template that
    rewrites what comes before the answer.
    """
    chat = [{"role": message.role, "content": message.content} for message in messages]
    if not chat or chat[-1]["role"] != "assistant":
        raise ConfigError("a training conversation must end with the assistant's message")
    before = tokenizer.apply_chat_template(chat[:-1], tokenize=False, add_generation_prompt=True)
    whole = tokenizer.apply_chat_template(chat, tokenize=False)
    if not whole.startswith(before):
        raise ConfigError("the chat template writes the prompt differently once there is an answer: use another base")
    answer = list(tokenizer(whole[len(before) :], add_special_tokens=False)["input_ids"])
    ends = [place for place, token in enumerate(answer) if token == tokenizer.eos_token_id]
    # Templates put a line end behind the end of the turn; nothing is generated there.
    answer = answer[: ends[-1] + 1] if ends else [*answer, tokenizer.eos_token_id]
    return Encoded(prompt=tuple(tokenizer(before, add_special_tokens=False)["input_ids"]), answer=tuple(answer))


def encode_all(tokenizer: Any, rows: Sequence[Sequence[Message]], max_length: int) -> tuple[list[Encoded], int]:
    """The conversations of at most ``max_length`` tokens, in order, and how many were longer."""
    found = [encode(tokenizer, row) for row in rows]
    kept = [each for each in found if len(each) <= max_length]
    return kept, len(found) - len(kept)


def padded(batch: Sequence[Encoded], pad: int) -> tuple[list[list[int]], list[list[int]], list[list[bool]]]:
    """Tokens, attention and, per position, whether it predicts a supervised token; padded on the right."""
    width = max(len(each) for each in batch)
    ids, attention, supervised = [], [], []
    for each in batch:
        rest = width - len(each)
        ids.append([*each.prompt, *each.answer, *[pad] * rest])
        attention.append([1] * len(each) + [0] * rest)
        # Position i predicts token i + 1.
        flags = [False] * (len(each.prompt) - 1) + [True] * len(each.answer)
        supervised.append(flags + [False] * (width - len(flags)))
    return ids, attention, supervised
