"""What each construct does to a value on its way from the read to its use."""

from __future__ import annotations

import ast
from typing import Any

from .shape import FLOATS, INTS, PASSING, STRIPS, Shape, func_name


class Climb:
    """Handlers by construct; the walk itself is in Reader."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self.parent: dict[ast.AST, ast.AST] = {}
        self.at: dict[tuple[int, int, int, int], ast.AST] = {}
        self.functions: dict[str, ast.AST] = {}
        self.returns: dict[str, str] = {}
        for node in ast.walk(tree):
            for child in ast.iter_child_nodes(node):
                self.parent[child] = node
            if isinstance(node, ast.FunctionDef):
                self.functions[node.name] = node
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self.functions[target.id] = node.value
        for node in ast.walk(tree):
            if isinstance(node, ast.expr):
                key = (node.lineno, node.end_lineno or 0, node.col_offset, node.end_col_offset or 0)
                if key not in self.at or isinstance(node, ast.Call):
                    self.at[key] = node
        self.cache: dict[Any, Shape] = {}
        self.file_state = "file1"
        """Which lines of a whole-input read are asked about: ``file0`` the first, ``file1`` the others."""

    def _use(
        self, node: ast.AST, state: str, shape: Shape, outer: list[Any], seen: set[Any], column: int | None = None
    ) -> None:
        raise NotImplementedError

    def _target(
        self, target: ast.AST, state: str, shape: Shape, outer: list[Any], seen: set[Any], column: int | None
    ) -> None:
        raise NotImplementedError

    def _scope(self, node: ast.AST) -> ast.AST:
        while node in self.parent and not isinstance(node, (ast.FunctionDef, ast.Lambda)):
            node = self.parent[node]
        return node

    def _loads(self, name: str, near: ast.AST) -> list[ast.AST]:
        scope = self._scope(near)
        inside: list[ast.AST] = [
            node
            for node in ast.walk(scope)
            if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
        ]
        return inside[:40]

    def _convert(self, kind: str, state: str, shape: Shape, column: int | None) -> None:
        if state == "elem" and column is not None:
            shape.columns[column] = kind
        elif state == "rest":
            shape.columns[-1] = kind
        elif state == "char":
            shape.digits = True
        else:
            shape.kind = kind

    def _function_kind(self, node: ast.AST) -> str | None:
        """What kind a converter (first argument of map) makes."""
        if isinstance(node, ast.Lambda):
            for inner in ast.walk(node.body):
                if isinstance(inner, ast.Call) and func_name(inner) in INTS:
                    return "int"
                if isinstance(inner, ast.Call) and func_name(inner) in FLOATS:
                    return "float"
            return "str"
        name = func_name(node)
        if name in INTS:
            return "int"
        if name in FLOATS:
            return "float"
        known = self.functions.get(name)
        if known is not None:
            return self._function_kind(known if isinstance(known, ast.Lambda) else ast.Lambda(args=None, body=known))  # type: ignore[arg-type]
        return "str" if name else None

    def _compared(self, up: ast.Compare, node: ast.AST, state: str, shape: Shape, column: int | None) -> None:
        found: list[str] = []
        for other in [up.left, *up.comparators]:
            if other is node:
                continue
            for inner in ast.walk(other):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                    found.append(inner.value)
        if found:
            shape.constants.setdefault(column if column is not None else -1, []).extend(found)

    def _zipped(self, call: ast.AST, shape: Shape, outer: list[Any], seen: set[Any]) -> None:
        """``zip(*rows)``: as many columns as the target has names."""
        up = self.parent.get(call)
        while isinstance(up, ast.Call) and func_name(up) in PASSING | {"map"}:
            call, up = up, self.parent.get(up)
        if isinstance(up, ast.Assign):
            for target in up.targets:
                if isinstance(target, (ast.Tuple, ast.List)):
                    shape.arity = len(target.elts)

    def _method(
        self, up: ast.Attribute, state: str, shape: Shape, outer: list[Any], seen: set[Any], column: int | None
    ) -> None:
        call = self.parent.get(up)
        if not isinstance(call, ast.Call) or call.func is not up:
            if up.attr == "T" and state == "rows":
                self._zipped(up, shape, outer, seen)
            return
        name = up.attr
        if state in ("line", "elem", "char") and name in STRIPS:
            self._use(call, state, shape, outer, seen, column)
        elif state == "line" and name == "split":
            shape.split = True
            for arg in call.args[:1]:
                if isinstance(arg, ast.Constant) and isinstance(arg.value, str):
                    shape.sep = arg.value
            self._use(call, "toks", shape, outer, seen)
        elif state == "line" and name in ("replace", "translate"):
            self._use(call, state, shape, outer, seen)
        elif state == "stream" and name == "split":
            first: ast.AST | None = call.args[0] if call.args else None
            if isinstance(first, ast.Constant) and first.value in ("\n", b"\n"):
                self._use(call, self.file_state, shape, outer, seen)
            else:
                shape.split = True
                self._use(call, "toks", shape, outer, seen)
        elif state == "stream" and name == "splitlines":
            self._use(call, self.file_state, shape, outer, seen)
        elif state == "stream" and name in STRIPS:
            self._use(call, state, shape, outer, seen)
        elif state in ("toks", "rows") and name in ("astype", "copy", "tolist", "cumsum"):
            if name == "astype" and call.args:
                text = ast.unparse(call.args[0])
                shape.kind = shape.kind or ("int" if "int" in text else "float" if "float" in text else None)
            self._use(call, state, shape, outer, seen)
        elif state == "toks" and name in (
            "pop",
            "index",
            "count",
            "sort",
            "reverse",
            "append",
            "insert",
            "remove",
            "popleft",
            "extend",
        ):
            shape.variable = True

    def _argument(
        self,
        call: ast.Call,
        node: ast.AST,
        state: str,
        shape: Shape,
        outer: list[Any],
        seen: set[Any],
        column: int | None,
    ) -> None:
        name = func_name(call)
        position = call.args.index(node) if node in call.args else -1
        if state in ("line", "elem", "char", "rest") and position == 0 and name in INTS | FLOATS:
            self._convert("float" if name in FLOATS else "int", state, shape, column)
        elif name == "map" and position >= 1:
            kind = self._function_kind(call.args[0])
            if state == "line":
                shape.chars = True
                shape.digits = kind == "int"
                self._use(call, "seq", shape, outer, seen)
            elif state in ("toks", "rest"):
                if kind in ("int", "float"):
                    self._convert(kind, state, shape, column)
                self._use(call, state, shape, outer, seen)
            elif state == "lines":
                if kind in ("int", "float"):
                    shape.kind = kind
                elif isinstance(call.args[0], ast.Lambda) and call.args[0].args.args:
                    for load in self._loads(call.args[0].args.args[0].arg, call.args[0].body):
                        self._use(load, "line", shape, outer, seen)
            elif state == "rows" and isinstance(call.args[0], ast.Lambda) and call.args[0].args.args:
                for load in self._loads(call.args[0].args.args[0].arg, call.args[0].body):
                    self._use(load, "toks", shape, outer, seen)
        elif name == "zip" and isinstance(self.parent.get(call), (ast.For, ast.comprehension)):
            target = self.parent[call].target  # type: ignore[attr-defined]
            if isinstance(target, ast.Tuple) and 0 <= position < len(target.elts) == len(call.args):
                inner = {"toks": "elem", "rows": "toks", "lines": "line", "line": "char"}.get(state)
                if state == "toks":
                    shape.variable = True
                if inner is not None:
                    self._target(target.elts[position], inner, shape, outer, seen, None)
        elif name in PASSING or name in ("filter", "zip"):
            if name in ("array", "asarray", "sort") and state == "toks":
                for other in [*call.args[1:], *[k.value for k in call.keywords if k.arg == "dtype"]]:
                    text = ast.unparse(other)
                    if "int" in text or "'i" in text:
                        shape.kind = shape.kind or "int"
                    elif "float" in text:
                        shape.kind = shape.kind or "float"
            if state == "toks":
                if name in (
                    "sorted",
                    "list",
                    "tuple",
                    "array",
                    "set",
                    "Counter",
                    "cumsum",
                    "accumulate",
                    "enumerate",
                    "zip",
                ):
                    shape.bulk = True
                if name in ("zip", "enumerate", "Counter", "accumulate", "cumsum", "set"):
                    shape.variable = True
            if state == "line":
                shape.chars = True
                self._use(call, "seq", shape, outer, seen)
            else:
                self._use(call, state, shape, outer, seen, column)
        elif name in ("append", "add", "appendleft", "heappush", "insert", "push", "extend") and state in (
            "toks",
            "line",
            "seq",
            "elem",
        ):
            owner = call.func.value if isinstance(call.func, ast.Attribute) else call.args[0]
            if state == "line" and shape.kind is None and not shape.split:
                pass
            if isinstance(owner, ast.Name) and owner is not node:
                nested = {"toks": "rows", "line": "lines", "seq": "seqs", "elem": "elem"}[state]
                if name == "extend":
                    shape.variable = shape.variable or state == "toks"
                elif nested != "elem":
                    self._target(owner, nested, shape, outer, seen, None)
            elif isinstance(owner, ast.Subscript) and state == "toks" and name != "extend":
                pass
        elif name in ("sum", "max", "min", "len", "any", "all", "prod", "mean", "median", "join") and state == "toks":
            shape.variable = True
        elif name.startswith("bisect") and state == "toks":
            shape.variable = True
            shape.sorted_use = shape.sorted_use or (position == 0 and not self._sorts(node))
        elif name == "next":
            self._use(call, "line" if state == "toks" else state, shape, outer, seen)
        elif name == "fromstring" or name == "loadtxt":
            shape.split = True
            shape.kind = "int" if "int" in ast.unparse(call) else (shape.kind or "int")
            shape.variable = True
            self._use(call, "toks", shape, outer, seen)
        elif state == "elem" and column is not None and name in ("print", "str"):
            return
        else:
            self._into_function(call, position, name, state, shape, outer, seen, column)

    def _sorts(self, node: ast.AST) -> bool:
        """The program sorts the list itself."""
        if not isinstance(node, ast.Name):
            return False
        for other in ast.walk(self._scope(node)):
            if isinstance(other, ast.Call) and func_name(other) in ("sort", "sorted"):  # noqa: SIM102
                if any(isinstance(inner, ast.Name) and inner.id == node.id for inner in ast.walk(other)):
                    return True
        return False

    def _into_function(
        self,
        call: ast.Call,
        position: int,
        name: str,
        state: str,
        shape: Shape,
        outer: list[Any],
        seen: set[Any],
        column: int | None,
    ) -> None:
        known = self.functions.get(name)
        args = getattr(known, "args", None)
        if args is None or position < 0 or known is None:
            if state == "toks":
                shape.variable = True
            return
        names = [arg.arg for arg in args.args]
        if isinstance(call.func, ast.Attribute) and names[:1] == ["self"]:
            names = names[1:]
        if position < len(names):
            body = known.body if isinstance(known, ast.FunctionDef) else [known.body]  # type: ignore[attr-defined]
            for statement in body:
                for load in ast.walk(statement):
                    if isinstance(load, ast.Name) and load.id == names[position] and isinstance(load.ctx, ast.Load):
                        self._use(load, state, shape, outer, seen, column)

    def _subscript(
        self, up: ast.Subscript, state: str, shape: Shape, outer: list[Any], seen: set[Any], column: int | None
    ) -> None:
        index = up.slice
        constant = None
        if isinstance(index, ast.Constant) and isinstance(index.value, int):
            constant = index.value
        elif isinstance(index, ast.UnaryOp) and isinstance(index.operand, ast.Constant):
            constant = -1
        if state == "toks":
            if constant is not None and constant >= 0:
                shape.least = max(shape.least, constant + 1)
                if isinstance(up.ctx, ast.Load):
                    self._use(up, "elem", shape, outer, seen, constant)
            elif isinstance(index, ast.Slice):
                lower = index.lower
                if index.upper is None and (lower is None or isinstance(lower, ast.Constant)):
                    shape.variable = True
                    if isinstance(lower, ast.Constant) and isinstance(lower.value, int):
                        shape.least = max(shape.least, lower.value)
                        shape.prefixed = shape.prefixed or lower.value == 1
                    self._use(up, "rest", shape, outer, seen)
                elif index.lower is None and index.step is None and isinstance(index.upper, ast.Constant):
                    target = self.parent.get(up)
                    shape.least = max(shape.least, index.upper.value if isinstance(index.upper.value, int) else 0)
                    if isinstance(target, ast.Assign):
                        self._use(up, "head", shape, outer, seen)
                else:
                    shape.variable = True
            elif constant is None:
                shape.variable = True
        elif state == "rows":
            if isinstance(index, ast.Tuple):
                last = index.elts[-1]
                if isinstance(last, ast.Constant) and isinstance(last.value, int) and last.value >= 0:
                    shape.least = max(shape.least, last.value + 1)
                elif not isinstance(last, ast.Slice):
                    shape.variable = True
                return
            self._use(up, "rows" if isinstance(index, ast.Slice) else "toks", shape, outer, seen)
        elif state == "line":
            if isinstance(index, ast.Slice):
                if index.lower is None and index.step is None and isinstance(index.upper, ast.UnaryOp):
                    self._use(up, state, shape, outer, seen)
                else:
                    shape.chars = True
                    if index.step is not None or index.lower is not None:
                        self._use(up, state, shape, outer, seen)
            else:
                shape.chars = True
                self._use(up, "char", shape, outer, seen)
        elif state == "lines":
            self._use(up, state if isinstance(index, ast.Slice) else "line", shape, outer, seen)
        elif state in ("file0", "file1"):
            if isinstance(index, ast.Slice):
                start = (
                    index.lower.value if isinstance(index.lower, ast.Constant) else (0 if index.lower is None else 1)
                )
                if state == "file1" or start == 0:
                    self._use(up, "lines" if start else state, shape, outer, seen)
            elif (constant == 0) == (state == "file0"):
                self._use(up, "line", shape, outer, seen)
        elif state == "seqs":
            pass

    def _only_converts(self, owner: Any, target: ast.AST) -> bool:
        """``[int(x) for x in …]``: the same tokens in another type, no sign of how many there are."""
        whole = self.parent.get(owner) if owner is not None else None
        if not isinstance(whole, (ast.ListComp, ast.GeneratorExp)) or not isinstance(target, ast.Name):
            return False
        elt = whole.elt
        while isinstance(elt, ast.Call) and len(elt.args) == 1:
            elt = elt.args[0]
        return isinstance(elt, ast.Name) and elt.id == target.id

    def _iterated(self, target: ast.AST, state: str, shape: Shape, outer: list[Any], seen: set[Any]) -> None:
        owner = self.parent.get(target)
        source = getattr(owner, "iter", None)
        if source is not None and func_name(source) == "enumerate" and isinstance(target, ast.Tuple):
            target = target.elts[1]
        if state == "line":
            shape.chars = True
            self._target(target, "char", shape, outer, seen, None)
        elif state == "toks":
            shape.variable = shape.variable or not self._only_converts(owner, target)
            self._target(target, "elem", shape, outer, seen, None)
            if isinstance(target, ast.Name):
                for load in self._loads(target.id, target):
                    call = self.parent.get(load)
                    if isinstance(call, ast.Call) and load in call.args:
                        if func_name(call) in INTS:
                            shape.kind = "int"
                        elif func_name(call) in FLOATS:
                            shape.kind = "float"
        elif state == "rows":
            self._target(target, "toks", shape, outer, seen, None)
        elif state in ("lines", "file0", "file1"):
            self._target(target, "line", shape, outer, seen, None)
