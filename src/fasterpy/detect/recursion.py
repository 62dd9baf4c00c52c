"""Functions that call themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View

_CACHES = ("cache", "lru_cache", "memoize", "memoise", "cached")


def _self_calls(view: View, function: ast.FunctionDef) -> list[ast.Call]:
    method = isinstance(view.parent(function), ast.ClassDef)
    found = []
    for below in ast.walk(function):
        if isinstance(below, ast.Call):
            func = below.func
            if isinstance(func, ast.Name) and func.id == function.name and not method:
                found.append(below)
            elif method and isinstance(func, ast.Attribute) and func.attr == function.name:
                if isinstance(func.value, ast.Name) and func.value.id in ("self", "cls"):
                    found.append(below)
    return sorted(found, key=lambda call: (call.lineno, call.col_offset))


def _cached(view: View, function: ast.FunctionDef) -> bool:
    for decorator in function.decorator_list:
        if any(word in ast.dump(decorator) for word in _CACHES):
            return True
    for below in ast.walk(function):
        if isinstance(below, ast.Compare) and isinstance(below.ops[0], ast.In | ast.NotIn):
            return True
        if isinstance(below, ast.Name | ast.arg) and "memo" in (getattr(below, "id", "") or getattr(below, "arg", "")):
            return True
    return False


def _exclusive(view: View, one: ast.Call, other: ast.Call) -> bool:
    """Whether at most one of two calls runs per call of the function."""
    for above in view.ancestors(one):
        if isinstance(above, ast.If | ast.IfExp) and view.inside(other, above):

            def side(call: ast.Call, branch: ast.If | ast.IfExp = above) -> str:
                body = branch.body if isinstance(branch.body, list) else [branch.body]
                return "body" if any(view.inside(call, part) for part in body) else "else"

            return side(one) != side(other)
        if isinstance(above, ast.FunctionDef):
            break
    first, second = view.statement(one), view.statement(other)
    return isinstance(first, ast.Return) and first is not second and view.before(first, second)


def exponential(view: View) -> Iterator[Hit]:
    """Two calls of itself per call, with smaller numbers, and no cache."""
    for function in view.nodes(ast.FunctionDef):
        calls = _self_calls(view, function)
        if len(calls) < 2 or _cached(view, function):
            continue
        pairs = [(a, b) for i, a in enumerate(calls) for b in calls[i + 1 :] if not _exclusive(view, a, b)]
        if not pairs or any(isinstance(below, ast.Yield | ast.YieldFrom) for below in ast.walk(function)):
            continue
        steps = [
            arg for call in calls for arg in call.args
            if isinstance(arg, ast.BinOp) and isinstance(arg.op, ast.Add | ast.Sub)
            and isinstance(arg.right, ast.Constant)
        ]  # fmt: skip
        shifted = [
            arg for call in calls for arg in call.args
            if isinstance(arg, ast.Subscript) and isinstance(arg.slice, ast.Slice)
        ]  # fmt: skip
        if steps or shifted:
            yield Hit(function, {"name": function.name, "times": str(len(calls))}, 1.0 if steps else 0.8, calls[0])


def repeated_in_loop(view: View) -> Iterator[Hit]:
    """A call of itself in a loop, without a cache and without a visited set."""
    for function in view.nodes(ast.FunctionDef):
        calls = [call for call in _self_calls(view, function) if view.loop(call) is not None]
        if calls and not _cached(view, function):
            steps = [a for c in calls for a in c.args if isinstance(a, ast.BinOp) and isinstance(a.op, ast.Sub)]
            if steps:
                yield Hit(function, {"name": function.name, "times": "a loop of"}, 0.9, calls[0])


def sliced_argument(view: View) -> Iterator[Hit]:
    """``f(items[1:])``."""
    for function in view.nodes(ast.FunctionDef):
        for call in _self_calls(view, function):
            for arg in call.args:
                if isinstance(arg, ast.Subscript) and isinstance(arg.slice, ast.Slice) and arg.slice.step is None:
                    yield Hit(call, {"name": function.name, "part": view.short(arg)})
                    break


def concatenated_results(view: View) -> Iterator[Hit]:
    """``return f(left) + [x] + f(right)``, ``result += f(child)`` with lists."""
    for function in view.nodes(ast.FunctionDef):
        for call in _self_calls(view, function):
            parent = view.parent(call)
            if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Add):
                sides = [
                    below for below in ast.walk(view.statement(call)) if isinstance(below, ast.List | ast.ListComp)
                ]
                if sides:
                    yield Hit(view.statement(call), {"name": function.name})
                    break


def path_argument(view: View) -> Iterator[Hit]:
    """``f(child, path + [child])``."""
    for function in view.nodes(ast.FunctionDef):
        for call in _self_calls(view, function):
            for arg in call.args:
                if isinstance(arg, ast.BinOp) and isinstance(arg.op, ast.Add) and isinstance(arg.right, ast.List):
                    yield Hit(call, {"part": view.short(arg)})


def nested_generators(view: View) -> Iterator[Hit]:
    """``for x in f(child): yield x``."""
    for function in view.nodes(ast.FunctionDef):
        for call in _self_calls(view, function):
            parent = view.parent(call)
            if isinstance(parent, ast.YieldFrom) or (
                isinstance(parent, ast.For) and any(isinstance(below, ast.Yield) for below in ast.walk(parent))
            ):
                yield Hit(view.statement(call), {"name": function.name})


def tail_call(view: View) -> Iterator[Hit]:
    """``return f(n - 1, acc * n)`` as the only call of itself."""
    for function in view.nodes(ast.FunctionDef):
        calls = _self_calls(view, function)
        if len(calls) != 1 or _cached(view, function):
            continue
        parent = view.parent(calls[0])
        direct = isinstance(parent, ast.Return)
        simple = isinstance(parent, ast.BinOp) and isinstance(view.parent(parent), ast.Return)
        if (direct or simple) and view.loop(calls[0]) is None:
            yield Hit(calls[0], {"name": function.name})


DETECTORS = (
    Detector(
        "exponential", "recursion", exponential,
        "`{name}` calls itself {times} times per call and solves the same problems again and again",
        "remember results of `{name}` (functools.cache, or a table filled from small to large)",
        1.0, "fibonacci_memo", loop=0,
    ),
    Detector(
        "repeated_in_loop", "recursion", repeated_in_loop,
        "`{name}` calls itself in {times} cases and solves the same problems again and again",
        "fill a table over the amounts from small to large, or remember results with functools.cache",
        1.0, "coin_change_table", loop=0,
    ),
    Detector(
        "sliced_argument", "recursion", sliced_argument,
        "every level of `{name}` copies the rest of its input",
        "`{part}` is a copy; pass indices instead, or write a loop",
        0.7, "slicing_recursion", loop=0,
    ),
    Detector(
        "concatenated_results", "recursion", concatenated_results,
        "every level of `{name}` copies the lists from below",
        "let `{name}` append to one list that is handed down, or be a generator",
        0.6, "flatten_by_concat", loop=0,
    ),
    Detector(
        "path_argument", "recursion", path_argument,
        "`{part}` copies the path on every level",
        "push before the call and pop after it, and copy the path only where it is kept (in place of `{part}`)",
        0.6, "path_copied_per_node", loop=0,
    ),
    Detector(
        "nested_generators", "generators", nested_generators,
        "each element passes through as many generators as the tree is deep",
        "walk with an explicit stack in `{name}`, or append to one list",
        0.6, "recursive_generator_delegation", loop=0,
    ),
    Detector(
        "tail_call", "recursion", tail_call,
        "one frame per step",
        "write `{name}` as a loop: each call costs a frame, and the depth is limited",
        0.4, loop=0,
    ),
)  # fmt: skip
