"""Runs the program once, watched: instrumented syntax tree, made-up standard input, a time limit."""

from __future__ import annotations

import ast
import builtins
import io
import os
import signal
import sys
import threading
import time
import traceback
from typing import Any

from .choose import Chooser
from .feed import PROGRAM, Feed, TooMuch, places
from .model import Model
from .reading import PlainReads, Stdin
from .taint import STATE, Facts
from .text import to_int, to_number
from .uses import plain_range, watched_index, watched_range, watched_slice

LIMIT_FRAMES = 20_000


class Outcome:
    """What one watched run did."""

    def __init__(self) -> None:
        self.ok = False
        self.error: BaseException | None = None
        self.line = 0
        self.place: Any = None
        self.feed: Any = None
        self.output = ""
        self.seconds = 0.0
        self.timeout = False
        self.reads = False
        self.strained = False
        self.arcs: set[Any] = set()
        self.parts: dict[Any, tuple[str, int]] = {}

    @property
    def text(self) -> str:
        return str(self.feed.text()) if self.feed is not None else ""


class _Watch(ast.NodeTransformer):
    """Calls and subscripts that the run logs; positions stay those of the source."""

    def visit_For(self, node: ast.For) -> Any:
        node.iter = self._range(node.iter)
        return self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> Any:
        node.iter = self._range(node.iter)
        return self.generic_visit(node)

    def _range(self, node: ast.expr) -> ast.expr:
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "range"
            and not node.keywords
        ):
            node.func = ast.copy_location(ast.Name("_fp_range", ast.Load()), node.func)
        return node

    def visit_Call(self, node: ast.Call) -> Any:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "range" and not node.keywords:
            node.func = ast.copy_location(ast.Name("_fp_span", ast.Load()), node.func)
        elif isinstance(node.func, ast.Name) and node.func.id in ("int", "eval"):
            node.func = ast.copy_location(ast.Name("_fp_" + node.func.id, ast.Load()), node.func)
        elif isinstance(node.func, ast.Name) and node.func.id == "map" and node.args:
            first = node.args[0]
            if isinstance(first, ast.Name) and first.id in ("int", "eval"):
                node.args[0] = ast.copy_location(ast.Name("_fp_" + first.id, ast.Load()), first)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> Any:
        self.generic_visit(node)
        if isinstance(node.slice, (ast.Constant, ast.Tuple)) or isinstance(node.ctx, ast.Del):
            return node
        if any(isinstance(inner, (ast.Yield, ast.Await, ast.NamedExpr)) for inner in ast.walk(node)):
            return node
        if isinstance(node.slice, ast.Slice):
            parts = [node.slice.lower, node.slice.upper, node.slice.step]
            if all(part is None or _from_the_end(part) or isinstance(part, ast.Constant) for part in parts[:2]):
                return node
            if any(part is not None and _from_the_end(part) for part in parts):
                return node
            name, arguments = "_fp_slice", [part or ast.Constant(None) for part in parts]
        else:
            store, computed = isinstance(node.ctx, ast.Store), not _from_the_end(node.slice)
            name, arguments = "_fp_index", [node.slice, ast.Constant(store), ast.Constant(computed)]
        owner = ast.Call(ast.Name("_fp_owner", ast.Load()), [node.value], [])
        index = ast.Call(ast.Name(name, ast.Load()), arguments, [])
        node.value = ast.fix_missing_locations(ast.copy_location(owner, node.value))
        node.slice = ast.fix_missing_locations(ast.copy_location(index, node.slice))
        return node


def _from_the_end(node: ast.expr) -> bool:
    """Written to be counted from the end: ``-k``, ``-1 - i``, ``~i``."""
    while isinstance(node, ast.BinOp):
        node = node.left
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Invert))


def compile_watched(text: str) -> tuple[Any, ast.Module]:
    """Code object of the instrumented program, and the tree of the program as it is."""
    plain = ast.parse(text)
    tree = ast.fix_missing_locations(_Watch().visit(PlainReads().visit(ast.parse(text))))
    return compile(tree, PROGRAM, "exec"), plain


