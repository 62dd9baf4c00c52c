"""One file as detectors see it: how often each place runs, and quick ways to the calls in it."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import PURE_METHODS, root_name
from fasterpy.analysis.scopes import Scope
from fasterpy.analysis.source import COMPREHENSIONS, FUNCTIONS, LOOPS

_GROWERS = frozenset({"append", "extend", "insert", "sort", "appendleft"})
_DEEPEST = 4
Loop = ast.For | ast.AsyncFor | ast.While | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class View(ParsedModule):
    """A parsed file with repetition facts. Raises SourceError when it does not parse."""

    def __init__(self, text: str, program: bool = False) -> None:
        super().__init__(text)
        self.program = program

    # ------------------------------------------------------------------------------------------------------------ calls

    @cached_property
    def _calls(self) -> tuple[dict[str, list[ast.Call]], dict[str, list[ast.Call]]]:
        methods: dict[str, list[ast.Call]] = defaultdict(list)
        names: dict[str, list[ast.Call]] = defaultdict(list)
        for call in self.nodes(ast.Call):
            if isinstance(call.func, ast.Attribute):
                methods[call.func.attr].append(call)
            elif isinstance(call.func, ast.Name):
                names[call.func.id].append(call)
        return methods, names

    def methods(self, *names: str) -> Iterator[tuple[ast.Call, ast.expr]]:
        """Calls ``x.name(...)`` with their ``x``."""
        for name in names:
            for call in self._calls[0].get(name, ()):
                assert isinstance(call.func, ast.Attribute)
                yield call, call.func.value

    def builtins(self, *names: str) -> Iterator[ast.Call]:
        """Calls of unshadowed builtins."""
        for name in names:
            for call in self._calls[1].get(name, ()):
                if self.is_builtin(call.func, name):
                    yield call

    def imports(self, *dotted: str) -> Iterator[tuple[ast.Call, str]]:
        """Calls of imported functions by their full names."""
        for full in dotted:
            last = full.rpartition(".")[2]
            found = [*self._calls[0].get(last, ()), *self._renamed.get(full, ())]
            for call in dict.fromkeys((*found, *self._calls[1].get(last, ()))):
                if self.imported(call.func) == full:
                    yield call, full

    @cached_property
    def _renamed(self) -> dict[str, list[ast.Call]]:
        found: dict[str, list[ast.Call]] = defaultdict(list)
        for node in self.nodes(ast.ImportFrom):
            for alias in node.names:
                if alias.asname:
                    found[f"{node.module}.{alias.name}"] += self._calls[1].get(alias.asname, ())
        return found

    def calls_builtin(self, node: ast.AST, *names: str) -> bool:
        """Whether ``node`` is a call of one of these builtins."""
        return isinstance(node, ast.Call) and self.is_builtin(node.func, *names)

    # ------------------------------------------------------------------------------------------------------- repetition

    def around(self, node: ast.AST) -> list[Loop]:
        """Loops and comprehensions that repeat ``node`` within its function, innermost first."""
        found: list[Loop] = []
        below = node
        for above in self.ancestors(node):
            if isinstance(above, FUNCTIONS):
                break
            if isinstance(above, LOOPS):
                once = isinstance(above, ast.For | ast.AsyncFor) and below is above.iter
                if not once and below not in above.orelse:
                    found.append(above)
            elif isinstance(above, COMPREHENSIONS):
                first = above.generators[0]
                if below is not first or not self.inside(node, first.iter):
                    found.append(above)
            below = above
        return found

    def loop(self, node: ast.AST) -> ast.For | ast.AsyncFor | ast.While | None:
        """The innermost ``for`` or ``while`` statement that repeats ``node`` within its function."""
        return next(iter(self.loops(node)), None)

    def depth(self, node: ast.AST) -> int:
        """Loops around ``node``, those around the calls of its function included (at most 4)."""
        own = len(self.around(node))
        return min(_DEEPEST, own + self.calling_depth(self.function(node)))

    @cached_property
    def _depths(self) -> dict[ast.AST, int]:
        return {}

    def calling_depth(self, function: ast.AST) -> int:
        """How deep in loops the function's most repeated call of this file stands; recursion counts as a loop."""
        if function is self.tree:
            return 0
        cache = self._depths
        if function not in cache:
            cache[function] = 0
            deepest = 0
            for site in self.call_sites.get(function, ()):
                extra = 0 if isinstance(self.parent(site), ast.Call) and self._is_called(site) else 1
                inside = self.inside(site, function)
                deepest = max(deepest, 1 if inside else self.depth(site) + extra)
            if isinstance(function, ast.Lambda):
                deepest = max(deepest, self._lambda_depth(function))
            cache[function] = min(_DEEPEST, deepest)
        return cache[function]

    def _lambda_depth(self, node: ast.Lambda) -> int:
        parent = self.parent(node)
        if isinstance(parent, ast.Call | ast.keyword):
            return len(self.around(node)) + 1
        return 0

    def _is_called(self, name: ast.AST) -> bool:
        parent = self.parent(name)
        return isinstance(parent, ast.Call) and parent.func is name

    @cached_property
    def call_sites(self) -> dict[ast.AST, list[ast.AST]]:
        """Functions of this file to the places that name them: calls, or uses as a value (``map(f, xs)``)."""
        found: dict[ast.AST, list[ast.AST]] = defaultdict(list)
        methods: dict[str, list[ast.AST]] = defaultdict(list)
        for node in self.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
            if isinstance(self.parent(node), ast.ClassDef):
                methods[node.name].append(node)
            else:
                scope = self.scopes.of.get(node)
                for use in self.scopes.uses(scope, node.name) if scope else ():
                    if isinstance(use.ctx, ast.Load):
                        found[node].append(use)
        for name, functions in methods.items():
            for call, _ in self.methods(name):
                # A name that several classes define, or that builtin types have too, may mean anything.
                if len(functions) == 1 and not hasattr(list, name) and not hasattr(dict, name):
                    found[functions[0]].append(call.func)
        return found

    def often(self, node: ast.AST) -> str:
        """How often a place runs, in words."""
        around = self.around(node)
        if around:
            loop = around[0]
            word = "comprehension" if isinstance(loop, COMPREHENSIONS) else "loop"
            return f"once per iteration of the {word} at line {loop.lineno}"
        function = self.function(node)
        name = getattr(function, "name", "the function")
        for site in self.call_sites.get(function, ()):
            if self.inside(site, function):
                return f"on every level of the recursion of {name}"
            if self.depth(site):
                return f"on every call of {name}, which line {getattr(site, 'lineno', 0)} repeats"
        return "on every call" if function is not self.tree else "once"

    # ---------------------------------------------------------------------------------------------------------- values

    def is_list(self, node: ast.AST) -> bool:
        """A list by its type, or a name that is used as one (``append``)."""
        known = self.kind(node)
        if known:
            return known == "list"
        if not isinstance(node, ast.Name):
            return False
        return any(
            isinstance(parent := self.parent(use), ast.Attribute) and parent.attr in _GROWERS for use in self.uses(node)
        )

    def binding(self, name: ast.expr) -> ast.expr | None:
        """The value of a variable that is assigned exactly once; None otherwise."""
        if not isinstance(name, ast.Name):
            return None
        scope = self.scopes.owner(name)
        bound = scope.bindings.get(name.id, []) if scope else []
        if len(bound) != 1:
            return None
        parent = self.parents.get(bound[0])
        if isinstance(parent, ast.Assign) and bound[0] in parent.targets:
            return parent.value
        if isinstance(parent, ast.AnnAssign):
            return parent.value
        return None

    def is_small(self, node: ast.expr) -> bool:
        """A literal of at most 8 elements, directly or through a variable that nothing grows."""
        value = self.binding(node) if isinstance(node, ast.Name) else node
        if not isinstance(value, ast.List | ast.Tuple | ast.Set) or len(value.elts) > 8:
            return False
        if any(isinstance(elt, ast.Starred) for elt in value.elts):
            return False
        return not (isinstance(node, ast.Name) and self.changed_by_method(node))

    def changed_by_method(self, name: ast.Name, within: ast.AST | None = None) -> bool:
        """Whether a growing method is called on the variable (inside ``within``)."""
        return any(
            isinstance(parent := self.parent(use), ast.Attribute)
            and parent.attr in _GROWERS
            and (within is None or self.inside(use, within))
            for use in self.uses(name)
        )

    def assigned_in(self, name: ast.Name, within: ast.AST) -> bool:
        """Whether the variable is rebound inside ``within``."""
        return any(not isinstance(use.ctx, ast.Load) and self.inside(use, within) for use in self.uses(name))

    def changes(self, loop: ast.AST) -> tuple[frozenset[str], frozenset[str]]:
        """Names that a loop rebinds, and names whose objects it may change."""
        return self._changes(loop)

    def steady(self, node: ast.AST, loop: ast.AST) -> bool:
        """Whether nothing that ``node`` reads is rebound, stored into or changed by a known method in ``loop``.

        Weaker than ``is_invariant``: handing a value to an unknown call does not count as a change.
        """
        cache = self._steady
        if loop not in cache:
            changed: set[str] = set()
            for below in ast.walk(loop):
                if isinstance(below, ast.Name) and not isinstance(below.ctx, ast.Load):
                    changed.add(below.id)
                elif isinstance(below, ast.Subscript | ast.Attribute) and not isinstance(below.ctx, ast.Load):
                    changed.add(root_name(below))
                elif isinstance(below, ast.Call) and isinstance(below.func, ast.Attribute):
                    if below.func.attr not in PURE_METHODS:
                        changed.add(root_name(below.func.value))
            cache[loop] = changed
        read = [below for below in ast.walk(node) if isinstance(below, ast.Name)]
        return not any(name.id in cache[loop] and not self.imported(name) for name in read)

    @cached_property
    def _steady(self) -> dict[ast.AST, set[str]]:
        return {}

    def same(self, one: ast.AST, other: ast.AST) -> bool:
        """Whether two expressions are written alike."""
        return ast.dump(one) == ast.dump(other)

    def short(self, node: ast.AST, most: int = 48) -> str:
        """The text of a node on one line, cut."""
        text = " ".join(self.source(node).split())
        return text if len(text) <= most else text[: most - 1] + "…"

    def scope_named(self, qualname: str) -> ast.AST | None:
        """The function or class with this qualified name."""
        for node, scope in self.scopes.by_node.items():
            parts: list[str] = []
            current: Scope | None = scope
            while current and current.parent:
                parts.append(getattr(current.node, "name", "<>"))
                current = current.parent
            if ".".join(reversed(parts)) == qualname:
                return node
        return None
