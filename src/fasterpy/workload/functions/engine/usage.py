"""Evidence about values without hints: what the body does with them."""

from __future__ import annotations

import ast
from typing import Any

_NUM = {
    "abs",
    "range",
    "chr",
    "bin",
    "hex",
    "round",
    "divmod",
    "pow",
    "sqrt",
    "gcd",
    "isqrt",
    "factorial",
    "log",
    "floor",
    "ceil",
    "comb",
}
_SEQ = {
    "len",
    "sum",
    "max",
    "min",
    "sorted",
    "list",
    "tuple",
    "set",
    "enumerate",
    "zip",
    "reversed",
    "any",
    "all",
    "iter",
    "map",
    "filter",
    "Counter",
    "deque",
    "frozenset",
    "accumulate",
    "combinations",
    "permutations",
    "bisect",
    "bisect_left",
    "bisect_right",
    "heapify",
    "chain",
    "mean",
    "median",
}


class Usage:
    """Evidence about one value, gathered over the places where it flows."""

    def __init__(self) -> None:
        self.methods: set[str] = set()
        self.attributes: dict[str, Usage] = {}
        self.number = self.real = self.string = False
        self.iterated = self.indexed = self.sliced = self.sized = self.called = self.contains = False
        self.ranged = self.hashed = self.is_none = self.sorted_input = self.key_like = self.stored = self.boolean = (
            False
        )
        self.types: set[str] = set()
        self.constants: list[Any] = []
        self.string_keys: dict[str, Usage] = {}
        self.unpack: list[Usage] | None = None
        self.element: Usage | None = None
        self.mapped: Usage | None = None
        self.arity: int | None = None
        self.truth = False

    def inner(self) -> Usage:
        if self.element is None:
            self.element = Usage()
        return self.element

    def value(self) -> Usage:
        if self.mapped is None:
            self.mapped = Usage()
        return self.mapped