class Runner:
    """Runs one program many times."""

    def __init__(self, text: str, model: Model, code: Any) -> None:
        self.model = model
        self.code = code
        self.plain = compile(PlainReads().visit(ast.parse(text)), PROGRAM, "exec")
        self._real = (builtins.input, builtins.open, sys.stdin, sys.stdout, sys.stderr, os._exit)

    def run(self, chooser: Chooser, seconds: float, limit: int, trace: bool = False, plain: bool = False) -> Outcome:
        """One run; never raises. ``plain``: the program as it is, without logging, for speed."""
        outcome = Outcome()
        feed = outcome.feed = Feed(self.model, chooser, limit)
        facts = STATE.facts = Facts()
        STATE.budget = 20_000
        stack: list[Any] = []

        def owner(value: Any) -> Any:
            stack.append(value)
            return value

        def index(value: Any, store: bool, computed: bool) -> Any:
            return watched_index(stack.pop() if stack else None, value, store, computed)

        def part(low: Any, high: Any, step: Any) -> Any:
            return watched_slice(stack.pop() if stack else None, low, high, step)

        stdin = Stdin(feed)
        real_open = self._real[1]

        def read_input(*_: Any) -> Any:
            line = feed.read_line(places())
            if line is None:
                raise EOFError("EOF when reading a line")
            return line

        def open_file(name: Any = 0, *a: Any, **k: Any) -> Any:
            return stdin if name in (0, "/dev/stdin") else real_open(name, *a, **k)

        def leave(code: int = 0) -> Any:
            raise SystemExit(code)

        names: dict[str, Any] = {
            "__name__": "__main__",
            "__file__": "main.py",
            "_fp_int": to_int,
            "_fp_eval": to_number,
            "_fp_range": watched_range,
            "_fp_span": plain_range,
            "_fp_owner": owner,
            "_fp_index": index,
            "_fp_slice": part,
        }
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        builtins.input, builtins.open = read_input, open_file  # type: ignore[assignment]
        sys.stdin, sys.stdout, sys.stderr = stdin, out, io.StringIO()
        os._exit = leave  # type: ignore[assignment]
        limit_before = sys.getrecursionlimit()
        sys.argv = ["main.py"]
        start = time.perf_counter()
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGALRM, _alarm)
            signal.setitimer(signal.ITIMER_REAL, seconds, 0.05)
        try:
            if trace:
                sys.settrace(_tracer(outcome.arcs))
            try:
                exec(self.plain if plain else self.code, names)
                for thread in threading.enumerate():
                    if thread is not threading.current_thread():
                        thread.join(seconds)
                outcome.ok = True
            finally:
                sys.settrace(None)
                signal.setitimer(signal.ITIMER_REAL, 0)
        except SystemExit as error:
            outcome.ok = error.code in (None, 0, False)
            outcome.error = None if outcome.ok else error
        except TooMuch as error:
            outcome.timeout = True
            outcome.error = error
        except BaseException as error:
            outcome.error = error
        signal.setitimer(signal.ITIMER_REAL, 0)
        outcome.seconds = time.perf_counter() - start
        try:
            out.flush()
            outcome.output = out.buffer.getvalue()[:4000].decode("utf-8", "replace")
        except (ValueError, OSError):
            outcome.output = ""
        builtins.input, builtins.open, sys.stdin, sys.stdout, sys.stderr, os._exit = self._real
        sys.setrecursionlimit(limit_before)
        STATE.budget = 0
        if outcome.error is not None and outcome.error.__traceback__ is not None:
            for frame, line in traceback.walk_tb(outcome.error.__traceback__):
                if frame.f_code.co_filename == PROGRAM:
                    outcome.line = line
            outcome.error.__traceback__ = None
        names.clear()  # functions and their globals are a cycle that nothing would free
        outcome.reads, outcome.strained, outcome.parts = bool(feed.rows), facts.strain, facts.parts
        self.model.absorb(facts, {k: v for k, v in chooser.scalars.items() if v > -(10**9)}, feed.visits, outcome.ok)
        return outcome


def _alarm(*_: Any) -> None:
    raise TooMuch("time")


def _tracer(arcs: set[Any]) -> Any:
    """Line arcs of the program's frames; stops watching after enough events."""
    state = [LIMIT_FRAMES]

    def call(frame: Any, event: str, arg: Any) -> Any:
        if frame.f_code.co_filename != PROGRAM or state[0] <= 0:
            return None
        last = [-1]

        def line(frame: Any, event: str, arg: Any) -> Any:
            if event == "line":
                state[0] -= 1
                arcs.add((last[0], frame.f_lineno))
                last[0] = frame.f_lineno
                if state[0] <= 0:
                    frame.f_trace = None
                    sys.settrace(None)
                    return None
            return line

        return line

    return call
