"""Shared by the runners: hiding the harness from foreign code, fresh standard streams, ending what was started."""

from __future__ import annotations

import _thread
import atexit
import builtins
import contextlib
import ctypes
import gc
import io
import os
import resource
import signal
import sys
import threading
import types
from collections.abc import Callable, Iterator
from typing import Any

from fasterpy.sandbox.child.forking import catch_up

_usage, _SELF = resource.getrusage, resource.RUSAGE_SELF


def cpu_clock() -> int:
    """Processor time of this process in ns. ``process_time`` counts in whole ticks while RLIMIT_CPU is in force."""
    usage = _usage(_SELF)
    return int((usage.ru_utime + usage.ru_stime) * 1e9)


def queue_clock() -> Callable[[], int]:
    """A function that gives the nanoseconds for which the main thread was ready to run but had no core, so far.

    The kernel counts them (``/proc/self/schedstat``); always 0 where it does not. Waiting of any other kind (sleep,
    input, threads, processes) does not count. Nothing stays open between two looks.
    """
    path, flags = "/proc/self/schedstat", os.O_RDONLY | os.O_CLOEXEC
    open_, read, close, number = os.open, os.read, os.close, int

    def queued() -> int:
        try:
            fd = open_(path, flags)
        except OSError:
            return 0
        try:
            return number(read(fd, 100).split()[1])
        except (OSError, ValueError, IndexError):
            return 0
        finally:
            close(fd)

    return queued


_TRACING = [(module, name, getattr(module, name)) for module in (sys, threading) for name in ("settrace", "setprofile")]
_settrace, _setprofile = sys.settrace, sys.setprofile
_mine: dict[str, types.ModuleType] = {}
_builtin: dict[str, Any] = {}


def prepare() -> None:
    """Everything about hiding the harness that does not depend on the run; done by the zygote before it forks.

    Every object that a child touches costs it a copied page. Can be called again after more modules were loaded.
    """
    found = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "fasterpy"}
    _mine.update(found)
    for name in found:
        del sys.modules[name]
    _builtin.clear()
    _builtin.update(builtins.__dict__)
    _unchanged[:] = [_version()]
    for module, name, _ in _TRACING:
        setattr(module, name, _nothing)
    gc.unfreeze = _nothing
    gc.get_freeze_count = _zero
    empty_main()
    _kit[:] = [Cover(), stopper(), joiner()]


