"""What the paired measurement found."""

from __future__ import annotations

from fasterpy.records.base import Record


class Interval(Record, frozen=True):
    """A ratio with its 95% interval."""

    point: float
    low: float
    high: float


class SizePoint(Record, frozen=True):
    """Times at one input size."""

    size: int
    original_ns: float
    candidate_ns: float
    speedup: float


class Scaling(Record, frozen=True):
    """Fitted growth of time with size."""

    original: str
    """Class in words, for example ``n^2``; ``unknown`` when the data do not decide."""
    candidate: str
    original_exponent: Interval | None = None
    candidate_exponent: Interval | None = None


class Memory(Record, frozen=True):
    """Bytes, from separate runs."""

    original_peak: int
    candidate_peak: int
    original_allocated: int = 0
    candidate_allocated: int = 0


class Measurement(Record, frozen=True):
    """What the paired measurement found."""

    speedup: Interval | None
    """None when it could not be measured."""
    trustworthy: bool
    warnings: tuple[str, ...] = ()
    noise: Interval | None = None
    """The same comparison of the original with itself."""
    original_ns: float = 0.0
    candidate_ns: float = 0.0
    pairs: int = 0
    sizes: tuple[SizePoint, ...] = ()
    scaling: Scaling | None = None
    memory: Memory | None = None
    cold: Interval | None = None
    """program: with imports included."""
    extra: dict[str, float] = {}
