"""Runs patterns of our own library, in this process: they are trusted, unlike everything else that fasterpy runs."""

from __future__ import annotations

import contextlib
import copy
import hashlib
import io
import random
import sys
from collections.abc import Callable, Iterator
from typing import Any

from fasterpy.knowledge.library import Pattern


class Runnable:
    """A pattern's functions, compiled."""

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        namespace: dict[str, Any] = {"__name__": f"fasterpy_pattern_{pattern.name}"}
        exec(compile(pattern.text, f"<{pattern.key}>", "exec"), namespace)
        self._namespace = namespace

    def case(self, n: int, seed: int) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Arguments of size n."""
        args, kwargs = self._namespace["inputs"](n, random.Random(seed))
        return args, kwargs

    def call(self, which: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Callable[[], Any]:
        """A function without parameters that runs ``slow`` or ``fast`` on a fresh copy of the arguments."""
        function = self._namespace[which]
        if self.pattern.program:
            return lambda: run_program(function, args[0])
        own_args, own_kwargs = copy.deepcopy((args, kwargs))
        return lambda: function(*own_args, **own_kwargs)

    def outcome(self, which: str, n: int, seed: int) -> tuple[Any, ...]:
        """What a run shows: result (iterators drained), arguments afterwards, exception, output."""
        args, kwargs = copy.deepcopy(self.case(n, seed))
        function = self._namespace[which]
        result: Any = None
        error: Any = None
        written = io.StringIO()
        try:
            if self.pattern.program:
                return (run_program(function, args[0]),)
            with contextlib.redirect_stdout(written):
                result = function(*args, **kwargs)
                if isinstance(result, Iterator):
                    result = ("iterator", list(result))
        except Exception as raised:
            error = (type(raised).__name__, raised.args)
        return result, args, kwargs, error, written.getvalue()


def run_program(function: Callable[[], Any], stdin: str) -> str:
    """Run a program-shaped pattern on text; gives its standard output."""
    before = sys.stdin, sys.stdout
    source = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    sink = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    sys.stdin, sys.stdout = source, sink
    try:
        function()
        sink.flush()
    finally:
        sys.stdin, sys.stdout = before
    return sink.buffer.getvalue().decode()


def digest(pattern: Pattern) -> str:
    """Fingerprint of a pattern's file."""
    return hashlib.blake2b(pattern.text.encode(), digest_size=8).hexdigest()


def difference(a: Any, b: Any, place: str = "result") -> str:
    """Where two outcomes differ, types included; empty when nowhere. NaN equals NaN; dicts also by order."""
    if type(a) is not type(b) and type(a).__qualname__ != type(b).__qualname__:
        return f"{place}: {type(a).__name__} and {type(b).__name__}"
    if isinstance(a, (list, tuple)):
        if len(a) != len(b):
            return f"{place}: {len(a)} and {len(b)} elements"
        return next(
            (d for i, (x, y) in enumerate(zip(a, b, strict=True)) if (d := difference(x, y, f"{place}[{i}]"))), ""
        )
    if isinstance(a, dict):
        if list(a) != list(b):
            return f"{place}: keys {list(a)[:5]} and {list(b)[:5]}"
        return next((d for key in a if (d := difference(a[key], b[key], f"{place}[{key!r}]"))), "")
    if type(a).__module__.split(".")[0] in ("numpy", "pandas"):
        return _array_difference(a, b, place)
    if isinstance(a, float):
        return "" if a == b or (a != a and b != b) else f"{place}: {a!r} and {b!r}"
    if hasattr(a, "__dict__") and _no_equality(a):
        return difference(vars(a), vars(b), place + ".__dict__")
    if hasattr(type(a), "__slots__") and _no_equality(a):
        names = [name for name in type(a).__slots__ if hasattr(a, name)]
        return next(
            (d for name in names if (d := difference(getattr(a, name), getattr(b, name), f"{place}.{name}"))), ""
        )
    return "" if a == b else f"{place}: {str(a)[:80]!r} and {str(b)[:80]!r}"


def _no_equality(value: Any) -> bool:
    """Whether ``==`` only says whether it is the same object."""
    equality: Any = type(value).__eq__
    return equality is object.__eq__


def _array_difference(a: Any, b: Any, place: str) -> str:
    import numpy as np

    if hasattr(a, "to_numpy"):
        import pandas as pd

        check = (
            pd.testing.assert_frame_equal
            if isinstance(a, pd.DataFrame)
            else (pd.testing.assert_series_equal if isinstance(a, pd.Series) else pd.testing.assert_index_equal)
        )
        try:
            check(a, b, **({} if isinstance(a, pd.Index) else {"check_exact": True}))
        except AssertionError as error:
            return f"{place}: {' '.join(str(error).split())[:200]}"
        return ""
    a, b = np.asarray(a), np.asarray(b)
    if a.dtype != b.dtype or a.shape != b.shape:
        return f"{place}: {a.dtype}{a.shape} and {b.dtype}{b.shape}"
    return "" if np.array_equal(a, b, equal_nan=a.dtype.kind in "fc") else f"{place}: arrays differ"
