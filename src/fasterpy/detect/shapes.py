"""Loops that a builtin, a comprehension or an early exit says shorter and faster."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View


def _single(loop: ast.For) -> tuple[ast.stmt, ast.expr | None] | None:
    """The only statement of a loop's body, and the test around it."""
    if len(loop.body) != 1 or loop.orelse:
        return None
    first = loop.body[0]
    if isinstance(first, ast.If) and not first.orelse and len(first.body) == 1:
        return first.body[0], first.test
    return first, None


def _appends(stmt: ast.stmt) -> ast.Call | None:
    if isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Call):
        call = stmt.value
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("append", "add") and len(call.args) == 1:
            return call
    return None


def append_loop(view: View) -> Iterator[Hit]:
    """``for x in xs: out.append(f(x))``."""
    for loop in view.nodes(ast.For):
        single = _single(loop)
        call = _appends(single[0]) if single else None
        if call is None or single is None or not isinstance(call.func, ast.Attribute):
            continue
        if any(isinstance(below, ast.Await | ast.Yield) for below in ast.walk(loop)):
            continue
        kept = isinstance(loop.target, ast.Name) and isinstance(call.args[0], ast.Name)
        if kept and single[1] is None and call.args[0].id == loop.target.id:  # type: ignore[attr-defined]
            words = {"name": view.short(call.func.value), "form": f"`{view.short(call.func.value)}.extend(...)`"}
        else:
            words = {"name": view.short(call.func.value), "form": "a comprehension"}
        yield Hit(loop, words, where=loop.body[0])


def dict_loop(view: View) -> Iterator[Hit]:
    """``for k in ks: d[k] = f(k)``."""
    for loop in view.nodes(ast.For):
        single = _single(loop)
        if single is None or not isinstance(single[0], ast.Assign):
            continue
        target = single[0].targets[0]
        if (
            isinstance(target, ast.Subscript)
            and isinstance(target.value, ast.Name)
            and isinstance(target.slice, ast.Name)
        ):
            bound = {below.id for below in ast.walk(loop.target) if isinstance(below, ast.Name)}
            used = {below.id for below in ast.walk(single[0].value) if isinstance(below, ast.Name)}
            previous = view.previous(loop)
            empty = isinstance(previous, ast.Assign | ast.AnnAssign) and (
                (isinstance(previous.value, ast.Dict) and not previous.value.keys)
                or (previous.value is not None and view.calls_builtin(previous.value, "dict"))
            )
            if empty and target.slice.id in bound and target.value.id not in used:
                yield Hit(loop, {"name": target.value.id}, where=loop.body[0])


def sum_loop(view: View) -> Iterator[Hit]:
    """``for x in xs: total += x`` (perhaps with a test)."""
    for loop in view.nodes(ast.For):
        single = _single(loop)
        if single is None or not isinstance(single[0], ast.AugAssign) or not isinstance(single[0].op, ast.Add):
            continue
        target, value = single[0].target, single[0].value
        numeric = view.kind(target) in ("int", "float", "") and view.kind(value) not in ("str", "list", "tuple")
        if isinstance(target, ast.Name) and numeric and not isinstance(value, ast.List):
            if not any(isinstance(below, ast.Name) and below.id == target.id for below in ast.walk(value)):
                yield Hit(loop, {"name": target.id}, where=loop.body[0])


def extreme_loop(view: View) -> Iterator[Hit]:
    """``for x in xs: if x > best: best = x``."""
    for loop in view.nodes(ast.For):
        single = _single(loop)
        if single is None or not isinstance(single[1], ast.Compare) or not isinstance(single[0], ast.Assign):
            continue
        target, test = single[0].targets[0], single[1]
        if isinstance(target, ast.Name) and isinstance(test.ops[0], ast.Lt | ast.Gt | ast.LtE | ast.GtE):
            sides = (test.left, test.comparators[0])
            if any(isinstance(side, ast.Name) and side.id == target.id for side in sides):
                if any(view.same(side, single[0].value) for side in sides):
                    yield Hit(loop, {"name": target.id}, where=loop.body[0])


