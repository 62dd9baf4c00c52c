"""Bodies of helper functions written out at the place of a call."""

from __future__ import annotations

import ast
import copy
import textwrap
from collections.abc import Iterator, Sequence

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import root_name
from fasterpy.analysis.source import FUNCTIONS
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, substituted
from fasterpy.generate.rules.build import bound_value, owns_line
from fasterpy.generate.rules.edit import Edit
from fasterpy.generate.rules.target import BUILTIN_METHODS

_MOST_NODES = 160
_STRANGE = (
    ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal, ast.Try, ast.With, ast.Import, ast.ImportFrom,
    ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.NamedExpr, ast.Delete, ast.Raise,
)  # fmt: skip
_CHANGING = ("append", "add", "update", "extend", "pop", "sort", "remove", "insert", "clear", "discard", "reverse",
             "setdefault", "popitem", "appendleft", "popleft")  # fmt: skip


def helper(module: ParsedModule, call: ast.Call) -> ast.FunctionDef | None:
    """The plain function or method of this file that a call means; None when that is not clear."""
    func = call.func
    found: Sequence[ast.AST] = module.callees(call)
    if isinstance(func, ast.Attribute):
        classes = [node for node in module.nodes(ast.ClassDef) if isinstance(node, ast.ClassDef)]
        home = next((above for above in module.ancestors(call) if isinstance(above, ast.ClassDef)), None)
        if isinstance(func.value, ast.Name) and func.value.id == "self" and home is not None:
            classes = [home]
        elif func.attr in BUILTIN_METHODS or module.imported(func):
            return None
        # A method that only one class of the file has is taken for that one.
        found = [node for one in classes for node in one.body if getattr(node, "name", "") == func.attr]
    one = found[0] if len(found) == 1 else None
    if not isinstance(one, ast.FunctionDef) or one.decorator_list or module.inside(call, one):
        return None
    if sum(1 for _ in ast.walk(one)) > _MOST_NODES * 2:
        return None
    inner = [below for stmt in body_of(one) for below in ast.walk(stmt)]
    if len(inner) > _MOST_NODES * 2 or any(isinstance(below, _STRANGE) for below in inner):
        return None
    if any(isinstance(below, ast.Call) and isinstance(below.func, ast.Name) and below.func.id == one.name
           for below in inner):  # fmt: skip
        return None
    return one if _keeps_to_itself(inner) else None


def callee(module: ParsedModule, call: ast.Call) -> ast.FunctionDef | None:
    """The plain function of this file, or method of the same class, that a call means."""
    found = module.callees(call)
    func = call.func
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.value.id == "self":
        cls = next((above for above in module.ancestors(call) if isinstance(above, ast.ClassDef)), None)
        found = [node for node in cls.body if isinstance(node, FUNCTIONS) and node.name == func.attr] if cls else []
    one = found[0] if len(found) == 1 else None
    plain = isinstance(one, ast.FunctionDef) and not one.decorator_list
    return one if plain and isinstance(one, ast.FunctionDef) else None


def _keeps_to_itself(inner: Sequence[ast.AST]) -> bool:
    """Whether only what the helper made itself is changed."""
    fresh = (ast.List, ast.Dict, ast.Set, ast.Call, ast.ListComp, ast.SetComp, ast.DictComp)
    made = {bound[0].id for node in inner if (bound := bound_value(node)) and isinstance(bound[1], fresh)}
    for node in inner:
        match node:
            case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
                if root_name(node) not in made:
                    return False
            case ast.Call(func=ast.Attribute(value=owner, attr=verb)) if verb in _CHANGING:
                if root_name(owner) not in made:
                    return False
    return any(isinstance(node, ast.Return) and node.value is not None for node in inner)


def body_of(function: ast.FunctionDef) -> list[ast.stmt]:
    """The statements without the docstring."""
    return function.body[1:] if ast.get_docstring(function) is not None else function.body


