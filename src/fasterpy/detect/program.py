"""Whole programs: input, imports, and code at module level."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View

_HEAVY = ("numpy", "pandas", "scipy", "matplotlib", "sympy", "networkx", "sklearn", "torch", "numba")


def eval_input(view: View) -> Iterator[Hit]:
    """``eval(input())``."""
    for call in view.builtins("eval"):
        if call.args and any(isinstance(below, ast.Call) for below in ast.walk(call.args[0])):
            yield Hit(call, {"other": "int() or float()"})
        elif call.args and not isinstance(call.args[0], ast.Constant):
            yield Hit(call, {"other": "ast.literal_eval or a table of functions"}, 0.6)


def unused_heavy_import(view: View) -> Iterator[Hit]:
    """A package that costs 50 ms or more to import and that nobody uses."""
    exported = ast.dump(next((n for n in view.nodes(ast.Assign) if "'__all__'" in ast.dump(n)), ast.Pass()))
    for node in view.nodes(ast.Import, ast.ImportFrom):
        for alias in node.names:
            package = ((node.module or "") if isinstance(node, ast.ImportFrom) else alias.name).split(".")[0]
            name = alias.asname or alias.name.split(".")[0]
            if package in _HEAVY and f"'{name}'" not in exported and alias.name != "*":
                if not any(name in scope.reads for scope in view.scopes.module.walk()):
                    yield Hit(node, {"name": package})


def heavy_for_little(view: View) -> Iterator[Hit]:
    """numpy imported by a program for a handful of scalar functions."""
    little = {"sqrt", "floor", "ceil", "log", "pi", "abs", "max", "min", "sum", "gcd", "lcm", "prod", "inf", "int64"}
    if not view.program:
        return
    for node in view.nodes(ast.Import):
        for alias in node.names:
            if alias.name != "numpy":
                continue
            name = alias.asname or alias.name
            uses = [view.parent(read) for scope in view.scopes.module.walk() for read in scope.reads.get(name, ())]
            names = {use.attr for use in uses if isinstance(use, ast.Attribute)}
            if uses and names <= little:
                yield Hit(node, {"name": "numpy", "used": ", ".join(sorted(names))})


def module_level_loop(view: View) -> Iterator[Hit]:
    """A loop at module level that does arithmetic on globals."""
    if not view.program:
        return
    for loop in view.nodes(ast.For, ast.While):
        if view.function(loop) is view.tree and view.loop(loop) is None:
            if not any(isinstance(above, ast.ClassDef) for above in view.ancestors(loop)):
                nested = any(isinstance(below, ast.For | ast.While) for below in ast.walk(loop) if below is not loop)
                yield Hit(loop, factor=1.0 if nested else 0.7, where=loop.body[0])


def boilerplate(view: View) -> Iterator[Hit]:
    """``threading.stack_size`` and a thread around main; a recursion limit in a program without recursion."""
    for call, full in view.imports("threading.stack_size", "sys.setrecursionlimit"):
        if full == "sys.setrecursionlimit":
            recursive = any(
                view.inside(site, function) for function, sites in view.call_sites.items() for site in sites
            )
            if recursive:
                continue
        yield Hit(call, {"name": full})


def readline_loop(view: View) -> Iterator[Hit]:
    """``sys.stdin.readline()`` per round."""
    for call, _ in view.imports("sys.stdin.readline"):
        yield Hit(call)


def flush_in_loop(view: View) -> Iterator[Hit]:
    """``print(..., flush=True)`` or ``sys.stdout.flush()`` per round."""
    for call in view.builtins("print"):
        if any(w.arg == "flush" and isinstance(w.value, ast.Constant) and w.value.value for w in call.keywords):
            yield Hit(call)
    for call, _ in view.imports("sys.stdout.flush"):
        yield Hit(call)


DETECTORS = (
    Detector(
        "eval_input", "programs", eval_input,
        "the compiler runs on every value",
        "`{source}`: parse with {other}",
        0.7, "eval_input", loop=0,
    ),
    Detector(
        "unused_heavy_import", "programs", unused_heavy_import,
        "`{name}` takes a noticeable time to import and nothing uses it",
        "`{source}`: drop the import",
        0.9, loop=0,
    ),
    Detector(
        "heavy_for_little", "programs", heavy_for_little,
        "`{name}` is imported only for {used}",
        "`{source}`: the standard library has {used} too (math, builtins); importing `{name}` costs more than it saves",
        1.0, loop=0,
    ),
    Detector(
        "module_level_loop", "programs", module_level_loop,
        "variables at module level live in a dict",
        "put the code into a function: local variables are several times faster than globals",
        0.5, "module_level_loop_in_function",
    ),
    Detector(
        "boilerplate", "programs", boilerplate,
        "a thread, its stack or a raised limit costs time and memory and nothing here needs it",
        "`{source}`: call main directly and drop the recursion and stack settings",
        0.3, loop=0,
    ),
    Detector(
        "readline_loop", "programs", readline_loop,
        "one call per line",
        "`{source}`: read everything once with sys.stdin.buffer.read().split() and take tokens from it",
        0.45, "readline_loop_to_buffer_split",
    ),
    Detector(
        "flush_in_loop", "programs", flush_in_loop,
        "a system call {often}",
        "`{source}`: flush once at the end",
        0.6, "join_output",
    ),
)  # fmt: skip