def range_len(view: View) -> Iterator[Hit]:
    """``for i in range(len(xs))`` that only reads ``xs[i]``."""
    for loop in view.nodes(ast.For):
        match loop:
            case ast.For(
                target=ast.Name(id=index) as target,
                iter=ast.Call(args=[ast.Call(args=[ast.Name(id=name)]) as length], keywords=[]) as call,
            ) if view.calls_builtin(call, "range") and view.calls_builtin(length, "len"):
                reads = [
                    below for below in ast.walk(loop)
                    if isinstance(below, ast.Subscript) and isinstance(below.value, ast.Name) and below.value.id == name
                    and isinstance(below.slice, ast.Name) and below.slice.id == index
                    and isinstance(below.ctx, ast.Load)
                ]  # fmt: skip
                if reads:
                    uses = [use for use in view.uses(target) if view.inside(use, loop)]
                    other = "zip or direct iteration" if len(uses) == len(reads) + 1 else "enumerate"
                    yield Hit(loop, {"name": name, "other": other}, where=loop.body[0])


def while_counter(view: View) -> Iterator[Hit]:
    """``while i < n: ...; i += 1``."""
    for loop in view.nodes(ast.While):
        last = loop.body[-1]
        match loop.test, last:
            case (
                ast.Compare(left=ast.Name(id=name), ops=[ast.Lt() | ast.LtE()], comparators=[limit]),
                ast.AugAssign(target=ast.Name(id=other), op=ast.Add(), value=ast.Constant()),
            ) if name == other:
                changed = sum(
                    isinstance(below, ast.Name) and below.id == name and isinstance(below.ctx, ast.Store)
                    for below in ast.walk(loop)
                )
                skips = any(isinstance(below, ast.Continue) for below in ast.walk(loop))
                if changed == 1 and not skips and view.is_invariant(limit, loop):
                    yield Hit(loop, {"name": name}, where=loop.body[0])


def flag_without_break(view: View) -> Iterator[Hit]:
    """``for ...: if test: found = True`` that goes on to the end."""
    for loop in view.nodes(ast.For):
        single = _single(loop)
        if single is None or single[1] is None or not isinstance(single[0], ast.Assign):
            continue
        value, target = single[0].value, single[0].targets[0]
        if isinstance(value, ast.Constant) and isinstance(target, ast.Name) and view.is_pure(single[1]):
            yield Hit(loop, {"name": target.id}, where=loop.body[0])


def try_in_loop(view: View) -> Iterator[Hit]:
    """``try`` as the body of a loop."""
    for node in view.nodes(ast.Try):
        parent = view.parent(node)
        if isinstance(parent, ast.For | ast.While) and node in parent.body and len(parent.body) == 1:
            yield Hit(node)


def exception_as_flow(view: View) -> Iterator[Hit]:
    """``try: x = d[k]`` / ``except KeyError: pass`` in a loop."""
    expected = {"KeyError", "IndexError", "ValueError", "AttributeError", "TypeError", "StopIteration"}
    for node in view.nodes(ast.Try):
        if len(node.body) > 2 or len(node.handlers) != 1 or view.loop(node) is None:
            continue
        kind, inside = node.handlers[0].type, node.handlers[0].body[0]
        names = {below.id for below in ast.walk(kind) if isinstance(below, ast.Name)} if kind else {"ValueError"}
        if names & expected and isinstance(inside, ast.Pass | ast.Continue | ast.Assign | ast.AugAssign):
            yield Hit(node, {"kind": view.short(kind) if kind else "an exception"})


def merge_passes(view: View) -> Iterator[Hit]:
    """Three or more passes over the same iterable, one after the other."""
    groups: dict[tuple[int, str], list[ast.AST]] = {}
    for node in view.nodes(ast.ListComp, ast.GeneratorExp, ast.For):
        source = node.iter if isinstance(node, ast.For) else node.generators[0].iter
        if isinstance(source, ast.Name):
            block = view.parent(view.statement(node))
            groups.setdefault((id(block), source.id), []).append(node)
    for (_, name), nodes in groups.items():
        if len(nodes) >= 3:
            yield Hit(nodes[0], {"name": name, "times": str(len(nodes))})


