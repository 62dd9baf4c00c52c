"""Performance motifs of a syntax tree: what costs time, where (loop depth), on what kind of value.

Each motif is a short string such as ``in:list`` (membership test on a list) or ``grow:str`` (a string that grows in
a loop). It is counted once as itself and once with its loop depth (``in:list@2``), so that texts which share the
problem but not the nesting still meet.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from fasterpy.embed import shapes
from fasterpy.embed.kinds import infer, kind_of, last_name
from fasterpy.embed.vocabulary import API, BUILTINS, MODULES

MAX_DEPTH = 3
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_EVERYWHERE = ("rec", "sub:", "b:", "m:", "f:", "powmod", "class", "memo", "io", "deco", "elif", "global")


def motifs(tree: ast.AST) -> Counter[str]:
    """Counts of the motifs in a parsed text."""
    visitor = _Visitor(infer(tree))
    visitor.visit(tree, 0)
    visitor.summarise()
    return visitor.out


class _Visitor:
    def __init__(self, known: dict[str, str]) -> None:
        self.known = known
        self.out: Counter[str] = Counter()
        self.functions: list[str] = []
        self.loops: list[ast.AST] = []
        self.deepest = 0

    def add(self, name: str, depth: int) -> None:
        """Count a motif; outside loops only those that cost time anywhere."""
        if depth == 0:
            if name.startswith(_EVERYWHERE):
                self.out[name + "@0"] += 1
                if name.startswith(("rec", "powmod")):
                    self.out[name] += 1
            return
        self.out[name] += 1
        self.out[f"{name}@{min(depth, MAX_DEPTH)}"] += 1

    # ------------------------------------------------------------------------------------------------------- walking

    def visit(self, node: ast.AST, depth: int) -> None:
        self.deepest = max(self.deepest, depth)
        if isinstance(node, _LOOPS):
            self.loop(node, depth)
            return
        if isinstance(node, _COMPREHENSIONS):
            self.comprehension(node, depth)
            return
        if isinstance(node, _FUNCTIONS):
            self.function(node, depth)
            return
        handler = _HANDLERS.get(type(node))
        if handler is not None:
            handler(self, node, depth)
        for child in ast.iter_child_nodes(node):
            self.visit(child, depth)

    def visit_all(self, nodes: Iterable[ast.AST], depth: int) -> None:
        for node in nodes:
            self.visit(node, depth)

    def loop(self, node: ast.For | ast.AsyncFor | ast.While, depth: int) -> None:
        for shape in shapes.loop_shapes(node, self.loops, self.known):
            self.add(shape, depth + 1)
        self.loops.append(node)
        if isinstance(node, ast.While):
            self.visit(node.test, depth + 1)
        else:
            self.visit(node.iter, depth)
            self.visit(node.target, depth + 1)
        self.visit_all(node.body, depth + 1)
        self.loops.pop()
        self.visit_all(node.orelse, depth)

    def comprehension(self, node: ast.AST, depth: int) -> None:
        inner = depth
        generators: list[ast.comprehension] = node.generators  # type: ignore[attr-defined]
        for shape in shapes.comprehension_shapes(node, generators, self.known):
            self.add(shape, depth + 1)
        for generator in generators:
            self.visit(generator.iter, inner)
            inner += 1
            self.loops.append(generator)
            self.visit_all(generator.ifs, inner)
        for field in ("elt", "key", "value"):
            value = getattr(node, field, None)
            if value is not None:
                self.visit(value, inner)
        del self.loops[len(self.loops) - len(generators) :]

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, depth: int) -> None:
        if depth:
            self.add("def", depth)
        for decorator in node.decorator_list:
            name = last_name(decorator.func if isinstance(decorator, ast.Call) else decorator)
            if name in API:
                self.add(f"deco:{name}", 0)
        self.functions.append(node.name)
        loops, self.loops = self.loops, []
        self.visit_all(node.body, 0)
        self.loops = loops
        self.functions.pop()

    # ------------------------------------------------------------------------------------------------- kinds of nodes

    def compare(self, node: ast.Compare, depth: int) -> None:
        for op, right in zip(node.ops, node.comparators, strict=True):
            if isinstance(op, (ast.In, ast.NotIn)):
                kind = kind_of(right, self.known)
                if isinstance(right, (ast.List, ast.Tuple, ast.Set)):
                    kind = "literal"
                self.add("in", depth)
                self.add(f"in:{kind}", depth)
                if isinstance(right, ast.Subscript) and isinstance(right.slice, ast.Slice):
                    self.add("in:slice", depth)
        left = node.left
        if isinstance(left, ast.BinOp) and isinstance(left.op, ast.Mod):
            zero = any(isinstance(c, ast.Constant) and c.value == 0 for c in node.comparators)
            self.add("mod0" if zero else "modcmp", depth)
        if isinstance(left, ast.Subscript) and isinstance(node.comparators[0], ast.Subscript):
            self.add("cmp-items", depth)

    def assign(self, node: ast.Assign, depth: int) -> None:
        for shape in shapes.assign_shapes(node, self.known):
            self.add(shape, depth)

    def aug_assign(self, node: ast.AugAssign, depth: int) -> None:
        kind = kind_of(node.target, self.known) if isinstance(node.target, ast.Name) else "item"
        if kind == "?":
            kind = kind_of(node.value, self.known)
        self.add(f"grow:{kind}" if isinstance(node.op, ast.Add) else f"aug:{type(node.op).__name__}", depth)

    def call(self, node: ast.Call, depth: int) -> None:
        function = node.func
        name = last_name(function)
        recursive = name in self.functions and (
            isinstance(function, ast.Name)
            or (isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name))
        )
        if recursive:
            self.out["#rec"] += 1
            self.add("rec", depth)
            for argument in node.args:
                if isinstance(argument, ast.Subscript) and isinstance(argument.slice, ast.Slice):
                    self.add("rec:slice", depth)
                elif isinstance(argument, ast.BinOp) and kind_of(argument, self.known) in ("list", "str", "tuple"):
                    self.add("rec:concat", depth)
                elif isinstance(argument, ast.BinOp):
                    self.add(f"rec:{type(argument.op).__name__}", depth)
            return
        if isinstance(function, ast.Name):
            if name in BUILTINS:
                self.add(f"b:{name}", depth)
                for argument in node.args:
                    self.add(f"b:{name}({shapes.argument_shape(argument, self.known)})", depth)
            elif name in API:
                self.add(f"f:{name}", depth)
            else:
                self.add("call", depth)
        elif isinstance(function, ast.Attribute):
            base = function.value
            if isinstance(base, ast.Name) and base.id in MODULES:
                module = {"np": "numpy", "pd": "pandas"}.get(base.id, base.id)
                self.add(f"f:{module}.{name}", depth)
                self.add(f"f:{module}", depth)
            elif name in API:
                kind = kind_of(base, self.known)
                detail = shapes.first_constant(node)
                self.add(f"m:{name}{detail}", depth)
                if kind != "?":
                    self.add(f"m:{kind}.{name}{detail}", depth)
                if isinstance(base, ast.Call) and last_name(base.func) in API:
                    self.add(f"m:{last_name(base.func)}.{name}", depth)
            else:
                self.add("method", depth)

    def subscript(self, node: ast.Subscript, depth: int) -> None:
        for shape in shapes.subscript_shapes(node, self.known):
            self.add(shape, depth)

    def bin_op(self, node: ast.BinOp, depth: int) -> None:
        if isinstance(node.op, ast.Mod):
            inner = node.left
            if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Pow):
                self.add("powmod", depth)
            elif isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Mult):
                self.add("mulmod", depth)
            elif kind_of(inner, self.known) == "str":
                self.add("fmt", depth)
        kind = kind_of(node, self.known)
        self.add(
            f"op:{type(node.op).__name__}:{kind}" if kind in ("str", "list") else f"op:{type(node.op).__name__}", depth
        )

    def conditional(self, node: ast.If, depth: int) -> None:
        for shape in shapes.if_shapes(node, self.known):
            self.add(shape, depth)

    def attempt(self, node: ast.Try, depth: int) -> None:
        self.add("try", depth)
        for handler in node.handlers:
            if handler.type is not None and last_name(handler.type) in API:
                self.add(f"try:{last_name(handler.type)}", depth)

    def attribute(self, node: ast.Attribute, depth: int) -> None:
        if isinstance(node.value, ast.Name) and node.value.id == "self":
            self.add("self.attr", depth)
        elif isinstance(node.value, ast.Attribute):
            self.add("attr.attr", depth)

    def class_def(self, node: ast.ClassDef, depth: int) -> None:
        slots = any(
            isinstance(item, ast.Assign) and any(last_name(t) == "__slots__" for t in item.targets)
            for item in node.body
        )
        self.add("class:slots" if slots else "class:dict", depth)

    def other(self, node: ast.AST, depth: int) -> None:
        self.add(type(node).__name__.lower(), depth)

    def summarise(self) -> None:
        """Facts about the whole text."""
        self.out[f"deepest:{min(self.deepest, 4)}"] += 2
        calls = self.out.pop("#rec", 0)
        if calls:
            self.out["rec:once" if calls == 1 else "rec:many"] += 2


_HANDLERS: dict[type[ast.AST], Callable[[_Visitor, Any, int], None]] = {
    ast.Compare: _Visitor.compare,
    ast.Assign: _Visitor.assign,
    ast.AugAssign: _Visitor.aug_assign,
    ast.Call: _Visitor.call,
    ast.Subscript: _Visitor.subscript,
    ast.BinOp: _Visitor.bin_op,
    ast.If: _Visitor.conditional,
    ast.Try: _Visitor.attempt,
    ast.Attribute: _Visitor.attribute,
    ast.ClassDef: _Visitor.class_def,
    ast.Lambda: _Visitor.other,
    ast.Global: _Visitor.other,
    ast.Return: _Visitor.other,
    ast.Break: _Visitor.other,
    ast.Continue: _Visitor.other,
    ast.Yield: _Visitor.other,
    ast.YieldFrom: _Visitor.other,
    ast.JoinedStr: _Visitor.other,
    ast.With: _Visitor.other,
    ast.Import: _Visitor.other,
    ast.ImportFrom: _Visitor.other,
}
