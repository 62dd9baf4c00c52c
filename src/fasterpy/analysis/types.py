"""Cheap type inference: enough for a rule to know a list from a set and an int from a str.

A type is a string such as ``int``, ``list[int]``, ``dict[str,int]`` or empty when unknown. Variables are judged by all
their assignments together, without control flow: a guess that the verifier checks, never a proof.
"""

from __future__ import annotations

import ast

from fasterpy.analysis.names import grows
from fasterpy.analysis.prose import array_said
from fasterpy.analysis.scopes import Scope, Scopes
from fasterpy.analysis.source import SourceModule
from fasterpy.analysis.typenames import CONSTRUCTORS, METHODS, NUMBERS, element, join, kind, split

_ELEMENTWISE = {"list", "tuple", "set", "frozenset", "sorted", "reversed", "iter", "deque"}
_ANNOTATED = {
    "List": "list",
    "Set": "set",
    "Dict": "dict",
    "Tuple": "tuple",
    "FrozenSet": "frozenset",
    "Deque": "deque",
}


class Types:
    """Types of the expressions and variables of one module."""

    def __init__(self, module: SourceModule, scopes: Scopes) -> None:
        self._module = module
        self._scopes = scopes
        self._variables: dict[tuple[int, str], str | None] = {}

    def of(self, node: ast.AST) -> str:
        """The type of an expression; empty when unknown."""
        return self._of(node) or ""

    def kind(self, node: ast.AST) -> str:
        """The type of an expression without its elements."""
        return kind(self.of(node))

    def variable(self, scope: Scope, name: str) -> str:
        """The joined type of a variable."""
        return self._variable(scope, name) or ""

    # None stands for "in progress": a variable defined through itself, which must not spoil the join.

    def _variable(self, scope: Scope, name: str) -> str | None:
        key = (id(scope), name)
        if key in self._variables:
            return self._variables[key]
        self._variables[key] = None
        stores = (use for use in self._scopes.uses(scope, name) if not isinstance(use.ctx, ast.Load))
        result: str | None = None
        for node in dict.fromkeys([*scope.bindings.get(name, ()), *stores]):
            found = self._binding(node)
            if found is None or (not found and result == "str" and grows(node, self._module.parent(node))):
                continue
            result = join(result, found)
            if not result:
                break
        self._variables[key] = result or ""
        return self._variables[key]

    def _binding(self, node: ast.AST) -> str | None:
        if isinstance(node, ast.arg):
            return self._annotation(node.annotation) if node.annotation else array_said(self._module, node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.alias):
            return "module" if isinstance(node, ast.alias) else "type" if isinstance(node, ast.ClassDef) else "function"
        if not isinstance(node, ast.Name):
            return ""
        if isinstance(node.ctx, ast.Del):
            return None
        return self._target(node)

    def _target(self, node: ast.expr) -> str | None:
        """Type that a Store context target receives."""
        parent = self._module.parent(node)
        match parent:
            case ast.Assign():
                return self._of(parent.value)
            case ast.AnnAssign():
                return self._annotation(parent.annotation) or (self._of(parent.value) if parent.value else "")
            case ast.AugAssign():
                return self._arithmetic(parent.op, None, self._of(parent.value))
            case ast.NamedExpr():
                return self._of(parent.value)
            case ast.For() | ast.comprehension():
                return self._each(parent.iter)
            case ast.Tuple() | ast.List():
                return self._whole(parent, node)
            case ast.Starred():
                above = self._module.parent(parent)
                inner = self._each_of_target(above) if isinstance(above, ast.Tuple | ast.List) else ""
                return f"list[{inner}]" if inner else "list"
            case _:
                return ""

    def _each_of_target(self, node: ast.expr) -> str:
        parent = self._module.parent(node)
        return self._each(parent.value) or "" if isinstance(parent, ast.Assign) else ""

    def _whole(self, pack: ast.Tuple | ast.List, part: ast.expr) -> str | None:
        parent = self._module.parent(pack)
        place = pack.elts.index(part)
        source: ast.expr | None = None
        if isinstance(parent, ast.Assign):
            source = parent.value
            if isinstance(source, ast.Tuple | ast.List) and len(source.elts) == len(pack.elts):
                return self._of(source.elts[place])
            return self._each(source)
        if isinstance(parent, ast.For | ast.comprehension):
            match parent.iter:
                case ast.Call(func=ast.Name(id="enumerate"), args=[inner, *_]):
                    return "int" if place == 0 else self._each(inner)
                case ast.Call(func=ast.Name(id="zip"), args=args) if place < len(args):
                    return self._each(args[place])
                case ast.Call(func=ast.Attribute(attr="items", value=inner)):
                    parts = split(self.of(inner).partition("[")[2][:-1])
                    return parts[place] if len(parts) == 2 else ""
            return element(self._each(parent.iter) or "")
        return ""

    def _annotation(self, node: ast.expr | None) -> str:
        match node:
            case ast.Name(id=name):
                return _ANNOTATED.get(name, name if name.islower() or name in CONSTRUCTORS else "")
            case ast.Subscript(value=value, slice=part):
                outer = self._annotation(value)
                inner = part.elts if isinstance(part, ast.Tuple) else [part]
                names = [self._annotation(item) for item in inner if not isinstance(item, ast.Constant)]
                if outer in ("tuple",):
                    return f"tuple[{names[0]}]" if names and len(set(names)) == 1 and names[0] else "tuple"
                return f"{outer}[{','.join(names)}]" if outer and all(names) else outer
            case ast.Constant(value=str() as words):
                return words if words.isidentifier() else ""
            case ast.Attribute(attr=attr):
                return _ANNOTATED.get(attr, "")
        return ""

    def _each(self, node: ast.expr) -> str | None:
        found = self._of(node)
        return found if found is None else element(found)

    def _of(self, node: ast.AST) -> str | None:
        match node:
            case ast.Constant(value=value):
                return type(value).__name__
            case ast.JoinedStr():
                return "str"
            case ast.Name(id=name):
                scope = self._scopes.owner(node)
                return self._variable(scope, name) if scope else ""
            case ast.List(elts=elts) | ast.Set(elts=elts) | ast.Tuple(elts=elts):
                return self._display(type(node).__name__.lower(), elts)
            case ast.ListComp(elt=elt) | ast.SetComp(elt=elt) | ast.GeneratorExp(elt=elt):
                outer = {"ListComp": "list", "SetComp": "set", "GeneratorExp": "iterator"}[type(node).__name__]
                inner = self._of(elt)
                return f"{outer}[{inner}]" if inner else outer
            case ast.Dict(keys=keys, values=values):
                key = self._display("list", [item for item in keys if item])
                value = self._display("list", values)
                inside = (element(key), element(value))
                return f"dict[{inside[0]},{inside[1]}]" if all(inside) else "dict"
            case ast.DictComp(key=one, value=other):
                inside = (self.of(one), self.of(other))
                return f"dict[{inside[0]},{inside[1]}]" if all(inside) else "dict"
            case ast.BinOp(left=left, op=op, right=right):
                return self._arithmetic(op, self._of(left), self._of(right))
            case ast.UnaryOp(op=ast.Not()) | ast.Compare():
                return "bool"
            case ast.UnaryOp(operand=operand):
                inner = self._of(operand)
                return "int" if inner == "bool" else inner
            case ast.BoolOp(values=values):
                return join(self._of(values[0]), self._of(values[-1]))
            case ast.IfExp(body=body, orelse=orelse):
                return join(self._of(body), self._of(orelse))
            case ast.NamedExpr(value=inner_value):
                return self._of(inner_value)
            case ast.Subscript(value=container, slice=part):
                outer = self.of(container)
                if isinstance(part, ast.Slice):
                    return outer
                if kind(outer) in ("dict", "defaultdict"):
                    parts = split(outer.partition("[")[2][:-1])
                    return parts[1] if len(parts) == 2 else ""
                return "int" if kind(outer) == "Counter" else element(outer)
            case ast.Call():
                return self._call(node)
        return ""

    def _display(self, outer: str, elts: list[ast.expr]) -> str:
        result: str | None = None
        for elt in elts[:50]:
            found = (self._each(elt.value) if isinstance(elt, ast.Starred) else self._of(elt)) or ""
            result = join(result, found)
            if not result:
                return outer
        return f"{outer}[{result}]" if result else outer

    def _arithmetic(self, op: ast.operator, left: str | None, right: str | None) -> str | None:
        if left is None or right is None:
            known = right if left is None else left
            if isinstance(op, ast.Div):
                return "float"
            return None if known in (None, "int", "bool") else known
        if isinstance(op, ast.Mod) and left == "str":
            return "str"
        if left in NUMBERS and right in NUMBERS:
            if isinstance(op, ast.Div):
                return "float"
            return max(left, right, "int", key=NUMBERS.index)
        if isinstance(op, ast.Add) and {left, right} == {"str", ""}:  # nothing else can be added to a text
            return "str"
        if isinstance(op, ast.Mult) and ("int" in (left, right)):
            other = left if right == "int" else right
            return other if kind(other) in ("list", "str", "tuple") else ""
        return join(left, right) if kind(left) == kind(right) else ""

    def _call(self, node: ast.Call) -> str | None:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name and self._scopes.owner(node.func) is not None and name not in CONSTRUCTORS:  # type: ignore[arg-type]
            return self._user_function(node)
        first = node.args[0] if node.args else None
        if name in _ELEMENTWISE:
            outer = {"sorted": "list", "reversed": "iterator", "iter": "iterator"}.get(name, name)
            inner = self._each(first) if first is not None else ""
            return f"{outer}[{inner}]" if inner else outer
        if name == "map" and len(node.args) >= 2:
            inner = CONSTRUCTORS.get(first.id, "") if isinstance(first, ast.Name) else ""
            return f"iterator[{inner}]" if inner else "iterator"
        if name in ("filter", "zip", "enumerate"):
            return "iterator"
        if name in ("min", "max") and first is not None:
            if len(node.args) == 1:
                return self._each(first)
            return join(self._of(node.args[0]), self._of(node.args[1]))
        if name in ("sum", "abs", "pow", "round") and first is not None:
            inner = (self._each(first) if name == "sum" else self._of(first)) or ""
            return "int" if inner == "bool" or (name == "round" and len(node.args) == 1) else inner
        if name in ("dict", "divmod"):
            return {"dict": "dict", "divmod": "tuple"}[name]
        if name:
            return CONSTRUCTORS.get(name, "")
        if isinstance(node.func, ast.Attribute):
            return self._method(node.func, node)
        return ""

    def _method(self, func: ast.Attribute, node: ast.Call) -> str | None:
        outer = self.of(func.value)
        if isinstance(func.value, ast.Name) and outer == "module":
            return CONSTRUCTORS.get(func.attr, "ndarray" if func.value.id in ("np", "numpy") else "")
        match func.attr:
            case "copy":
                return outer
            case "keys":
                return f"keys[{element(outer)}]" if element(outer) else "keys"
            case "pop" | "popleft" | "get" if kind(outer) in ("list", "deque", "set"):
                return element(outer)
            case "get" if kind(outer) == "dict":
                parts = split(outer.partition("[")[2][:-1])
                return parts[1] if len(parts) == 2 else ""
        return METHODS.get(func.attr, "") if outer != "ndarray" else ""

    def _user_function(self, node: ast.Call) -> str | None:
        """All returns of a plain function of this file, joined."""
        scope = self._scopes.owner(node.func)  # type: ignore[arg-type]
        bindings = scope.bindings.get(node.func.id, []) if scope else []  # type: ignore[attr-defined]
        if len(bindings) != 1:
            return ""
        function = bindings[0]
        if isinstance(function, ast.Name):
            above = self._module.parent(function)
            if isinstance(above, ast.Assign) and isinstance(above.value, ast.Lambda):
                return self._of(above.value.body)
            return ""
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            return ""
        if function.returns:
            return self._annotation(function.returns)
        key = (id(function), "return")
        if key not in self._variables:
            self._variables[key] = None
            result: str | None = None
            for below in ast.walk(function):
                if isinstance(below, ast.Return) and self._module.function(below) is function:
                    result = join(result, (self._of(below.value) or "") if below.value else "NoneType")
                    if not result:
                        break
                if isinstance(below, ast.Yield | ast.YieldFrom):
                    result = "iterator"
                    break
            self._variables[key] = result or ""
        return self._variables[key]


__all__ = ["Types", "element", "join", "kind"]
