"""What a program uses and how deep it loops: the facts in which a slow and a fast version can differ."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, field

from fasterpy.analysis.source import COMPREHENSIONS, LOOPS, parse

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_ARRAY_PACKAGES = frozenset(("numpy", "scipy", "pandas", "numba", "networkx", "sympy"))


@dataclass(frozen=True)
class Features:
    """Facts of one text."""

    depth: int = 0
    """Deepest nest of loops within one function, comprehensions included."""
    loops: int = 0
    """Loop statements."""
    calls: Counter[str] = field(default_factory=Counter)
    """Calls by last name: ``sorted``, ``append``, ``lru_cache`` (decorators too)."""
    calls_in_loops: Counter[str] = field(default_factory=Counter)
    packages: frozenset[str] = frozenset()
    """Heavy packages that are imported."""
    recursive: bool = False
    memo: bool = False
    """A cache decorator, or a function that looks its argument up before computing."""
    exits: int = 0
    """``break`` and ``return`` inside loops."""
    modular_power: bool = False
    """``pow`` with three arguments."""
    sets: bool = False
    """A set is made."""
    dicts: bool = False
    """A dict is made."""
    slices_in_loops: int = 0
    sorted_in_loops: int = 0
    floor_root: bool = False
    """A loop bound by a square root."""
    printing: int = 0
    """``print`` in loops."""
    whole_input: bool = False
    """Standard input is read at once."""


def features(text: str) -> Features:
    """The facts of a text. Raises SourceError when it does not parse."""
    tree = parse(text)
    visitor = _Visitor()
    visitor.walk(tree, 0, ())
    names = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    names |= {(node.module or "").split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    calls, inside = visitor.calls, visitor.inside
    return Features(
        depth=visitor.deepest,
        loops=sum(isinstance(node, LOOPS) for node in ast.walk(tree)),
        calls=calls,
        calls_in_loops=inside,
        packages=frozenset(names & _ARRAY_PACKAGES),
        recursive=visitor.recursive,
        memo=bool({"lru_cache", "cache"} & calls.keys()),
        exits=visitor.exits,
        modular_power=visitor.modular_power,
        sets=bool(calls["set"] or calls["frozenset"]) or _has(tree, ast.Set, ast.SetComp),
        dicts=bool(calls["dict"] or calls["defaultdict"] or calls["Counter"]) or _has(tree, ast.Dict, ast.DictComp),
        slices_in_loops=visitor.slices,
        sorted_in_loops=inside["sorted"] + inside["sort"],
        floor_root=visitor.root,
        printing=inside["print"],
        whole_input=visitor.whole_input,
    )


def _has(tree: ast.AST, *kinds: type[ast.AST]) -> bool:
    return any(isinstance(node, kinds) for node in ast.walk(tree))


class _Visitor:
    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.inside: Counter[str] = Counter()
        self.deepest = self.exits = self.slices = 0
        self.recursive = self.modular_power = self.root = self.whole_input = False

    def walk(self, node: ast.AST, depth: int, functions: tuple[str, ...]) -> None:
        """Visit a node that lies under ``depth`` loops and inside ``functions``."""
        self.deepest = max(self.deepest, depth)
        if isinstance(node, _FUNCTIONS):
            for decorator in node.decorator_list:
                self.calls[_last(decorator.func if isinstance(decorator, ast.Call) else decorator)] += 1
            for statement in node.body:
                self.walk(statement, depth, (*functions, node.name))
            return
        if isinstance(node, LOOPS):
            outer: list[ast.AST] = [] if isinstance(node, ast.While) else [node.iter]
            inner: list[ast.AST] = [node.test] if isinstance(node, ast.While) else [node.target]
            self.root = self.root or any(_rooted(part) for part in (*outer, *inner))
            for child in (*outer, *node.orelse):
                self.walk(child, depth, functions)
            for child in (*inner, *node.body):
                self.walk(child, depth + 1, functions)
            return
        if isinstance(node, COMPREHENSIONS):
            self.comprehension(node, depth, functions)
            return
        self.look(node, depth, functions)
        for child in ast.iter_child_nodes(node):
            self.walk(child, depth, functions)

    def comprehension(self, node: ast.AST, depth: int, functions: tuple[str, ...]) -> None:
        generators: list[ast.comprehension] = node.generators  # type: ignore[attr-defined]
        for number, generator in enumerate(generators):
            self.walk(generator.iter, depth + number, functions)
            for condition in generator.ifs:
                self.walk(condition, depth + number + 1, functions)
        for name in ("elt", "key", "value"):
            value = getattr(node, name, None)
            if value is not None:
                self.walk(value, depth + len(generators), functions)

    def look(self, node: ast.AST, depth: int, functions: tuple[str, ...]) -> None:
        if isinstance(node, ast.Call):
            name = _last(node.func)
            self.calls[name] += 1
            self.inside[name] += depth > 0
            self.recursive = self.recursive or name in functions
            self.modular_power = self.modular_power or (name == "pow" and len(node.args) == 3)
            self.whole_input = self.whole_input or (name in ("read", "readlines") and "stdin" in ast.unparse(node.func))
        elif isinstance(node, (ast.Break, ast.Return)):
            self.exits += depth > 0
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            self.slices += depth > 0


def _last(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _rooted(node: ast.AST) -> bool:
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and _last(part.func) in ("sqrt", "isqrt"):
            return True
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Pow):
            power = part.right
            if isinstance(power, ast.Constant) and power.value == 0.5:
                return True
            if isinstance(power, ast.Constant) and power.value == 2:
                return True
        if (
            isinstance(part, ast.BinOp)
            and isinstance(part.op, ast.Mult)
            and ast.dump(part.left) == ast.dump(part.right)
        ):
            return True
    return False
