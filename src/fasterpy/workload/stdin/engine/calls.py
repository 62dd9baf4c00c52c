"""What calls do to a value on its way from the read to its use."""

from __future__ import annotations

import ast
from typing import Any

from .shape import FLOATS, INTS, PASSING, Shape, func_name


class Calls:
    """Handlers of calls; the walk itself is in Reader."""

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
        for node in ast.walk(tree):
            if isinstance(node, ast.For):  # CPython gives the start of some loops the place of the whole statement
                key = (node.lineno, node.end_lineno or 0, node.col_offset, node.end_col_offset or 0)
                self.at.setdefault(key, node.iter)
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
        elif (
            name in ("loadtxt", "genfromtxt") and state == "file0" and any("skip" in str(k.arg) for k in call.keywords)
        ):
            shape.dropped = True
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
            if isinstance(other, ast.Call) and func_name(other) in ("sort", "sorted"):
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
