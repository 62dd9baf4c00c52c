"""What numbers a setting may have. "Not a number" and infinity are never meant, and would pass other checks."""

from __future__ import annotations

import math

LONGEST_S = 1e7
"""Four months: beyond that clocks and locks overflow."""

LIMITS: dict[str, tuple[float, float]] = {
    "threads": (0, 4096),
    "samples": (1, 1e6),
    "temperature": (0, 100),
    "request_timeout": (0.001, LONGEST_S),
    "max_tokens": (1, 1e9),
    "max_cost": (0, 1e12),
    "prompt_price": (0, 1e12),
    "completion_price": (0, 1e12),
    "context_tokens": (1, 1e9),
    "top_k": (0, 1e6),
    "threshold": (-1, 1),
    "distance_range": (0, 2),
    "seconds": (0.001, LONGEST_S),
    "min_speedup": (1, 1e12),
    "max_memory_ratio": (0, 1e12),
    "float_tolerance": (0, 1),
    "memory_mb": (1, 1e9),
    "timeout": (0.001, LONGEST_S),
}
"""The least and the largest value of every numeric setting."""


def mistake(key: str, value: object) -> str:
    """What is wrong with the value of a setting; empty when nothing is."""
    if key not in LIMITS or not isinstance(value, int | float) or isinstance(value, bool):
        return ""
    least, most = LIMITS[key]
    if math.isfinite(value) and least <= value <= most:
        return ""
    wanted = f"at least {least:g}" if value < least or not math.isfinite(value) else f"at most {most:g}"
    return f"must be a number of {wanted}, not {value:g}"
