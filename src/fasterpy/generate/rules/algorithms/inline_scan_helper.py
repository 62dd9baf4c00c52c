"""A helper that scans the same items at every call of a loop → its body in the loop, where tables can serve it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.analysis.source import COMPREHENSIONS
from fasterpy.generate.rules.algorithms.conditions import names_in, substituted, text
from fasterpy.generate.rules.algorithms.helper_body import as_expression, as_statements, body_of, given, helper, scanned
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bound_value, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class InlineScanHelper(Rule):
    """``total_for(payments, invoice.id)`` for every invoice: written out, other rules see the scan and make a table."""

    name = "inline-scan-helper"
    pattern = "quadratic-join"
    summary = "Write the helper's scan out in the loop that calls it, so that one table can serve all rounds."
    gain = 1.2
    risk = Risk.LIKELY
    order = 13

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            if module.loop_depth(call) == 0 and not _recursive(module, call):
                continue
            function = helper(module, call)
            values = given(call, function) if function is not None else None
            if function is None or values is None or not _repeats(module, call, function, values):
                continue
            rewrite = _inlined(module, call, function, values)
            if rewrite is not None:
                yield rewrite


class InlineStraightHelper(Rule):
    """``distance(home, point)`` for every point: written out, what depends on ``home`` alone can go before the loop."""

    name = "inline-straight-helper"
    pattern = "function-call-in-hot-loop"
    summary = "Write the helper's formula out in the loop: no call, and what never changes can be computed before it."
    gain = 1.3
    risk = Risk.LIKELY
    order = 13

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            loops = module.loops(call)
            function = helper(module, call) if module.loop_depth(call) else None
            values = given(call, function) if function is not None else None
            if function is None or values is None or not _straight(function):
                continue
            if loops and isinstance(loops[0], ast.For) and module.inside(call, loops[0].iter):
                continue
            rewrite = _inlined(module, call, function, values)
            if rewrite is not None:
                yield rewrite


def _straight(function: ast.FunctionDef) -> bool:
    """Assignments of computed values and one result: no branch, no loop."""
    *before, last = body_of(function)
    nodes = [below for stmt in function.body for below in ast.walk(stmt)]
    return (
        isinstance(last, ast.Return)
        and last.value is not None
        and all(isinstance(stmt, ast.Assign) and isinstance(stmt.targets[0], ast.Name) for stmt in before)
        and not any(isinstance(node, (*COMPREHENSIONS, ast.JoinedStr)) for node in nodes)
    )


def _recursive(module: ParsedModule, call: ast.Call) -> bool:
    """Inside a function that calls itself."""
    home = module.function(call)
    name = getattr(home, "name", None)
    return any(
        isinstance(below, ast.Call)
        and name is not None
        and name == (getattr(below.func, "id", None) or getattr(below.func, "attr", None))
        for below in ast.walk(home)
    )


def _repeats(module: ParsedModule, call: ast.Call, function: ast.FunctionDef, values: dict[str, ast.expr]) -> bool:
    """Whether something that the helper goes through is the same in all rounds."""
    bound: set[str] = set()
    loops = module.loops(call)
    for above in module.ancestors(call):
        if above is module.statement(call):
            break
        if isinstance(above, COMPREHENSIONS):
            bound |= {name for part in above.generators for name in names_in(part.target)}
    if loops and not bound:
        bound = mutated_names(loops[0])[0]
    own = {node.id for stmt in body_of(function) for node in ast.walk(stmt)
           if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}  # fmt: skip
    for items in scanned(function):
        names = names_in(items)
        if names & own or not names:
            continue
        after = names_in(substituted(items, values)) - {"range", "len", "enumerate", "zip", "sorted", "reversed"}
        if after and not after & bound:
            return True
    return False


def _inlined(
    module: ParsedModule, call: ast.Call, function: ast.FunctionDef, values: dict[str, ast.expr]
) -> Rewrite | None:
    caller = module.function(call)
    mine = {node.id for node in ast.walk(caller) if isinstance(node, ast.Name)}
    mine |= {node.arg for node in ast.walk(caller) if isinstance(node, ast.arg)}
    body = body_of(function)
    stored = {node.id for stmt in body for node in ast.walk(stmt)
              if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}  # fmt: skip
    if stored & values.keys() or not _same_globals(module, function, mine):
        return None
    stmt = module.statement(call)
    names = dict(values)
    value = as_expression(function)
    simple = all(_cheap(value) for value in values.values())
    if value is not None and simple:
        names |= {name: ast.Name(module.fresh(name), ast.Load()) for name in sorted(stored) if name in mine}
        found = text(substituted(value, names))
        statement = _as_stmt(module, call, stmt)
        if not (statement and any(isinstance(part, ast.For) for part in body)):
            found = f"({found})" if not isinstance(value, ast.Call | ast.ListComp) else found
            return Rewrite((replace(module, call, found),), at(call, f"{function.name} written out"))
    if not simple or not _first(module, call, stmt) or not owns_line(module, stmt):
        return None
    return _spelled(module, call, function, names, stmt, mine, stored)


def _spelled(
    module: ParsedModule,
    call: ast.Call,
    function: ast.FunctionDef,
    names: dict[str, ast.expr],
    stmt: ast.stmt,
    mine: set[str],
    stored: set[str],
) -> Rewrite | None:
    """The helper's statements before the statement of the call."""
    bound = bound_value(stmt)
    whole = bound is not None and bound[1] is call and isinstance(stmt, ast.Assign)
    last = body_of(function)[-1]
    direct = isinstance(last, ast.Return) and isinstance(last.value, ast.Name) and last.value.id in stored
    result = bound[0].id if whole and bound is not None else ""
    taken = {name for arg in names.values() for name in names_in(arg)}
    if result and (result in taken or not whole):
        result = ""
    keep = ""
    if direct and isinstance(last, ast.Return) and isinstance(last.value, ast.Name):
        keep = last.value.id
    target = result or module.fresh(keep if keep and keep not in mine else f"{function.name}_result")
    names |= {
        name: ast.Name(module.fresh(name), ast.Load()) for name in sorted(stored) if name in mine and name != keep
    }
    if keep:
        names[keep] = ast.Name(target, ast.Load())
    lines = as_statements(function, target)
    if lines is None:
        return None
    done = [part for part in (substituted(line, names) for line in lines) if not _itself(part)]
    spelled = "\n".join(text(ast.fix_missing_locations(part)) for part in done)
    note = at(call, f"{function.name} written out")
    if result:
        return Rewrite((replace(module, stmt, spelled),), note)
    return Rewrite((insert_before(module, stmt, spelled), replace(module, call, target)), note)


