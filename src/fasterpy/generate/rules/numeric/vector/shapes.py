"""What is known about the arrays of a function: their names, how many dimensions, which texts are their lengths."""

from __future__ import annotations

import ast
from collections import defaultdict

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.numeric.arrays import is_array
from fasterpy.syntax import syntax_tree

_MAKERS = {"zeros", "ones", "empty", "full"}
_LIKE = {"zeros_like", "ones_like", "empty_like", "full_like", "copy", "array", "asarray"}


class Shapes:
    """Of one function (or of the module's own code)."""

    def __init__(self, module: ParsedModule, home: ast.AST) -> None:
        self.module, self.home = module, home
        self.lengths: dict[str, set[tuple[str, int]]] = defaultdict(set)
        """Text → (array, dimension) whose length it is."""
        self._ranks: dict[str, int] = {}
        self._names: dict[str, ast.Name] = {}
        nodes = list(ast.walk(home))
        for node in nodes:
            if isinstance(node, ast.Name):
                self._names.setdefault(node.id, node)
        for _ in range(2):
            for node in nodes:
                if isinstance(node, ast.Assign) and len(node.targets) == 1:
                    self._learn(node.targets[0], node.value)
        evidence: dict[str, int] = defaultdict(int)
        for node in nodes:
            match node:
                case ast.Subscript(value=ast.Name(id=name), slice=ast.Tuple(elts=parts)):
                    evidence[name] = max(evidence[name], len(parts))
                case ast.Subscript(
                    value=ast.Subscript(value=ast.Name(id=name), slice=ast.Name() | ast.BinOp()), slice=outer
                ):
                    if not isinstance(outer, ast.Slice):
                        evidence[name] = max(evidence[name], 2)
                case ast.Subscript(
                    value=ast.Attribute(value=ast.Name(id=name), attr="shape"), slice=ast.Constant(value=int() as at)
                ):
                    evidence[name] = max(evidence[name], at + 1)
                case ast.Attribute(value=ast.Name(id=name), attr="shape" | "size" | "dtype"):
                    evidence[name] = max(evidence[name], 1)
                case ast.For(target=ast.Name(id=row), iter=ast.Name(id=name), body=body) if any(
                    isinstance(below, ast.For) and isinstance(below.iter, ast.Name) and below.iter.id == row
                    for stmt in body for below in ast.walk(stmt)
                ):  # fmt: skip
                    evidence[name] = max(evidence[name], 2) if evidence[name] else 0
        self._evidence = evidence

    def rank(self, name: str) -> int:
        """Dimensions of the array of that name; 0 when it is not known to be one."""
        node = self._names.get(name)
        if node is None or self._framed(node):
            return 0
        if not is_array(self.module, node) and not self._evidence.get(name):
            return 0
        return max(1, self._ranks.get(name, 0), self._evidence.get(name, 0))

    def of(self, text: str) -> frozenset[tuple[str, int]]:
        """All (array, dimension) of that length."""
        found = set(self.lengths.get(text, ()))
        match syntax_tree(text, mode="eval").body:
            case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]):
                found |= {(name, 0)}
            case ast.Subscript(
                value=ast.Attribute(value=ast.Name(id=name), attr="shape"), slice=ast.Constant(value=int() as at)
            ):
                found |= {(name, at)}
            case ast.Attribute(value=ast.Name(id=name), attr="size"):
                found |= {(name, 0)} if self.rank(name) == 1 else set()
        for array, at in list(found):
            found |= self.lengths.get(f"{array}.shape[{at}]", set())
        return frozenset(found)

    def _framed(self, node: ast.Name) -> bool:
        scope = self.module.scopes.owner(node)
        for binding in scope.bindings.get(node.id, []) if scope else []:
            if isinstance(binding, ast.arg) and binding.annotation is not None:
                word = ast.unparse(binding.annotation)
                return not ("ndarray" in word or "NDArray" in word or "Array" in word)
        return False

    def _learn(self, target: ast.expr, value: ast.expr) -> None:
        match target, value:
            case ast.Tuple(elts=names), ast.Attribute(value=ast.Name(id=array), attr="shape"):
                self._shape(array, names)
                self._ranks[array] = max(self._ranks.get(array, 0), len(names))
            case ast.Tuple(elts=names), ast.Subscript(
                value=ast.Attribute(value=ast.Name(id=array), attr="shape"), slice=ast.Slice(lower=None)
            ):
                self._shape(array, names)
            case ast.Name(id=name), ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=array)]):
                self._length(name, array, 0)
            case ast.Name(id=name), ast.Subscript(
                value=ast.Attribute(value=ast.Name(id=array), attr="shape"), slice=ast.Constant(value=int() as at)
            ):
                self._length(name, array, at)
            case ast.Name(id=name), ast.Attribute(value=ast.Name(id=array), attr="size"):
                self._length(name, array, 0)
            case ast.Name(id=made), ast.Call(func=func, args=[first, *_]):
                kind = self.module.imported(func).rpartition(".")
                if kind[0] == "numpy" and kind[2] in _MAKERS:
                    parts = first.elts if isinstance(first, ast.Tuple) else [first]
                    if isinstance(first, ast.Attribute) and first.attr == "shape" and isinstance(first.value, ast.Name):
                        self._same(made, first.value.id)
                    else:
                        self._shape(made, parts)
                        if isinstance(first, ast.Tuple):
                            self._ranks[made] = max(self._ranks.get(made, 0), len(parts))
                elif kind[0] == "numpy" and kind[2] in _LIKE and isinstance(first, ast.Name):
                    self._same(made, first.id)
            case ast.Name(id=made), ast.Call(func=ast.Attribute(value=ast.Name(id=array), attr="copy" | "astype")):
                self._same(made, array)

    def _shape(self, array: str, parts: list[ast.expr]) -> None:
        for at, part in enumerate(parts):
            self._length(ast.unparse(part), array, at)

    def _length(self, text: str, array: str, at: int) -> None:
        if text.isidentifier():
            node = self._names.get(text)
            scope = self.module.scopes.owner(node) if node is not None else None
            if scope is None or len(scope.bindings.get(text, [])) != 1:
                return
        self.lengths[text].add((array, at))
        match syntax_tree(text, mode="eval").body:
            case ast.Subscript(
                value=ast.Attribute(value=ast.Name(id=other), attr="shape"), slice=ast.Constant(value=int() as there)
            ):
                self.lengths[f"{other}.shape[{there}]"].add((array, at))
            case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=other)]):
                self.lengths[f"{other}.shape[0]"].add((array, at))

    def _same(self, made: str, array: str) -> None:
        for places in self.lengths.values():
            for name, at in list(places):
                if name == array:
                    places.add((made, at))
        for at in range(3):
            self.lengths[f"{array}.shape[{at}]"].add((made, at))
        self.lengths[f"len({array})"].add((made, 0))
        if array in self._ranks:
            self._ranks[made] = max(self._ranks.get(made, 0), self._ranks[array])