def _version_of(table: dict[str, Any]) -> Callable[[], int]:
    """A number that changes with every change of the dictionary; -1 where the interpreter keeps none."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return lambda: -1
    tag = ctypes.c_uint64.from_address(id(table) + 24)  # after the reference count, the type and the size
    return lambda: tag.value


_kit: list[Any] = []


def kit() -> tuple[Cover, Callable[[], None], Callable[[], None]]:
    """(cover, stopper, joiner), made ahead by `prepare`."""
    cover, stop, join = _kit or (Cover(), stopper(), joiner())
    return cover, stop, join


_version = _version_of(builtins.__dict__)
_unchanged: list[int] = []


class Cover:
    """Takes the harness out of ``sys.modules`` while foreign code runs, and puts things back after it.

    In a child it is hidden from the start (`prepare`).
    """

    __slots__ = ("hide", "restore", "show")

    def __init__(self) -> None:
        modules, builtin = sys.modules, builtins.__dict__
        meta_path, hooks = sys.meta_path, sys.path_hooks
        mine, original, names = _mine, _builtin, tuple(_mine)
        version, unchanged = _version, _unchanged[-1] if _unchanged else -1
        finders, makers = list(meta_path), list(hooks)
        pop, put, rebuild, system = modules.pop, modules.update, builtin.update, sys

        def hide() -> None:
            for name in names:
                pop(name, None)

        def show() -> None:
            system.modules = modules
            put(mine)

        def restore() -> None:
            """After the last foreign instruction: built-ins and the import system too may have been replaced."""
            if unchanged < 0 or version() != unchanged:
                rebuild(original)
            system.modules, system.meta_path, system.path_hooks = modules, meta_path, hooks
            meta_path[:], hooks[:] = finders, makers

        self.hide, self.show, self.restore = hide, show, restore


def seclude() -> None:
    """Make the garbage collector forget everything that exists so far, for good.

    Objects in the permanent generation are not listed by ``gc.get_objects`` and not searched by ``gc.get_referrers``;
    ``gc.unfreeze`` would bring them back, so `prepare` replaces it. Foreign code's own objects behave as always.
    """
    gc.freeze()


def arm() -> None:
    """Bring trace and profile functions back, for runs whose lines are recorded.

    Other runs have none: foreign code could rewrite the local variables of the harness's frames through them.
    """
    for module, name, original in _TRACING:
        setattr(module, name, original)


def _nothing(*_: Any) -> None:
    return None


def _zero() -> int:
    return 0


_kept: list[Any] = []


def fresh_streams() -> None:
    """``sys.std*`` on descriptors 0 to 2, as the interpreter makes them for a script whose streams are files.

    Made by the zygote, which never uses them: they hold descriptor numbers, and a child puts its own files there.
    """
    _kept.append((sys.stdin, sys.stdout, sys.stderr))  # dropping them would close the descriptors
    sys.stdin = sys.__stdin__ = _text(0, "r", "<stdin>", "strict")  # type: ignore[misc]
    sys.stdout = sys.__stdout__ = _text(1, "w", "<stdout>", "strict")  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _text(2, "w", "<stderr>", "backslashreplace")  # type: ignore[misc]


def _text(fd: int, mode: str, name: str, errors: str) -> io.TextIOWrapper:
    raw = io.FileIO(fd, mode, closefd=False)
    buffer: Any = io.BufferedReader(raw) if mode == "r" else io.BufferedWriter(raw)
    newline = None if mode == "r" else "\n"
    text = io.TextIOWrapper(buffer, encoding="utf-8", errors=errors, newline=newline, line_buffering=fd == 2)
    text.mode = mode  # type: ignore[misc]
    return text


def stopper() -> Callable[[], None]:
    """A function that takes away hooks, alarms and handlers which foreign code left behind."""
    settrace, setprofile, setitimer = _settrace, _setprofile, signal.setitimer
    timers = (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF)

    def stop() -> None:
        settrace(None)
        setprofile(None)
        for timer in timers:
            setitimer(timer, 0)

    return stop


def joiner() -> Callable[[], None]:
    """A function that waits for threads that are not daemons, as the interpreter does at its end."""
    shutdown: Callable[[], None] = _nothing if _lasting else threading._shutdown  # type: ignore[attr-defined]
    # What is taken down at the end: hooks of ``concurrent.futures``, and threads that may still be clearing up.
    hooks: Any = threading._threading_atexits  # type: ignore[attr-defined]
    ending: Any = getattr(threading, "_shutdown_locks", hooks)
    count = _thread._count

    def join() -> None:
        if count() or hooks or ending:  # else there is nobody to wait for, and this would only write to memory
            shutdown()

    return join


def exit_hooks() -> Callable[[], None]:
    """A function that runs what was registered with ``atexit``."""
    return _nothing if _lasting else atexit._run_exitfuncs


_lasting: list[bool] = []


@contextlib.contextmanager
def lasting() -> Iterator[None]:
    """Meanwhile a run does not end what the interpreter ends once only: this process goes on after it."""
    _lasting.append(True)
    try:
        prepare()
        yield
    finally:
        _lasting.clear()


def flush_streams() -> bool:
    """Flush stdout and stderr; False when stdout could not be written."""
    good = True
    try:
        if sys.stdout is not None and not sys.stdout.closed:
            sys.stdout.flush()
    except BaseException:
        good = False
    try:
        if sys.stderr is not None and not sys.stderr.closed:
            sys.stderr.flush()
    except BaseException:
        return good
    return good


_touched: list[bool] = []


def touch() -> None:
    """Have the pages copied that any code is going to write to, before its time is taken; once."""
    if _touched:
        return
    _touched.append(True)
    catch_up()
    dict(builtins.__dict__)
    dict(vars(sys))
    flush_streams()
    compile("f(x for x in [1, {2: 3}] if x)", "<string>", "eval")
    rows = [[str(i), (i, float(i)), {i: f"{i}"}] for i in range(400)]  # the allocator's pools
    rows.sort(key=str)


def empty_main() -> None:
    """Foreign code finds an empty ``__main__``, not the harness's script."""
    main = types.ModuleType("__main__")
    main.__builtins__ = __builtins__  # type: ignore[attr-defined]
    sys.modules["__main__"] = main