def given(call: ast.Call, function: ast.FunctionDef) -> dict[str, ast.expr] | None:
    """The arguments by parameter, defaults that are constants filled in; None where they do not match one to one."""
    rest = function.args
    if rest.vararg or rest.kwarg or rest.posonlyargs:
        return None
    names = [arg.arg for arg in rest.args]
    found: dict[str, ast.expr] = {}
    if isinstance(call.func, ast.Attribute):
        found[names[0]] = call.func.value
        names = names[1:]
    if any(isinstance(arg, ast.Starred) for arg in call.args) or any(word.arg is None for word in call.keywords):
        return None
    if len(call.args) > len(names):
        return None
    every = [*names, *(arg.arg for arg in rest.kwonlyargs)]
    defaults = dict(zip(names[len(names) - len(rest.defaults) :], rest.defaults, strict=False))
    defaults |= {arg.arg: value for arg, value in zip(rest.kwonlyargs, rest.kw_defaults, strict=True) if value}
    found |= {name: value for name, value in defaults.items() if isinstance(value, ast.Constant)}
    found |= dict(zip(names, call.args, strict=False)) | {word.arg: word.value for word in call.keywords if word.arg}
    return found if set(every) <= found.keys() and found.keys() <= {*every, *(arg.arg for arg in rest.args)} else None


def scanned(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """What the helper goes through: the iterables of its loops and comprehensions."""
    for stmt in body_of(function):
        for below in ast.walk(stmt):
            match below:
                case ast.For(iter=items) | ast.comprehension(iter=items):
                    yield items
                case ast.Call(func=ast.Attribute(value=items, attr="count" | "index"), args=[_]):
                    yield items


def as_expression(function: ast.FunctionDef) -> ast.expr | None:
    """What the helper returns as one expression over its parameters; None when it needs statements."""
    match body_of(function):
        case [ast.Return(value=ast.expr() as value)]:
            return value
        case [
            ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=start)),
            ast.For(orelse=[]) as loop,
            ast.Return(value=ast.Name(id=again)),
        ] if name == again and type(start) is int and start == 0:
            return _accumulated(loop, name)
        case [
            ast.Assign(targets=[ast.Name(id=name)], value=ast.List(elts=[])),
            ast.For(orelse=[]) as loop,
            ast.Return(value=ast.Name(id=again)),
        ] if name == again:
            return _collected(loop, name)
        case [ast.For(orelse=[]) as loop, *rest]:
            return _found(loop, rest)
        case [ast.Assign(targets=[ast.Name(id=name)], value=value), ast.Return(value=ast.expr() as result)]:
            uses = [node for node in ast.walk(result) if isinstance(node, ast.Name) and node.id == name]
            return substituted(result, {name: value}) if len(uses) == 1 else None
    return None


def _guarded(loop: ast.For) -> tuple[list[ast.expr], list[ast.stmt]]:
    """Conditions and body of ``for …: if …: body``."""
    tests: list[ast.expr] = []
    body = loop.body
    while len(body) == 1 and isinstance(body[0], ast.If) and not body[0].orelse:
        tests += conjuncts(body[0].test)
        body = body[0].body
    return tests, body


def _clause(loop: ast.For, tests: list[ast.expr]) -> ast.comprehension:
    joined: list[ast.expr] = tests if len(tests) <= 1 else [ast.BoolOp(ast.And(), list(tests))]
    return ast.comprehension(loop.target, loop.iter, joined, 0)


def _accumulated(loop: ast.For, name: str) -> ast.expr | None:
    tests, body = _guarded(loop)
    match body:
        case [ast.AugAssign(target=ast.Name(id=word), op=ast.Add(), value=value)] if word == name:
            if any(name in names_in(part) for part in (value, loop.iter, *tests)):
                return None
            return _call("sum", ast.ListComp(value, [_clause(loop, tests)]))
    return None


def _collected(loop: ast.For, name: str) -> ast.expr | None:
    tests, body = _guarded(loop)
    match body:
        case [ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=word), attr="append"), args=[value]))] if (
            word == name
        ):
            if any(name in names_in(part) for part in (value, loop.iter, *tests)):
                return None
            return ast.ListComp(value, [_clause(loop, tests)])
    return None


