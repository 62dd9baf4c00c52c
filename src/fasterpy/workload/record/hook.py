"""The recorder inside the recorded command: wraps functions as their modules are imported. Standard library alone.

Bounded: one pickle per outermost call, at most ``most_bytes`` large, at most ``most_calls`` kept per function
(reservoir sampling over distinct arguments), and no more than ``share`` of the elapsed time spent on it; beyond that
calls are only counted. What cannot be pickled is skipped and counted.
"""

# ruff: noqa: PTH105, PTH118, PTH123, PTH206
from __future__ import annotations

import atexit
import base64
import functools
import hashlib
import importlib.machinery
import io
import json
import os
import pickle
import random
import sys
import threading
import time
import types
from typing import Any


class Recorder:
    """Reservoirs of calls, by file and qualified name."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.targets: list[list[str]] = settings["targets"]
        self.root: str = settings["root"]
        self.out: str = settings["out"]
        self.most_calls: int = settings["most_calls"]
        self.most_bytes: int = settings["most_bytes"]
        self.share: float = settings["share"]
        self.functions: dict[tuple[str, str], Reservoir] = {}
        self.local = threading.local()
        self.start = time.perf_counter()
        self.spent = 0.0
        self.rng = random.Random(0)

    def wanted(self, filename: str) -> bool:
        """Functions of this file are recorded."""
        if not filename.endswith(".py"):
            return False
        path = os.path.realpath(filename)
        if self.targets:
            return any(path == target[0] for target in self.targets)
        inside = path.startswith(self.root + os.sep)
        parts = path[len(self.root) :].split(os.sep)
        base = parts[-1]
        return (
            inside
            and not any(p in ("site-packages", ".venv", "venv", ".tox", ".nox", "tests", "test") for p in parts)
            and not (base.startswith("test_") or base == "conftest.py")
        )

    def chosen(self, filename: str, qualname: str) -> bool:
        """This function is one of the targets; all are, when none is named."""
        if not self.targets:
            return True
        path = os.path.realpath(filename)
        return any(path == target[0] and target[1] in ("", qualname) for target in self.targets)

    # ------------------------------------------------------------------------------------------------ wrapping

    def wrap_module(self, module: types.ModuleType) -> None:
        """Every chosen function that the module itself defines."""
        filename = getattr(module, "__file__", None) or ""
        for name, value in list(vars(module).items()):
            if isinstance(value, types.FunctionType) and value.__module__ == module.__name__:
                if self.chosen(filename, value.__qualname__):
                    setattr(module, name, self.wrap(value, module.__name__, filename))
            elif isinstance(value, type) and value.__module__ == module.__name__:
                self._wrap_class(value, module.__name__, filename)

    def _wrap_class(self, cls: type, module: str, filename: str) -> None:
        for name, value in list(vars(cls).items()):
            if name.startswith("__"):
                continue
            if isinstance(value, types.FunctionType) and self.chosen(filename, value.__qualname__):
                setattr(cls, name, self.wrap(value, module, filename))
            elif isinstance(value, staticmethod) and self.chosen(filename, value.__func__.__qualname__):
                setattr(cls, name, staticmethod(self.wrap(value.__func__, module, filename)))

    def wrap(self, function: Any, module: str, filename: str) -> Any:
        """The function, recording its outermost calls."""
        key = (filename, function.__qualname__)
        reservoir = self.functions.setdefault(key, Reservoir(module, self.most_calls))
        active = self.local

        @functools.wraps(function)
        def recorded(*args: Any, **kwargs: Any) -> Any:
            depth = getattr(active, "inside", None)
            if depth is None:
                depth = active.inside = set()
            if key not in depth and not getattr(active, "busy", False):
                depth.add(key)
                try:
                    self.note(reservoir, args, kwargs)
                    return function(*args, **kwargs)
                finally:
                    depth.discard(key)
            return function(*args, **kwargs)

        return recorded

    def note(self, reservoir: Reservoir, args: Any, kwargs: Any) -> None:
        """One call. Never raises into the program."""
        reservoir.total += 1
        began = time.perf_counter()
        if self.spent > 0.2 + self.share * (began - self.start):
            return
        self.local.busy = True
        try:
            stream = io.BytesIO()
            _Bounded(stream, self.most_bytes).dump((args, kwargs))
            reservoir.add(stream.getvalue(), kind_of(args, kwargs), self.rng, args)
        except Exception:
            reservoir.skipped += 1
        finally:
            self.local.busy = False
            self.spent += time.perf_counter() - began

    def save(self) -> None:
        """One file per process; the parent merges them."""
        found = [
            {"module": reservoir.module, "filename": filename, "qualname": qualname, **reservoir.plain()}
            for (filename, qualname), reservoir in self.functions.items()
            if reservoir.total
        ]
        path = os.path.join(self.out, f"{os.getpid()}-{random.SystemRandom().randrange(10**9)}.json")
        try:
            with open(path + ".part", "w", encoding="utf-8") as file:
                json.dump(found, file)
            os.replace(path + ".part", path)
        except OSError:
            return

    def forget(self) -> None:
        """In a forked child: what the parent saw is the parent's to save."""
        for reservoir in self.functions.values():
            reservoir.clear()


