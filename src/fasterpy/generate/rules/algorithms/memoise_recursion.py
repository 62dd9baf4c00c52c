"""A function that calls itself more than once → each result computed once."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import TypeGuard

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names, root_name
from fasterpy.generate.rules.algorithms.helper_body import gives_containers, only_looked_at
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, bound_value, insert_before, need, owns_line
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class MemoiseRecursion(Rule):
    """The cache lives as long as one call from outside, so nothing is kept between calls of the function.

    In a program whose functions nobody else calls, the simple decorator is tried first.
    """

    name = "memoise-recursion"
    pattern = "memoised-recursion"
    summary = "Remember the results of the recursion so that each subproblem is solved once."
    gain = 10.0
    risk = Risk.LIKELY
    order = 19

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for function in scope.nodes(ast.FunctionDef):
            calls = self_calls(module, function)
            shared = bool(calls) and _shared(module, function)
            if shared and gives_containers(module, function) and not only_looked_at(module, function):
                continue  # who asks for one gets it for himself
            if not calls or not (shared or _many(module, calls)) or not is_pure_recursion(module, function, calls):
                continue
            method = isinstance(module.parent(function), ast.ClassDef)
            fixed = fixed_parameters(module, function, calls)
            lists = _lists(module, function, calls, fixed)
            if lists is None:
                continue
            imports, cache = need(module, "functools", "cache")
            if (scope.is_program or shared) and not fixed and not method and not lists:
                edit = insert_before(module, function, f"@{cache}")
                yield Rewrite((*imports, edit), at(function, f"{function.name} cached"))
            if shared:
                continue
            sure = all(module.types.variable(module.scopes.by_node[function], name) for name in lists)
            if not (lists and sure):
                edits = inner_function(module, function, calls, fixed, cache)
                if edits:
                    yield Rewrite((*imports, *edits), at(function, f"{function.name} cached for one call"), "local")
            edits = inner_function(module, function, calls, fixed, cache, lists) if lists else []
            if edits:
                yield Rewrite((*imports, *edits), at(function, f"{function.name} cached by tuples"), "tuples")
            edits = [] if lists and sure else inner_function(module, function, calls, fixed, "", table="known")
            if edits:  # no deeper than before: the cache of the library is a call of its own in every round
                yield Rewrite(tuple(edits), at(function, f"{function.name} looked up where it is called"), "table")


def _shared(module: ParsedModule, function: ast.FunctionDef) -> bool:
    """An inner function over what stays as it is while the outer one runs: all calls can share one cache."""
    outer = module.function(function)
    if not isinstance(outer, ast.FunctionDef) or module.loops(function):
        return False
    around, mutated = module.scopes.by_node[outer].bindings, mutated_names(outer, module.is_pure)[1]
    free = {below.id for below in ast.walk(function) if isinstance(below, ast.Name)} & around.keys() - {function.name}
    free -= module.scopes.by_node[function].bindings.keys() | _walked(function)
    return not free & mutated and all(len(around[name]) == 1 for name in free)


def _lists(
    module: ParsedModule, function: ast.FunctionDef, calls: list[ast.Call], fixed: list[str]
) -> frozenset[str] | None:
    """Parameters that are (or may be) lists and get ever shorter: as tuples they can be keys.

    None where a parameter that changes cannot be a key at all.
    """
    skip = 1 if isinstance(module.parent(function), ast.ClassDef) else 0
    scope = module.scopes.by_node[function]
    found: set[str] = set()
    rebuilt = {bound[0].id for node in ast.walk(function) if (bound := bound_value(node)) and _grown(bound[1])}
    tested = {ast.unparse(node.args[0]) for node in ast.walk(function) if _container_test(node)}
    for place, arg in enumerate(function.args.args[skip:]):
        if arg.arg in fixed:
            continue
        kind = module.types.variable(scope, arg.arg).partition("[")[0]
        if kind in ("dict", "set", "defaultdict", "Counter", "deque") or _as_dict(scope.reads.get(arg.arg, []), module):
            return None
        given = [call.args[place] for call in calls if place < len(call.args)]
        if any(_grown(node) for node in given) or arg.arg in rebuilt or {ast.unparse(node) for node in given} & tested:
            return None
        cut = [node for node in given if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)]
        if kind == "list" or (not kind and cut):
            if any(not (node in cut or isinstance(node, ast.Name)) for node in given):
                return None if kind == "list" else frozenset()
            found.add(arg.arg)
    return frozenset(found)


def _grown(node: ast.expr) -> bool:
    """``path + [node]``: a list."""
    return isinstance(node, ast.List | ast.ListComp | ast.Dict | ast.Set) or (
        isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and (_grown(node.left) or _grown(node.right))
    )


def _container_test(node: ast.AST) -> TypeGuard[ast.Call]:
    """``isinstance(x, list)``: what is handed on is a list."""
    match node:
        case ast.Call(func=ast.Name(id="isinstance"), args=[_, kinds]):
            words = {below.id for below in ast.walk(kinds) if isinstance(below, ast.Name)}
            return bool(words & {"list", "dict", "set"})
    return False


def _as_dict(reads: list[ast.Name], module: ParsedModule) -> bool:
    parents = (module.parent(read) for read in reads)
    return any(isinstance(above, ast.Attribute) and above.attr in ("items", "keys", "values") for above in parents)


def self_calls(module: ParsedModule, function: ast.FunctionDef) -> list[ast.Call]:
    """Calls of a plain function or method inside itself; none where one of them is not plain."""
    arguments = function.args
    plain = not (arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.posonlyargs)
    if not plain or not arguments.args or function.decorator_list or not owns_line(module, function):
        return []
    method = isinstance(module.parent(function), ast.ClassDef)
    found: list[ast.Call] = []
    for below in ast.walk(function):
        match below:
            case ast.Call(func=ast.Name(id=name)) if name == function.name and not method:
                found.append(below)
            case ast.Call(func=ast.Attribute(attr=name, value=ast.Name(id=me))) if (
                name == function.name and method and me == arguments.args[0].arg
            ):
                found.append(below)
    if any(call.keywords or any(isinstance(arg, ast.Starred) for arg in call.args) for call in found):
        return []
    return [] if any(module.function(call) is not function and not _inner(module, call) for call in found) else found


def _inner(module: ParsedModule, call: ast.Call) -> bool:
    return not isinstance(module.function(call), ast.FunctionDef | ast.Lambda | ast.Module)


def _many(module: ParsedModule, calls: list[ast.Call]) -> bool:
    return len(calls) >= 2 or module.loop_depth(calls[0]) > 0


def is_pure_recursion(module: ParsedModule, function: ast.FunctionDef, calls: list[ast.Call]) -> bool:
    """Whether a function that calls itself only computes a value from its arguments."""
    scope = module.scopes.by_node[function]
    if scope.outside:
        return False
    mine = scope.bindings.keys() | _walked(function)
    parameters = {arg.arg for arg in function.args.args}
    mutated = mutated_names(function)[1]
    if (mutated - mine) | (mutated & parameters & _stored(function)):
        return False
    returns = False
    for below in ast.walk(function):
        if isinstance(below, ast.Yield | ast.YieldFrom | ast.Await | ast.Global | ast.Nonlocal | ast.With | ast.Import):
            return False
        if isinstance(below, ast.Call) and module.is_builtin(below.func, "print", "input", "next", "exit", "open"):
            return False
        if isinstance(below, ast.Expr) and below.value in calls:
            return False  # called for its effect
        returns = returns or (isinstance(below, ast.Return) and below.value is not None)
    return returns


def _walked(function: ast.FunctionDef) -> set[str]:
    """Variables of comprehensions."""
    heads = (below.target for below in ast.walk(function) if isinstance(below, ast.comprehension))
    return {name.id for head in heads for name in ast.walk(head) if isinstance(name, ast.Name)}


def _stored(function: ast.FunctionDef) -> set[str]:
    """Names whose objects the function itself changes (handing them to other calls does not count)."""
    found: set[str] = set()
    for below in ast.walk(function):
        match below:
            case ast.Subscript(ctx=ast.Store() | ast.Del()) | ast.Attribute(ctx=ast.Store() | ast.Del()):
                found.add(root_name(below))
            case ast.Call(
                func=ast.Attribute(attr="append" | "pop" | "add" | "remove" | "extend" | "insert" | "update")
            ):
                found.add(root_name(below.func))
    return found


def fixed_parameters(module: ParsedModule, function: ast.FunctionDef, calls: list[ast.Call]) -> list[str]:
    """Parameters that every recursive call hands on unchanged: they need not (and as lists cannot) be keys."""
    skip = 1 if isinstance(module.parent(function), ast.ClassDef) else 0
    stores = mutated_names(function)[0]
    names = [arg.arg for arg in function.args.args]
    found = names[:skip]
    for place, name in enumerate(names[skip:]):
        handed = [call.args[place] if place < len(call.args) else None for call in calls]
        if name not in stores and all(isinstance(arg, ast.Name) and arg.id == name for arg in handed):
            found.append(name)
    return found


def inner_function(
    module: ParsedModule,
    function: ast.FunctionDef,
    calls: list[ast.Call],
    fixed: list[str],
    cache: str,
    tuples: frozenset[str] = frozenset(),
    table: str = "",
) -> list[Edit]:
    """The body as an inner function of the parameters that change, cached unless ``cache`` is empty.

    ``tuples``: parameters that are lists and are handed in as tuples. ``table``: instead of a cache, the name of a dict
    in which the calls look first.
    """
    first, last = function.body[0], function.body[-1]
    if ast.get_docstring(function) is not None:
        if len(function.body) == 1:
            return []
        first = function.body[1]
    if not owns_line(module, last) or not module.starts_line(first) or first.lineno == function.lineno:
        return []
    nested = any(outer is not call and module.inside(call, outer) for call in calls for outer in calls)
    skip = 1 if isinstance(module.parent(function), ast.ClassDef) else 0
    dropped = [name for name in fixed if name not in [arg.arg for arg in function.args.args[:skip]]]
    if nested and dropped:
        return []
    start, end = module.span(first)[0], module.span(last)[1]
    lines = range(first.lineno, (last.end_lineno or last.lineno) + 1)
    if any(
        node.lineno != node.end_lineno and node.lineno in lines for node in module.nodes(ast.Constant, ast.JoinedStr)
    ):
        return []  # a text over several lines would be indented too
    inner = module.fresh(f"{function.name}_cached" if cache else f"{function.name}_inside")
    names = [arg.arg for arg in function.args.args]
    body = module.text[start:end]
    if table:
        if nested or any(len(call.args) != len(names) - skip for call in calls):
            return []
        table, key = module.fresh(table), module.fresh("key")
    for call in sorted(calls, key=lambda call: -module.span(call)[0]):
        low, high = module.span(call.func)
        text = inner
        if dropped or table:
            kept = [arg for name, arg in zip(names[skip:], call.args, strict=False) if name not in dropped]
            low, high = module.span(call)
            given = ", ".join(argument(module, arg) for arg in kept)
            text = f"{inner}({given})"
            if table:
                one = key if len(kept) == 1 else f"*{key}"
                given = given if len(kept) == 1 else f"({given})"
                text = (
                    f"({table}[{key}] if ({key} := {given}) in {table} else {table}.setdefault({key}, {inner}({one})))"
                )
        body = body[: low - start] + text + body[high - start :]
    unit, indent = module.indent_unit, module.indent(first)
    keys = [copy.copy(arg) for arg in function.args.args if arg.arg not in fixed]
    if not keys:
        return []
    head = ", ".join(f"tuple({arg.arg})" if arg.arg in tuples else arg.arg for arg in keys)
    hung = "\n".join(unit + line if line.strip() and number else line for number, line in enumerate(body.split("\n")))
    signature = _signature(module, function, fixed)
    mark = f"@{cache}\n{indent}" if cache else f"{table} = {{}}\n\n{indent}" if table else ""
    text = f"{mark}def {inner}({signature}):\n{indent}{unit}{hung}\n\n{indent}return {inner}({head})"
    return [Edit(start, end, text)]


def _signature(module: ParsedModule, function: ast.FunctionDef, fixed: list[str]) -> str:
    """Changing parameters; defaults stay, since recursive calls may rely on them."""
    arguments = function.args
    plain = len(arguments.args) - len(arguments.defaults)
    words = []
    for place, arg in enumerate(arguments.args):
        if arg.arg not in fixed:
            default = f"={module.source(arguments.defaults[place - plain])}" if place >= plain else ""
            words.append(f"{arg.arg}{default}")
    return ", ".join(words)
