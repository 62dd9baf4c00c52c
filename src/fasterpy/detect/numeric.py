"""numpy and plain numbers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View

_MAKERS = ("array", "zeros", "ones", "arange", "linspace", "empty", "full", "asarray", "loadtxt", "zeros_like")
_GROW = ("append", "concatenate", "vstack", "hstack", "insert", "delete")
_SCALAR = ("sqrt", "exp", "log", "sin", "cos", "abs", "floor", "ceil", "maximum", "minimum", "square", "power", "round")


def is_array(view: View, node: ast.AST) -> bool:
    """Whether a value is known to be an ndarray."""
    if view.kind(node) == "ndarray":
        return True
    if isinstance(node, ast.Name):
        value = view.binding(node)
        if isinstance(value, ast.Call):
            full = view.imported(value.func)
            return full.startswith("numpy.") and full.rpartition(".")[2] in _MAKERS
        scope = view.scopes.owner(node)
        for bound in scope.bindings.get(node.id, ()) if scope else ():
            if isinstance(bound, ast.arg) and bound.annotation is not None:
                text = ast.dump(bound.annotation)
                return "ndarray" in text or "NDArray" in text
    return False


def grown_array(view: View) -> Iterator[Hit]:
    """``a = np.append(a, x)`` in a loop."""
    for call, full in view.imports(*(f"numpy.{name}" for name in _GROW)):
        yield Hit(call, {"name": full})


def python_loop(view: View) -> Iterator[Hit]:
    """A Python loop over an array's elements."""
    for loop in view.nodes(ast.For):
        source: ast.expr = loop.iter
        if view.calls_builtin(source, "range", "enumerate", "zip") and source.args:  # type: ignore[attr-defined]
            inner = source.args[-1]  # type: ignore[attr-defined]
            if view.calls_builtin(inner, "len") and inner.args:
                inner = inner.args[0]
            elif isinstance(inner, ast.Attribute | ast.Subscript):
                inner = inner.value if isinstance(inner, ast.Attribute) else getattr(inner.value, "value", inner)
            source = inner
        if is_array(view, source):
            yield Hit(loop, {"name": view.short(source)}, where=loop.body[0])


def scalar_numpy(view: View) -> Iterator[Hit]:
    """``np.sqrt(x)`` of a single number in a loop."""
    for call, full in view.imports(*(f"numpy.{name}" for name in _SCALAR)):
        if call.args and view.loop(call) is not None and not is_array(view, call.args[0]):
            if view.kind(call.args[0]) in ("int", "float") or isinstance(call.args[0], ast.Subscript | ast.BinOp):
                yield Hit(call, {"name": full})


def vectorize(view: View) -> Iterator[Hit]:
    """``np.vectorize`` and ``np.apply_along_axis``: loops in disguise."""
    for call, full in view.imports("numpy.vectorize", "numpy.apply_along_axis", "numpy.fromiter"):
        if not full.endswith("fromiter"):
            yield Hit(call, {"name": full})


def array_in_loop(view: View) -> Iterator[Hit]:
    """A list turned into an array in every round."""
    for call, full in view.imports("numpy.array", "numpy.asarray"):
        loop = view.loop(call)
        if loop is not None and call.args:
            names = [below for below in ast.walk(call.args[0]) if isinstance(below, ast.Name)]
            if names and all(view.steady(name, loop) for name in names):
                yield Hit(call, {"name": full, "outer": str(loop.lineno)})


def builtin_on_array(view: View) -> Iterator[Hit]:
    """``sum(array)``: boxed element by element."""
    for call in view.builtins("sum", "max", "min", "sorted", "any", "all"):
        if len(call.args) == 1 and is_array(view, call.args[0]):
            yield Hit(call)


def distance_loop(view: View) -> Iterator[Hit]:
    """``sqrt((a - b) ** 2 + (c - d) ** 2)`` in nested loops."""
    for node in view.nodes(ast.BinOp):
        match node:
            case ast.BinOp(
                left=ast.BinOp(left=ast.BinOp(op=ast.Sub()), op=ast.Pow()),
                op=ast.Add(),
                right=ast.BinOp(left=ast.BinOp(op=ast.Sub()), op=ast.Pow()),
            ):
                yield Hit(node)


def exact_numbers(view: View) -> Iterator[Hit]:
    """Decimal or Fraction made in an inner loop."""
    for call, full in view.imports("decimal.Decimal", "fractions.Fraction"):
        yield Hit(call, {"name": full.rpartition(".")[2]})


def float_power(view: View) -> Iterator[Hit]:
    """``x ** 2`` and ``x ** 0.5`` in inner loops."""
    for node in view.nodes(ast.BinOp):
        if isinstance(node.op, ast.Pow) and isinstance(node.right, ast.Constant) and node.right.value in (2, 0.5):
            if isinstance(node.left, ast.Name):
                better = f"{node.left.id} * {node.left.id}" if node.right.value == 2 else f"math.sqrt({node.left.id})"
                yield Hit(node, {"better": better})


DETECTORS = (
    Detector(
        "grown_array", "numeric", grown_array,
        "the whole array is copied {often}",
        "`{source}` copies the array {often}; append to a list and call np.array once, or allocate it in full before",
        0.95, "append_in_loop_numpy",
    ),
    Detector(
        "python_loop", "numeric", python_loop,
        "each element of the array `{name}` is boxed for the interpreter",
        "write the loop over `{name}` as array expressions (ufuncs, masks, np.where, cumsum), or loop over "
        "`{name}.tolist()`",
        0.85, "array_loop_to_numpy",
    ),
    Detector(
        "scalar_numpy", "numeric", scalar_numpy,
        "`{name}` costs about a microsecond per number, {often}",
        "`{source}`: use the math module (or **, abs, min) for single numbers, or call `{name}` once on the "
        "whole array",
        0.55, "numpy_scalar_work_to_python",
    ),
    Detector(
        "vectorize", "numeric", vectorize,
        "`{name}` calls a Python function per element",
        "`{source}`: write the function's arithmetic with array operations",
        0.7, "array_loop_to_numpy", loop=0,
    ),
    Detector(
        "array_in_loop", "numeric", array_in_loop,
        "the same array is made {often}",
        "`{source}`: make the array once before the loop at line {outer}",
        0.8, "hoist_invariant_call",
    ),
    Detector(
        "builtin_on_array", "numeric", builtin_on_array,
        "the builtin boxes every element",
        "`{source}`: use the array's own method",
        0.7, "array_loop_to_numpy", loop=0,
    ),
    Detector(
        "distance_loop", "numeric", distance_loop,
        "squares and differences one pair at a time",
        "`{source}`: use math.dist or math.hypot (or compare squared distances); for all pairs a grid of cells, or "
        "numpy broadcasting",
        0.45, "pairwise_distances_broadcast", loop=2,
    ),
    Detector(
        "exact_numbers", "numeric", exact_numbers,
        "a {name} object per value, {often}",
        "`{source}`: keep integer units (cents) in the loop and convert at the ends",
        0.4, "decimal_to_int_cents",
    ),
    Detector(
        "float_power", "numeric", float_power,
        "a general power for a square or root",
        "`{source}`: `{better}` is cheaper in an inner loop",
        0.15, loop=2,
    ),
)  # fmt: skip
