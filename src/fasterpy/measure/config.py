"""What a measurement may be told."""

from __future__ import annotations

from fasterpy.records import Limits, Record


class MeasureConfig(Record, frozen=True):
    """Defaults are those of the command line."""

    min_speedup: float = 1.10
    """The gain that is asked about; the paper's %OPT rule (Eq. 7)."""
    error_rate: float = 0.02
    """Probability, over all looks, that any reported interval misses the truth (both sides)."""
    seed: int = 0
    """Order of versions and choice of inputs."""
    max_blocks: int = 600
    batch_below_ns: int = 50_000
    """Calls shorter than this are timed many to a process, on different inputs; longer ones one to a process."""
    together: bool = False
    """Functions: all inputs of a block in one process, long calls too. Several times cheaper, and good enough to choose
    between candidates; not for claims, since what a call leaves behind may help the next."""
    batch_calls: int = 96
    warmup_calls: int = 16
    """Untimed calls on inputs that are not timed in that process; only where many calls share a process."""
    max_cases: int = 12
    """Inputs per block when each call has its own process."""
    screen_cases: int = 12
    """The same for a candidate of a search, which is measured again before anything is claimed."""
    plan_s: float | None = None
    """Choose the inputs of a block as if there were so many seconds at most: the rest is for more blocks, should the
    answer stay open. None: more time means more inputs."""
    memory: bool = True
    cold: bool = True
    scaling: bool = True
    brief_losers: bool = False
    """Leave out growth, cold runs, memory and counters of a candidate that is not faster; for searches over many."""
    extras_share: float | None = None
    """Growth and cold runs take at most this share of the time that the rest took. None: all the time that is left."""
    counters: bool = True
    """Instructions and cycles, where the machine counts them."""
    max_memory_ratio: float | None = None
    """Warn when the candidate's peak memory exceeds the original's by more than this factor."""
    limits: Limits = Limits(wall_s=20.0, cpu_s=30.0)
