"""How comparisons and calls add to the evidence about a value."""

from __future__ import annotations

import ast
from typing import Any

from .patterns import TEXTS, Texts
from .traces import Usage, asked, called

_NUM = {"abs", "range", "chr", "bin", "hex", "round", "divmod", "pow"} | (
    {"sqrt", "gcd", "isqrt", "factorial", "log", "floor", "ceil", "comb"}
)
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

_KEEPERS = frozenset({"deque", "list", "set"})
_EACH = frozenset({"map", "filter"})
_KEYED = frozenset({"sorted", "min", "max", "nsmallest", "nlargest", "groupby", "bisect_left", "bisect_right"})
"""Calls that give each item to a function: in front, or as ``key``."""


class Tests(Texts):
    """Comparisons and calls; the walk itself is in Body."""

    def __init__(self, function: ast.AST, module: ast.AST) -> None:
        self.function = function
        self.parent: dict[ast.AST, ast.AST] = {}
        for node in ast.walk(module):
            for child in ast.iter_child_nodes(node):
                self.parent[child] = node
        self.calls: dict[str, list[ast.Call]] = {}
        for node in ast.walk(module):
            if isinstance(node, ast.Call):
                self.calls.setdefault(getattr(node.func, "id", getattr(node.func, "attr", "")), []).append(node)
        self.functions = {n.name: n for n in ast.walk(module) if isinstance(n, ast.FunctionDef)}
        self.assigned: dict[str, ast.AST] = {}
        for node in ast.walk(module):
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                name = getattr(node.targets[0], "id", getattr(node.targets[0], "attr", ""))
                self.assigned[name] = node.value
        self.depth = 0
        self.heads: dict[tuple[str, int], Usage] = {}
        """What is known of a name as a whole."""

    def _use(self, node: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        raise NotImplementedError

    def _bind(self, target: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        raise NotImplementedError

    def _name(self, name: str, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        raise NotImplementedError

    def _looked_up(self, table: ast.AST, usage: Usage, surely: bool) -> None:
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
            if isinstance(other, ast.Name) and isinstance(known := self.assigned.get(other.id), ast.Constant):
                other = known  # a name that the module gives to a constant
            if isinstance(op, (ast.Eq, ast.NotEq)):
                if isinstance(other, ast.Tuple) and usage.unpack is None and other.elts:
                    usage.unpack = [Usage() for _ in other.elts]
                usage.alike += called(other)
                usage.compared = usage.compared or isinstance(other, ast.Name)
            if isinstance(op, (ast.In, ast.NotIn)):
                if node is right:
                    usage.contains = True
                    usage.keyed_by |= asked(other, function)
                    usage.questioned |= asked(other, function)
                    usage.inner().alike += called(other)
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
                    self._looked_up(other, usage, False)
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

    def _holds(self, target: ast.AST, usage: Usage, seen: set[Any], function: ast.AST, value: bool = False) -> None:
        """The value becomes an element of a local collection: what is done with those is done with it."""
        if isinstance(target, ast.Name) and self.depth < 3:
            outer = Usage()
            if value:
                outer.mapped = outer.element = usage
            else:
                outer.element = usage
            self.depth += 1
            self._name(target.id, outer, set(seen), function)
            self.depth -= 1

    def _displayed(self, up: ast.AST, node: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        """``waiting = [start]``, ``heap = [(0, start)]``: what is done with the items of the list is done with it."""
        outer = Usage()
        if isinstance(up, ast.Tuple):
            row = Usage()
            row.unpack = [usage if part is node else Usage() for part in up.elts]
            outer.element, up = row, self.parent.get(up, up)
        else:
            outer.element = usage
        above = self.parent.get(up)
        if isinstance(above, ast.Tuple) and isinstance(self.parent.get(above), ast.Assign):
            above = self.parent.get(above)  # ``seen, waiting = [], [start]``
        if isinstance(above, ast.Call) and getattr(above.func, "id", getattr(above.func, "attr", "")) in _KEEPERS:
            above = self.parent.get(above)
        if isinstance(up, (ast.List, ast.Set)) and isinstance(above, (ast.Assign, ast.AnnAssign)) and self.depth < 3:
            target = above.targets[0] if isinstance(above, ast.Assign) else above.target
            if isinstance(target, ast.Tuple) and isinstance(above.value, ast.Tuple) and up in above.value.elts:
                target = (
                    target.elts[above.value.elts.index(up)] if len(target.elts) == len(above.value.elts) else target
                )
            if isinstance(target, ast.Name):
                self.depth += 1
                self._name(target.id, outer, set(seen), function)
                self.depth -= 1

    def _each(self, call: ast.Call, name: str, place: int, usage: Usage, seen: set[Any]) -> None:
        """``sorted(items, key=lambda item: item.price)``: what the function does with its argument."""
        given = call.args[0] if name in _EACH and place > 0 else None
        if place >= 0 and name in _KEYED:
            given = next((keyword.value for keyword in call.keywords if keyword.arg == "key"), None)
        self._applied(given, max(0, place - 1) if name in _EACH else 0, usage, seen)

    def _applied(self, given: ast.AST | None, place: int, usage: Usage, seen: set[Any]) -> None:
        if isinstance(given, ast.Name):
            given = self.functions.get(given.id)
        if isinstance(given, (ast.Lambda, ast.FunctionDef)) and place < len(given.args.args) and self.depth < 3:
            self.depth += 1
            self._name(given.args.args[place].arg, usage.inner(), seen, given)
            self.depth -= 1

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
        if name in _EACH or name in _KEYED:
            self._each(call, name, place, usage, seen)
        if name == "get" and place == 0 and isinstance(call.func, ast.Attribute):
            self._looked_up(call.func.value, usage, False)
        if name == "isinstance" and place == 0 and len(call.args) == 2:
            for inner in ast.walk(call.args[1]):
                if isinstance(inner, ast.Name):
                    usage.types.add(inner.id)
        elif name in TEXTS and isinstance(call.func, ast.Attribute) and self._text(call, call.func, place, usage):
            usage.string = True
        elif name == "loads" and place == 0:
            self._use(call, usage.parsed, seen, function)
        elif name in ("DictReader", "reader") and place == 0:
            self._use(call, usage.table, seen, function)
        elif name == "StringIO" and place == 0:
            usage.string = True
            self._use(call, usage, seen, function)
        elif name == "len":
            usage.sized = True
        elif name in ("int", "float", "str", "bool", "repr", "print", "Decimal"):
            usage.truth = True
            usage.read_as.add(name)
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
        elif name in ("append", "appendleft", "add") and isinstance(call.func, ast.Attribute) and place == 0:
            self._holds(call.func.value, usage, seen, function)
        elif name in ("dict", "copy", "deepcopy") and place == 0:
            if name == "dict":
                usage.methods.add("items")
            self._use(call, usage, seen, function)
        else:
            known = self.functions.get(name)
            if known is not None and place >= 0 and self.depth < 3:
                args = [arg.arg for arg in known.args.args]
                if isinstance(call.func, ast.Attribute) and args[:1] == ["self"]:
                    args = args[1:]
                if place < len(args):
                    # What is handed on as it is, or a slice of it, is no part of itself.
                    part = self.heads.get((args[place], id(known))) is not usage
                    if known is self.function and (args[place], id(known)) in seen and part:
                        usage.again = args[place]
                    self.depth += 1
                    self._name(args[place], usage, seen, known)
                    self.depth -= 1
            elif isinstance(call.func, ast.Attribute) and name in ("array", "asarray", "zeros", "ones", "arange"):
                usage.iterated = usage.iterated or name in ("array", "asarray")
                usage.number = usage.number or name not in ("array", "asarray")
