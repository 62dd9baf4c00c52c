"""Which expressions are numpy arrays, and of how many dimensions: plain (0), vector (1), matrix (2)."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.types import element, kind

SCALAR_FUNCTIONS = frozenset(
    [
        "sum",
        "max",
        "min",
        "amax",
        "amin",
        "mean",
        "average",
        "median",
        "prod",
        "all",
        "any",
        "dot",
        "inner",
        "argmax",
        "argmin",
        "count_nonzero",
        "searchsorted",
        "gcd",
        "lcm",
        "int64",
        "int32",
        "float64",
        "std",
        "var",
        "vdot",
        "ptp",
    ]
)
"""Functions that give one number from a vector (or from numbers)."""
ELEMENTWISE = frozenset(
    [
        "abs",
        "absolute",
        "sqrt",
        "power",
        "floor",
        "ceil",
        "log",
        "log2",
        "log10",
        "exp",
        "minimum",
        "maximum",
        "sin",
        "cos",
        "mod",
        "where",
        "sign",
        "logical_and",
        "logical_or",
        "logical_not",
    ]
)
VECTOR_FUNCTIONS = frozenset(
    ["cumsum", "cumprod", "sort", "unique", "argsort", "diff", "append", "concatenate", "arange", "hstack", "flip"]
)
_SAME = frozenset(["astype", "copy", "flatten", "ravel", "cumsum", "cumprod", "argsort", "round", "clip", "view"])
_REDUCTIONS = frozenset(
    ["sum", "max", "min", "mean", "prod", "all", "any", "argmax", "argmin", "item", "dot", "std", "tolist"]
)
ALONG = frozenset(["sum", "max", "min", "amax", "amin", "mean", "average", "all", "any", "cumsum"])
_IN_PLACE = frozenset(["sort", "fill", "searchsorted", "append", "nonzero"])
"""Methods that give no array; ``append`` is a list's: the name was an array before or will be one."""


class Unsupported(Exception):
    """The program uses numpy in a way for which there is no plain translation here."""


