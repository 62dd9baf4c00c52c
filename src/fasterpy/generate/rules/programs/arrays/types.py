"""Types of numbers: what a dtype means, and what arrays make of a number that is stored in them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from fasterpy.generate.rules.programs.arrays.calls import Unsupported
from fasterpy.generate.rules.programs.arrays.ufuncs import UFUNCS

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.shapes import Shapes
    from fasterpy.generate.rules.programs.arrays.translate import Translator

_INTS = frozenset(
    [
        *"bBhHiIlLqQp",
        *("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"),
        "longlong",
        "intp",
        "intc",
        "short",
        "ulonglong",
    ]
)
_FLOATS = frozenset([*"dfg", "f4", "f8", "double", "longdouble", "single", "half"])
_FILLED = frozenset(["zeros", "ones", "empty"])
_KEEPING = frozenset(["copy", "zeros_like", "ones_like", "empty_like", "reshape", "ravel", "flatten", "cumsum", "sort"])


def is_float(shapes: Shapes, value: ast.expr) -> bool:
    """Whether an array is known to hold floats."""
    match value:
        case ast.Name():
            return shapes.flow.all_bound(value, lambda one: is_float(shapes, one))
        case ast.Subscript(value=inner) | ast.UnaryOp(operand=inner):
            return is_float(shapes, inner)
        case ast.BinOp(left=left, op=op, right=right):
            return isinstance(op, ast.Div) or is_float(shapes, left) or is_float(shapes, right)
        case ast.Attribute() if not shapes.numpy(value):
            given = shapes.flow.given_attributes(value)
            return bool(given) and all(is_float(shapes, one) for one in given)
        case ast.Call():
            call = shapes.call(value)
            if call is None:
                return False
            if call.get("dtype") is not None:
                return "float" in ast.unparse(call["dtype"])
            if call.name in UFUNCS:
                return any(is_float(shapes, arg) for name, arg in call.given.items() if name != "out")
            if call.name in _KEEPING:
                return is_float(shapes, next(iter(call.given.values())))
            return call.name in _FILLED or call.name == "linspace"
    return False


def is_whole(shapes: Shapes, value: ast.expr) -> bool:
    """Whether an array is known to hold ints."""
    match value:
        case ast.Name():
            return shapes.flow.all_bound(value, lambda one: is_whole(shapes, one))
        case ast.Subscript(value=inner):
            return is_whole(shapes, inner)
        case ast.Call():
            call = shapes.call(value)
            dtype = call.get("dtype") if call is not None else None
            return dtype is not None and (shapes.numpy(dtype) or ast.unparse(dtype)).strip("'u").startswith("int")
    return False


def as_stored(to: Translator, base: ast.expr, value: ast.expr) -> str:
    """The text of a number as an array holds it."""
    text = to.text(value)
    if to.shapes.rank(value):
        ints = to.shapes.rank(value) == 1 and is_float(to.shapes, base) and not is_float(to.shapes, value)
        return f"list(map({to.word('float')}, {text}))" if ints else text
    kind = to.module.kind(value)
    if kind == "int" and is_float(to.shapes, base):
        return f"{text}.0" if text.lstrip("-").isdigit() else f"{to.word('float')}({text})"
    divided = isinstance(value, ast.BinOp) and isinstance(value.op, ast.Div)
    if (kind == "float" or divided) and is_whole(to.shapes, base):
        return f"{to.word('int')}({text})"
    return text


def plain_type(to: Translator, dtype: ast.expr | None) -> str:
    """``int``, ``float`` or ``bool`` for a dtype; empty when there is none. Raises Unsupported."""
    if dtype is None or (isinstance(dtype, ast.Constant) and dtype.value is None):
        return ""
    word = to.shapes.numpy(dtype) or to.module.source(dtype).strip("'\"").removeprefix("np.")
    for name in ("float", "bool", "int", "complex", "str"):
        if word.startswith((name, "u" + name)):
            return to.word(name)
    bare = word.strip("<>=")
    if bare in _INTS:
        return "int"
    if bare in _FLOATS:
        return "float"
    if bare in ("object", "O", "object_"):
        return ""
    if bare in ("?", "b1"):
        return "bool"
    if bare.startswith("U"):
        return "str"
    raise Unsupported(f"dtype {word}")
