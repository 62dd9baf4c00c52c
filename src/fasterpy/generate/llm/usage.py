"""Tokens, seconds and money, added up; and the budget that stops the spending."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from fasterpy.errors import GenerationError
from fasterpy.records import Record, Usage

_ROUNDING = 1e-9
"""Five answers for a fifth of the budget each are five, whatever floats make of it."""


class Price(Record, frozen=True):
    """US dollars per million tokens."""

    prompt: float
    completion: float

    def cost(self, prompt_tokens: int, completion_tokens: int) -> float:
        """US dollars."""
        return (self.prompt * prompt_tokens + self.completion * completion_tokens) / 1e6


@dataclass(eq=False)
class Ticket:
    """One request under way."""

    prompt: int = 0
    """Tokens of its prompt, estimated."""
    longest: int = 0
    """Tokens of its answer at most."""
    parts: list[str] = field(default_factory=list)
    """What came of a streamed answer so far."""


class Meter:
    """Adds up what requests cost. Safe with several threads; a ticket is closed once, whoever comes first.

    ``seconds`` counts the wall time during which at least one request was under way, not the sum over requests.
    """

    def __init__(self, price: Price | None = None) -> None:
        self._price = price
        self._lock = threading.Lock()
        self._requests = 0
        self._prompt = 0
        self._completion = 0
        self._unsure = 0
        self._busy = 0.0
        self._active: set[Ticket] = set()
        self._since = 0.0

    def begin(self, prompt_tokens: int = 0, longest: int = 0) -> Ticket:
        """A request goes out."""
        ticket = Ticket(prompt_tokens, longest)
        with self._lock:
            if not self._active:
                self._since = time.monotonic()
            self._active.add(ticket)
            self._requests += 1
        return ticket

    def end(self, ticket: Ticket, prompt_tokens: int = 0, completion_tokens: int = 0) -> None:
        """It was answered, or refused before any work, with nothing to pay."""
        with self._lock:
            if ticket in self._active:
                self._close(ticket, prompt_tokens, completion_tokens)

    def lose(self, ticket: Ticket) -> None:
        """It was sent and its answer will not come: the prompt was read, and who knows how much was written."""
        with self._lock:
            if ticket in self._active:
                self._lose(ticket)

    def abandon(self) -> None:
        """All that are under way are given up now."""
        with self._lock:
            for ticket in tuple(self._active):
                self._lose(ticket)

    def usage(self) -> Usage:
        """Totals without what is under way; ``cost_usd`` is None when the price of the model is not known."""
        with self._lock:
            return self._usage(self._prompt, self._unsure)

    def at_worst(self) -> Usage:
        """Totals as if all that is under way got the longest answers."""
        with self._lock:
            prompt = sum(ticket.prompt for ticket in self._active)
            longest = sum(ticket.longest for ticket in self._active)
            return self._usage(self._prompt + prompt, self._unsure + longest)

    def _lose(self, ticket: Ticket) -> None:
        written = estimate_tokens("".join(ticket.parts)) if ticket.parts else 0
        self._unsure += max(0, ticket.longest - written)
        self._close(ticket, ticket.prompt, written)

    def _close(self, ticket: Ticket, prompt: int, completion: int) -> None:
        self._active.discard(ticket)
        self._prompt += prompt
        self._completion += completion
        if not self._active:
            self._busy += time.monotonic() - self._since

    def _usage(self, prompt: int, unsure: int) -> Usage:
        return Usage(
            requests=self._requests,
            prompt_tokens=prompt,
            completion_tokens=self._completion,
            cost_usd=self._price.cost(prompt, self._completion) if self._price else None,
            seconds=self._busy + (time.monotonic() - self._since if self._active else 0.0),
            unsure_tokens=unsure,
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
            left = self.max_tokens - used.prompt_tokens - used.completion_tokens - used.unsure_tokens
            count = min(count, left // max(1, prompt_tokens + completion_tokens))
        if self.max_cost_usd:
            if price is None:
                raise GenerationError(
                    "max-cost is set but the price of the model is not known: set its price per million tokens "
                    "or drop max-cost"
                )
            each = price.cost(prompt_tokens, completion_tokens)
            if each > 0:
                left_usd = self.max_cost_usd - (used.cost_usd or 0.0) - price.cost(0, used.unsure_tokens)
                count = min(count, int(left_usd / each + _ROUNDING))
        return max(0, count)


def estimate_tokens(text: str) -> int:
    """An upper estimate of the tokens of a text, for budgets and for servers that report no usage.

    Code runs at three to four characters per token with the usual vocabularies; three keeps it on the safe side.
    """
    return len(text.encode("utf-8", "replace")) // 3 + 4
