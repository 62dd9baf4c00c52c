"""Times one version on several inputs, in one fresh child. Runs beside foreign code; gives a plain payload.

Order: load (``load_ns``), build every input, warm up, then each timed case once, with the collector emptied before and
off throughout. What the call returns is made to do its work inside the region: coroutines are run, iterators drained,
threads joined. What the harness itself costs is measured on a call of nothing and subtracted. Work put off to exit
hooks and to threads that outlive their call is added to the last call. Arguments equal to earlier ones are reported
(``repeats``), and no warm-up call gets arguments that are timed later: a second call may hit a cache of the first's.
For a program there is one case: from its first statement to its last flush.
"""

from __future__ import annotations

import atexit
import gc
import pickle
import resource
import time
import tracemalloc
import types
from _thread import get_ident
from collections.abc import Callable, Iterator
from typing import Any

from fasterpy.sandbox.child import harness, load, program
from fasterpy.sandbox.child.function import Payload, event_loop, exit_status, run_awaitable

_COROUTINES = (types.CoroutineType, types.AsyncGeneratorType)
_COLLECT_AFTER_NS = 1_000_000
_AFTERMATH_NS = 100_000
"""Joining nothing and running no exit hooks takes less than this."""


def observe(job: dict[str, Any], compiled: types.CodeType, mark: list[Callable[[], None]]) -> Payload:
    """Answer a TimingJob."""
    harness.touch()
    if job["code"]["kind"] == "program":
        return _program(job, compiled, mark)
    return _function(job, compiled, mark)


def _program(job: dict[str, Any], compiled: types.CodeType, mark: list[Callable[[], None]]) -> Payload:
    main = program.prepare(job)
    cover, queued = harness.Cover(), harness.queue_clock()
    cover.hide()
    gc.collect()
    if job["memory"]:
        tracemalloc.start()
    base = _peak_bytes()
    mark.pop()()
    waited = queued()
    status, _, exit_code, wall, cpu = program.run(main, compiled)
    waited = queued() - waited
    peak, allocated = _traced() if job["memory"] else (0, 0)
    cover.show()
    return {
        "status": status,
        "exit_code": exit_code,
        "ns": [wall],
        "queued": [_within(waited, wall - cpu)],
        "wall_ns": wall,
        "cpu_ns": cpu,
        "peak_bytes": peak or max(0, _peak_bytes() - base),
        "allocated_bytes": allocated,
    }


def _function(job: dict[str, Any], compiled: types.CodeType, mark: list[Callable[[], None]]) -> Payload:
    cover = harness.Cover()
    stop, join = harness.stopper(), harness.joiner()
    clock, cpu_clock, collect = time.perf_counter_ns, harness.cpu_clock, _collector()
    queued, within = harness.queue_clock(), _within
    if job["steady"]:
        queued = cpu_clock = _no_time
    enable, disable = gc.enable, gc.disable
    exit_hooks, prints = atexit._run_exitfuncs, _fingerprints()
    count_hooks = atexit._ncallbacks
    hooks = count_hooks()
    code = job["code"]
    load.remember_source(code["text"], code["filename"])
    load.seed_generators(0)
    mark.pop()()
    start = clock()
    try:
        try:
            cover.hide()
            module = load.load_module(code, compiled)
            cover.show()
            target = load.resolve(module, code["qualname"])
        except BaseException as error:
            raise load.why("code", error) from None
        finally:
            cover.show()
        loaded = clock() - start
        try:
            timed = [load.arguments(case, module.__dict__) for case in job["cases"]]
            warm = [load.arguments(case, module.__dict__) for case in job["warmup"]]
            repeats, warm = _distinct(timed, warm, prints)
        except BaseException as error:
            raise load.why("input", error) from None
    except load.Unusable as error:
        return {"status": "unusable", "detail": str(error), "load_ns": clock() - start}
    cover.hide()
    status, detail = "returned", ""
    total_cpu = 0
    ns: list[int] = []
    waits: list[int] = []
    peak = allocated = 0
    # Before the warm-up: walking through large inputs empties the caches that the warm-up fills.
    loop = event_loop(target)
    collect()
    disable()
    warm.reverse()
    while warm and status == "returned":
        args, kwargs = warm.pop()
        status, detail, _ = timed_call(target, args, kwargs, clock, loop)
    timed.reverse()
    overhead = min(timed_call(get_ident, (), {}, clock)[2] for _ in range(64))
    elapsed = 0
    while timed and status == "returned":
        args, kwargs = timed.pop()
        load.seed_generators(0)
        if elapsed > _COLLECT_AFTER_NS:
            collect()
            disable()
        if job["memory"]:
            tracemalloc.start()
        waited, cpu = queued(), cpu_clock()
        status, detail, elapsed = timed_call(target, args, kwargs, clock, loop)
        cpu, waited = cpu_clock() - cpu, queued() - waited
        total_cpu += cpu
        if job["memory"]:
            one_peak, one_allocated = _traced()
            tracemalloc.stop()
            peak, allocated = max(peak, one_peak), allocated + one_allocated
        stop()
        ns.append(max(1, elapsed - overhead))
        waits.append(within(waited, elapsed - cpu))
    # However short: what is put off to the end counts in full.
    put_off = count_hooks() > hooks
    late = clock()
    join()
    exit_hooks()
    late = clock() - late
    if ns and (put_off or late > _AFTERMATH_NS):
        ns[-1] += late
    enable()
    cover.show()
    return {
        "status": status,
        "detail": detail,
        "ns": ns,
        "queued": waits,
        "load_ns": loaded,
        "cpu_ns": total_cpu,
        "wall_ns": sum(ns),
        "peak_bytes": peak,
        "allocated_bytes": allocated,
        "repeats": repeats,
    }


def _collector() -> Callable[[], object]:
    """``gc.collect`` without what foreign code hung on it, which would run while inputs are there and not yet timed."""
    collect, callbacks = gc.collect, gc.callbacks

    def run() -> None:
        callbacks.clear()
        collect()

    return run


def _fingerprints() -> Callable[[Any], bytes | None]:
    dumps = pickle.dumps

    def fingerprint(value: Any) -> bytes | None:
        try:
            return dumps(value, 4)
        except BaseException:  # cannot be pickled: taken to be distinct
            return None

    return fingerprint


def _distinct(timed: list[Any], warm: list[Any], prints: Callable[[Any], bytes | None]) -> tuple[list[int], list[Any]]:
    """(indices of timed cases that repeat an earlier one, warm-ups that equal no timed case)."""
    if len(timed) < 2 and not warm:
        return [], warm
    seen: set[bytes] = set()
    repeats: list[int] = []
    for index, case in enumerate(timed):
        mark = prints(case)
        if mark is not None and mark in seen:
            repeats.append(index)
        elif mark is not None:
            seen.add(mark)
    return repeats, [case for case in warm if prints(case) not in seen]


def timed_call(
    target: Callable[..., Any], args: Any, kwargs: Any, clock: Callable[[], int], loop: Any = None
) -> tuple[str, str, int]:
    """(status, detail, ns) of one call, with the work that it put off. ``loop``: where coroutines run, if any do."""
    threads = _join_new_threads
    start = clock()
    try:
        result = target(*args, **kwargs)
        if type(result) in _COROUTINES:
            result = run_awaitable(result, loop)
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


def _no_time() -> int:
    return 0


def _within(waited: int, idle: int) -> int:
    """Time without a core is at most the time without processor use: what threads or helpers did meanwhile is work."""
    return max(0, min(waited, idle))


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _traced() -> tuple[int, int]:
    current, peak = tracemalloc.get_traced_memory()
    return peak, current
