"""Where a program reads, and what the syntax around the place says about what it expects there.

``Reader.shape(places)`` climbs from the reading call through the expressions and helper functions that pass its result
on, and gives a ``Shape``: split or whole, how many tokens, of which type.
"""

from __future__ import annotations

import ast
from typing import Any

from .climb import Climb
from .shape import Shape, func_name


class Reader(Climb):
    """Static knowledge of one program."""

    # ---------------------------------------------------------------------------------------------------- public

    def shape(self, places: tuple[Any, ...], state: str = "line") -> Shape:
        """``places``: positions (line, end, column, end column) from the innermost frame outwards."""
        key = (places, state)
        if key not in self.cache:
            shape = Shape()
            nodes = [self.at.get(place) for place in places]
            if nodes and nodes[0] is not None:
                nodes[0] = self._source(nodes[0], state)
                self._use(nodes[0], state, shape, list(nodes[1:]), set())
            self.cache[key] = shape
        return self.cache[key]

    def _source(self, node: ast.AST, state: str) -> ast.AST:
        """The expression that reads, when the position is that of what consumes it."""
        up = self.parent.get(node)
        if isinstance(node, (ast.Tuple, ast.List)) and isinstance(up, ast.Assign) and node in up.targets:
            return up.value
        if state.startswith(("file", "lines")) and isinstance(node, ast.Call) and node.args:
            if func_name(node) not in ("open", "readlines", "input", "read", "splitlines"):
                last = node.args[-1]
                return last.value if isinstance(last, ast.Starred) else last
        return node

    def loop_of(self, place: Any) -> ast.AST | None:
        """The nearest loop or comprehension that repeats the place."""
        node = self.at.get(place)
        last = node
        while node is not None:
            node = self.parent.get(node)
            if isinstance(node, (ast.FunctionDef, ast.Lambda)):
                return None
            if isinstance(node, ast.While):
                return node
            if isinstance(node, ast.For) and last is not node.iter:
                return node
            if isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp)):
                if not (isinstance(last, ast.comprehension) and last is node.generators[0]):
                    return node
            last = node
        return None

    def survives_the_end(self, places: tuple[Any, ...]) -> bool:
        """Whether a ``try`` inside the loop around the place catches the end of the input."""
        for place in places:
            node = self.at.get(place)
            while node is not None and not isinstance(node, (ast.FunctionDef, ast.Lambda, ast.While, ast.For)):
                if isinstance(node, ast.Try) and node.handlers:
                    names = [ast.unparse(h.type) if h.type is not None else "EOFError" for h in node.handlers]
                    if any(word in name for name in names for word in ("EOFError", "Exception")):
                        return True
                node = self.parent.get(node)
            if isinstance(node, (ast.While, ast.For)):
                return isinstance(self.parent.get(node), ast.Try)
        return False

    # --------------------------------------------------------------------------------------------------- climbing

    def _target(
        self, target: ast.AST, state: str, shape: Shape, outer: list[Any], seen: set[Any], column: int | None
    ) -> None:
        """The value lands in an assignment or loop target."""
        if isinstance(target, (ast.Tuple, ast.List)):
            if state in ("file0", "file1"):
                if not any(isinstance(element, ast.Starred) for element in target.elts):
                    shape.lines = len(target.elts) - 1
                for i, element in enumerate(target.elts):
                    if isinstance(element, ast.Starred):
                        if state == "file1":
                            self._target(element.value, "lines", shape, outer, seen, None)
                    elif (i == 0) == (state == "file0"):
                        self._target(element, "line", shape, outer, seen, None)
            elif state == "toks":
                stars = [i for i, e in enumerate(target.elts) if isinstance(e, ast.Starred)]
                count = len(target.elts)
                if stars:
                    shape.star = True
                    shape.least = max(shape.least, count - 1)
                    shape.arity = count - 1
                    first = target.elts[0]
                    if stars == [1] and count == 2 and isinstance(first, ast.Name):
                        # ``_, *items``: nobody looks at the first one.
                        shape.prefixed = shape.prefixed or not self._loads(first.id, first)
                else:
                    shape.arity = count
                for i, element in enumerate(target.elts):
                    if not isinstance(element, ast.Starred):
                        if isinstance(element, ast.Name):
                            shape.labels[i] = element.id
                        self._target(element, "elem", shape, outer, seen, i)
                    else:
                        self._target(element.value, "rest", shape, outer, seen, None)
            elif state == "rows":
                for element in target.elts:
                    if isinstance(element, ast.Starred):
                        element = element.value
                        self._target(element, "rows", shape, outer, seen, None)
                    else:
                        self._target(element, "toks", shape, outer, seen, None)
            elif state == "line":
                shape.arity = len(target.elts)
                shape.chars = True
        elif isinstance(target, ast.Name):
            if (target.id, state, column) in seen:
                return
            seen.add((target.id, state, column))
            if state in ("toks", "rows", "line", "lines", "rest"):
                shape.names.append(target.id)
            loads = self._loads(target.id, target)
            for load in loads:
                self._use(load, state, shape, outer, seen, column)
            shape.dropped = shape.dropped or (state == "line" and not loads)
        elif isinstance(target, (ast.Subscript, ast.Attribute)) and isinstance(target, ast.Subscript):
            owner = target.value
            if isinstance(owner, ast.Name) and state == "toks":
                self._target(ast.copy_location(owner, owner), "rows", shape, outer, seen, None)

    def _use(
        self, node: ast.AST, state: str, shape: Shape, outer: list[Any], seen: set[Any], column: int | None = None
    ) -> None:
        if (id(node), state, column) in seen or len(seen) > 400:
            return
        seen.add((id(node), state, column))
        up = self.parent.get(node)
        if up is None:
            return
        if isinstance(up, ast.Attribute) and up.value is node:
            self._method(up, state, shape, outer, seen, column)
        elif isinstance(up, ast.Call):
            self._argument(up, node, state, shape, outer, seen, column)
        elif isinstance(up, ast.Assign):
            for target in up.targets:
                self._target(target, state, shape, outer, seen, column)
        elif isinstance(up, (ast.AnnAssign, ast.NamedExpr)):
            self._target(up.target, state, shape, outer, seen, column)
            if isinstance(up, ast.NamedExpr):
                self._use(up, state, shape, outer, seen, column)
        elif isinstance(up, ast.AugAssign) and isinstance(up.target, ast.Name) and state in ("toks", "rows"):
            shape.variable = True
        elif isinstance(up, ast.Expr):
            shape.dropped = shape.dropped or state == "line"
        elif isinstance(up, (ast.Return, ast.Lambda, ast.Yield)):
            if outer and outer[0] is not None:
                self._use(outer[0], state, shape, outer[1:], seen, column)
        elif isinstance(up, ast.Starred):
            call = self.parent.get(up)
            if isinstance(call, ast.Call) and state == "toks":
                known = self.functions.get(func_name(call))
                args = getattr(known, "args", None)
                if args is not None and not args.vararg and len(call.args) == 1:
                    shape.arity = len(args.args) - len(args.defaults)
                    shape.least = max(shape.least, shape.arity)
                elif func_name(call) == "zip":
                    self._use(call, "rows", shape, outer, seen)
                else:
                    shape.variable = True
            elif isinstance(call, ast.Call) and state == "rows" and func_name(call) == "zip":
                self._zipped(call, shape, outer, seen)
            elif isinstance(call, (ast.List, ast.Tuple)):
                if state == "toks":
                    shape.variable = True
                self._use(call, state, shape, outer, seen, column)
        elif isinstance(up, ast.Subscript) and up.value is node:
            self._subscript(up, state, shape, outer, seen, column)
        elif isinstance(up, ast.For) and up.iter is node:
            self._iterated(up.target, state, shape, outer, seen)
        elif isinstance(up, ast.comprehension) and up.iter is node:
            self._iterated(up.target, state, shape, outer, seen)
            owner = self.parent[up]
            if state in ("line", "toks", "char") and isinstance(owner, (ast.ListComp, ast.GeneratorExp, ast.SetComp)):
                if len(owner.generators) == 1:
                    self._use(owner, "toks" if state == "toks" else "seq", shape, outer, seen)
        elif isinstance(up, (ast.ListComp, ast.GeneratorExp, ast.SetComp)) and up.elt is node:
            if state in ("toks", "line", "seq"):
                # one element of a list of lines
                self._use(up, {"toks": "rows", "line": "lines", "seq": "seqs"}[state], shape, outer, seen)
        elif isinstance(up, (ast.Tuple, ast.List)) and isinstance(self.parent.get(up), ast.Assign):
            # a, b = input(), input()
            assign = self.parent[up]
            assert isinstance(assign, ast.Assign)
            position = up.elts.index(node)  # type: ignore[arg-type]
            for target in assign.targets:
                if isinstance(target, (ast.Tuple, ast.List)) and len(target.elts) == len(up.elts):
                    self._target(target.elts[position], state, shape, outer, seen, column)
        elif isinstance(up, ast.Compare):
            self._compared(up, node, state, shape, column)
        elif isinstance(up, ast.BinOp) and isinstance(up.op, ast.Add) and state in ("toks", "line", "rows"):
            if state == "toks":
                shape.variable = True
            self._use(up, state, shape, outer, seen, column)
        elif isinstance(up, (ast.IfExp, ast.BoolOp)):
            self._use(up, state, shape, outer, seen, column)