class Reservoir:
    """A fair sample of the distinct calls of one function."""

    def __init__(self, module: str, most: int) -> None:
        self.module, self.most = module, most
        self.clear()

    def clear(self) -> None:
        self.total = self.skipped = self.distinct = 0
        self.kept: dict[str, dict[str, Any]] = {}
        self.kinds: dict[str, int] = {}

    def add(self, data: bytes, kind: str, rng: random.Random, args: Any) -> None:
        digest = hashlib.blake2b(data, digest_size=16).hexdigest()
        if len(self.kinds) < 1000 or kind in self.kinds:
            self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if digest in self.kept:
            self.kept[digest]["count"] += 1
            return
        self.distinct += 1
        if len(self.kept) >= self.most:
            place = rng.randrange(self.distinct)
            if place >= self.most:
                return
            del self.kept[list(self.kept)[place]]
        label = repr(args)[:120] if len(data) < 4000 else kind[:120]
        self.kept[digest] = {"data": base64.b64encode(data).decode(), "kind": kind, "count": 1, "label": label}

    def plain(self) -> dict[str, Any]:
        return {"total": self.total, "skipped": self.skipped, "kinds": self.kinds, "calls": list(self.kept.values())}


class _Full(Exception):
    pass


class _Bounded(pickle.Pickler):
    """Stops when the pickle grows too large."""

    def __init__(self, stream: io.BytesIO, most: int) -> None:
        super().__init__(_Limited(stream, most), protocol=4)


class _Limited:
    def __init__(self, stream: io.BytesIO, most: int) -> None:
        self.stream, self.most = stream, most

    def write(self, data: Any) -> int:
        if self.stream.tell() + len(data) > self.most:
            raise _Full
        return self.stream.write(data)


def kind_of(args: Any, kwargs: Any) -> str:
    """Types and rough sizes of the arguments: calls of one kind behave alike."""
    return ", ".join([_kind(value) for value in args] + [f"{name}={_kind(value)}" for name, value in kwargs.items()])


def _kind(value: Any) -> str:
    name = type(value).__name__
    if isinstance(value, (str, bytes, list, tuple, set, frozenset, dict)):
        return f"{name}[{len(value).bit_length()}]"
    shape = getattr(value, "shape", None)
    return f"{name}{shape}" if isinstance(shape, tuple) else name


class Finder:
    """Lets the other finders find, then wraps what the loaded module defines."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        for finder in sys.meta_path:
            if finder is self or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                if spec.origin and spec.loader is not None and self.recorder.wanted(spec.origin):
                    if isinstance(spec.loader, importlib.machinery.SourceFileLoader) or hasattr(
                        spec.loader, "exec_module"
                    ):
                        self._patch(spec.loader)
                return spec
        return None

    def _patch(self, loader: Any) -> None:
        execute = loader.exec_module
        recorder = self.recorder

        def exec_module(module: Any) -> None:
            execute(module)
            recorder.wrap_module(module)

        loader.exec_module = exec_module


def watch_main(recorder: Recorder) -> None:
    """A script that is run directly is no import: its calls are seen through the profile hook."""
    script = next((a for a in sys.orig_argv[1:] if a.endswith(".py")), "")
    if not script or "-m" in sys.orig_argv or not recorder.wanted(script):
        return
    path = os.path.realpath(script)
    reservoirs: dict[Any, Any] = {}

    def profile(frame: Any, event: str, arg: Any) -> None:
        if event != "call":
            return
        code = frame.f_code
        known: Any = reservoirs.get(code)
        if known is None:
            qualname = code.co_qualname
            known = False
            if os.path.realpath(code.co_filename) == path and "<" not in qualname and recorder.chosen(path, qualname):
                known = recorder.functions.setdefault((path, qualname), Reservoir("__main__", recorder.most_calls))
            reservoirs[code] = known
        if known is False or frame.f_back is None or frame.f_back.f_code is code:
            return
        count = code.co_argcount
        args = tuple(frame.f_locals[name] for name in code.co_varnames[:count] if name in frame.f_locals)
        names = code.co_varnames[count : count + code.co_kwonlyargcount]
        recorder.note(known, args, {name: frame.f_locals[name] for name in names if name in frame.f_locals})

    sys.setprofile(profile)
    threading.setprofile(profile)


def install() -> None:
    """Called by the ``sitecustomize`` that the parent puts first on the path."""
    text = os.environ.get("FASTERPY_RECORD")
    if not text:
        return
    recorder = Recorder(json.loads(text))
    sys.meta_path.insert(0, Finder(recorder))
    watch_main(recorder)
    atexit.register(recorder.save)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=recorder.forget)
