"""Which expressions are numpy arrays, and of how many dimensions: plain (0), vector (1), table (2) and more."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.types import element, kind
from fasterpy.generate.rules.programs.arrays.calls import Call, Form, Unsupported, bound
from fasterpy.generate.rules.programs.arrays.flow import Flow
from fasterpy.generate.rules.programs.arrays.functions import FUNCTIONS, METHODS
from fasterpy.generate.rules.programs.arrays.names import Names


class Shapes(Names):
    """Dimensions of expressions; variables are judged by all their assignments together."""

    def __init__(self, module: ParsedModule) -> None:
        super().__init__(module)
        self.flow = Flow(module, self)
        self._calls: dict[ast.Call, Call | None] = {}

    def of(self, node: ast.AST) -> int:
        """0 for numbers, lists and everything else. Raises Unsupported."""
        form = self.form(node)
        return form if isinstance(form, int) else 0

    def form(self, node: ast.AST) -> Form:
        """Like ``of``, and tuples of it for tuples."""
        match node:
            case ast.Name():
                return self.flow.variable(node)
            case ast.NamedExpr(value=value) | ast.Starred(value=value):
                return self.form(value)
            case ast.Tuple(elts=elts):
                return tuple(self.form(elt) for elt in elts)
            case ast.BinOp(left=left, right=right) | ast.Compare(left=left, comparators=[right]):
                if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn | ast.Is | ast.IsNot):
                    return 0
                if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
                    return dotted(self.rank(left), self.rank(right))
                return self.joined([left, right])
            case ast.UnaryOp(operand=operand) if not isinstance(node.op, ast.Not):
                return self.of(operand)
            case ast.Subscript():
                return self._subscript(node)
            case ast.IfExp(body=body, orelse=orelse):
                return self.form(body) or self.form(orelse)
            case ast.Call():
                return self._call(node)
            case ast.Attribute(attr="T" | "real", value=value):
                return self.of(value)
            case ast.Attribute(attr="flat", value=value) if self.of(value):
                return 1
            case ast.Attribute() if not self.numpy(node):
                return self.flow.attribute(node)
        return 0

    def joined(self, parts: list[ast.expr]) -> int:
        """The shape of what is computed item by item; lists count when one of the others is an array."""
        if not any(map(self.of, parts)):
            return 0
        return max(map(self.rank, parts))

    def rank(self, value: ast.expr) -> int:
        """Dimensions of what numpy makes of an argument: lists count as well."""
        known = self.of(value)
        if known or isinstance(value, ast.Constant | ast.Slice):
            return known
        return self.array(value) if self.module.kind(value) in ("list", "tuple", "range") else 0

    def array(self, value: ast.expr) -> int:
        """Dimensions of ``np.array(value)``."""
        known = self.of(value)
        if known:
            return known
        if isinstance(value, ast.ListComp | ast.GeneratorExp):
            return 1 + (self.rank(value.elt) or int(self.module.kind(value.elt) == "list"))
        if isinstance(value, ast.List | ast.Tuple) and value.elts:
            first = value.elts[0]
            return 1 + (max(0, self.rank(first.value) - 1) if isinstance(first, ast.Starred) else self.rank(first))
        if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult | ast.Add):
            return max(
                self.array(side)
                for side in (value.left, value.right)
                if self.module.kind(side) in ("list", "tuple") or side is value.left
            )
        inner = self.flow.contained(value, lists=True)
        if inner:
            return 1 + inner
        of = self.module.types.of(value)
        if kind(of) in ("int", "float"):
            return 0
        if kind(of) == "str":
            raise Unsupported("array of no dimension")
        depth = 1
        inner_type = element(of)
        while kind(inner_type) in ("list", "tuple"):
            depth += 1
            inner_type = element(inner_type)
        return depth

    # -------------------------------------------------------------------------------------------------- subscripts

    def _subscript(self, node: ast.Subscript) -> Form:
        outer = self.form(node.value)
        part = node.slice
        if isinstance(outer, tuple):
            if isinstance(part, ast.Constant) and isinstance(part.value, int) and part.value < len(outer):
                return outer[part.value]
            return max((form for form in outer if isinstance(form, int)), default=0)
        if self.numpy(node.value) in ("r_", "c_"):
            return 1 if self.numpy(node.value) == "r_" else 2
        if not outer:
            inner = self.flow.contained(node.value)
            return 0 if isinstance(part, ast.Slice) else inner
        if isinstance(part, ast.Call) and self.numpy(part.func) == "ix_":
            return len(part.args)
        parts = part.elts if isinstance(part, ast.Tuple) else [part]
        left, listed = outer, 0
        for item in parts:
            if is_new(self, item):
                left += 1
            elif isinstance(item, ast.Slice) or (isinstance(item, ast.Constant) and item.value is Ellipsis):
                pass
            else:
                places = self.places(item)
                deep = self.rank(item) if places is None else 1
                if places is not None:  # a condition takes as many dimensions as it has and leaves one
                    left -= self.of(places)
                elif self.is_mask(item):
                    left, deep = left - deep, 1
                else:
                    left -= 1
                listed = max(listed, deep)
        if left < 0:
            raise Unsupported("more indices than dimensions")
        return left + listed

    def places(self, index: ast.expr) -> ast.expr | None:
        """The condition of ``np.where(c)``, ``np.nonzero(c)`` or ``c.nonzero()``."""
        call = self.call(index) if isinstance(index, ast.Call) else None
        if call is not None and call.name in ("where", "nonzero") and len(call.given) == 1:
            return next(iter(call.given.values()))
        return None

    def is_mask(self, index: ast.expr) -> bool:
        """Whether an expression is an array of truths, here or where its name was bound."""
        if isinstance(index, ast.Name):
            return self.flow.all_bound(index, self.is_mask)
        if not self.of(index):
            return False
        match index:
            case ast.Compare() | ast.UnaryOp(op=ast.Invert()):
                return True
            case ast.BinOp(op=ast.BitAnd() | ast.BitOr() | ast.BitXor(), left=left, right=right):
                return self.is_mask(left) or self.is_mask(right)
            case ast.Subscript(value=value):
                return self.is_mask(value)
            case ast.Call():
                call = self.call(index)
                if call is None:
                    return False
                dtype = call.get("dtype")
                named = self.numpy(dtype) or ast.unparse(dtype) if dtype else ""
                truths = call.name.startswith(("logical_", "is", "equal", "not_equal", "greater", "less"))
                truths = truths or call.name in ("any", "all")
                if call.name == "array" and not dtype:
                    truths = "bool" in self.module.types.of(call["object"])
                return truths or named.startswith("bool")
        return False

    # ------------------------------------------------------------------------------------------------------- calls

    def call(self, node: ast.Call) -> Call | None:
        """The call of a numpy function or of an array's method; None when it is neither. Raises Unsupported."""
        if node not in self._calls or self._calls[node] is None:
            self._calls[node] = self._bound_call(node)
        return self._calls[node]

    def remember(self, node: ast.Call, call: Call) -> None:
        """Know a call that the file does not hold."""
        self._calls[node] = call

    def _bound_call(self, node: ast.Call) -> Call | None:
        name = self.numpy(node.func)
        if name:
            if name not in FUNCTIONS:
                raise Unsupported(name)
            return bound(name, FUNCTIONS[name], node, node.args)
        if not isinstance(node.func, ast.Attribute) or not self.of(node.func.value):
            return None
        name = node.func.attr
        if name not in METHODS:
            if name in FUNCTIONS:
                return bound(name, FUNCTIONS[name], node, [node.func.value, *node.args])
            raise Unsupported(f".{name}")
        return bound(name, METHODS[name], node, [node.func.value, *node.args])

    def _call(self, node: ast.Call) -> Form:
        if self.elementwise_function(node.func):
            return max((self.rank(arg) for arg in node.args), default=0)
        call = self.call(node)
        if call is not None:
            method = not self.numpy(node.func)
            return (METHODS if method and call.name in METHODS else FUNCTIONS)[call.name].rank(self, call)
        if self.builtin(node.func, "abs", "round", "divmod") and node.args:
            return self.of(node.args[0])
        if self.builtin(node.func, "sum") and node.args:
            return max(0, self.of(node.args[0]) - 1) or self.flow.contained(node.args[0])
        if isinstance(node.func, ast.Attribute) and node.func.attr == "pop":
            return self.flow.contained(node.func.value)
        return self.flow.returned(node)

    def elementwise_function(self, func: ast.expr) -> ast.expr | None:
        """The plain function inside ``np.vectorize(f)`` or of a name that is bound to it."""
        if isinstance(func, ast.Name):
            value = self.flow.only_value(func)
            if isinstance(value, ast.Call):
                return func if self.elementwise_function(value) is not None else None
            function = self.flow.function(func)
            decorated = function is not None and any(
                self.numpy(one) == "vectorize" for one in getattr(function, "decorator_list", [])
            )
            return func if decorated else None
        if isinstance(func, ast.Call) and self.numpy(func.func) in ("vectorize", "frompyfunc") and func.args:
            return func.args[0]
        return None


def is_new(shapes: Names, part: ast.expr) -> bool:
    """``None`` or ``np.newaxis`` between brackets."""
    return (isinstance(part, ast.Constant) and part.value is None) or shapes.numpy(part) == "newaxis"


def dotted(left: int, right: int) -> int:
    """Dimensions of a product of matrices and vectors."""
    return max(0, left + right - 2) if left and right else max(left, right)
