"""How arrays get from one name to another: assignments, loops, calls of the file's own functions, lists of arrays."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.scopes import Scope
from fasterpy.generate.rules.programs.arrays.calls import Form
from fasterpy.generate.rules.programs.arrays.reaching import reaching

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.shapes import Shapes


class Flow:
    """Shapes of variables by all that is bound to them."""

    def __init__(self, module: ParsedModule, shapes: Shapes) -> None:
        self.module = module
        self.shapes = shapes
        self._variables: dict[tuple[str, frozenset[int]], Form] = {}
        self._busy: set[object] = set()

    def variable(self, node: ast.Name) -> Form:
        """The shape of a variable where it stands."""
        scope = self.module.scopes.owner(node)
        if scope is None:
            return 0
        bindings = reaching(self.module, node, self._bindings(scope, node.id))
        key = (node.id, frozenset(map(id, bindings)))
        if key not in self._variables:
            known = set(self._variables)
            found: Form = 0
            self._variables[key] = 0
            # What was judged while this one counted as plain is judged again: two names may depend on each other.
            for _ in range(3):
                found = 0
                for binding in bindings:
                    found = larger(found, self._given(binding))
                if found == self._variables[key]:
                    break
                self._variables = {other: form for other, form in self._variables.items() if other in known}
                self._variables[key] = found
        return self._variables[key]

    def _bindings(self, scope: Scope, name: str) -> list[ast.AST]:
        """All that binds a variable, also what other functions declare as global."""
        stores = [use for use in self.module.scopes.uses(scope, name) if not isinstance(use.ctx, ast.Load)]
        return [*stores, *(one for one in scope.bindings.get(name, []) if not isinstance(one, ast.Name))]

    def _given(self, binding: ast.AST) -> Form:
        if isinstance(binding, ast.arg):
            return self._argument(binding)
        return self._bound(binding) if isinstance(binding, ast.Name) else 0

    def _bound(self, use: ast.expr) -> Form:
        parent = self.module.parent(use)
        match parent:
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value) | ast.NamedExpr(value=value):
                return self.shapes.form(value)
            case ast.AugAssign(value=value):
                form = self.variable(use) if isinstance(use, ast.Name) else 0
                return larger(self.shapes.of(value), form if isinstance(form, int) else 0)
            case ast.For(iter=source) | ast.comprehension(iter=source):
                return self._item(source)
            case ast.Starred():
                return 0
            case ast.Tuple() | ast.List():
                whole = self._bound(parent)
                number = parent.elts.index(use)
                if isinstance(whole, tuple):
                    return whole[number] if number < len(whole) else 0
                above = self.module.parent(parent)
                if not whole and isinstance(above, ast.Assign):
                    return self.contained(above.value)
                return max(0, whole - 1)
        return 0

    def _item(self, source: ast.expr) -> Form:
        """The shape of what a loop over ``source`` gives."""
        match source:
            case ast.Call(func=ast.Name(id="enumerate"), args=[inner, *_]):
                return (0, self._item(inner))
            case ast.Call(func=ast.Name(id="zip"), args=[ast.Starred(value=inner)]):
                return max(0, self.shapes.of(inner) - 1)
            case ast.Call(func=ast.Name(id="zip"), args=args):
                return tuple(self._item(arg) for arg in args)
            case ast.Call(func=ast.Name(id="reversed" | "list" | "tuple" | "iter"), args=[inner]):
                return self._item(inner)
            case ast.List(elts=[first, *_]) | ast.Tuple(elts=[first, *_]):
                return self.shapes.form(first)
        outer = self.shapes.of(source)
        return outer - 1 if outer else self.contained(source)

    # --------------------------------------------------------------------------------------------------- containers

    def contained(self, value: ast.expr, lists: bool = False) -> int:
        """Dimensions of the arrays that are items of a list; those of lists as well when wanted."""
        key = (value, lists)
        if key in self._busy or self.shapes.of(value):
            return 0
        self._busy.add(key)
        try:
            return self._contained(value, lists)
        finally:
            self._busy.discard(key)

    def _contained(self, value: ast.expr, lists: bool) -> int:
        rank = self.shapes.rank if lists else self.shapes.of
        match value:
            case ast.ListComp(elt=elt) | ast.GeneratorExp(elt=elt):
                return rank(elt)
            case ast.List(elts=[first, *_]):
                return rank(first)
            case ast.BinOp(left=left, op=ast.Mult()):
                return self.contained(left, lists)
            case ast.Name():
                return self._kept(value, lists)
        return 0

    def _kept(self, name: ast.Name, lists: bool) -> int:
        """What the list that a name means is made of and gets later."""
        scope = self.module.scopes.owner(name)
        bindings = reaching(self.module, name, self._bindings(scope, name.id)) if scope else []
        found = 0
        for binding in bindings:
            above = self.module.parent(binding)
            if isinstance(above, ast.Assign) and binding in above.targets:
                found = max(found, self.contained(above.value, lists))
        for use in self.module.uses(name):
            if scope is None or not isinstance(use.ctx, ast.Load):
                continue
            if set(reaching(self.module, use, self._bindings(scope, name.id))) & set(bindings):
                found = max(found, self._grown(use, lists))
        return found

    def _grown(self, use: ast.Name, lists: bool) -> int:
        """What an assignment to a place or ``append`` puts into a list."""
        match self.module.parent(use):
            case ast.Subscript(ctx=ast.Store(), slice=ast.expr() as part) as place if not isinstance(part, ast.Slice):
                above = self.module.parent(place)
                return self.shapes.of(above.value) if isinstance(above, ast.Assign) else 0
            case ast.Attribute(attr="append") as method:
                call = self.module.parent(method)
                if isinstance(call, ast.Call) and len(call.args) == 1:
                    item = call.args[0]
                    return self.shapes.of(item) or int(lists and self._listed(item))
        return 0

    def _listed(self, value: ast.expr) -> bool:
        if isinstance(value, ast.Name):
            bound = self.module.scope_of(value).bindings.get(value.id, [])
            if bound and all(isinstance(self.module.parent(one), ast.Starred) for one in bound):
                return True
        return self.module.kind(value) in ("list", "tuple")

    def given_attributes(self, node: ast.Attribute) -> list[ast.expr]:
        """What attributes of this name are given anywhere."""
        return [
            stmt.value
            for stmt in self.module.nodes(ast.Assign)
            if any(isinstance(to, ast.Attribute) and to.attr == node.attr for to in stmt.targets)
        ]

    def attribute(self, node: ast.Attribute) -> int:
        """The shape of ``self.table``: what any attribute of this name is given."""
        if node in self._busy:
            return 0
        self._busy.add(node)
        try:
            given = self.given_attributes(node)
            return max([0, *map(self.shapes.of, given)])
        finally:
            self._busy.discard(node)

    # ---------------------------------------------------------------------------------------------------- functions

    def only_value(self, name: ast.Name) -> ast.expr | None:
        """What a name is bound to when it is bound once."""
        scope = self.module.scopes.owner(name)
        bindings = scope.bindings.get(name.id, []) if scope else []
        above = self.module.parent(bindings[0]) if len(bindings) == 1 else None
        return above.value if isinstance(above, ast.Assign) and bindings[0] in above.targets else None

    def all_bound(self, name: ast.Name, is_so: Callable[[ast.expr], bool]) -> bool:
        """Whether everything that is assigned to a name is so."""
        scope = self.module.scopes.owner(name)
        bindings = scope.bindings.get(name.id, []) if scope else []
        values = [self.module.parent(one) for one in bindings]
        key = (name.id, id(scope), is_so.__name__)
        if not values or key in self._busy:
            return False
        self._busy.add(key)
        try:
            if len(bindings) == 1 and isinstance(bindings[0], ast.arg):
                return self._all_given(bindings[0], is_so)
            return all(
                isinstance(one, ast.AugAssign) or (isinstance(one, ast.Assign) and is_so(one.value)) for one in values
            )
        finally:
            self._busy.discard(key)

    def function(self, func: ast.expr) -> ast.FunctionDef | ast.Lambda | None:
        """The function of this file that a name means."""
        scope = self.module.scopes.owner(func) if isinstance(func, ast.Name) else None
        bindings = scope.bindings.get(func.id, []) if scope and isinstance(func, ast.Name) else []
        if len(bindings) != 1:
            return None
        if isinstance(bindings[0], ast.FunctionDef):
            return bindings[0]
        value = self.only_value(func) if isinstance(func, ast.Name) else None
        return value if isinstance(value, ast.Lambda) else None

    def _method(self, func: ast.expr) -> ast.FunctionDef | None:
        """The only method of a name that the file defines."""
        if not isinstance(func, ast.Attribute):
            return None
        found = [one for one in self.module.nodes(ast.FunctionDef) if one.name == func.attr]
        return found[0] if len(found) == 1 and isinstance(self.module.parent(found[0]), ast.ClassDef) else None

    def returned(self, node: ast.Call) -> Form:
        """The shape of what a function of this file returns."""
        function = self.function(node.func) or self._method(node.func)
        if function is None or function in self._busy:
            return 0
        self._busy.add(function)
        try:
            if isinstance(function, ast.Lambda):
                return self.shapes.form(function.body)
            found: Form = 0
            for below in ast.walk(function):
                if isinstance(below, ast.Return) and below.value and self.module.function(below) is function:
                    found = larger(found, self.shapes.form(below.value))
            return found
        finally:
            self._busy.discard(function)

    def _argument(self, parameter: ast.arg) -> Form:
        """The largest of what calls of this file hand over."""
        arguments = self.module.parent(parameter)
        function = self.module.parent(arguments) if isinstance(arguments, ast.arguments) else None
        if not isinstance(function, ast.FunctionDef | ast.Lambda) or not isinstance(arguments, ast.arguments):
            return 0
        positional = [*arguments.posonlyargs, *arguments.args]
        if isinstance(self.module.parent(function), ast.ClassDef):
            positional = positional[1:]
        found: Form = 0
        for call in self.module.nodes(ast.Call):
            if function in call.args:  # map(lambda row: …, a)
                found = larger(found, self._mapped(call, function, positional.index(parameter)))
            if not self._calls(call, function) or self.shapes.elementwise_function(call.func) is not None:
                continue
            given = [word.value for word in call.keywords if word.arg == parameter.arg]
            if parameter in positional and positional.index(parameter) < len(call.args):
                given.append(call.args[positional.index(parameter)])
            for value in given:
                if not isinstance(value, ast.Starred):
                    found = larger(found, self.shapes.form(value))
        return found

    def _all_given(self, parameter: ast.arg, is_so: Callable[[ast.expr], bool]) -> bool:
        """Whether every call of this file hands over something that is so."""
        arguments = self.module.parent(parameter)
        function = self.module.parent(arguments) if isinstance(arguments, ast.arguments) else None
        if not isinstance(function, ast.FunctionDef) or not isinstance(arguments, ast.arguments):
            return False
        calls = [call for call in self.module.nodes(ast.Call) if self.function(call.func) is function]
        number = arguments.args.index(parameter) if parameter in arguments.args else len(arguments.args)
        return bool(calls) and all(number < len(call.args) and is_so(call.args[number]) for call in calls)

    def _calls(self, call: ast.Call, function: ast.FunctionDef | ast.Lambda) -> bool:
        """Whether a call means a function; methods are known by their names."""
        if isinstance(function, ast.FunctionDef) and isinstance(self.module.parent(function), ast.ClassDef):
            named = isinstance(call.func, ast.Attribute) and call.func.attr == function.name
            made = isinstance(call.func, ast.Name) and call.func.id == getattr(self.module.parent(function), "name", "")
            return named or (made and function.name == "__init__")
        return call.func is function or self.function(call.func) is function

    def _mapped(self, call: ast.Call, function: ast.expr | ast.stmt, number: int) -> Form:
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name in ("map", "filter") and number + 1 < len(call.args) and call.args[0] is function:
            return self._item(call.args[number + 1])
        return 0


def larger(one: Form, other: Form) -> Form:
    """The form with more dimensions, place by place."""
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return tuple(map(larger, one, other))
    if isinstance(one, tuple) or isinstance(other, tuple):
        return one if isinstance(one, tuple) else other
    return max(one, other)
