"""Loads the target's module and calls the target on expressions, watched and timed."""

from __future__ import annotations

import ast
import importlib
import inspect
import io
import os
import signal
import sys
import time
import types
from typing import Any

EVENTS = 15_000
_BUILD_S = 0.5
"""Time for making the arguments: those for timing are large."""


_armed = [False]


class Late(BaseException):
    """The call took too long."""


def _alarm(_number: int, frame: Any) -> None:
    # Again and again, since a target may catch it; but not in the call below, which would leave without its clean-up,
    # nor in what that calls after the target.
    if _armed[0] and (frame is None or frame.f_code is not Target.call.__code__):
        raise Late


class Called:
    """What one call did."""

    def __init__(self) -> None:
        self.ok = False
        self.late = False
        self.built = True
        self.error: BaseException | None = None
        self.line = 0
        self.meant = False
        """It raised on purpose: by a ``raise`` statement of its own."""
        self.arcs: set[tuple[int, int]] = set()
        self.result = ""
        self.seconds = 0.0


class Target:
    """The function under study in its module."""

    def __init__(self, request: dict[str, Any], prelude: dict[str, Any]) -> None:
        self.text: str = request["text"]
        self.filename: str = request["filename"]
        self.qualname: str = request["qualname"]
        for directory in reversed(request.get("search_path", ())):
            if directory not in sys.path:
                sys.path.insert(0, directory)
        name = request.get("module") or "target_module"
        folder, base = os.path.split(self.filename)
        package = name if base == "__init__.py" else name.rpartition(".")[0]
        if package:
            importlib.import_module(package)
        module = types.ModuleType(name)
        module.__file__ = self.filename
        module.__package__ = package
        if package == name:
            module.__path__ = [folder]
        sys.modules[name] = module
        import linecache

        linecache.cache[self.filename] = (len(self.text), None, self.text.splitlines(True), self.filename)
        exec(compile(self.text, self.filename, "exec", dont_inherit=True), module.__dict__)
        self.module = module
        self.tree = ast.parse(self.text)
        self.raises = {
            line
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Raise)
            for line in range(node.lineno, (node.end_lineno or 0) + 1)
        }
        self.prelude = prelude
        self.owner: Any = None
        self.function: Any = None
        holder: Any = module
        *path, last = self.qualname.split(".")
        for part in path:
            holder = getattr(holder, part)
        found = inspect.getattr_static(holder, last)
        self.takes_self = False
        if isinstance(holder, type):
            self.owner = holder
            if isinstance(found, property):
                self.function, self.takes_self = found.fget, True
            elif hasattr(found, "func") and not callable(found):
                self.function, self.takes_self = found.func, True
            else:
                self.function = getattr(holder, last)
                self.takes_self = not isinstance(found, (staticmethod, classmethod))
        else:
            self.function = getattr(holder, last)

    def node(self) -> Any:
        """The definition of the target in the tree, or None."""
        level: list[Any] = self.tree.body
        found = None
        for part in self.qualname.split("."):
            found = None
            stack = list(level)
            while stack:
                node = stack.pop(0)
                if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
                    if node.name == part:
                        found = node
                elif hasattr(node, "body"):
                    stack += list(node.body) if isinstance(node.body, list) else []
            if found is None:
                return None
            level = found.body
        return found

    def call(self, expression: str, seconds: float, trace: bool = False) -> Called:
        """Builds the arguments and calls; never raises."""
        called = Called()
        namespace = {**self.prelude, **self.module.__dict__}
        real = sys.stdin, sys.stdout, sys.stderr, os._exit
        signal.signal(signal.SIGALRM, _alarm)
        start = time.perf_counter()
        try:
            _armed[0] = True
            signal.setitimer(signal.ITIMER_REAL, max(seconds, _BUILD_S), 0.05)
            sys.stdin, sys.stdout, sys.stderr = io.StringIO(), io.StringIO(), io.StringIO()
            try:
                args, kwargs = eval(expression, namespace)
            except Late:
                called.late = True
                raise
            except BaseException as error:
                called.built = False
                called.error = error
                return called
            signal.setitimer(signal.ITIMER_REAL, seconds, 0.05)
            start = time.perf_counter()
            if trace:
                sys.settrace(self._tracer(called.arcs))
            result = self.function(*args, **kwargs)
            if inspect.isgenerator(result) or (hasattr(result, "__next__") and not isinstance(result, io.IOBase)):
                result = [value for _, value in zip(range(5000), result, strict=False)]
            elif inspect.iscoroutine(result):
                import asyncio

                result = asyncio.run(result)
            sys.settrace(None)
            called.seconds = time.perf_counter() - start
            called.result = repr(result)[:300] if not isinstance(result, types.FunctionType) else "function"
            called.ok = True
        except Late:
            _armed[0] = False
            called.late = True
        except BaseException as error:
            _armed[0] = False
            called.error = error
            trace_back = error.__traceback__
            last = ""
            while trace_back is not None:
                last = trace_back.tb_frame.f_code.co_filename
                if last == self.filename:
                    called.line = trace_back.tb_lineno
                trace_back = trace_back.tb_next
            called.meant = (
                last == self.filename and called.line in self.raises and not isinstance(error, AssertionError)
            )
            error.__traceback__ = None
        finally:
            _armed[0] = False
            sys.settrace(None)
            signal.setitimer(signal.ITIMER_REAL, 0)
            sys.stdin, sys.stdout, sys.stderr, os._exit = real
            if not called.seconds:
                called.seconds = time.perf_counter() - start
        return called

    def _tracer(self, arcs: set[tuple[int, int]]) -> Any:
        filename = self.filename
        state = [EVENTS]

        def call(frame: Any, event: str, arg: Any) -> Any:
            if frame.f_code.co_filename != filename or state[0] <= 0:
                return None
            last = [-frame.f_code.co_firstlineno]

            def line(frame: Any, event: str, arg: Any) -> Any:
                if event == "line":
                    state[0] -= 1
                    arcs.add((last[0], frame.f_lineno))
                    last[0] = frame.f_lineno
                    if state[0] <= 0:
                        sys.settrace(None)
                        return None
                return line

            return line

        return call
