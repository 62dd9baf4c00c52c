"""Ours: a fresh process per run, forked from a zygote that has the program's imports loaded."""

from __future__ import annotations

import time

from benchmarks.peers.runs import Run
from fasterpy.records import Code, Job, Limits, StdinCase
from fasterpy.sandbox.executor import ZygoteExecutor


class FasterpyPeer:
    """The sandbox of fasterpy, all layers on."""

    name = "fasterpy"

    def __init__(self) -> None:
        self._executor = ZygoteExecutor()

    def run(self, text: str, stdin: str, timeout: float) -> Run:
        """One run of a program."""
        begin = time.perf_counter()
        job = Job(
            code=Code(text=text, kind="program", filename="program.py"),
            case=StdinCase(stdin=stdin.encode(), source="peers"),
            limits=Limits(wall_s=timeout, cpu_s=timeout + 1, memory_mb=2048),
        )
        seen = self._executor.execute([job])[0]
        return Run(
            output=seen.stdout.decode(errors="replace"),
            error="" if seen.status == "returned" else f"{seen.status} {seen.detail}",
            reported_s=seen.wall_ns / 1e9,
            cost_s=time.perf_counter() - begin,
        )

    def close(self) -> None:
        """Give the sandbox back."""
        self._executor.close()
