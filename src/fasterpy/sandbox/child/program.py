"""One run of a program as if it ran by itself. Runs in the child of one job; gives a plain payload."""

from __future__ import annotations

import sys
import time
import traceback
import types
from collections.abc import Callable
from typing import Any

from fasterpy.sandbox.child import harness, load, portrait
from fasterpy.sandbox.child.coverage import Arcs, Lines, watcher
from fasterpy.sandbox.child.function import Payload, exit_status


def prepare(job: dict[str, Any]) -> types.ModuleType:
    """A ``__main__`` for the program, its ``sys.argv`` and ``sys.path``."""
    code = job["code"]
    load.remember_source(code["text"], code["filename"])
    main = types.ModuleType("__main__")
    main.__file__ = code["filename"]
    main.__builtins__ = sys.modules["builtins"]  # type: ignore[attr-defined]
    main.__dict__["__cached__"] = None
    sys.modules["__main__"] = main
    sys.argv = [code["filename"]]
    load.extend_path(code.get("search_path", ()))
    load.seed_generators(job.get("seed", 0))
    return main


def observe(job: dict[str, Any], compiled: types.CodeType, mark: list[Callable[[], None]]) -> Payload:
    """Run to the true end: threads joined, exit functions run, buffers flushed.

    ``mark`` holds one function, called (and forgotten) just before the program starts: a program that leaves through
    ``os._exit`` is timed from there by the zygote.
    """
    main = prepare(job)
    cover, stop, _ = harness.kit()
    watched = watcher(job)
    mark.pop()()
    status, error, exit_code, wall, cpu = run(main, compiled, watched)
    stop()
    cover.restore()
    node = _portrayed(error)
    seen = watched.report() if watched is not None else {}
    return {"status": status, "error": node, "exit_code": exit_code, "wall_ns": wall, "cpu_ns": cpu, **seen}


def _portrayed(error: BaseException | None) -> Any:
    if error is None:
        return None
    try:
        return portrait.portray({"error": error}).get("error")
    except BaseException:
        return None


def run(
    main: types.ModuleType, compiled: types.CodeType, watched: Arcs | Lines | None = None
) -> tuple[str, BaseException | None, int, int, int]:
    """(status, error, exit code, wall ns, cpu ns), from just before the first statement to after the last flush."""
    clock, cpu_clock = time.perf_counter_ns, harness.cpu_clock
    join, run_exitfuncs, flush = harness.joiner(), harness.exit_hooks(), harness.flush_streams
    status, exit_code = "returned", 0
    error: BaseException | None = None
    report = show_uncaught
    scope = main.__dict__
    if watched is not None:
        watched.start()
    cpu, start = cpu_clock(), clock()
    try:
        exec(compiled, scope)
    except SystemExit as caught:
        exit_code = exit_status(caught)
        if exit_code:
            status = "exited"
        if caught.code is not None and not isinstance(caught.code, int):
            write_error(str(caught.code) + "\n")
            error = caught
    except MemoryError as caught:
        status, error, exit_code = "memory", caught, 1
        report(caught)
    except BaseException as caught:
        status, error, exit_code = "raised", caught, 1
        report(caught)
    try:
        join()
        run_exitfuncs()
    except BaseException as caught:
        report(caught)
    if not flush() and status == "returned":
        status, exit_code = "exited", 120
    wall, cpu = clock() - start, cpu_clock() - cpu
    return status, error, exit_code, wall, cpu


def write_error(text: str) -> None:
    """To the program's stderr, if it still has one."""
    try:
        sys.stderr.write(text)
    except BaseException:
        return


def show_uncaught(error: BaseException) -> None:
    """As the interpreter does, without the harness's own frames."""
    trace = error.__traceback__
    error.__traceback__ = trace.tb_next if trace is not None else None
    hook = sys.excepthook
    try:
        if hook is sys.__excepthook__:
            write_error("".join(traceback.format_exception(error)))
        else:
            hook(type(error), error, error.__traceback__)
    except BaseException:
        write_error(f"{type(error).__name__}\n")
