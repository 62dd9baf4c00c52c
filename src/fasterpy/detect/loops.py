"""What a loop computes again although nothing changed."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from fasterpy.analysis.source import COMPREHENSIONS
from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View

_LINEAR = ("sum", "max", "min", "sorted", "list", "set", "tuple", "dict", "frozenset", "any", "all")
_LINEAR_METHODS = ("split", "join", "count", "index", "find", "difference", "union", "intersection", "most_common")


def invariant_call(view: View) -> Iterator[Hit]:
    """A linear call whose value is the same in every round."""
    calls = [*view.builtins(*_LINEAR), *(call for call, _ in view.methods(*_LINEAR_METHODS))]
    for call in calls:
        loop = view.loop(call)
        if loop is None or not (call.args or isinstance(call.func, ast.Attribute)) or _fresh_container(view, call):
            continue
        if not any(isinstance(below, ast.Name) for arg in (call.func, *call.args) for below in ast.walk(arg)):
            continue
        if view.is_invariant(call, loop) and not all(isinstance(arg, ast.Constant) for arg in call.args):
            yield Hit(call, {"outer": str(loop.lineno)})


def _fresh_container(view: View, call: ast.Call) -> bool:
    """``rows.append(list(x))``: a new object is wanted in every round."""
    return view.calls_builtin(call, "list", "set", "dict") and not isinstance(view.parent(call), ast.Compare | ast.Call)


def invariant_math(view: View) -> Iterator[Hit]:
    """``math.sqrt(n)`` in a loop that leaves n alone."""
    names = ("sqrt", "log", "log2", "log10", "exp", "pow", "factorial", "radians", "sin", "cos", "hypot", "comb", "gcd")
    for call, full in view.imports(*(f"math.{name}" for name in names)):
        loop = view.loop(call)
        if loop is not None and call.args and all(view.steady(arg, loop) for arg in call.args):
            yield Hit(call, {"outer": str(loop.lineno), "name": full})


def invariant_own_call(view: View) -> Iterator[Hit]:
    """A function of this file called with arguments that stay the same."""
    for call in view.nodes(ast.Call):
        loop = view.loop(call)
        if loop is None or not call.args or isinstance(view.parent(call), ast.Expr):
            continue
        callees = view.callees(call)
        if callees and all(view.steady(arg, loop) for arg in (*call.args, *(w.value for w in call.keywords))):
            if any(isinstance(b, ast.Return) and b.value for f in callees for b in ast.walk(f)):
                if any(isinstance(below, ast.Name) for arg in call.args for below in ast.walk(arg)):
                    yield Hit(call, {"outer": str(loop.lineno)})


def invariant_comprehension(view: View) -> Iterator[Hit]:
    """A comprehension in a loop that depends on nothing in it."""
    for node in view.nodes(*COMPREHENSIONS):
        loop = view.loop(node)
        parent = view.parent(node)
        stored = isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute)
        if (
            loop is None
            or stored
            or (isinstance(parent, ast.ListComp | ast.Assign | ast.For) and not _read_only(view, parent))
        ):
            continue
        inner = {
            below.id for below in ast.walk(node) if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Store)
        }
        names = {
            below.id for below in ast.walk(node)
            if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Load) and below.id not in inner
        }  # fmt: skip
        changed = view.changes(loop)
        if names and view.is_pure(node) and not names & (changed[0] | changed[1]):
            if not all(view.is_builtin(b, b.id) or b.id in inner for b in ast.walk(node) if isinstance(b, ast.Name)):
                yield Hit(node, {"outer": str(loop.lineno)})


def _read_only(view: View, parent: ast.AST) -> bool:
    if isinstance(parent, ast.For):
        return True
    if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
        return not view.changed_by_method(parent.targets[0]) and not any(
            isinstance(above := view.parent(use), ast.Subscript) and isinstance(above.ctx, ast.Store)
            for use in view.uses(parent.targets[0])
        )
    return False


def function_in_loop(view: View) -> Iterator[Hit]:
    """``lambda`` or ``def`` made in every round and independent of it."""
    for node in view.nodes(ast.Lambda, ast.FunctionDef):
        loop = view.loop(node)
        if loop is None:
            continue
        bound = {
            below.id for below in ast.walk(loop) if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Store)
        }
        own = {arg.arg for arg in ast.walk(node.args) if isinstance(arg, ast.arg)}
        if not bound - own & {below.id for below in ast.walk(node) if isinstance(below, ast.Name)}:
            yield Hit(node, {"outer": str(loop.lineno)})


def condition_again(view: View) -> Iterator[Hit]:
    """``while x in items``, ``while max(items) > ...``: a scan per test."""
    for loop in view.nodes(ast.While):
        for below in ast.walk(loop.test):
            if isinstance(below, ast.Call):
                if view.calls_builtin(below, "max", "min", "sum", "sorted", "any", "all", "list", "set") and below.args:
                    yield Hit(below, {"kind": "scans its argument"})
                elif view.calls_builtin(below, "len") and below.args and view.is_invariant(below, loop):
                    yield Hit(below, {"kind": "is called"}, 0.25)


def repeated_subscript(view: View) -> Iterator[Hit]:
    """``grid[i][j]`` in a loop over j: the row is looked up in every round."""
    for loop in view.nodes(ast.For):
        found: Counter[str] = Counter()
        first: dict[str, ast.Subscript] = {}
        targets = {below.id for below in ast.walk(loop.target) if isinstance(below, ast.Name)}
        rebound: frozenset[str] | None = None
        for stmt in loop.body:
            for below in ast.walk(stmt):
                if not (isinstance(below, ast.Subscript) and isinstance(below.value, ast.Subscript)):
                    continue
                if view.loop(below) is not loop or not isinstance(below.value.slice, ast.Name):
                    continue
                if rebound is None:
                    rebound = view.changes(loop)[0]
                names = {name.id for name in ast.walk(below.value) if isinstance(name, ast.Name)}
                if not names & (targets | rebound):
                    key = ast.dump(below.value)
                    found[key] += 1
                    first.setdefault(key, below)
        if len(view.around(loop)) >= 1:
            for key, times in found.items():
                row = view.short(first[key].value)
                yield Hit(first[key], {"row": row, "outer": str(loop.lineno)}, min(1.0, 0.5 + 0.25 * times))


def repeated_attribute(view: View) -> Iterator[Hit]:
    """The same attribute chain read often in an inner loop that does not change it."""
    for loop in view.nodes(ast.For, ast.While):
        depth = view.depth(loop.body[0])
        if depth < 2:
            continue
        found: Counter[str] = Counter()
        first: dict[str, ast.Attribute] = {}
        for stmt in loop.body:
            for below in ast.walk(stmt):
                if isinstance(below, ast.Attribute) and isinstance(below.ctx, ast.Load) and hasattr(below, "lineno"):
                    above = view.parent(below)
                    called = isinstance(above, ast.Call) and above.func is below
                    if isinstance(below.value, ast.Name | ast.Attribute) and not called and view.loop(below) is loop:
                        found[ast.dump(below)] += 1
                        first.setdefault(ast.dump(below), below)
        rebound, mutated = view.changes(loop)
        for key, times in found.items():
            names = {name.id for name in ast.walk(first[key]) if isinstance(name, ast.Name)}
            if times >= 2 and not names & (rebound | mutated):
                yield Hit(first[key], {"times": str(times), "outer": str(loop.lineno)})


def repeated_item(view: View) -> Iterator[Hit]:
    """``d[k]`` three times in one round."""
    for loop in view.nodes(ast.For, ast.While):
        found: Counter[str] = Counter()
        first: dict[str, ast.Subscript] = {}
        for stmt in loop.body:
            for below in ast.walk(stmt):
                if isinstance(below, ast.Subscript) and isinstance(below.slice, ast.Name | ast.Constant):
                    if isinstance(below.value, ast.Name) and view.loop(below) is loop:
                        key = ast.dump(below.value) + ast.dump(below.slice)
                        found[key] += 1
                        first.setdefault(key, below)
        for key, times in found.items():
            if times >= 3:
                yield Hit(first[key], {"times": str(times)}, min(1.0, times / 5))


def global_in_loop(view: View) -> Iterator[Hit]:
    """A module variable that a function's inner loop reads often."""
    module = view.scopes.module
    seen: set[tuple[int, str]] = set()
    for name, reads in ((n, view.scopes.uses(module, n)) for n in module.bindings):
        bound = module.bindings[name][0]
        if not isinstance(bound, ast.Name):
            continue
        for use in reads:
            loop = view.loop(use) if hasattr(use, "lineno") and use in view.parents else None
            function = view.function(use)
            if (
                loop is None
                or function is view.tree
                or (id(function), name) in seen
                or not isinstance(use.ctx, ast.Load)
            ):
                continue
            seen.add((id(function), name))
            yield Hit(use, {"name": name})