class Body:
    """Reads one function."""

    def __init__(self, function: ast.AST, module: ast.AST) -> None:
        self.function = function
        self.parent: dict[ast.AST, ast.AST] = {}
        for node in ast.walk(module):
            for child in ast.iter_child_nodes(node):
                self.parent[child] = node
        self.functions = {n.name: n for n in ast.walk(module) if isinstance(n, ast.FunctionDef)}
        self.bisect_names: set[str] = set()
        self.depth = 0

    def usage(self, name: str, usage: Usage | None = None, function: ast.AST | None = None) -> Usage:
        """Evidence about a parameter or local."""
        usage = usage or Usage()
        self._name(name, usage, set(), function or self.function)
        return usage

    def _name(self, name: str, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        if (name, id(function)) in seen or len(seen) > 60:
            return
        seen.add((name, id(function)))
        body = getattr(function, "body", [])
        for statement in body if isinstance(body, list) else [body]:
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and node.id == name:
                    if isinstance(node.ctx, ast.Load):
                        self._use(node, usage, seen, function)
                    elif isinstance(self.parent.get(node), ast.AugAssign):
                        self._operator(self.parent[node], node, usage, seen, function)

    def _bind(self, target: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        if isinstance(target, ast.Name):
            self._name(target.id, usage, seen, function)
        elif isinstance(target, (ast.Tuple, ast.List)) and not any(isinstance(e, ast.Starred) for e in target.elts):
            if usage.unpack is None or len(usage.unpack) != len(target.elts):
                usage.unpack = [Usage() for _ in target.elts]
            for element, inner in zip(target.elts, usage.unpack, strict=True):
                self._bind(element, inner, seen, function)
        elif isinstance(target, (ast.Tuple, ast.List)):
            usage.iterated = True

    def _operator(self, up: ast.AST, node: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        op = getattr(up, "op", None)
        other = getattr(up, "right", None) or getattr(up, "value", None)
        if other is node:
            other = getattr(up, "left", None) or getattr(up, "target", None)
        if isinstance(other, ast.Constant) and isinstance(other.value, (str, bytes)):
            if isinstance(op, (ast.Add,)):
                usage.string = True
            return
        if isinstance(op, ast.Add) and isinstance(other, (ast.List, ast.ListComp)):
            usage.iterated = usage.sliced = True
            return
        if (
            isinstance(op, ast.Mult)
            and isinstance(other, (ast.List, ast.Constant))
            and not isinstance(getattr(other, "value", 0), (int, float))
        ):
            usage.number = usage.ranged = True
            return
        if isinstance(op, (ast.BitOr, ast.BitAnd)) and isinstance(other, (ast.Set, ast.SetComp)):
            usage.methods.add("union")
            return
        if (
            isinstance(op, ast.Add)
            and isinstance(other, (ast.Name, ast.Call, ast.Subscript, ast.BinOp))
            and not self._numeric(other)
        ):
            usage.truth = usage.truth  # may be str, list or number
            if not usage.string:
                usage.stored = True
            usage.number = usage.number or not isinstance(up, ast.AugAssign)
            return
        usage.number = True
        if isinstance(other, ast.Constant) and isinstance(other.value, float):
            usage.real = True
        if isinstance(op, ast.Div):
            usage.real = usage.real or False
        if isinstance(op, (ast.LShift, ast.Pow)) and getattr(up, "right", None) is node:
            usage.ranged = True

    def _numeric(self, node: ast.AST) -> bool:
        return any(isinstance(n, ast.Constant) and isinstance(n.value, (int, float)) for n in ast.walk(node))

    def _use(self, node: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        up = self.parent.get(node)
        if isinstance(up, ast.Attribute) and up.value is node:
            self._attribute(up, usage, seen, function)
        elif isinstance(up, ast.Subscript) and up.value is node:
            self._subscript(up, usage, seen, function)
        elif isinstance(up, ast.Subscript) and up.slice is node:
            usage.key_like = True
        elif isinstance(up, (ast.For, ast.comprehension)) and up.iter is node:
            usage.iterated = True
            self._bind(up.target, usage.inner(), seen, function)
        elif isinstance(up, ast.Assign):
            for target in up.targets:
                if isinstance(target, ast.Name):
                    self._name(target.id, usage, seen, function)
                else:
                    self._bind(target, usage, seen, function)
        elif isinstance(up, ast.BinOp):
            if isinstance(up.op, ast.Mod) and up.left is node and usage.string:
                return
            self._operator(up, node, usage, seen, function)
        elif isinstance(up, ast.AugAssign):
            if up.value is node and isinstance(up.op, ast.Add):
                return
            self._operator(up, node, usage, seen, function)
        elif isinstance(up, ast.UnaryOp):
            if isinstance(up.op, ast.Not):
                usage.truth = True
            else:
                usage.number = True
        elif isinstance(up, ast.Compare):
            self._compare(up, node, usage, seen, function)
        elif isinstance(up, ast.Call):
            self._call(up, node, usage, seen, function)
        elif isinstance(up, ast.Starred):
            usage.iterated = True
            call = self.parent.get(up)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "zip":
                usage.inner().iterated = True
        elif isinstance(up, ast.YieldFrom):
            usage.iterated = True
        elif isinstance(up, (ast.IfExp, ast.If, ast.While, ast.BoolOp)):
            usage.truth = True
            if isinstance(up, (ast.IfExp, ast.BoolOp)) and getattr(up, "test", None) is not node:
                self._use(up, usage, seen, function) if len(seen) < 50 else None
        elif isinstance(up, ast.FormattedValue):
            return

    def _attribute(self, up: ast.Attribute, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        call = self.parent.get(up)
        if isinstance(call, ast.Call) and call.func is up:
            usage.methods.add(up.attr)
            if up.attr in ("items", "values", "keys"):
                loop = self.parent.get(call)
                while (
                    isinstance(loop, ast.Call)
                    and isinstance(loop.func, ast.Name)
                    and loop.func.id in ("sorted", "list", "sum", "max", "min", "enumerate")
                ):
                    if loop.func.id in ("sum", "max", "min") and up.attr == "values":
                        usage.value().number = True
                    loop = self.parent.get(loop)
                if isinstance(loop, (ast.For, ast.comprehension)):
                    target = loop.target
                    if up.attr == "items" and isinstance(target, ast.Tuple) and len(target.elts) == 2:
                        self._bind(target.elts[0], usage.inner(), seen, function)
                        self._bind(target.elts[1], usage.value(), seen, function)
                    elif up.attr == "values":
                        self._bind(target, usage.value(), seen, function)
                    else:
                        self._bind(target, usage.inner(), seen, function)
            elif up.attr in ("get", "pop", "setdefault") and call.args:
                first = call.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    self._use(call, usage.string_keys.setdefault(first.value, Usage()), seen, function)
                elif up.attr != "pop":
                    self._use(call, usage.value(), seen, function)
                else:
                    self._use(call, usage.inner(), seen, function)
            elif up.attr in ("popleft", "pop"):
                self._use(call, usage.inner(), seen, function)
            elif up.attr == "split":
                inner = Usage()
                self._use(call, inner, seen, function)
            elif up.attr in ("strip", "lower", "upper", "copy"):
                self._use(call, usage, seen, function)
            elif up.attr in ("append", "add", "insert"):
                for arg in call.args[-1:]:
                    if isinstance(arg, ast.Constant):
                        usage.inner().constants.append(arg.value)
        else:
            self._use(up, usage.attributes.setdefault(up.attr, Usage()), seen, function)

    def _subscript(self, up: ast.Subscript, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        index = up.slice
        if isinstance(index, ast.Slice):
            usage.sliced = True
            self._use(up, usage, seen, function)
            return
        if isinstance(index, ast.Constant) and isinstance(index.value, str):
            self._use(up, usage.string_keys.setdefault(index.value, Usage()), seen, function)
            return
        if isinstance(index, ast.Tuple):
            usage.methods.add("shape")
            return
        if isinstance(index, ast.Constant) and isinstance(index.value, int) and index.value >= 0:
            usage.arity = max(usage.arity or 0, index.value + 1)
        usage.indexed = True
        if isinstance(up.ctx, ast.Store):
            usage.stored = True
            usage.methods.add("__setitem__")
        self._use(up, usage.inner(), seen, function)

    def _compare(self, up: ast.Compare, node: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        sides = [up.left, *up.comparators]
        for place, op in enumerate(up.ops):
            left, right = sides[place], sides[place + 1]
            if node not in (left, right):
                continue
            other = right if node is left else left
            if isinstance(op, (ast.In, ast.NotIn)):
                if node is right:
                    usage.contains = True
                    if isinstance(other, ast.Constant):
                        usage.inner().constants.append(other.value)
                elif isinstance(other, (ast.Constant, ast.Tuple, ast.List, ast.Set)):
                    for inner in ast.walk(other):
                        if isinstance(inner, ast.Constant):
                            usage.constants += (
                                list(inner.value)
                                if isinstance(inner.value, str) and isinstance(other, ast.Constant)
                                else [inner.value]
                            )
                    if isinstance(other, ast.Constant) and isinstance(other.value, str):
                        usage.string = True
                else:
                    usage.hashed = True
            elif isinstance(op, (ast.Is, ast.IsNot)):
                usage.is_none = usage.is_none or (isinstance(other, ast.Constant) and other.value is None)
            elif isinstance(other, ast.Constant):
                usage.constants.append(other.value)
                if isinstance(other.value, bool):
                    usage.boolean = True
                elif isinstance(other.value, (int, float)):
                    usage.number = True
                    usage.real = usage.real or isinstance(other.value, float)
                elif isinstance(other.value, str):
                    usage.string = True
            elif isinstance(op, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)):
                usage.number = usage.number or isinstance(other, (ast.BinOp, ast.Call)) or self._numeric(other)

    def _call(self, call: ast.Call, node: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        if call.func is node:
            usage.called = True
            usage.arity = max(usage.arity or 0, len(call.args))
            return
        name = (
            call.func.attr
            if isinstance(call.func, ast.Attribute)
            else call.func.id
            if isinstance(call.func, ast.Name)
            else ""
        )
        place = call.args.index(node) if node in call.args else -1
        if name == "isinstance" and place == 0 and len(call.args) == 2:
            for inner in ast.walk(call.args[1]):
                if isinstance(inner, ast.Name):
                    usage.types.add(inner.id)
        elif name == "len":
            usage.sized = True
        elif name in ("int", "float", "str", "bool", "repr", "print"):
            usage.truth = True
        elif name == "ord":
            usage.string = True
        elif name in _NUM and isinstance(call.func, (ast.Name, ast.Attribute)):
            usage.number = True
            usage.ranged = usage.ranged or name in ("range", "factorial", "comb")
            if name == "range" and len(call.args) == 1:
                usage.key_like = usage.key_like
        elif name == "join":
            usage.iterated = True
            usage.inner().string = True
        elif name in _SEQ:
            usage.iterated = True
            if name.startswith("bisect"):
                if place == 0:
                    usage.sorted_input = True
                else:
                    usage.iterated = False
                    usage.number = True
            if name == "sum":
                usage.inner().number = True
            if name in ("max", "min", "sum") and len(call.args) > 1 and name != "sum":
                usage.iterated = False
                usage.number = True
            up = self.parent.get(call)
            if name in ("enumerate", "reversed", "sorted", "list", "iter", "set", "tuple", "deque") and place == 0:
                if isinstance(up, (ast.For, ast.comprehension)):
                    target = up.target
                    if name == "enumerate" and isinstance(target, ast.Tuple) and len(target.elts) == 2:
                        self._bind(target.elts[1], usage.inner(), seen, function)
                    else:
                        self._bind(target, usage.inner(), seen, function)
                elif name != "enumerate":
                    self._use(call, usage, seen, function)
            elif name == "zip" and isinstance(up, (ast.For, ast.comprehension)):
                if isinstance(up.target, ast.Tuple) and len(up.target.elts) == len(call.args) and place >= 0:
                    self._bind(up.target.elts[place], usage.inner(), seen, function)
            elif name == "map" and place > 0 and isinstance(call.args[0], ast.Name):
                if call.args[0].id in ("str", "len"):
                    usage.inner().sized = call.args[0].id == "len"
                elif call.args[0].id == "int":
                    usage.inner().truth = True
        else:
            known = self.functions.get(name)
            if known is not None and place >= 0 and self.depth < 3:
                args = [arg.arg for arg in known.args.args]
                if isinstance(call.func, ast.Attribute) and args[:1] == ["self"]:
                    args = args[1:]
                if place < len(args):
                    self.depth += 1
                    self._name(args[place], usage, seen, known)
                    self.depth -= 1
            elif isinstance(call.func, ast.Attribute) and name in ("array", "asarray", "zeros", "ones", "arange"):
                usage.iterated = usage.iterated or name in ("array", "asarray")
                usage.number = usage.number or name not in ("array", "asarray")
