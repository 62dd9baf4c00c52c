"""Tokens, seconds and money, added up; and the budget that stops the spending."""

from __future__ import annotations

import threading
import time

from fasterpy.errors import GenerationError
from fasterpy.records import Record, Usage


class Price(Record, frozen=True):
    """US dollars per million tokens."""

    prompt: float
    completion: float

    def cost(self, prompt_tokens: int, completion_tokens: int) -> float:
        """US dollars."""
        return (self.prompt * prompt_tokens + self.completion * completion_tokens) / 1e6


class Meter:
    """Adds up what requests cost. Safe with several threads.

    ``seconds`` counts the wall time during which at least one request was under way, not the sum over requests.
    """

    def __init__(self, price: Price | None = None) -> None:
        self._price = price
        self._lock = threading.Lock()
        self._requests = 0
        self._prompt = 0
        self._completion = 0
        self._busy = 0.0
        self._active = 0
        self._since = 0.0

    def begin(self) -> None:
        """A request goes out."""
        with self._lock:
            if self._active == 0:
                self._since = time.monotonic()
            self._active += 1
            self._requests += 1

    def end(self, prompt_tokens: int = 0, completion_tokens: int = 0) -> None:
        """It came back, or failed with nothing to pay."""
        with self._lock:
            self._active -= 1
            self._prompt += prompt_tokens
            self._completion += completion_tokens
            if self._active == 0:
                self._busy += time.monotonic() - self._since

    def usage(self) -> Usage:
        """Totals; ``cost_usd`` is None when the price of the model is not known."""
        with self._lock:
            busy = self._busy + (time.monotonic() - self._since if self._active else 0.0)
            cost = self._price.cost(self._prompt, self._completion) if self._price else None
            return Usage(
                requests=self._requests,
                prompt_tokens=self._prompt,
                completion_tokens=self._completion,
                cost_usd=cost,
                seconds=busy,
            )


class Budget(Record, frozen=True):
    """What may be spent in all; 0 means no limit."""

    max_tokens: int = 0
    """Prompt and completion tokens together."""
    max_cost_usd: float = 0.0

    def affordable(self, used: Usage, prompt_tokens: int, completion_tokens: int, price: Price | None) -> int:
        """How many more answers of at most this size fit, so that the limit holds even in the worst case.

        Raises GenerationError when a limit in money is set and the price of the model is not known.
        """
        count = 1_000_000
        if self.max_tokens:
            left = self.max_tokens - used.prompt_tokens - used.completion_tokens
            count = min(count, left // max(1, prompt_tokens + completion_tokens))
        if self.max_cost_usd:
            if price is None:
                raise GenerationError(
                    "max-cost is set but the price of the model is not known: set its price per million tokens "
                    "or drop max-cost"
                )
            each = price.cost(prompt_tokens, completion_tokens)
            if each > 0:
                count = min(count, int((self.max_cost_usd - (used.cost_usd or 0.0)) / each))
        return max(0, count)


def estimate_tokens(text: str) -> int:
    """An upper estimate of the tokens of a text, for budgets and for servers that report no usage.

    Code runs at three to four characters per token with the usual vocabularies; three keeps it on the safe side.
    """
    return len(text.encode("utf-8", "replace")) // 3 + 4
