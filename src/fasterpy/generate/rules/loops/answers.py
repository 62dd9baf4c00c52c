"""What helpers of the file take and give, as far as it decides whether an answer may be kept."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.helper_body import body_of, given
from fasterpy.generate.rules.loops.shape import only_read

_VALUES = ("int", "float", "str", "bool", "bytes", "tuple", "NoneType", "frozenset", "Decimal", "Fraction")
_CHEAP = frozenset({"len", "int", "float", "str", "bool", "abs", "min", "max", "round", "isinstance", "get"})
_ASKED = frozenset({"get", "items", "keys", "values"})


def takes_time(helper: ast.FunctionDef) -> bool:
    """More than a look-up or some arithmetic: loops, comprehensions, or calls that are not trivial."""
    for stmt in body_of(helper):
        for below in ast.walk(stmt):
            if isinstance(below, ast.For | ast.While | ast.comprehension):
                return True
            if isinstance(below, ast.Call):
                name = getattr(below.func, "id", getattr(below.func, "attr", ""))
                if name not in _CHEAP:
                    return True
    return False


def is_record(module: ParsedModule, helper: ast.FunctionDef, parameter: str, depth: int = 2) -> bool:
    """Whether the helper takes fields out of what it is given, or hands it to one that does: a dict or an object, which
    may not be hashable."""
    for stmt in body_of(helper):
        for below in ast.walk(stmt):
            match below:
                case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str())) if name == parameter:
                    return True
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=verb)) if name == parameter:
                    if verb in _ASKED:
                        return True
                case ast.Attribute(value=ast.Name(id=name), attr=attr) if name == parameter:
                    if not hasattr("", attr):
                        return True
                case ast.Call() if depth and _handed_on(module, below, parameter, depth - 1):
                    return True
    return False


def _handed_on(module: ParsedModule, call: ast.Call, parameter: str, depth: int) -> bool:
    for other in module.callees(call):
        taken = given(call, other) if isinstance(other, ast.FunctionDef) else None
        for name, value in (taken or {}).items():
            if isinstance(value, ast.Name) and value.id == parameter and isinstance(other, ast.FunctionDef):
                if is_record(module, other, name, depth):
                    return True
    return False


def merely_read(module: ParsedModule, call: ast.Call, helper: ast.FunctionDef) -> bool:
    """The answer, one object for all who ask, is of a kind that nobody can change, or is only looked at here."""
    if module.kind(call) in _VALUES:
        return True
    returns = [node.value for node in ast.walk(helper) if isinstance(node, ast.Return)]
    if returns and all(value is None or _unchanging(module, value) for value in returns):
        return True
    match module.parent(call):
        case ast.AugAssign(value=value) | ast.For(iter=value) | ast.comprehension(iter=value):
            return value is call
        case ast.BinOp() | ast.BoolOp() | ast.Compare() | ast.UnaryOp() | ast.If() | ast.IfExp(test=_):
            return True
        case ast.Assign(targets=[ast.Tuple()], value=value):
            return value is call
        case ast.Call(func=func):
            return module.is_builtin(func, "len", "sum", "min", "max", "sorted", "set", "any", "all", "list", "tuple")
    return only_read(module, call)


def _unchanging(module: ParsedModule, value: ast.expr) -> bool:
    if isinstance(value, ast.Call) and module.is_builtin(value.func, "sum", "len", "any", "all", "round", "str", "abs"):
        return True
    if isinstance(value, ast.Compare | ast.JoinedStr):
        return True
    if isinstance(value, ast.BoolOp | ast.Tuple):
        return all(
            _unchanging(module, part) for part in (value.values if isinstance(value, ast.BoolOp) else value.elts)
        )
    if isinstance(value, ast.BinOp):
        return _unchanging(module, value.left) or _unchanging(module, value.right)
    return module.kind(value) in _VALUES
