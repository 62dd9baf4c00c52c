"""All facts about one file behind one object; everything is computed when first asked for."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from functools import cached_property

from fasterpy.analysis.own import fills_own, own_containers, stores_in
from fasterpy.analysis.purity import PURE_BUILTINS, PURE_FUNCTIONS, PURE_METHODS, PURE_MODULES, mutated_names
from fasterpy.analysis.scopes import Scope, Scopes
from fasterpy.analysis.source import FUNCTIONS, SourceModule
from fasterpy.analysis.types import Types, kind

_IMMUTABLE = frozenset({"int", "float", "bool", "str", "bytes", "complex", "range", "NoneType", "Fraction", "Decimal"})


class ParsedModule(SourceModule):
    """Positions, scopes, types, purity and invariance of one file. Raises SourceError when it does not parse."""

    @cached_property
    def scopes(self) -> Scopes:
        """Names and variables."""
        return Scopes(self.tree)

    @cached_property
    def types(self) -> Types:
        """Cheap type inference."""
        return Types(self, self.scopes)

    def kind(self, node: ast.AST) -> str:
        """Outer type of an expression, such as ``list``; empty when unknown."""
        return self.types.kind(node)

    def scope_of(self, node: ast.AST) -> Scope:
        """The scope in which a node stands."""
        for above in (node, *self.ancestors(node)):
            if above is not node or above is self.tree:
                scope = self.scopes.by_node.get(above)
                if scope:
                    return scope
        return self.scopes.module

    def uses(self, name: ast.Name) -> list[ast.Name]:
        """All Name nodes of the same variable, in source order; only ``name`` when it is nobody's variable."""
        scope = self.scopes.owner(name)
        return self.scopes.uses(scope, name.id) if scope else [name]

    def is_builtin(self, node: ast.AST, *names: str) -> bool:
        """Whether ``node`` names one of these builtins and nothing shadows it."""
        return self.scopes.is_builtin(node, *names)

    def fresh(self, wish: str) -> str:
        """A name like ``wish`` that occurs nowhere in the file."""
        taken = self._taken
        name, number = wish, 2
        while name in taken:
            name, number = f"{wish}_{number}", number + 1
        taken.add(name)
        return name

    @cached_property
    def _taken(self) -> set[str]:
        return self.scopes.taken()

    def constant(self, node: ast.AST) -> object:
        """The value of a constant, also of a name that the file binds to one and never again; None when unknown."""
        if isinstance(node, ast.Constant):
            return node.value
        scope = self.scopes.owner(node) if isinstance(node, ast.Name) else None
        if scope is None or not isinstance(node, ast.Name) or len(scope.bindings.get(node.id, [])) != 1:
            return None
        match self.parents.get(scope.bindings[node.id][0]):
            case ast.Assign(targets=[ast.Name()], value=ast.Constant(value=value)):
                return value
            case ast.AnnAssign(value=ast.Constant(value=value)):
                return value
        return None

    # ---------------------------------------------------------------------------------------------------------- imports

    def imported(self, node: ast.AST) -> str:
        """The dotted name that an expression means through imports: ``np.array`` → ``numpy.array``; else empty."""
        if isinstance(node, ast.Attribute):
            base = self.imported(node.value)
            return f"{base}.{node.attr}" if base else ""
        if not isinstance(node, ast.Name):
            return ""
        scope = self.scopes.owner(node)
        bindings = scope.bindings.get(node.id, []) if scope else []
        if len(bindings) != 1 or not isinstance(bindings[0], ast.alias):
            return self._starred.get(node.id, "") if scope is None else ""
        return self.brought(bindings[0])

    def brought(self, alias: ast.alias) -> str:
        """The dotted name of what one name of an import brings; empty for relative ones."""
        above = self.parents[alias]
        if isinstance(above, ast.ImportFrom):
            return f"{above.module}.{alias.name}" if above.module and not above.level else ""
        return alias.name if alias.asname else alias.name.split(".")[0]

    @cached_property
    def _starred(self) -> dict[str, str]:
        """Names that ``from math import *`` and its like bring in, for a few standard modules."""
        found: dict[str, str] = {}
        for node in self.nodes(ast.ImportFrom):
            if node.module in PURE_MODULES and any(alias.name == "*" for alias in node.names):
                names = getattr(__import__(node.module), "__all__", None) or dir(__import__(node.module))
                found.update({name: f"{node.module}.{name}" for name in names if not name.startswith("_")})
        return found

    # ----------------------------------------------------------------------------------------------- purity, invariance

    def is_pure(self, node: ast.AST) -> bool:
        """Whether evaluating has no effect but its value (it may raise). Unknown calls are impure."""
        return self._pure(node, {})

    def _pure(self, node: ast.AST, own: dict[str, bool], yields: bool = False) -> bool:
        for below in ast.walk(node):
            if isinstance(below, ast.Call):
                made = bool(own) and self.imported(below.func).startswith("collections.")
                if not made and not self._pure_call(below) and not fills_own(below, own):
                    return False
            elif isinstance(below, ast.Await | ast.Yield | ast.YieldFrom | ast.NamedExpr):
                if not (yields and isinstance(below, ast.Yield)):
                    return False
        return True

    def _pure_call(self, node: ast.Call) -> bool:
        if self.is_builtin(node.func, *PURE_BUILTINS):
            return True
        if isinstance(self.parents.get(node), ast.Raise) and isinstance(node.func, ast.Name):
            return True  # an exception is made, and what it leaves is the function
        dotted = self.imported(node.func)
        if dotted in ("re.sub", "re.subn"):  # what is put in may be a function
            return len(node.args) > 1 and self._puts_in(node.args[1])
        if dotted:
            known = dotted.partition(".")[0] in PURE_MODULES and not dotted.startswith("bisect.insort")
            return known or dotted in PURE_FUNCTIONS
        if isinstance(node.func, ast.Attribute) and (node.func.attr in PURE_METHODS or self._searches(node)):
            return True
        found = self.callees(node)
        return bool(found) and all(self.is_pure_function(function) for function in found)

    def _puts_in(self, given: ast.expr) -> bool:
        """A text, or a function of this file that only computes one."""
        if isinstance(given, ast.Lambda):
            return self._pure(given.body, {})
        scope = self.scopes.owner(given) if isinstance(given, ast.Name) else None
        named = scope.bindings.get(given.id, []) if scope is not None and isinstance(given, ast.Name) else []
        return isinstance(given, ast.Constant) or (len(named) == 1 and self.is_pure_function(named[0]))

    def _searches(self, call: ast.Call) -> bool:
        """A method of a compiled pattern: ``DATE.match`` where ``DATE`` is given nothing but ``re.compile(…)``."""
        func = call.func
        if not isinstance(func, ast.Attribute) or not isinstance(func.value, ast.Name):
            return False
        if func.attr in ("sub", "subn"):  # what is put in may be a function
            if not call.args or not self._puts_in(call.args[0]):
                return False
        elif func.attr not in ("match", "search", "fullmatch", "findall", "split"):
            return False
        scope = self.scopes.owner(func.value)
        bindings = scope.bindings.get(func.value.id, []) if scope else []
        made = self.parents.get(bindings[0]) if len(bindings) == 1 else None
        value = made.value if isinstance(made, ast.Assign | ast.AnnAssign) else None
        return isinstance(value, ast.Call) and self.imported(value.func) == "re.compile"

    def is_pure_function(self, function: ast.AST) -> bool:
        """Whether a function of this file only computes: it changes nothing but its own variables and containers."""
        cache: dict[ast.AST, bool] = self.__dict__.setdefault("_function_cache", {})
        if function not in cache:
            cache[function] = False  # of itself nothing is known while it is looked at
            cache[function] = isinstance(function, ast.FunctionDef) and self._only_computes(function)
        return cache[function]

    def are_pure_functions(self, group: Iterable[ast.FunctionDef]) -> bool:
        """Whether functions that may call themselves and one another only compute."""
        group = list(group)
        known: dict[ast.AST, bool] = self.__dict__.setdefault("_function_cache", {})
        before = dict(known)
        known.update(dict.fromkeys(group, True))  # as long as none of them does anything else
        if all(map(self._only_computes, group)):
            return True
        known.clear()
        known.update(before)
        return False

    def is_pure_generator(self, function: ast.AST) -> bool:
        """Whether a function of this file yields values and otherwise only computes."""
        if not isinstance(function, ast.FunctionDef) or function.decorator_list:
            return False
        return any(isinstance(below, ast.Yield) for below in ast.walk(function)) and self._only_computes(function, True)

    def _only_computes(self, function: ast.FunctionDef, yields: bool = False) -> bool:
        own = own_containers(function)
        inner = (below for stmt in function.body for below in ast.walk(stmt))
        return not any(_reaches_out(below, function, own) for below in inner) and all(
            self._pure(stmt, own, yields) for stmt in function.body
        )

    def is_invariant(self, node: ast.expr, loop: ast.AST) -> bool:
        """Whether a pure expression has the same value in every round of ``loop``.

        Objects count as changed when the loop stores into them, calls a method that may change them, or passes them to
        a call that is not known to leave them alone. Aliasing is not looked at: that is the verifier's business.
        """
        if not self.is_pure(node):
            return False
        rebound, mutated = self._changes(loop)
        for below in ast.walk(node):
            if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Load):
                if below.id in rebound:
                    return False
                if below.id in mutated and self.kind(below) not in _IMMUTABLE and not self._only_bound(below, node):
                    return False
        return True

    def _only_bound(self, name: ast.Name, root: ast.expr) -> bool:
        """``name`` is called or a module's name: a change of its contents does not matter."""
        parent = self.parents.get(name)
        return (isinstance(parent, ast.Call) and parent.func is name and name is not root) or bool(self.imported(name))

    def _changes(self, loop: ast.AST) -> tuple[frozenset[str], frozenset[str]]:
        cache: dict[ast.AST, tuple[frozenset[str], frozenset[str]]] = self.__dict__.setdefault("_change_cache", {})
        if loop not in cache:
            rebound, mutated = mutated_names(loop, self._leaves_alone)
            # A call of a function of this file may rebind globals and change what it can reach.
            for call in (below for below in ast.walk(loop) if isinstance(below, ast.Call)):
                for function in self.callees(call):
                    inner = self.scopes.by_node.get(function)
                    rebound |= {name for scope in (inner.walk() if inner else ()) for name in scope.outside}
                    more = mutated_names(function)[1]
                    mutated |= {name for name in more if inner is None or name not in inner.bindings}
            cache[loop] = (frozenset(rebound), frozenset(mutated))
        return cache[loop]

    def _leaves_alone(self, call: ast.Call) -> bool:
        """A known function without effects, or one of this file, on anything but an iterator that it would use up."""
        dotted = self.imported(call.func)
        module, _, function = dotted.partition(".")
        reads = module in ("math", "cmath", "string", "statistics", "fractions", "decimal")
        reads = reads or dotted in PURE_FUNCTIONS or (module == "bisect" and function.startswith("bisect"))
        own = self.callees(call)
        reads = reads or dotted == "re.sub" or (bool(own) and all(map(self.is_pure_function, own)))
        return reads and all(self.kind(arg) != "iterator" for arg in call.args)

    def callees(self, call: ast.Call) -> list[ast.AST]:
        """Functions of this file that a call by plain name may mean, or a method that it asks of its own object."""
        match call.func:
            case ast.Attribute(value=ast.Name(id="self"), attr=name):
                own = next((above for above in self.ancestors(call) if isinstance(above, ast.ClassDef)), None)
                return [node for node in own.body if isinstance(node, FUNCTIONS) and node.name == name] if own else []
        if not isinstance(call.func, ast.Name):
            return []
        scope = self.scopes.owner(call.func)
        bindings = scope.bindings.get(call.func.id, []) if scope else []
        found: list[ast.AST] = [node for node in bindings if isinstance(node, FUNCTIONS)]
        for node in bindings:
            above = self.parents.get(node)
            if isinstance(above, ast.Assign) and isinstance(above.value, ast.Lambda):
                found.append(above.value)
        return found

    def is_immutable(self, node: ast.AST) -> bool:
        """Whether the value is known to be of an immutable scalar type."""
        return kind(self.types.of(node)) in _IMMUTABLE


