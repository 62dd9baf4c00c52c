"""Combines all sources of inputs."""

from __future__ import annotations

import time
from collections.abc import Sequence

from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, StdinCase, Workload
from fasterpy.workload.config import WorkloadConfig
from fasterpy.workload.select import choose, run_all
from fasterpy.workload.stdin.programs import infer, infer_sized


class CombinedWorkloadBuilder:
    """A `WorkloadBuilder` over given inputs, examples, recorded calls, types and inference."""

    def __init__(self, config: WorkloadConfig | None = None) -> None:
        self._config = config or WorkloadConfig()

    def build(self, code: Code, executor: Executor, seconds: float) -> Workload:
        """Inputs for checking: small, varied, telling ones first."""
        if code.kind == "program":
            return self._program(code, executor, seconds)
        return Workload(cases=())

    def extend(self, code: Code, other: Code, workload: Workload, executor: Executor, seconds: float) -> list[Case]:
        """More inputs aimed at ``other``."""
        return []

    def sized(self, code: Code, workload: Workload, executor: Executor, sizes: Sequence[int], seed: int) -> list[Case]:
        """Fresh inputs for timing, about one per size."""
        if code.kind == "program":
            return list(infer_sized(code, executor, sizes, seed + 1_000_003, 1.0))
        return []

    def _program(self, code: Code, executor: Executor, seconds: float) -> Workload:
        config = self._config
        start = time.monotonic()
        budget = min(max(seconds, 0.3), 6.0)
        cases, note = infer(code, executor, min(1.0, budget * 0.5), config.cases + 24, config.seed)
        if not cases:
            return Workload(cases=(), notes=(note,) if note else ())
        left = max(0.3, budget - (time.monotonic() - start))
        runs = run_all(code, cases, executor, left, config.run_s)
        kept, _ = choose(runs, config.cases)
        if not any(isinstance(case, StdinCase) for case in kept):
            return Workload(cases=(), notes=("the original ends normally on no input that was tried",))
        return Workload(cases=tuple(kept))
