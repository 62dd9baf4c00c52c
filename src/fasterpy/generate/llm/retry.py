"""When to ask again, and how long to wait before. Pure functions; the sleeping is the caller's."""

from __future__ import annotations

import email.utils
from datetime import UTC, datetime

from fasterpy.records import Record


class RetryPolicy(Record, frozen=True):
    """Exponential backoff within bounds."""

    attempts: int = 4
    """How often one request is sent at most, the first time included."""
    first_delay_s: float = 0.5
    factor: float = 2.0
    max_delay_s: float = 20.0
    max_retry_after_s: float = 60.0
    """A server that asks for a longer pause than this is not waited for."""


def backoff(policy: RetryPolicy, attempt: int, jitter: float = 0.5) -> float:
    """Seconds to wait after failed attempt number ``attempt`` (from 1).

    ``jitter`` in [0, 1] takes off up to half, so that requests that failed together do not come back together.
    """
    delay = min(policy.max_delay_s, policy.first_delay_s * policy.factor ** (attempt - 1))
    return delay * (1.0 - 0.5 * min(1.0, max(0.0, jitter)))


def retry_after(headers: dict[str, str], now: datetime | None = None) -> float | None:
    """Seconds that a server asks to wait: ``retry-after-ms``, or ``retry-after`` as seconds or as an HTTP date."""
    lowered = {name.lower(): value.strip() for name, value in headers.items()}
    milliseconds = _number(lowered.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    value = lowered.get("retry-after")
    seconds = _number(value)
    if seconds is not None or not value:
        return seconds
    try:
        date = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - (now or datetime.now(UTC))).total_seconds())


def _number(value: str | None) -> float | None:
    try:
        number = float(value) if value else None
    except ValueError:
        return None
    return number if number is not None and 0 <= number < 1e9 else None
