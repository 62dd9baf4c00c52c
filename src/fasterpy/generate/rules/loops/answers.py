"""Helpers of the file that a function asks: how often, and what they take and give."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import touched
from fasterpy.generate.rules.algorithms.helper_body import body_of, given, looked_at
from fasterpy.generate.rules.loops.shape import only_read
from fasterpy.generate.rules.target import TargetScope

_VALUES = ("int", "float", "str", "bool", "bytes", "tuple", "NoneType", "frozenset", "Decimal", "Fraction")
_CHEAP = frozenset({"len", "int", "float", "str", "bool", "abs", "min", "max", "round", "isinstance", "get"})
_AGAIN = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda, ast.FunctionDef)
_ASKED = frozenset({"get", "items", "keys", "values"})


def home_of(scope: TargetScope) -> ast.FunctionDef | None:
    """The target, where it is a function that runs from its begin to its end and has a body."""
    home = scope.roots[0]
    if scope.is_program or not isinstance(home, ast.FunctionDef) or not body_of(home):
        return None
    paused = any(isinstance(below, ast.Yield | ast.YieldFrom | ast.Await) for below in ast.walk(home))
    return None if paused else home


def calls_in(node: ast.AST) -> list[ast.Call]:
    """All calls in a piece of code."""
    return [below for below in ast.walk(node) if isinstance(below, ast.Call)]


def asked_again(module: ParsedModule, call: ast.Call, home: ast.FunctionDef) -> bool:
    """Whether the call may happen more than once in one call of ``home``."""
    for above in module.ancestors(call):
        if above is home:
            return False
        if isinstance(above, _AGAIN) and not (isinstance(above, ast.For) and module.inside(call, above.iter)):
            return True
    return False


def plain_helper(module: ParsedModule, call: ast.Call, home: ast.FunctionDef) -> ast.FunctionDef | None:
    """The pure function of the file, or method of the own object, that a call means; ``home`` changes nothing of the
    object that such a method may read."""
    found = module.callees(call)
    one = found[0] if len(found) == 1 else None
    if not isinstance(one, ast.FunctionDef) or one.decorator_list or one is home:
        return None
    own = isinstance(call.func, ast.Attribute)
    if not isinstance(module.parent(one), ast.ClassDef if own else ast.Module) or not module.is_pure_function(one):
        return None
    named = {getattr(below.func, "attr", getattr(below.func, "id", "")) for below in calls_in(one)}
    if one.name in named:
        return None
    changed = touched(home, "self", module.is_pure) if own else set()
    read = {below.attr for below in ast.walk(one) if isinstance(below, ast.Attribute)}
    return None if "self" in changed or any(path.split(".")[1] in read for path in changed) else one


def own_header(call: ast.Call, helper: ast.FunctionDef) -> str:
    """The parameters of a helper, without the object of a method."""
    given = helper.args
    if isinstance(call.func, ast.Attribute):
        given = ast.arguments(**{**vars(given), "args": given.args[1:]})
    return ast.unparse(given)


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
    return looked_at(module, call) or only_read(module, call)


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
