"""Reading what ``python -m cProfile -o FILE`` wrote."""

from __future__ import annotations

import pstats
from collections.abc import Mapping
from pathlib import Path

from fasterpy.errors import InputsError

Place = tuple[str, int]
"""Resolved path of a file, and the first line of a function in it (its decorator's, when it has one)."""


def read_profile(path: Path) -> Mapping[Place, float]:
    """Share of the profiled time in [0, 1] that was spent in each function and what it calls.

    Raises InputsError for a file that is not a profile.
    """
    try:
        stats = pstats.Stats(str(path))
    except FileNotFoundError:
        raise InputsError(f"{path}: no such file; write one with  python -m cProfile -o {path} ...") from None
    except Exception as error:  # marshal raises what it likes for foreign bytes
        raise InputsError(f"{path}: not a profile of cProfile ({error})") from None
    total = float(getattr(stats, "total_tt", 0.0))
    if total <= 0:
        raise InputsError(f"{path}: the profile is empty")
    rows = getattr(stats, "stats", {})
    return {
        (str(Path(file).resolve()), line): min(1.0, cumulative / total)
        for (file, line, _name), (_primitive, _calls, _own, cumulative, _callers) in rows.items()
        if line > 0
    }
