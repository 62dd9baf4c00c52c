"""Combines all sources of inputs."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, ExpressionCase, Workload
from fasterpy.workload.aim import aimed
from fasterpy.workload.config import WorkloadConfig
from fasterpy.workload.examples import doctests, from_tests
from fasterpy.workload.functions.synthesis import synthesize, synthesize_sized
from fasterpy.workload.inputs import GivenInputs
from fasterpy.workload.recorded import recorded_cases
from fasterpy.workload.select import OUTSIDE, choose, run_all
from fasterpy.workload.stdin.programs import Formats, infer, infer_sized

_MOST_SECONDS = 8.0
_SIZED_S = 0.1
_PATIENCE = 3.0
"""Seconds on the clock that a second of making inputs may take where other processes use the cores."""
_PROVED, _FAILING = 40, 16
_PROVING_S = 2.5
"""Inputs of a function that are run in a process of their own before they are handed out."""


class CombinedWorkloadBuilder:
    """A `WorkloadBuilder` over given inputs, examples in the text, recorded calls, types and inference.

    Every case carries its source: ``inputs``, ``doctest``, ``pytest``, ``recorded``, ``typed``, ``inferred``,
    ``stdin-inferred``, ``edge``, ``mutation``, or ``outside-domain`` for an input on which the original fails although
    others of its kind work.
    """

    def __init__(
        self, config: WorkloadConfig | None = None, stand_in: Callable[[Code], Code | None] | None = None
    ) -> None:
        """``stand_in``: a program that reads the same input and does less work, or None for programs that have none.

        Guessing a format takes many watched runs, which a program that fills a table of a million first cannot give.
        Inputs are found with the stand-in; whether they are usable, the original alone decides.
        """
        self._config = config or WorkloadConfig()
        self._stand_in = stand_in
        self._formats = Formats()

    def build(self, code: Code, executor: Executor, seconds: float) -> Workload:
        """Inputs for checking: small, varied, the telling ones first.

        Raises InputsError when the user's inputs cannot be used.
        """
        config = self._config
        start = time.monotonic()
        budget = min(max(seconds, 0.5), _MOST_SECONDS)
        given = self._given(code, executor)
        made: list[Case] = []
        meant: set[str] = set()
        works: set[str] = set()
        notes: list[str] = []
        trouble = ""
        if config.synthesis:
            share = min(1.0, budget * 0.5)
            wanted = config.cases + config.cases // 4
            if code.kind == "program":
                found, trouble = infer(
                    self._quick(code), executor, share, wanted, config.seed, self._formats, _PATIENCE
                )
                made.extend(found)
            else:
                calls, works, meant, trouble = synthesize(
                    code, executor, share, wanted, config.seed, bool(given), _PATIENCE
                )
                made.extend(calls)
        left = max(1.0, budget - (time.monotonic() - start))
        # The engine called the function on each: beyond the telling ones it need not be asked once more.
        spared = [case for case in made if isinstance(case, ExpressionCase) and case.expression in works][_PROVED:]
        failing = [case for case in made if isinstance(case, ExpressionCase) and case.expression not in works]
        skipped = {*spared, *failing[_FAILING:]}
        left = min(left, _PROVING_S) if works and not given else left
        runs = run_all(code, [*given, *(c for c in made if c not in skipped)], executor, left, config.run_s)
        ran = {case for case, _seen in runs}
        spared = [
            case for case in made if isinstance(case, ExpressionCase) and case.expression in works and case not in ran
        ]
        usable = [run for run in runs if run[1].status != "unusable"]
        if given and not any(seen.status == "returned" for _, seen in runs[: len(given)]):
            statuses = sorted({seen.status for _, seen in runs[: len(given)]})
            notes.append(f"the original ends normally on none of the given inputs ({', '.join(statuses)})")
        kept, _ = choose(usable, config.cases, meant=meant, more=spared)
        if not any(case.source != OUTSIDE for case in kept):
            if not notes:
                notes.append(trouble or "the original ends normally on no input that was tried")
            return Workload(cases=(), notes=tuple(notes))
        known = set(kept)
        seen = tuple(run for run in usable if run[0] in known)
        return Workload(cases=tuple(kept), notes=tuple(notes), seen=seen)

    def extend(self, code: Code, other: Code, workload: Workload, executor: Executor, seconds: float) -> list[Case]:
        """More inputs aimed at ``other``: its constants, and branches that the workload does not reach."""
        if not self._config.synthesis:
            return []
        return aimed(
            code,
            other,
            workload,
            executor,
            min(max(seconds, 0.2), _MOST_SECONDS),
            self._config,
            self._quick(code),
            self._formats,
        )

    def sized(self, code: Code, workload: Workload, executor: Executor, sizes: Sequence[int], seed: int) -> list[Case]:
        """Fresh inputs for timing, about one per size, as far as the original stays under a tenth of a second:

        several dozen paired runs must fit into seconds, and growth shows at smaller sizes too."""
        if self._config.inputs:
            return GivenInputs(self._config.inputs, code).sized(executor, sizes, seed + 1_000_003)
        if not self._config.synthesis:
            return list(workload.cases)
        if code.kind == "program":
            return list(infer_sized(self._quick(code), executor, sizes, seed + 1_000_003, _SIZED_S, self._formats))
        return list(synthesize_sized(code, executor, sizes, seed + 1_000_003, _SIZED_S))

    def _quick(self, code: Code) -> Code:
        found = self._stand_in(code) if self._stand_in is not None else None
        return found or code

    def _given(self, code: Code, executor: Executor) -> list[Case]:
        """What people wrote or did: these come before anything made up."""
        config = self._config
        cases: list[Case] = []
        if config.inputs:
            cases += GivenInputs(config.inputs, code).cases(executor, config.cases, config.seed)
        if code.kind == "function":
            cases += doctests(code)
            cases += from_tests(code)
            if config.recorded:
                cases += recorded_cases(config.recorded, code)
        return cases
