"""Times one version on several inputs, in one fresh child. Runs beside foreign code; gives a plain payload.

Order: load (``load_ns``), build every input, warm up, then each timed case once, with the collector emptied before and
off during the timed region. What the call returns is made to do its work inside the region: coroutines are run, iterators
drained, threads joined. For a program there is one case: from its first statement to its last flush.
"""

from __future__ import annotations

import asyncio
import gc
import resource
import time
import tracemalloc
import types
from collections.abc import Callable, Iterator
from typing import Any

from fasterpy.sandbox.child import harness, load, program
from fasterpy.sandbox.child.function import Payload, _awaited, exit_status

_COROUTINES = (types.CoroutineType, types.AsyncGeneratorType)


def observe(job: dict[str, Any], compiled: types.CodeType, mark: list[Callable[[], None]]) -> Payload:
    """Answer a TimingJob."""
    if job["code"]["kind"] == "program":
        return _program(job, compiled, mark)
    return _function(job, compiled, mark)


def _program(job: dict[str, Any], compiled: types.CodeType, mark: list[Callable[[], None]]) -> Payload:
    main = program.prepare(job)
    hide, show = harness.hider()
    hide()
    gc.collect()
    if job["memory"]:
        tracemalloc.start()
    base = _peak_bytes()
    mark.pop()()
    status, _, exit_code, wall, cpu = program.run(main, compiled)
    peak, allocated = _traced() if job["memory"] else (0, 0)
    show()
    return {
        "status": status,
        "exit_code": exit_code,
        "ns": [wall],
        "wall_ns": wall,
        "cpu_ns": cpu,
        "peak_bytes": peak or max(0, _peak_bytes() - base),
        "allocated_bytes": allocated,
    }


def _function(job: dict[str, Any], compiled: types.CodeType, mark: list[Callable[[], None]]) -> Payload:
    hide, show = harness.hider()
    stop, join = harness.stopper(), harness.joiner()
    clock, cpu_clock, collect = time.perf_counter_ns, harness.cpu_clock, gc.collect
    enable, disable = gc.enable, gc.disable
    code = job["code"]
    load.remember_source(code["text"], code["filename"])
    load.seed_generators(0)
    mark.pop()()
    start = clock()
    try:
        try:
            hide()
            module = load.load_module(code, compiled)
            show()
            target = load.resolve(module, code["qualname"])
        except BaseException as error:
            raise load.why("code", error) from None
        finally:
            show()
        loaded = clock() - start
        try:
            warm = [load.arguments(case, module.__dict__) for case in job["warmup"]]
            timed = [load.arguments(case, module.__dict__) for case in job["cases"]]
        except BaseException as error:
            raise load.why("input", error) from None
    except load.Unusable as error:
        return {"status": "unusable", "detail": str(error), "load_ns": clock() - start}
    hide()
    status, detail = "returned", ""
    total_cpu = 0
    ns: list[int] = []
    peak = allocated = 0
    warm.reverse()
    while warm and status == "returned":
        args, kwargs = warm.pop()
        status, detail, _ = timed_call(target, args, kwargs, clock)
    timed.reverse()
    while timed and status == "returned":
        args, kwargs = timed.pop()
        load.seed_generators(0)
        collect()
        disable()
        if job["memory"]:
            tracemalloc.start()
        cpu = cpu_clock()
        status, detail, elapsed = timed_call(target, args, kwargs, clock)
        total_cpu += cpu_clock() - cpu
        if job["memory"]:
            one_peak, one_allocated = _traced()
            tracemalloc.stop()
            peak, allocated = max(peak, one_peak), allocated + one_allocated
        enable()
        stop()
        ns.append(elapsed)
    join()
    show()
    return {
        "status": status,
        "detail": detail,
        "ns": ns,
        "load_ns": loaded,
        "cpu_ns": total_cpu,
        "wall_ns": sum(ns),
        "peak_bytes": peak,
        "allocated_bytes": allocated,
    }


def timed_call(
    target: Callable[..., Any], args: Any, kwargs: Any, clock: Callable[[], int]
) -> tuple[str, str, int]:
    """(status, detail, ns) of one call, with the work that it put off."""
    threads = _join_new_threads
    start = clock()
    try:
        result = target(*args, **kwargs)
        if type(result) in _COROUTINES:
            result = asyncio.run(_awaited(result))
        elif hasattr(type(result), "__next__"):
            _exhaust(result)
        threads()
    except MemoryError:
        return "memory", "", clock() - start
    except SystemExit as error:
        return "exited", str(exit_status(error)), clock() - start
    except BaseException as error:
        return "raised", str(load.why("target", error)), clock() - start
    return "returned", "", clock() - start


def _exhaust(iterator: Iterator[Any]) -> None:
    for _ in iterator:
        pass


def _thread_joiner() -> Callable[[], None]:
    import _thread
    import threading

    count, alive, here = _thread._count, threading.enumerate, threading.main_thread()
    join = threading.Thread.join

    def wait() -> None:
        if count():
            for thread in alive():
                if thread is not here:
                    join(thread)

    return wait


_join_new_threads = _thread_joiner()


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _traced() -> tuple[int, int]:
    current, peak = tracemalloc.get_traced_memory()
    return peak, current
