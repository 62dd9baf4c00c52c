"""What each construct does to a value on its way from the read to its use."""

from __future__ import annotations

import ast
from typing import Any

from .calls import Calls
from .shape import FLOATS, INTS, PASSING, STRIPS, Shape, func_name


class Climb(Calls):
    """Handlers by construct; the walk itself is in Reader."""

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
                else:
                    shape.dropped = True
            elif (constant == 0) == (state == "file0"):
                shape.lines = max(shape.lines, constant or 0)
                self._use(up, "line", shape, outer, seen)
            else:
                shape.dropped = shape.dropped or state == "file0"
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