class Shapes:
    """Dimensions of expressions; variables are judged by all their assignments together."""

    def __init__(self, module: ParsedModule) -> None:
        self.module = module
        self._variables: dict[tuple[int, str], int] = {}

    def numpy(self, node: ast.AST) -> str:
        """``array`` for ``np.array``; empty when it is not numpy's."""
        dotted = self.module.imported(node)
        return dotted.removeprefix("numpy.") if dotted.startswith("numpy.") else ""

    def of(self, node: ast.AST) -> int:
        """0 for numbers, lists and everything else; 1 for vectors; 2 for matrices. Raises Unsupported beyond."""
        match node:
            case ast.Name():
                return self._variable(node)
            case ast.BinOp(left=left, right=right):
                return max(self.of(left), self.of(right))
            case ast.UnaryOp(operand=operand) if not isinstance(node.op, ast.Not):
                return self.of(operand)
            case ast.Compare(left=left, ops=[sign], comparators=[right]):
                return (
                    0
                    if isinstance(sign, ast.In | ast.NotIn | ast.Is | ast.IsNot)
                    else max(self.of(left), self.of(right))
                )
            case ast.Subscript(value=ast.Call() as call, slice=ast.Constant(value=0)) if places(self, call) is not None:
                return 1
            case ast.Subscript(value=value, slice=part):
                return self._subscript(self.of(value), part)
            case ast.IfExp(body=body, orelse=orelse):
                return max(self.of(body), self.of(orelse))
            case ast.Call():
                return self._call(node)
            case ast.Attribute(attr="T", value=value):
                return self.of(value)
        return 0

    def _variable(self, node: ast.Name) -> int:
        scope = self.module.scopes.owner(node)
        if scope is None:
            return 0
        key = (id(scope), node.id)
        if key not in self._variables:
            known = set(self._variables)
            found, self._variables[key] = 0, -1
            # What was judged while this one counted as plain is judged again: two names may depend on each other.
            while found > self._variables[key]:
                self._variables = {other: depth for other, depth in self._variables.items() if other in known}
                self._variables[key] = found
                for use in self.module.scopes.uses(scope, node.id):
                    if not isinstance(use.ctx, ast.Load):
                        found = max(found, self._bound(use))
        return self._variables[key]

    def _bound(self, use: ast.Name) -> int:
        parent = self.module.parent(use)
        match parent:
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
                return self.of(value)
            case ast.AugAssign(value=value):
                return self.of(value)
            case ast.For(iter=source) | ast.comprehension(iter=source):
                return max(0, self.of(source) - 1)
            case ast.Tuple() | ast.List():
                above = self.module.parent(parent)
                if not isinstance(above, ast.Assign):
                    return 0
                parts = above.value.elts if isinstance(above.value, ast.Tuple) else []
                if len(parts) == len(parent.elts):
                    return self.of(parts[parent.elts.index(use)])
                return max(0, self.of(above.value) - 1)
        return 0

    def _subscript(self, outer: int, part: ast.expr) -> int:
        if not outer:
            return 0
        parts = part.elts if isinstance(part, ast.Tuple) else [part]
        if len(parts) > outer:
            raise Unsupported("more indices than dimensions")
        # A slice, a vector and a list of places leave the dimension; a number takes it.
        listed = [item for item in parts if self.module.kind(item) == "list"]
        taken = sum(1 for item in parts if not isinstance(item, ast.Slice) and item not in listed and not self.of(item))
        return outer - taken

    def _call(self, node: ast.Call) -> int:
        name = self.numpy(node.func)
        if name:
            return self._function(name, node)
        if isinstance(node.func, ast.Attribute):
            outer = self.of(node.func.value)
            if outer > 1 and node.func.attr in ALONG and axis_of(node, method=True) is not None:
                return outer if node.func.attr == "cumsum" else outer - 1
            if outer and node.func.attr in _REDUCTIONS:
                return 0
            if outer and node.func.attr == "reshape":
                return len(sizes_of(node))
            if outer and node.func.attr in _SAME:
                return 1 if node.func.attr in ("flatten", "ravel") else outer
            if outer and node.func.attr in _IN_PLACE:
                return 0
            if outer:
                raise Unsupported(node.func.attr)
            if node.func.attr == "copy":
                return outer
        if self.module.is_builtin(node.func, "abs") and node.args:
            return self.of(node.args[0])
        return 0

    def _function(self, name: str, node: ast.Call) -> int:
        if name in ("array", "asarray"):
            return self._array(node.args[0]) if node.args else 0
        if name in ("zeros", "ones", "full", "empty"):
            shape = node.args[0] if node.args else None
            if isinstance(shape, ast.Tuple | ast.List):
                return len(shape.elts)
            return 1
        if name in ("zeros_like", "ones_like"):
            return self.of(node.args[0])
        if name == "dot" and len(node.args) == 2:
            return max(0, self.rank(node.args[0]) + self.rank(node.args[1]) - 2)
        if name in ALONG and node.args and axis_of(node) is not None and self.rank(node.args[0]) > 1:
            return self.rank(node.args[0]) - (name != "cumsum")
        if name in ELEMENTWISE:
            return max((self.of(arg) for arg in node.args), default=0)
        return 1 if name in VECTOR_FUNCTIONS else 0

    def rank(self, value: ast.expr) -> int:
        """Dimensions of what numpy makes of an argument: lists count as well."""
        return self.of(value) or (self._array(value) if self.module.kind(value) in ("list", "tuple") else 0)

    def _array(self, value: ast.expr) -> int:
        known = self.of(value)
        if known:
            return known
        if isinstance(value, ast.ListComp | ast.GeneratorExp):
            inner = self.of(value.elt) or (1 if self.module.kind(value.elt) in ("list", "tuple") else 0)
            return 1 + inner
        if isinstance(value, ast.Name) and self._grows_by_lists(value):
            return 2
        of = self.module.types.of(value)
        if kind(of) in ("int", "float"):
            raise Unsupported("array of no dimension")
        depth = 1
        inner_type = element(of)
        while kind(inner_type) in ("list", "tuple"):
            depth += 1
            inner_type = element(inner_type)
        return depth

    def _grows_by_lists(self, name: ast.Name) -> bool:
        """Whether lists are appended to a list."""
        for use in self.module.uses(name):
            match self.module.parent(use):
                case ast.Attribute(attr="append") as method:
                    call = self.module.parent(method)
                    if isinstance(call, ast.Call) and len(call.args) == 1 and self._listed(call.args[0]):
                        return True
        return False

    def _listed(self, value: ast.expr) -> bool:
        if isinstance(value, ast.Name):
            bound = self.module.scope_of(value).bindings.get(value.id, [])
            if bound and all(isinstance(self.module.parent(one), ast.Starred) for one in bound):
                return True
        return self.module.kind(value) in ("list", "tuple")


def axis_of(node: ast.Call, method: bool = False) -> int | None:
    """The axis that a call names as a number, None when it names none. Raises Unsupported."""
    found = [word.value for word in node.keywords if word.arg == "axis"]
    found += node.args[0 if method else 1 :][:1]
    if not found:
        return None
    text = ast.unparse(found[0])
    if text not in ("0", "1", "-1"):
        raise Unsupported(f"axis {text}")
    return abs(int(text))


def sizes_of(node: ast.Call) -> list[ast.expr]:
    """What ``reshape`` is told."""
    if len(node.args) == 1 and isinstance(node.args[0], ast.Tuple):
        return node.args[0].elts
    return list(node.args)


def places(shapes: Shapes, call: ast.Call) -> ast.expr | None:
    """The condition of ``np.where(c)``, ``np.nonzero(c)`` or ``c.nonzero()`` over a vector."""
    match call:
        case ast.Call(func=func, args=[condition], keywords=[]) if shapes.numpy(func) in ("where", "nonzero"):
            return condition if shapes.of(condition) == 1 else None
        case ast.Call(func=ast.Attribute(attr="nonzero", value=condition), args=[], keywords=[]):
            return condition if shapes.of(condition) == 1 else None
    return None
