"""Random inputs for the independent checks: small alphabets, so that ties, repeats and misses are common."""

from __future__ import annotations

from random import Random


def ints(rng: Random, count: int, low: int = -5, high: int = 12) -> list[int]:
    """``count`` integers."""
    return [rng.randint(low, high) for _ in range(count)]


def big(rng: Random, count: int) -> list[int]:
    """Integers far apart, some beyond 64 bits."""
    return [rng.choice((rng.randint(-(10**6), 10**6), rng.randint(-(2**70), 2**70))) for _ in range(count)]


def mixed(rng: Random, count: int) -> list[int]:
    """Either small or big integers."""
    return ints(rng, count) if rng.random() < 0.8 else big(rng, count)


def floats(rng: Random, count: int) -> list[float]:
    """Positive prices."""
    return [round(rng.uniform(0.5, 200), rng.choice((0, 2, 9))) for _ in range(count)]


def word(rng: Random, most: int = 4, letters: str = "abAB") -> str:
    """A short word, never empty."""
    return "".join(rng.choice(letters) for _ in range(rng.randint(1, most)))


def words(rng: Random, count: int, most: int = 4, letters: str = "abAB") -> list[str]:
    """``count`` short words."""
    return [word(rng, most, letters) for _ in range(count)]


def text(rng: Random, count: int, letters: str = "abc ABé,.!?ß1 2\n") -> str:
    """A text of ``count`` characters."""
    return "".join(rng.choice(letters) for _ in range(count))


def pairs(rng: Random, count: int, low: int = 0, high: int = 8) -> list[tuple[int, int]]:
    """``count`` pairs of integers."""
    return [(rng.randint(low, high), rng.randint(low, high)) for _ in range(count)]


def spans(rng: Random, count: int, high: int = 30) -> list[tuple[int, int]]:
    """``count`` intervals (start < end)."""
    return [(start, start + rng.randint(1, 9)) for start in ints(rng, count, 0, high)]


def named(rng: Random, count: int, low: int = -5, high: int = 20) -> list[tuple[str, int]]:
    """``count`` pairs of a name and a number."""
    return [(word(rng, 2), rng.randint(low, high)) for _ in range(count)]


def grid(rng: Random, count: int, low: int = 0, high: int = 3, square: bool = False) -> list[list[int]]:
    """A rectangle of up to about ``count`` cells."""
    height = rng.randint(1, max(1, int(count**0.5)))
    width = height if square else rng.randint(1, max(1, int(count**0.5)))
    return [ints(rng, width, low, high) for _ in range(height)]


def table(rng: Random, count: int, low: int = -3, high: int = 9) -> dict[str, int]:
    """Names to numbers."""
    return dict(named(rng, count, low, high))
