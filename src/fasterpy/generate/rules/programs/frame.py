"""Boilerplate around a program: threads for deep recursion, raised limits, exit()."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, delete, owns_line, replace, replace_range
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_EXITS = ("sys.exit", "os._exit")


class RecursionLimit(Rule):
    """Raised limits that no recursion needs."""

    name = "drop-recursion-limit"
    pattern = "recursion-boilerplate"
    summary = "Drop sys.setrecursionlimit where nothing recurses deeply."
    gain = 1.02
    risk = Risk.LIKELY
    programs_only = True
    order = 80

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        if any(_recurses(module, function) for function in module.nodes(ast.FunctionDef)):
            return
        for stmt in scope.nodes(ast.Expr):
            if not isinstance(stmt.value, ast.Call):
                continue
            if module.imported(stmt.value.func) in ("sys.setrecursionlimit", "threading.stack_size"):
                yield Rewrite((delete(module, stmt),), at(stmt, "no limit"))


def _recurses(module: ParsedModule, function: ast.FunctionDef) -> bool:
    """Whether a function names itself inside (methods too)."""
    return any(
        (isinstance(below, ast.Name) and below.id == function.name)
        or (isinstance(below, ast.Attribute) and below.attr == function.name)
        for below in ast.walk(function)
    )


class ThreadToCall(Rule):
    """``t = threading.Thread(target=main); t.start(); t.join()`` → ``main()``."""

    name = "thread-to-call"
    pattern = "recursion-boilerplate"
    summary = "Call the function instead of starting a thread and waiting for it."
    gain = 2.0
    risk = Risk.LIKELY
    programs_only = True
    order = 80

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            if module.imported(call.func) != "threading.Thread" or len(call.keywords) != 1:
                continue
            word = call.keywords[0]
            if word.arg != "target" or call.args:
                continue
            called = f"{module.source(word.value)}()"
            stmt = module.statement(call)
            if isinstance(stmt, ast.Assign) and isinstance(stmt.targets[0], ast.Name):
                started, joined = module.next(stmt), None
                if started is not None:
                    joined = module.next(started)
                name = stmt.targets[0].id
                if _method(started, name) == "start" and _method(joined, name) == "join":
                    assert joined is not None
                    yield Rewrite((replace_range(module, stmt, joined, called),), at(call, "a plain call"))
            elif isinstance(stmt, ast.Expr):
                parent = module.parent(call)
                outer = module.parent(parent) if isinstance(parent, ast.Attribute) and parent.attr == "start" else None
                if outer is stmt.value:
                    yield Rewrite((replace(module, stmt, called),), at(call, "a plain call"))


def _method(stmt: ast.stmt | None, name: str) -> str:
    match stmt:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=word), attr=attr), args=[])) if word == name:
            return attr
    return ""


class ExitToReturn(Rule):
    """``exit()`` raises SystemExit and tears standard input down; falling off the end does neither."""

    name = "exit-to-return"
    pattern = "exit-to-return"
    summary = "End by returning (or by falling off the end) instead of calling exit()."
    gain = 1.15
    risk = Risk.LIKELY
    programs_only = True
    order = 96

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        main = _last_call(module)
        for stmt in scope.nodes(ast.Expr):
            if not _is_exit(module, stmt):
                continue
            around = module.function(stmt)
            if around is module.tree:
                if _falls_off(module, stmt):
                    yield Rewrite((delete(module, stmt),), at(stmt, "the end anyway"))
                elif edit := _else_instead(module, stmt):
                    # It moves everything below: one at a time.
                    yield edit
                    return
            elif around is main:
                yield Rewrite((replace(module, stmt, "return"),), at(stmt, "return"))


def _is_exit(module: ParsedModule, stmt: ast.Expr) -> bool:
    call = stmt.value
    if not isinstance(call, ast.Call) or call.keywords:
        return False
    if call.args and not (isinstance(call.args[0], ast.Constant) and call.args[0].value in (0, None)):
        return False
    return module.is_builtin(call.func, "exit", "quit") or module.imported(call.func) in _EXITS


def _last_call(module: ParsedModule) -> ast.AST | None:
    """The function whose call is the last thing that the program does, and its only use."""
    last = module.tree.body[-1] if module.tree.body else None
    if isinstance(last, ast.If) and len(last.body) == 1 and not last.orelse:
        last = last.body[0]
    match last:
        case ast.Expr(value=ast.Call(func=ast.Name() as name, args=[])) if len(module.uses(name)) == 1:
            found = module.callees(last.value)  # type: ignore[arg-type]
            return found[0] if len(found) == 1 else None
    return None


def _falls_off(module: ParsedModule, stmt: ast.stmt) -> bool:
    """Nothing would run after this statement anyway."""
    current: ast.AST = stmt
    while not isinstance(current, ast.Module):
        parent = module.parents[current]
        if isinstance(parent, ast.For | ast.While | ast.Try | ast.With):
            return False
        if isinstance(current, ast.stmt) and module.next(current) is not None:
            return False
        current = parent
    return True


def _else_instead(module: ParsedModule, stmt: ast.Expr) -> Rewrite | None:
    """``if a: …; exit()`` followed by the rest → the rest under ``else``."""
    branch = module.parent(stmt)
    if not (isinstance(branch, ast.If) and branch.body[-1] is stmt and not branch.orelse and len(branch.body) > 1):
        return None
    if not isinstance(module.parent(branch), ast.Module) or not owns_line(module, stmt):
        return None
    following = module.next(branch)
    if following is None or not owns_line(module, following):
        return None
    return _indent_rest(module, branch, stmt, following)


def _indent_rest(module: ParsedModule, branch: ast.If, stmt: ast.Expr, following: ast.stmt) -> Rewrite | None:
    from fasterpy.generate.rules.edit import Edit
    from fasterpy.generate.rules.programs.main_function import indentation

    if module.source(branch).startswith("elif"):
        return None
    start = module.line_start(module.span(following)[0])
    indents = list(indentation(module, start, module.indent_unit))
    head = Edit(start, start, f"else:\n{module.indent_unit}")
    edits = [delete(module, stmt), head, *(edit for edit in indents if edit.start != start)]
    return Rewrite(tuple(edits), at(stmt, "else instead of exit"))
