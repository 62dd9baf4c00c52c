"""Which name means which variable: scopes of modules, classes, functions, lambdas and comprehensions."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

_BUILTINS = frozenset(dir(builtins))
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Scope:
    """One namespace: what it binds, what it reads."""

    def __init__(self, node: ast.AST, parent: Scope | None) -> None:
        self.node = node
        self.parent = parent
        self.children: list[Scope] = []
        self.bindings: dict[str, list[ast.AST]] = {}
        """Name to the nodes that bind it: Name (Store or Del), arg, definitions, aliases, handlers, patterns."""
        self.reads: dict[str, list[ast.Name]] = {}
        self.outside: dict[str, str] = {}
        """Names declared ``global`` or ``nonlocal`` here."""
        if parent:
            parent.children.append(self)

    @property
    def is_function(self) -> bool:
        """Whether names here are fast locals."""
        return not isinstance(self.node, ast.Module | ast.ClassDef)

    @property
    def is_class(self) -> bool:
        return isinstance(self.node, ast.ClassDef)

    def walk(self) -> Iterator[Scope]:
        """This scope and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def owner(self, name: str) -> Scope | None:
        """The scope whose variable ``name`` is, seen from here; None for builtins and unknown names."""
        scope: Scope | None = self
        first = True
        while scope:
            if scope.outside.get(name) == "global":
                root = scope
                while root.parent:
                    root = root.parent
                return root
            if name in scope.bindings and name not in scope.outside and (first or not scope.is_class):
                return scope
            first = False
            scope = scope.parent
        return None


class Scopes(ast.NodeVisitor):
    """All scopes of a module, and the uses of every variable."""

    def __init__(self, tree: ast.Module) -> None:
        self.module = Scope(tree, None)
        self.by_node: dict[ast.AST, Scope] = {tree: self.module}
        self.of: dict[ast.AST, Scope] = {}
        """Name and binding nodes to the scope in which they stand."""
        self.dynamic = False
        """The module uses exec, eval of a variable, globals(), locals() or star imports: names may be anything."""
        self._current = self.module
        for statement in tree.body:
            self.visit(statement)
        self._uses: dict[tuple[int, str], list[ast.Name]] | None = None

    # ------------------------------------------------------------------------------------------------- queries

    def owner(self, name: ast.Name) -> Scope | None:
        """Whose variable a Name node is."""
        scope = self.of.get(name)
        return scope.owner(name.id) if scope else None

    def uses(self, scope: Scope, name: str) -> list[ast.Name]:
        """Every Name node (any context) that means ``scope``'s variable ``name``, in source order."""
        if self._uses is None:
            self._uses = {}
            for below in self.module.walk():
                for names in (below.reads, below.bindings):
                    for word, found in names.items():
                        whose = below.owner(word)
                        if whose is not None:
                            bucket = self._uses.setdefault((id(whose), word), [])
                            bucket.extend(node for node in found if isinstance(node, ast.Name))
            for key, found_uses in self._uses.items():
                # A name declared global is bound both where it stands and in the module.
                bucket = self._uses[key] = list(dict.fromkeys(found_uses))
                bucket.sort(key=lambda node: (node.lineno, node.col_offset))
        return self._uses.get((id(scope), name), [])

    def is_builtin(self, node: ast.AST, *names: str) -> bool:
        """Whether ``node`` is a Name that means one of the builtins ``names``."""
        return (
            isinstance(node, ast.Name)
            and node.id in (names or _BUILTINS)
            and node.id in _BUILTINS
            and self.owner(node) is None
        )

    def taken(self) -> set[str]:
        """All names that occur anywhere, plus builtins: what a new name must avoid."""
        words = set(_BUILTINS)
        for scope in self.module.walk():
            words.update(scope.bindings, scope.reads, scope.outside)
        return words

    # ------------------------------------------------------------------------------------------------ visiting

    def _bind(self, name: str, node: ast.AST) -> None:
        self._current.bindings.setdefault(name, []).append(node)
        self.of[node] = self._current
        if self._current.outside.get(name) == "global":
            self.module.bindings.setdefault(name, []).append(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._current.reads.setdefault(node.id, []).append(node)
            self.of[node] = self._current
            if node.id in ("exec", "globals", "locals", "vars"):
                self.dynamic = True
        else:
            self._bind(node.id, node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        # PEP 572: the target belongs to the scope around comprehensions.
        inner = self._current
        while isinstance(self._current.node, _COMPREHENSIONS) and self._current.parent:
            self._current = self._current.parent
        self.visit(node.target)
        self._current = inner

    def visit_Global(self, node: ast.Global) -> None:
        for name in node.names:
            self._current.outside[name] = "global"
            # A binding that came before the declaration would be a syntax error, so none has to be moved.

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        for name in node.names:
            self._current.outside[name] = "nonlocal"

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._bind(alias.asname or alias.name.split(".")[0], alias)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name == "*":
                self.dynamic = True
            else:
                self._bind(alias.asname or alias.name, alias)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._bind(node.name, node)
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        if node.name:
            self._bind(node.name, node)
        self.generic_visit(node)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        if node.name:
            self._bind(node.name, node)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self._bind(node.rest, node)
        self.generic_visit(node)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> None:
        arguments = node.args
        for default in (*arguments.defaults, *(value for value in arguments.kw_defaults if value)):
            self.visit(default)
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        every += [arg for arg in (arguments.vararg, arguments.kwarg) if arg]
        for arg in every:
            if arg.annotation:
                self.visit(arg.annotation)
        outer, self._current = self._current, Scope(node, self._current)
        self.by_node[node] = self._current
        for arg in every:
            self._bind(arg.arg, arg)
        for statement in node.body if isinstance(node.body, list) else [node.body]:
            self.visit(statement)
        self._current = outer

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for decorator in node.decorator_list:
            self.visit(decorator)
        if node.returns:
            self.visit(node.returns)
        self._bind(node.name, node)
        self._function(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._function(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(part)
        self._bind(node.name, node)
        outer, self._current = self._current, Scope(node, self._current)
        self.by_node[node] = self._current
        for statement in node.body:
            self.visit(statement)
        self._current = outer

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> None:
        self.visit(node.generators[0].iter)
        outer, self._current = self._current, Scope(node, self._current)
        self.by_node[node] = self._current
        for number, generator in enumerate(node.generators):
            self.visit(generator.target)
            if number:
                self.visit(generator.iter)
            for condition in generator.ifs:
                self.visit(condition)
        for part in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
            self.visit(part)
        self._current = outer

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension
