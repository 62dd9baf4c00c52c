"""Shape inference without hints: what the body does with a value says what it may be."""

from __future__ import annotations

import ast
from typing import Any

from .kinds import (
    Array,
    Bool,
    Bytes,
    Choice,
    Dict,
    Either,
    Float,
    Frame,
    Function,
    Graph,
    Int,
    Keyed,
    Kind,
    Listing,
    Matrix,
    Str,
    Tuple,
)  # fmt: skip

_STR = set(
    ["lower", "upper", "strip", "split", "startswith", "endswith", "isdigit", "isalpha", "isupper", "islower", "isalnum", "isspace", "encode", "join", "lstrip", "rstrip", "splitlines", "title", "capitalize", "swapcase", "zfill", "ljust", "rjust", "center", "casefold", "partition", "rpartition", "rsplit", "translate", "format", "isnumeric", "isdecimal", "isidentifier", "expandtabs", "removeprefix", "removesuffix", "rfind"]
)
_LIST = set(["append", "extend", "insert", "sort", "reverse"])
_DICT = set(["items", "keys", "values", "get", "setdefault", "popitem", "update"])
_SET = set(["add", "discard", "union", "intersection", "difference", "issubset", "issuperset", "symmetric_difference", "isdisjoint"])
_ARRAY = set(["shape", "dtype", "T", "ndim", "astype", "reshape", "flatten", "ravel", "mean", "std", "cumsum", "argmax", "argsort", "dot", "size"])
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
_SEQ = {"len", "sum", "max", "min", "sorted", "list", "tuple", "set", "enumerate", "zip", "reversed", "any", "all", "iter", "map",
        "filter", "Counter", "deque", "frozenset", "accumulate", "combinations", "permutations", "bisect", "bisect_left",
        "bisect_right", "heapify", "chain", "mean", "median"}  # fmt: skip

_NAMES: list[tuple[set[str], str]] = [
    ({"n", "k", "m", "i", "j", "count", "size", "num", "number", "length", "limit", "target", "depth", "level", "width", "height",
      "rows", "cols", "start", "end", "lo", "hi", "low", "high", "amount", "capacity", "total", "year", "steps", "times", "index", "idx",
      "threshold", "window", "x", "y", "a", "b", "c", "p", "q", "r", "step", "max_value", "min_value", "budget", "base", "exp"}, "int"),
    ({"s", "text", "word", "string", "name", "line", "sentence", "pattern", "t", "prefix", "suffix", "path", "key", "message", "char",
      "sep", "delimiter", "query", "needle", "haystack", "s1", "s2", "str1", "str2", "content", "source", "sub", "title", "url"}, "str"),
    ({"words", "names", "strings", "lines", "tokens", "keys", "strs", "sentences", "texts", "labels", "paths", "tags"}, "list[str]"),
    ({"matrix", "grid", "board", "mat", "table", "maze", "image", "rows", "triangle"}, "matrix"),
    ({"graph", "adj", "adjacency", "neighbors", "neighbours", "deps", "tree_map"}, "graph"),
    ({"edges", "pairs", "intervals", "points", "ranges", "coordinates", "coords", "meetings", "segments", "jobs"}, "pairs"),
    ({"d", "mapping", "counts", "freq", "counter", "dictionary", "lookup", "scores", "prices", "index_map", "inventory", "config", "options"}, "dict"),
    ({"flag", "reverse", "ascending", "strict", "verbose", "case_sensitive", "ignore_case", "inclusive", "descending", "is_sorted"}, "bool"),
    ({"fn", "func", "function", "f", "predicate", "callback", "cmp", "op", "transform", "key_func", "keyfunc", "mapper", "pred"}, "function"),
    ({"rate", "alpha", "tol", "tolerance", "eps", "epsilon", "ratio", "weight", "price", "temperature", "lat", "lon", "radius"}, "float"),
]  # fmt: skip


def by_name(name: str) -> str:
    """A weak prior from the parameter's name."""
    name = name.lower().strip("_")
    for names, kind in _NAMES:
        if name in names:
            return kind
    last = name.rsplit("_", 1)[-1]
    for names, kind in _NAMES:
        if last in names and len(last) > 2:
            return kind
    if name.startswith(("is_", "has_", "use_", "allow_")):
        return "bool"
    if name.startswith(("num_", "n_", "max_", "min_")) or name.endswith(("_count", "_size", "_id", "_index")):
        return "int"
    if name.endswith(("s", "list", "arr", "array", "seq", "data", "items")) or name in (
        "nums",
        "arr",
        "xs",
        "lst",
        "values",
        "l",
    ):
        return "list"
    return ""


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


def kinds(usage: Usage, name: str, depth: int = 0) -> list[Kind]:
    """Kinds that fit the evidence, the likeliest first."""
    found: list[Kind] = []
    prior = by_name(name)
    words = [c for c in usage.constants if isinstance(c, str)]
    if usage.types:
        for typed in sorted(usage.types):
            made = {"int": Int(), "float": Float(), "str": Str(), "list": Listing(Int()), "tuple": Listing(Int(), "tuple({})"),
                    "dict": Dict(Str(), Int()), "set": Listing(Int(), "set({})"), "bool": Bool(), "bytes": Bytes()}.get(typed)  # fmt: skip
            if made is not None:
                found.append(made)
        if len(found) > 1 or (found and depth == 0 and (usage.iterated or usage.number)):
            nested = Listing(Either([Int(), Listing(Int())])) if any(isinstance(k, Listing) for k in found) else None
            found.insert(0, nested or Either(list(found)))
    if usage.called:
        found.append(Function(usage.arity))
    methods = usage.methods
    extra = {k: v for k, v in usage.attributes.items() if k not in _ARRAY}
    if usage.attributes.keys() & _ARRAY or methods & {
        "reshape",
        "astype",
        "mean",
        "cumsum",
        "argsort",
        "ravel",
        "shape",
    }:
        found.append(Array(dimensions=2 if "shape" in methods or "T" in usage.attributes else 1))
        found.append(Array(dimensions=2))
    if methods & {"groupby", "iterrows", "itertuples", "iloc", "loc", "merge", "apply"} or usage.attributes.keys() & {
        "iloc",
        "loc",
        "columns",
    }:
        columns: dict[str, Kind] = {key: kinds(inner, key, depth + 1)[0] for key, inner in usage.string_keys.items()}
        found.append(Frame(columns))
    if extra:
        found.append(Recordish({key: kinds(inner, key, depth + 1)[0] for key, inner in extra.items()}))
    if methods & {"read", "readline", "readlines", "write"}:
        found.append(Tuple([Str()], "lib_io.StringIO({})"))
    if methods & _STR:
        found.append(Str())
    if methods & {"popleft", "appendleft"}:
        found.append(Listing(_first(usage.element, name, depth), "lib_collections.deque({})"))
    if methods & _SET - {"add"} or ("add" in methods):
        found.append(Listing(_first(usage.element, name, depth), "set({})", distinct=True))
    if usage.string_keys and not (methods & {"groupby"}):
        fields = {key: kinds(inner, key, depth + 1)[0] for key, inner in usage.string_keys.items()}
        found.append(Keyed(fields))
    if methods & _DICT and not methods & _LIST:
        value = kinds(usage.mapped or usage.element or Usage(), "", depth + 1)[0]
        key = kinds(usage.element or Usage(), "", depth + 1)[0] if usage.mapped and usage.element else Str()
        key = key if key.hashable else Str()
        if usage.mapped is not None and (usage.mapped.iterated or prior == "graph"):
            found.append(Graph())
        found += [Dict(key, value), Dict(Int(0), value), Graph()]
    if methods & _LIST:
        found.append(_listing(usage, name, depth))
    if prior == "graph" and (usage.indexed or usage.contains or usage.sized or usage.iterated):
        weighted = bool(usage.element and (usage.element.methods & {"items"}))
        form = "list" if usage.sized and not (methods & _DICT or usage.contains) and usage.indexed else "dict"
        both = [Graph(form, weighted), Graph("list" if form == "dict" else "dict", weighted), Graph("dict", weighted, "str"),
                Graph("dict", False, "int", "{{{}}}")]  # fmt: skip
        found += both
        if usage.element and usage.element.element and usage.element.element.unpack:
            found.insert(0, PairGraph(form))
    if usage.boolean or prior == "bool":
        found.append(Bool())
    sequence = (
        usage.iterated or usage.indexed or usage.sliced or usage.sized or usage.contains or usage.unpack is not None
    )
    if (sequence and not usage.string) or (usage.sized and not found):
        inner = usage.element
        stringy = (
            prior in ("str",) and not usage.stored and not (inner and (inner.number or inner.unpack or inner.iterated))
        )
        charlike = (
            inner is not None
            and any(isinstance(c, str) and len(c) == 1 for c in inner.constants)
            and prior != "list[str]"
        )
        if (
            stringy
            or charlike
            or (
                inner is not None and inner.methods & {"isdigit", "isalpha", "isupper", "islower", "isspace", "isalnum"}
            )
        ) and "__setitem__" not in methods:
            found.append(Str())
        if prior == "pairs" and usage.arity is None:
            found.append(Listing(Tuple([Int(), Int()])))
        found.append(_listing(usage, name, depth))
        if not usage.stored:
            found.append(Str())
        found += [Listing(Int()), Listing(Str()), Dict(Int(0), Int()), Listing(Int(), "set({})", distinct=True)]
    if usage.string:
        exact = [w for w in words if len(w) > 1]
        found.append(
            Either([Choice([repr(w) for w in dict.fromkeys(exact)]), Str()])
            if exact and not sequence and not methods
            else Str()
        )
        found.append(Str())
    if usage.number or usage.ranged:
        if usage.real or prior == "float":
            found.append(Float())
        role = "size" if usage.ranged else ""
        found.append(Int(0 if usage.ranged else None, None, role))
        found += [Int(0), Float(), Int(1, None, "size")]
    guess: dict[str, Kind] = {
        "int": Int(0), "str": Str(), "list[str]": Listing(Str()), "matrix": Matrix(Int()), "graph": Graph(), "list": Listing(Int()),
        "pairs": Listing(Tuple([Int(), Int()])), "dict": Dict(Str(), Int()), "bool": Bool(), "function": Function(usage.arity), "float": Float(),
    }  # fmt: skip
    if prior in guess and (not found or prior in ("pairs", "list[str]", "matrix")):
        found.insert(len(found) if found else 0, guess[prior])
    if usage.key_like and depth == 0:
        found.append(Int(0, None, "index"))
    found += [
        Int(0),
        Listing(Int()),
        Str(),
        Listing(Str()),
        Dict(Str(), Int()),
        Float(),
        Matrix(Int()),
        Listing(Tuple([Int(), Int()])),
    ]
    unique: dict[str, Kind] = {}
    for kind in found:
        unique.setdefault(
            repr(kind)
            + str(getattr(kind, "role", ""))
            + str(getattr(kind, "low", ""))
            + str(getattr(kind, "form", "")),
            kind,
        )
    return list(unique.values())


def _first(usage: Usage | None, name: str, depth: int) -> Kind:
    singular = name[:-1] if name.endswith("s") and len(name) > 2 else ""
    if usage is None or depth > 4:
        return Str() if by_name(name) == "list[str]" else Int()
    return kinds(usage, singular, depth + 1)[0]


def _listing(usage: Usage, name: str, depth: int) -> Kind:
    """A list whose elements fit; a tuple when it is unpacked or indexed by constants alone."""
    if usage.unpack is not None and not usage.iterated:
        return Tuple([kinds(part, "", depth + 1)[0] for part in usage.unpack])
    inner = usage.element
    if depth > 0 and usage.arity and usage.indexed and not usage.iterated and not usage.sized and not usage.stored:
        element = _first(inner, "", depth)
        return Tuple([element] * max(2, usage.arity))
    if (
        inner is not None
        and inner.unpack is None
        and (inner.indexed or inner.sized or inner.iterated)
        and not inner.methods & (_STR | _DICT)
    ):
        if inner.arity and not inner.iterated and not inner.sized and not inner.stored and usage.iterated:
            return Listing(Tuple([_first(inner.element, "", depth + 1)] * max(2, inner.arity)))
        if usage.indexed and (inner.indexed or inner.sized) and inner.element is not None and not inner.string:
            leaf = kinds(inner.element, "", depth + 2)[0]
            if by_name(name) in ("list[str]",):
                return Listing(Str())
            return Matrix(leaf)
    element = _first(inner, name, depth)
    if by_name(name) == "list[str]" and type(element) is Int and not (inner and inner.number):
        element = Str()
    if by_name(name) == "pairs" and type(element) is Int and inner is not None and not inner.number:
        element = Tuple([Int(), Int()])
    if by_name(name) == "matrix" and type(element) in (Int, Listing):
        return Matrix(Int())
    return Listing(element, ordered=usage.sorted_input)


class Recordish(Kind):
    """An object with the attributes that the body reads."""

    hashable = False

    def __init__(self, fields: dict[str, Kind]) -> None:
        self.fields = fields

    def emit(self, draw: Any) -> str:
        draw.depth += 1
        text = "record(" + ", ".join(f"{k}={v.emit(draw)}" for k, v in self.fields.items()) + ")"
        draw.depth -= 1
        return text


class PairGraph(Kind):
    """Adjacency with (neighbour, weight) pairs."""

    hashable = False

    def __init__(self, form: str) -> None:
        self.form = form

    def emit(self, draw: Any) -> str:
        rng = draw.rng
        nodes = min(draw.size, 400) if draw.exact else max(1, draw.n)
        draw.n = nodes
        rows = []
        for node in range(nodes):
            others = {rng.randrange(nodes) for _ in range(rng.randint(0, 3))} - {node}
            rows.append("[" + ", ".join(f"({o}, {rng.randint(1, 9)})" for o in others) + "]")
        if self.form == "list":
            return "[" + ", ".join(rows) + "]"
        return "{" + ", ".join(f"{i}: {row}" for i, row in enumerate(rows)) + "}"