def comprehension_statement(view: View) -> Iterator[Hit]:
    """``[f(x) for x in xs]`` as a statement."""
    for node in view.nodes(ast.Expr):
        if isinstance(node.value, ast.ListComp | ast.DictComp | ast.SetComp):
            yield Hit(node)


def loop_to_filter_range(view: View) -> Iterator[Hit]:
    """``for i in range(n): if i % k == 0: ...``."""
    for loop in view.nodes(ast.For):
        if not (isinstance(loop.target, ast.Name) and view.calls_builtin(loop.iter, "range") and len(loop.body) == 1):
            continue
        branch = loop.body[0]
        match branch:
            case ast.If(
                test=ast.Compare(
                    left=ast.BinOp(left=ast.Name(id=name), op=ast.Mod(), right=step),
                    ops=[ast.Eq()],
                    comparators=[ast.Constant(value=int())],
                ),
                orelse=[],
            ) if name == loop.target.id and view.is_invariant(step, loop):
                yield Hit(loop, {"step": view.short(step)}, where=branch)


DETECTORS = (
    Detector(
        "append_loop", "loops", append_loop,
        "each element costs a method call in the interpreter",
        "build `{name}` with {form} in place of the append loop",
        0.3, linters=("PERF401", "PERF402", "W8401", "W8402"),
    ),
    Detector(
        "dict_loop", "loops", dict_loop,
        "each entry is stored by its own statement",
        "build `{name}` with a dict comprehension (or dict(zip(...)))",
        0.25, linters=("PERF403", "W8403"),
    ),
    Detector(
        "sum_loop", "loops", sum_loop,
        "`{name}` is added up in the interpreter",
        "use sum() over a generator or an iterable in place of the loop that adds to `{name}`",
        0.4, "sum_loop_to_builtin",
    ),
    Detector(
        "extreme_loop", "loops", extreme_loop,
        "`{name}` is found by comparisons in the interpreter",
        "use max() or min() (with key= or default=) in place of the loop that updates `{name}`",
        0.4,
    ),
    Detector(
        "range_len", "loops", range_len,
        "an index is counted and looked up in every round",
        "iterate over `{name}` by {other} in place of `range(len({name}))`",
        0.25, "index_loop_to_zip",
    ),
    Detector(
        "while_counter", "loops", while_counter,
        "the counter `{name}` is compared and added to in the interpreter",
        "use `for {name} in range(...)`: the counting happens in C",
        0.4, "while_counter_to_range",
    ),
    Detector(
        "flag_without_break", "loops", flag_without_break,
        "the loop goes on after `{name}` is decided",
        "leave the loop with `break` (or use any/all) as soon as `{name}` is decided",
        0.6, "any_with_early_exit",
    ),
    Detector(
        "try_in_loop", "loops", try_in_loop,
        "each round sets up its own handler",
        "if one failure may end the loop, put the `try` around the loop; if failures are common, test first",
        0.1, loop=1, linters=("PERF203", "R8203"),
    ),
    Detector(
        "exception_as_flow", "loops", exception_as_flow,
        "where `{kind}` is common, raising and catching costs about a microsecond each time",
        "test for the expected case (`in`, `get`, `isdigit`) in place of catching `{kind}` {often}",
        0.45, "exception_as_control_flow", linters=("PERF203", "R8203"),
    ),
    Detector(
        "merge_passes", "loops", merge_passes,
        "`{name}` is walked through {times} times",
        "compute all results in one pass over `{name}`, or use builtins that run in C for each",
        0.35, "merge_passes", loop=0,
    ),
    Detector(
        "comprehension_statement", "loops", comprehension_statement,
        "a list is made and thrown away",
        "`{source}`: write a plain loop, nobody reads the list",
        0.3, loop=0,
    ),
    Detector(
        "loop_to_filter_range", "loops", loop_to_filter_range,
        "most rounds only find that there is nothing to do",
        "let range step by `{step}` in place of testing every number",
        0.7, "loop_over_range_with_filter",
    ),
)  # fmt: skip