def _itself(stmt: ast.stmt) -> bool:
    match stmt:
        case ast.Assign(targets=[ast.Name(id=one)], value=ast.Name(id=two)):
            return one == two
    return False


def _as_stmt(module: ParsedModule, call: ast.Call, stmt: ast.stmt) -> bool:
    """``name = helper(...)``: then the helper's own loop may stand there."""
    bound = bound_value(stmt)
    return bound is not None and bound[1] is call and isinstance(stmt, ast.Assign) and owns_line(module, stmt)


def _same_globals(module: ParsedModule, function: ast.FunctionDef, mine: set[str]) -> bool:
    """Names of the file that the helper reads are not the caller's own variables."""
    scope = module.scopes.by_node[function]
    caller_own = mine
    for name in scope.reads:
        owner = scope.owner(name)
        if owner is not None and owner is not scope and owner is not module.scopes.module:
            return False
        if owner is module.scopes.module and name in caller_own:
            uses = module.scopes.uses(owner, name)
            if not any(module.function(use) is not function for use in uses):
                return False
    return True


def _cheap(node: ast.expr) -> bool:
    """An argument that can be read again and again: a name, a field, a constant, small sums of them."""
    allowed = (ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.Tuple, ast.expr_context, ast.BinOp,
               ast.operator, ast.UnaryOp, ast.unaryop, ast.Slice)  # fmt: skip
    return all(isinstance(below, allowed) for below in ast.walk(node))


def _first(module: ParsedModule, call: ast.Call, stmt: ast.stmt) -> bool:
    """Whether the call is made in any case, once, when the statement begins."""
    if not isinstance(stmt, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return | ast.Expr | ast.If | ast.For):
        return False
    if isinstance(stmt, ast.If) and module.source(stmt).startswith("elif"):
        return False
    below: ast.AST = call
    for above in module.ancestors(call):
        if isinstance(above, (*COMPREHENSIONS, ast.Lambda)):
            return False
        if isinstance(above, ast.IfExp) and below is not above.test:
            return False
        if isinstance(above, ast.BoolOp) and below is not above.values[0]:
            return False
        if above is stmt:
            return not isinstance(stmt, ast.For) or below is stmt.iter
        below = above
    return True