def _found(loop: ast.For, rest: Sequence[ast.stmt]) -> ast.expr | None:
    tests, body = _guarded(loop)
    match rest:
        case []:
            default: ast.expr | None = ast.Constant(None)
        case [ast.Return(value=default)]:
            default = default or ast.Constant(None)
        case _:
            return None
    match body:
        case [ast.Return(value=ast.expr() as value)] if tests:
            test = tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)
            match value, default:
                case ast.Constant(value=True), ast.Constant(value=False):
                    return _call("any", ast.GeneratorExp(test, [_clause(loop, [])]))
                case ast.Constant(value=False), ast.Constant(value=True):
                    return ast.UnaryOp(ast.Not(), _call("any", ast.GeneratorExp(test, [_clause(loop, [])])))
            assert default is not None
            return ast.Call(
                ast.Name("next", ast.Load()), [ast.GeneratorExp(value, [_clause(loop, tests)]), default], []
            )
    return None


def _call(name: str, argument: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), [argument], [])


def as_statements(function: ast.FunctionDef, result: str) -> list[ast.stmt] | None:
    """The body with ``result = …`` for every return; None where it returns from inside a loop."""
    return _returning(copy.deepcopy(body_of(function)), result)


def _returning(body: Sequence[ast.stmt], result: str) -> list[ast.stmt] | None:
    done: list[ast.stmt] = []
    for place, stmt in enumerate(body):
        match stmt:
            case ast.Return(value=value):
                return [*done, _bind(result, value or ast.Constant(None))]
            case ast.If(test=test, body=inner, orelse=other) if _returns(stmt):
                rest = list(body[place + 1 :])
                ends = _ends(inner)
                first = _returning(inner if ends else [*inner, *rest], result)
                second = _returning([*other, *rest] if not _ends(other) else other, result)
                if first is None or second is None or (not ends and not _ends(other)):
                    return None
                return [*done, ast.If(test, first, second)]
            case ast.For() | ast.While() if _returns(stmt):
                return None
        done.append(stmt)
    return [*done, _bind(result, ast.Constant(None))]


def _bind(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], value, lineno=0)


def _returns(stmt: ast.stmt) -> bool:
    return any(isinstance(below, ast.Return) for below in ast.walk(stmt))


def _ends(body: Sequence[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[-1], ast.Return)


def moved_body(module: ParsedModule, helper: ast.FunctionDef, edits: Sequence[Edit]) -> str | None:
    """The helper's body after the edits; None where it cannot be moved as text."""
    body = body_of(helper)
    strings = [node for stmt in body for node in ast.walk(stmt) if isinstance(node, ast.Constant | ast.JoinedStr)]
    if not module.starts_line(body[0]) or body[0].lineno == helper.lineno or not owns_line(module, body[-1]):
        return None
    if any(node.lineno != node.end_lineno for node in strings):
        return None
    start, end = module.line_start(module.span(body[0])[0]), module.span(body[-1])[1]
    text = module.text[start:end]
    for edit in sorted(edits, key=lambda edit: -edit.start):
        text = text[: edit.start - start] + edit.text + text[edit.end - start :]
    return textwrap.dedent(text)


def looked_at(module: ParsedModule, call: ast.Call) -> bool:
    """Whether what a helper gives is computed with, gone through or taken apart where it is called, and not kept."""
    match module.parent(call):
        case ast.AugAssign(value=value) | ast.For(iter=value) | ast.comprehension(iter=value):
            return value is call
        case ast.BinOp() | ast.BoolOp() | ast.Compare() | ast.UnaryOp() | ast.If() | ast.IfExp(test=_):
            return True
        case ast.Assign(targets=[ast.Tuple()], value=value):
            return value is call
        case ast.Call(func=func):
            return module.is_builtin(func, "len", "sum", "min", "max", "sorted", "set", "any", "all", "list", "tuple")
    return False


def only_looked_at(module: ParsedModule, function: ast.FunctionDef) -> bool:
    """Whether nobody who asks for a container changes or keeps it."""
    calls = [call for call in module.nodes(ast.Call) if function in module.callees(call)]
    return all(looked_at(module, call) for call in calls)


def gives_containers(module: ParsedModule, function: ast.FunctionDef) -> bool:
    """Whether some result is a list, dict or set that the function made."""
    made = (ast.List, ast.ListComp, ast.Dict, ast.DictComp, ast.Set, ast.SetComp)
    for below in ast.walk(function):
        if isinstance(below, ast.Return) and below.value is not None:
            if isinstance(below.value, made) or module.kind(below.value) in (
                "list",
                "dict",
                "set",
                "defaultdict",
                "deque",
            ):
                return True
    return False
