"""Baseline: a new interpreter for every run, the clock around it (how PIE's own program works)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.peers.runs import Run


class SubprocessPeer:
    """What it reports as run time includes starting the interpreter and importing."""

    name = "subprocess per run"

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()

    def run(self, text: str, stdin: str, timeout: float) -> Run:
        """One run of a program."""
        file = Path(self._folder.name) / "program.py"
        file.write_text(text)
        begin = time.perf_counter()
        try:
            start = time.perf_counter()
            done = subprocess.run(
                [sys.executable, str(file)],
                input=stdin.encode(),
                capture_output=True,
                timeout=timeout,
                cwd=self._folder.name,
                check=False,
            )
            reported = time.perf_counter() - start
            error = "" if done.returncode == 0 else f"exit code {done.returncode}"
            output = done.stdout.decode(errors="replace")
        except subprocess.TimeoutExpired:
            reported, error, output = timeout, "timeout", ""
        return Run(output=output, error=error, reported_s=reported, cost_s=time.perf_counter() - begin)

    def close(self) -> None:
        """Remove the folder."""
        self._folder.cleanup()