def _reaches_out(node: ast.AST, function: ast.FunctionDef, own: Mapping[str, bool]) -> bool:
    """Whether this may change something besides the function's own variables and the containers it makes."""
    if isinstance(node, ast.Attribute | ast.Subscript):
        return not isinstance(node.ctx, ast.Load) and not (isinstance(node, ast.Subscript) and stores_in(node, own))
    if isinstance(node, ast.AugAssign):
        given = isinstance(node.target, ast.Name) and node.target.id in {arg.arg for arg in function.args.args}
        return given and not _counts(node, function)
    return isinstance(node, ast.Global | ast.Nonlocal | ast.Import | ast.ImportFrom | ast.ClassDef | ast.With)


def _counts(node: ast.AugAssign, function: ast.FunctionDef) -> bool:
    """``n -= 1`` where ``n > 0`` decides about something: a number, of which the caller keeps its own."""
    if not isinstance(node.value, ast.Constant) or type(node.value.value) not in (int, float):
        return False
    tests = [below.test for below in ast.walk(function) if isinstance(below, ast.While | ast.If)]
    sides = [test.left if isinstance(test, ast.Compare) else test for test in tests]
    name = node.target.id if isinstance(node.target, ast.Name) else ""
    return any(isinstance(side, ast.Name) and side.id == name for side in sides)


def free_names(node: ast.AST) -> set[str]:
    """All names that occur in ``node`` (bound inside or not)."""
    return {below.id for below in ast.walk(node) if isinstance(below, ast.Name)}