def dotted_in_loop(view: View) -> Iterator[Hit]:
    """``module.function(...)`` in an inner loop."""
    seen: set[tuple[int, str]] = set()
    for node in view.nodes(ast.Attribute):
        if not isinstance(node.value, ast.Name) or not isinstance(node.ctx, ast.Load):
            continue
        loop = view.loop(node)
        if loop is not None:
            full = view.imported(node)
            if full and (id(loop), full) not in seen:
                seen.add((id(loop), full))
                yield Hit(node, {"name": full})


def import_in_loop(view: View) -> Iterator[Hit]:
    """An import statement that is repeated."""
    for node in view.nodes(ast.Import, ast.ImportFrom):
        yield Hit(node)


DETECTORS = (
    Detector(
        "invariant_call", "loops", invariant_call,
        "nothing in the loop at line {outer} changes the value, yet it is computed {often}",
        "`{source}` gives the same value in every round; compute it once before the loop at line {outer}",
        0.9, "hoist_invariant_call", linters=("W8201",),
    ),
    Detector(
        "invariant_math", "loops", invariant_math,
        "the arguments of `{name}` do not change in the loop at line {outer}",
        "`{source}`: compute it once before the loop at line {outer}",
        0.4, "hoist_invariant_call", linters=("W8201",),
    ),
    Detector(
        "invariant_own_call", "loops", invariant_own_call,
        "the arguments do not change in the loop at line {outer}",
        "`{source}` is called with the same arguments in every round; call it once before the loop at line {outer}",
        0.8, "repeated_pure_call", linters=("W8201",),
    ),
    Detector(
        "invariant_comprehension", "loops", invariant_comprehension,
        "it depends on nothing that the loop at line {outer} changes",
        "`{source}` is built anew {often}; build it once before the loop at line {outer}",
        0.85, "hoist_invariant_call", linters=("W8201",),
    ),
    Detector(
        "function_in_loop", "loops", function_in_loop,
        "a new function object is made {often}",
        "`{source}`: define it once before the loop at line {outer}",
        0.3,
    ),
    Detector(
        "condition_again", "loops", condition_again,
        "the condition {kind} before every round",
        "`{source}` runs before every round; keep the value in a variable that the loop updates",
        0.7, "repeat_call_in_condition",
    ),
    Detector(
        "repeated_subscript", "loops", repeated_subscript,
        "`{row}` is the same list in every round of the loop at line {outer}",
        "bind `row = {row}` before the loop at line {outer} (or iterate over the rows themselves)",
        0.35, "nested_invariant_lookup", loop=2,
    ),
    Detector(
        "repeated_attribute", "loops", repeated_attribute,
        "the attribute is looked up {times} times per round",
        "bind `{source}` to a local name before the loop at line {outer}",
        0.25, "nested_invariant_lookup", loop=2, linters=("W8201",),
    ),
    Detector(
        "repeated_item", "loops", repeated_item,
        "the element is looked up {times} times per round",
        "bind `{source}` to a local name once per round, or iterate over the elements themselves",
        0.3,
    ),
    Detector(
        "global_in_loop", "loops", global_in_loop,
        "globals are looked up in a dict, locals are not",
        "bind the global `{name}` to a local name (or a parameter default) before the loop",
        0.2, linters=("W8202",),
    ),
    Detector(
        "dotted_in_loop", "loops", dotted_in_loop,
        "the module's attribute is looked up {often}",
        "bind `{name}` to a local name before the loop",
        0.2, loop=2, linters=("W8205",),
    ),
    Detector(
        "import_in_loop", "loops", import_in_loop,
        "the import machinery is asked {often}",
        "`{source}`: move the import out of what is repeated",
        0.4,
    ),
)  # fmt: skip
