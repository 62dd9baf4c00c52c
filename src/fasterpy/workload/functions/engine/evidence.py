"""How comparisons and calls add to the evidence about a value."""

from __future__ import annotations

import ast
from typing import Any

from .flow import EACH, KEYED, Flow
from .limits import limits
from .parsed import READ_BY
from .patterns import TEXTS
from .traces import Usage, alternatives, asked, called, hint_name

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


class Tests(Flow):
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
        self.sources: dict[str, set[str]] = {}
        """Names by the names that take their value: ``result = text``."""
        self.unset: set[str] = set()
        """Names that are given None somewhere."""
        for node in ast.walk(module):
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                name = getattr(node.targets[0], "id", getattr(node.targets[0], "attr", ""))
                self.assigned[name] = node.value
                if isinstance(node.value, ast.Name):
                    self.sources.setdefault(name, set()).add(node.value.id)
                self.unset |= {name} if isinstance(node.value, ast.Constant) and node.value.value is None else set()
        self.defaults: dict[str, ast.AST] = {}
        """Texts that parameters of the target have when nobody gives one."""
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            last = function.args.args[len(function.args.args) - len(function.args.defaults) :]
            pairs = zip(last, function.args.defaults, strict=True)
            self.defaults = {a.arg: d for a, d in pairs if isinstance(d, ast.Constant) and isinstance(d.value, str)}
        self.depth = 0
        self.heads: dict[tuple[str, int], Usage] = {}
        """What is known of a name as a whole."""
        self.roots: dict[int, str] = {}
        """By identity of what is known of it: a parameter of the target."""

    def within(self, node: ast.AST, kinds: Any = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) -> ast.AST:
        """The function (or class) around a node, else the target."""
        up = self.parent.get(node)
        while up is not None and not isinstance(up, kinds):
            up = self.parent.get(up)
        return up if up is not None else self.function

    def _use(self, node: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        raise NotImplementedError

    def _bind(self, target: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        raise NotImplementedError

    def _name(self, name: str, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        raise NotImplementedError

    def _looked_up(self, table: ast.AST, usage: Usage, surely: bool) -> None:
        raise NotImplementedError

    def _columns(self, call: ast.Call) -> int:
        """How many columns a call that makes a table names."""
        given: ast.AST | None = next((word.value for word in call.keywords if word.arg == "columns"), None)
        given = self.assigned.get(given.id) if isinstance(given, ast.Name) else given
        return len(given.elts) if isinstance(given, (ast.List, ast.Tuple)) else 0

    def _numeric(self, node: ast.AST) -> bool:
        return any(isinstance(n, ast.Constant) and isinstance(n.value, (int, float)) for n in ast.walk(node))

    def _compare(self, up: ast.Compare, node: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        sides = [up.left, *up.comparators]
        for place, op in enumerate(up.ops):
            left, right = sides[place], sides[place + 1]
            if node not in (left, right):
                continue
            other = right if node is left else left
            if isinstance(other, ast.Name):
                known = self.assigned.get(other.id, self.defaults.get(other.id))
                other = known if isinstance(known, ast.Constant) else other  # what the module or the target calls it
            if not isinstance(op, (ast.In, ast.NotIn, ast.Is, ast.IsNot)):
                usage.beside |= asked(other, function)
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
                        usage.tested |= {other.value} if isinstance(other.value, str) else set()
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
                unset = (
                    isinstance(node, ast.Name) and node.id in self.unset
                )  # a name for the best so far, at first none
                usage.is_none |= isinstance(other, ast.Constant) and other.value is None and not unset
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
                usage.ranked = True
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
        if name in EACH or name in KEYED:
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
        elif name == "DataFrame" and place == 0:
            usage.iterated = True
            width = self._columns(call)
            if width and usage.inner().unpack is None:
                usage.inner().unpack = [Usage() for _ in range(width)]
        elif name == "len":
            usage.sized = True
        elif name in ("int", "float", "str", "bool", "repr", "print", "Decimal"):
            usage.truth = True
            usage.read_as.add(name)
            if name == "int":
                usage.limits = usage.limits or limits(call, function)
        elif name in READ_BY and place == 0:
            usage.parser, usage.string = name, True
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
        elif name == "heappop" and place == 0:
            usage.iterated = True
            self._use(call, usage.inner(), seen, function)
        elif name in _SEQ:
            usage.iterated = True
            if name in ("min", "max") and len(call.args) == 1 and len(seen) < 50:
                self._use(call, usage.inner(), seen, function)  # the least of them is one of them
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
                usage.beside |= alternatives(call, node, function)
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
                    head = self.heads.get((args[place], id(known)))
                    part = head is not usage
                    if (args[place], id(known)) in seen and part:
                        usage.again = args[place] if known is self.function else self.roots.get(id(head), usage.again)
                    given = next(arg for arg in known.args.args if arg.arg == args[place])
                    usage.told = usage.told or hint_name(given.annotation)
                    self.depth += 1
                    # Each value that a helper is given is looked at, not the first alone.
                    known_too = known is self.function or not part
                    inside = seen if known_too else seen - {(args[place], id(known))}
                    self._name(args[place], usage, inside, known)
                    self.depth -= 1
            elif isinstance(call.func, ast.Attribute) and name in ("array", "asarray", "zeros", "ones", "arange"):
                usage.iterated = usage.iterated or name in ("array", "asarray")
                usage.number = usage.number or name not in ("array", "asarray")
