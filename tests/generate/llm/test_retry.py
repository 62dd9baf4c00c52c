from datetime import UTC, datetime

import pytest

from fasterpy.generate.llm.retry import RetryPolicy, backoff, retry_after
from fasterpy.generate.llm.usage import Budget, Price
from fasterpy.records import Usage


def test_backoff_grows_within_its_bound() -> None:
    policy = RetryPolicy(first_delay_s=1.0, factor=2.0, max_delay_s=5.0)
    assert [backoff(policy, attempt, jitter=0.0) for attempt in (1, 2, 3, 4, 9)] == [1.0, 2.0, 4.0, 5.0, 5.0]
    assert backoff(policy, 2, jitter=1.0) == 1.0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "3"}, 3.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "Mon, 01 Jan 2024 00:00:30 GMT"}, 30.0),
        ({"retry-after": "Sun, 31 Dec 2023 23:00:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-4"}, None),
        ({"retry-after": "nan"}, None),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, datetime(2024, 1, 1, tzinfo=UTC)) == seconds


def test_affordable_counts_the_worst_case() -> None:
    price = Price(prompt=1.0, completion=10.0)
    used = Usage(prompt_tokens=100, completion_tokens=100, cost_usd=0.5)
    assert Budget().affordable(used, 100, 100, None) >= 1000
    assert Budget(max_tokens=1000).affordable(used, 100, 100, None) == 4
    assert Budget(max_cost_usd=1.0).affordable(used, 10_000, 9_000, price) == 5
    assert Budget(max_cost_usd=0.4).affordable(used, 10, 10, price) == 0
