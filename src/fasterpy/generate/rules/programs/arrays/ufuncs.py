"""Functions of numbers that numpy applies item by item."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from fasterpy.generate.rules.programs.arrays.calls import Call, Form, Table, Unsupported

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.shapes import Shapes
    from fasterpy.generate.rules.programs.arrays.translate import Translator

TABLE = Table()
BINARY = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "floor_divide": "//", "mod": "%", "power": "**",
    "bitwise_and": "&", "bitwise_or": "|", "bitwise_xor": "^", "left_shift": "<<", "right_shift": ">>", "equal": "==",
    "not_equal": "!=", "less": "<", "less_equal": "<=", "greater": ">", "greater_equal": ">=", "logical_xor": "!=",
}  # fmt: skip
_MATH = frozenset(
    [
        *("sqrt", "log", "log2", "log10", "log1p", "exp", "expm1", "sin", "cos", "tan", "sinh", "cosh", "tanh"),
        *("hypot", "fmod", "gcd", "lcm", "isnan", "isinf", "isfinite", "degrees", "radians", "copysign", "cbrt"),
    ]
)
_ARC = {
    "arctan2": "atan2",
    "arctan": "atan",
    "arcsin": "asin",
    "arccos": "acos",
    "deg2rad": "radians",
    "rad2deg": "degrees",
}
_ROUNDED = {"floor": "floor", "ceil": "ceil", "trunc": "trunc", "fix": "trunc"}
_TEMPLATES = {
    "negative": "(-{0})",
    "positive": "{0}",
    "square": "({0} ** 2)",
    "reciprocal": "(1 / {0})",
    "bitwise_not": "(~{0})",
    "where": "({1} if {0} else {2})",
    "logical_and": "bool({0} and {1})",
    "logical_or": "bool({0} or {1})",
    "logical_not": "(not {0})",
    "sign": "(({0} > 0) - ({0} < 0))",
    "heaviside": "({1} if {0} == 0 else int({0} > 0))",
    "real": "{0}",
    "conjugate": "{0}",
    "nan_to_num": "({0} if {0} == {0} else 0.0)",
}
_BUILTINS = {"abs": "abs", "maximum": "max", "minimum": "min", "round": "round"}
UFUNCS = frozenset([*BINARY, *_MATH, *_ARC, *_ROUNDED, *_TEMPLATES, *_BUILTINS, "rint", "clip"])
"""Names of the functions here."""


def said(to: Translator, call: Call, args: list[str]) -> str:
    """The function with the texts of numbers as arguments."""
    name = call.name
    if name in BINARY and len(args) == 2:
        return f"({args[0]} {BINARY[name]} {args[1]})"
    if name in _TEMPLATES:
        return _TEMPLATES[name].format(*args)
    if name == "round" or name == "rint":
        whole = "" if _made_whole(to, call.node) else ", 0"
        return f"{to.word('round')}({args[0]}{f', {args[1]}' if len(args) > 1 else whole})"
    if name in _BUILTINS:
        return f"{to.word(_BUILTINS[name])}({', '.join(map(_bare, args))})"
    if name == "clip":
        low, high = (call.get(word) for word in (("a_min", "a_max") if "a_min" in call.given else ("min", "max")))
        if low is None or high is None or to.module.source(low) == "None" or to.module.source(high) == "None":
            if low is not None and to.module.source(low) != "None":
                return f"{to.word('max')}({args[0]}, {args[1]})"
            return f"{to.word('min')}({args[0]}, {args[-1]})"
        return f"{to.word('min')}({to.word('max')}({args[0]}, {args[1]}), {args[2]})"
    if name in _ROUNDED:
        text = f"{to.need('math', _ROUNDED[name])}({_bare(args[0])})"
        return text if _made_whole(to, call.node) else f"float({text})"
    if name in _MATH or name in _ARC:
        return f"{to.need('math', _ARC.get(name, name))}({', '.join(map(_bare, args))})"
    raise Unsupported(name)


def _bare(text: str) -> str:
    """A single operation needs no parentheses as an argument."""
    simple = text[:1] == "(" and text[-1:] == ")" and text.count("(") == 1
    return text[1:-1] if simple else text


def _made_whole(to: Translator, node: ast.Call) -> bool:
    """Whether the result becomes an int at once: then it need not be a float before."""
    above = to.module.parent(node)
    if isinstance(above, ast.Call) and node in above.args:
        return to.shapes.builtin(above.func, "int")
    return isinstance(above, ast.Attribute) and above.attr == "astype"


def _rank(shapes: Shapes, call: Call) -> Form:
    given = [value for name, value in call.given.items() if name not in ("dtype", "out")]
    if call.name == "where" and len(given) == 1:
        return (1,) * shapes.rank(given[0])
    return max(map(shapes.rank, given), default=0)


def _text(to: Translator, call: Call) -> str:
    from fasterpy.generate.rules.programs.arrays.elements import elementwise

    if call.name == "where" and len(call.given) == 1:
        return where(to, call.given["x"])
    if to.shapes.of(call.node):
        return elementwise(to, call.node)
    given = [value for name, value in call.given.items() if name not in ("dtype", "out")]
    return said(to, call, [to.atom(value) for value in given])


def where(to: Translator, condition: ast.expr) -> str:
    """``np.where(c)``: a tuple of places."""
    if to.shapes.rank(condition) == 1:
        name = to.variable
        return f"([{name} for {name}, {name}m in enumerate({to.text(condition)}) if {name}m],)"
    if to.shapes.rank(condition) == 2:
        return f"{to.helper('places')}({to.text(condition)})"
    raise Unsupported("where")


for _names, _parameters in (
    ([*BINARY, "fmod", "hypot", "gcd", "lcm", "arctan2", "copysign", "logical_and", "logical_or", "heaviside"], "x y"),
    (["maximum", "minimum"], "x y"),
    (["where"], "x y z"),
    (["round"], "x decimals"),
    (["clip"], "a a_min a_max min max"),
):
    TABLE.add(f"{' '.join(_names)}: {_parameters} out dtype", _rank)(_text)
TABLE.add(f"{' '.join(sorted(UFUNCS - set(TABLE.functions)))}: x out dtype", _rank)(_text)
