"""An expression of a loop's body as an array expression."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.numeric.vector.leaves import Everything, Index, Leaf, Place, Window, counter, moved
from fasterpy.generate.rules.numeric.vector.values import Axis, Refused, Value, chosen, combined

_SAME = {
    "sqrt", "sin", "cos", "tan", "exp", "log", "log2", "log10", "log1p", "expm1", "floor", "ceil", "fabs", "hypot",
    "sinh", "cosh", "tanh", "degrees", "radians",
}  # fmt: skip
_UFUNCS = _SAME | {
    "abs", "absolute", "minimum", "maximum", "power", "arctan2", "arctan", "arcsin", "arccos", "sign", "clip", "where",
    "rint", "square", "mod", "deg2rad", "rad2deg", "cbrt", "trunc", "add", "subtract", "multiply", "divide",
}  # fmt: skip
_TESTS = {"isnan", "isfinite", "isinf", "logical_and", "logical_or", "logical_not"}
_OF_MATH = {"atan2": "arctan2", "atan": "arctan", "asin": "arcsin", "acos": "arccos", "pow": "power"}
_REDUCING = {"sum", "mean", "max", "min", "std", "var", "prod", "median", "any", "all"}
_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>", ast.Eq: "==", ast.NotEq: "!=",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.USub: "-", ast.UAdd: "+", ast.Invert: "~",
}  # fmt: skip

Known = Value | Leaf | Place


@dataclass
class Evaluator:
    """What the names of the loop mean so far."""

    module: ParsedModule
    numpy: str
    rank: Callable[[str], int]
    """Dimensions of the array of that name; 0: no array."""
    bound: frozenset[str]
    """All names that the loop gives a value."""
    env: dict[str, Known] = field(default_factory=dict)
    stored: set[str] = field(default_factory=set)
    """Arrays that the loop writes to."""
    reads: set[tuple[str, str]] = field(default_factory=set)
    """Places of those that it reads: (array, text)."""

    sizes: set[str] = field(default_factory=set)
    """Lengths of windows, which have to be positive."""
    in_turn: bool = False
    """Whether sums are added up number after number, which gives the same bits as the loop."""
    deeper: int = 0
    """Dimensions that rows are taken to have beyond what is known."""

    def value(self, node: ast.expr, tail: int | None = None) -> Value:
        """Raises Refused. ``tail``: what is left of a row whose rank is not known."""
        found = self.known(node)
        if isinstance(found, Leaf):
            known = max(0, found.rank - len(found.index))
            return found.value(self.numpy, known + self.deeper if tail is None else tail)
        return counter(self.numpy, found.axis, found.offset) if isinstance(found, Place) else found

    def known(self, node: ast.expr) -> Known:
        """Like ``value``, but rows and counters stay what they are."""
        module = self.module
        if not names_in(node) & self.bound:
            if not module.is_pure(node) or isinstance(node, ast.Starred | ast.Lambda) or names_in(node) & self.stored:
                raise Refused
            return _constant(module, node)
        match node:
            case ast.Name(id=name) if name in self.env:
                return self.env[name]
            case ast.Subscript(value=base, slice=index):
                return self._item(base, index)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
                place = moved(node)
                if place and isinstance(at := self.env.get(place[0]), Place):
                    return replace(at, offset=at.offset + place[1])
                sign = _SIGNS[type(op)]
                parts = [self.value(left), self.value(right)]
                made = combined(f"({{}} {sign} {{}})", parts)
                plain = "float" if made.plain and sign == "/" else made.plain
                return replace(
                    made, plain=plain, risky=made.risky, boolean=sign in "&|^" and all(p.boolean for p in parts)
                )
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self._boolean(combined("~{}", [self.test(operand)]))
            case ast.UnaryOp(op=op, operand=operand):
                return combined(f"({_SIGNS[type(op)]}{{}})", [self.value(operand)])
            case ast.Compare(left=left, ops=ops, comparators=rights) if all(type(op) in _SIGNS for op in ops):
                sides = [self.value(side) for side in (left, *rights)]
                tests = [
                    combined(f"({{}} {_SIGNS[type(op)]} {{}})", [one, two])
                    for one, op, two in zip(sides, ops, sides[1:], strict=False)
                ]
                joined = tests[0] if len(tests) == 1 else combined("(" + " & ".join(["{}"] * len(tests)) + ")", tests)
                return self._boolean(joined)
            case ast.BoolOp(op=op, values=values):
                sign = " & " if isinstance(op, ast.And) else " | "
                tests = [self.test(part) for part in values]
                return self._boolean(combined("(" + sign.join(["{}"] * len(tests)) + ")", tests))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return chosen(self.numpy, self.test(test), self.value(body), self.value(orelse))
            case ast.Call():
                return self._call(node)
        raise Refused

    def _boolean(self, value: Value) -> Value:
        return replace(value, boolean=True, plain="")

    def test(self, node: ast.expr) -> Value:
        """Where a condition holds; a number does where it is not zero. Raises Refused."""
        value = self.value(node)
        if value.tail:
            raise Refused
        return value if value.boolean or not value.axes else self._boolean(combined("({} != 0)", [value]))

    def _item(self, base: ast.expr, index: ast.expr) -> Known:
        made = self._leaf(base, index)
        if made.array in self.stored:
            text = made.value(self.numpy).text
            self.reads.add((made.array, text))
            return self.env.get(f"= {text}", made)
        return made

    def _leaf(self, base: ast.expr, index: ast.expr) -> Leaf:
        """The item itself, whatever is done with it."""
        if isinstance(base, ast.Name) and base.id not in self.bound:
            leaf: Known = Leaf(base.id, (), self.rank(base.id))
        else:
            leaf = self._leaf(base.value, base.slice) if isinstance(base, ast.Subscript) else self.known(base)
        if not isinstance(leaf, Leaf) or not leaf.rank:
            raise Refused
        parts = index.elts if isinstance(index, ast.Tuple) else [index]
        return leaf.at(tuple(self._index(part) for part in parts))

    def place(self, target: ast.Subscript) -> Leaf:
        """The place of an array to which a statement writes. Raises Refused."""
        leaf = self._leaf(target.value, target.slice)
        if leaf.array not in self.stored:  # a row of it has another name
            raise Refused
        return leaf

    def _index(self, part: ast.expr) -> Index:
        match part:
            case ast.Slice(lower=None, upper=None, step=None):
                return Everything()
            case ast.Slice(lower=lower, upper=upper, step=None) if lower is not None and upper is not None:
                return self._window(lower, upper)
        found = self.known(part)
        if isinstance(found, Place):
            return found
        value = self.value(part)
        if value.boolean or value.plain == "float":
            raise Refused
        return value

    def _window(self, lower: ast.expr, upper: ast.expr) -> Window:
        window = self._moving(lower, upper)
        if not window.size.isdigit():
            self.sizes.add(window.size)
        return window

    def _moving(self, lower: ast.expr, upper: ast.expr) -> Window:
        low = self.known(lower)
        if not isinstance(low, Place):
            raise Refused
        match upper:
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                for one, other in ((left, right), (right, left)):
                    if names_in(other) & self.bound:
                        continue
                    start = self.known(one)
                    if isinstance(start, Place) and start.axis == low.axis:
                        more = start.offset - low.offset
                        size = ast.unparse(other)
                        return Window(low.axis, low.offset, size if not more else f"{size} + {more}")
        high = self.known(upper)
        if isinstance(high, Place) and high.axis == low.axis and high.offset > low.offset:
            return Window(low.axis, low.offset, str(high.offset - low.offset))
        raise Refused

    def _call(self, node: ast.Call) -> Value:
        module, numpy = self.module, self.numpy
        if node.keywords or any(isinstance(arg, ast.Starred) for arg in node.args):
            raise Refused
        dotted = module.imported(node.func)
        package, _, name = dotted.rpartition(".")
        if package == "numpy" and name in _UFUNCS | _TESTS:
            made = combined(
                f"{numpy}.{name}({', '.join(['{}'] * len(node.args))})", [self.value(arg) for arg in node.args]
            )
            return replace(made, plain="", boolean=name in _TESTS)
        if package == "math" and (name in _SAME or name in _OF_MATH):
            values = [self.value(arg) for arg in node.args]
            if len(values) != (2 if name in ("hypot", "atan2", "pow") else 1):
                raise Refused
            made = combined(f"{numpy}.{_OF_MATH.get(name, name)}({', '.join(['{}'] * len(values))})", values)
            if name in ("floor", "ceil"):
                return replace(made, text=f"{made.text}.astype(int)", plain="int")
            return replace(made, plain="float")
        if (package == "numpy" and name in _REDUCING) and len(node.args) == 1:
            return self._reduced(self._row(node.args[0]), name)
        if dotted == "numpy.linalg.norm" and len(node.args) == 1:
            row = self._row(node.args[0])
            return replace(
                combined(f"{numpy}.sqrt({{}})", [self._reduced(replace(row, text=f"({row.text} ** 2)"), "sum")]),
                plain="",
            )
        if dotted in ("numpy.dot", "numpy.inner", "numpy.vdot") and len(node.args) == 2:
            row = combined("({} * {})", [self._row(arg) for arg in node.args])
            return self._reduced(row, "sum")
        match node:
            case ast.Call(func=ast.Attribute(value=base, attr=name), args=[]) if name in _REDUCING:
                return self._reduced(self._row(base), name)
            case ast.Call(func=ast.Attribute(value=base, attr="item"), args=[]):
                return replace(self.value(base), plain="float")
        if module.is_builtin(node.func, "abs", "int", "float", "min", "max", "round", "bool") and isinstance(
            node.func, ast.Name
        ):
            return self._builtin(node.func.id, [self.value(arg) for arg in node.args])
        raise Refused

    def _builtin(self, name: str, values: list[Value]) -> Value:
        one = values[0] if values else Value("")
        match name, len(values):
            case "abs", 1:
                return combined(f"{self.numpy}.abs({{}})", values)
            case "int" | "float", 1:
                return replace(
                    one, text=f"{one.text}.astype({name})" if one.plain != name else one.text, plain=name, boolean=False
                )
            case "bool", 1 if one.boolean:
                return replace(one, plain="bool")
            case "round", 1:
                return replace(one, text=f"{self.numpy}.rint({one.text}).astype(int)", plain="int")
            case "min" | "max", count if count > 1:
                made = one
                for other in values[1:]:
                    made = combined(f"{self.numpy}.{name}imum({{}}, {{}})", [made, other])
                return made
        raise Refused

    def _row(self, node: ast.expr) -> Value:
        """The argument of a call that works on whole rows; what is not known to be one is taken for a vector."""
        value = self.value(node)
        if value.tail:
            return value
        self.deeper = 1
        try:
            value = self.value(node)
        finally:
            self.deeper = 0
        if value.tail != 1:
            raise Refused
        return value

    def _reduced(self, row: Value, name: str) -> Value:
        axis = ", ".join(str(-number) for number in range(row.tail, 0, -1))
        axis = f"({axis})" if row.tail > 1 else axis
        if name == "median":
            return Value(f"{self.numpy}.median({row.text}, axis={axis})", row.axes)
        boolean = name in ("any", "all")
        return Value(f"{row.text}.{name}(axis={axis})", row.axes, boolean=boolean, risky=row.risky)


def _constant(module: ParsedModule, node: ast.expr) -> Value:
    text = ast.unparse(node)
    if not isinstance(node, ast.Constant | ast.Name | ast.Call | ast.Attribute | ast.Subscript):
        text = f"({text})"
    kind = module.kind(node)
    boolean = isinstance(node, ast.Constant) and isinstance(node.value, bool)
    return Value(text, plain=kind if kind in ("int", "float") else "", boolean=boolean)


def extent(axis: Axis) -> str:
    """How many rounds a loop makes."""
    if axis.step != 1:
        return f"len(range({axis.places()}))"
    return axis.high if axis.low == "0" else f"({axis.high} - {axis.low})"
