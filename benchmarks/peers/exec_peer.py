"""Baseline: exec in a thread of one long-lived process, streams replaced by StringIO (the paper's §5.7).

Written from the paper's description: queues between the main process and a control process, a new thread and a fresh
namespace per program, timestamps around the program's text, standard streams redirected in memory. A program that does
not answer in time costs a new control process.
"""

from __future__ import annotations

import io
import multiprocessing
import queue
import sys
import threading
import time
from typing import Any

from benchmarks.peers.runs import Run


def _control(requests: Any, answers: Any) -> None:
    while True:
        text, stdin = requests.get()
        captured = io.StringIO()
        report: dict[str, Any] = {"duration": 0.0, "error": "the thread ended without a result"}

        def work(text: str = text, report: dict[str, Any] = report) -> None:
            start = time.time()
            try:
                exec(text, {"__name__": "__main__"})
                report["error"] = ""
            except SystemExit as ending:
                report["error"] = "" if not ending.code else f"exit code {ending.code}"
            except BaseException as error:
                report["error"] = f"{type(error).__name__}: {error}"
            finally:
                report["duration"] = time.time() - start

        sys.stdin, sys.stdout = io.StringIO(stdin), captured
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        sys.stdin, sys.stdout = sys.__stdin__, sys.__stdout__
        answers.put((captured.getvalue(), report["error"], report["duration"]))


class ExecPeer:
    """One control process for all programs."""

    name = "exec in a thread"

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self.restarts = -1
        self._start()

    def _start(self) -> None:
        self.restarts += 1
        self._requests, self._answers = self._context.Queue(), self._context.Queue()
        self._process = self._context.Process(target=_control, args=(self._requests, self._answers), daemon=True)
        self._process.start()

    def run(self, text: str, stdin: str, timeout: float) -> Run:
        """One run of a program."""
        begin = time.perf_counter()
        self._requests.put((text, stdin))
        deadline = begin + timeout
        while True:
            try:
                output, error, duration = self._answers.get(timeout=0.2)
                break
            except queue.Empty:
                dead = not self._process.is_alive()
                if dead or time.perf_counter() > deadline:
                    self._process.kill()
                    self._start()
                    output, error, duration = "", "the control process died" if dead else "timeout", timeout
                    break
        return Run(output=output, error=error, reported_s=duration, cost_s=time.perf_counter() - begin)

    def close(self) -> None:
        """End the control process."""
        self._process.kill()
