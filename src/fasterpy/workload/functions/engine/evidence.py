"""Evidence about one value, and how comparisons and calls add to it."""

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
        self.answers: dict[str, Usage] = {}
        """By method: what is done with what it returns."""
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

    def silent(self) -> bool:
        """Whether nothing but a question for None is known of the value."""
        said = {name: value for name, value in vars(self).items() if name not in ("is_none", "truth", "stored")}
        return not any(said.values())

    def inner(self) -> Usage:
        if self.element is None:
            self.element = Usage()
        return self.element

    def value(self) -> Usage:
        if self.mapped is None:
            self.mapped = Usage()
        return self.mapped


class Tests:
    """Comparisons and calls; the walk itself is in Body."""

    def __init__(self, function: ast.AST, module: ast.AST) -> None:
        self.function = function
        self.parent: dict[ast.AST, ast.AST] = {}
        for node in ast.walk(module):
            for child in ast.iter_child_nodes(node):
                self.parent[child] = node
        self.functions = {n.name: n for n in ast.walk(module) if isinstance(n, ast.FunctionDef)}
        self.bisect_names: set[str] = set()
        self.depth = 0

    def _use(self, node: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        raise NotImplementedError

    def _bind(self, target: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        raise NotImplementedError

    def _name(self, name: str, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        raise NotImplementedError

    def _numeric(self, node: ast.AST) -> bool:
        return any(isinstance(n, ast.Constant) and isinstance(n.value, (int, float)) for n in ast.walk(node))

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
