"""What this machine offers to this process."""

from __future__ import annotations

import os


def usable_cores() -> int:
    """Processor cores that this process may use; all of the machine's where the platform cannot say."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
