"""The same pure call twice in a statement or condition → computed once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class RepeatedExpression(Rule):
    """Looks at one statement in a loop: a branch's condition and what it guards count as one where it is pure."""

    name = "repeated-expression-once"
    pattern = "common-subexpression"
    summary = "Compute a repeated expression once and keep its value."
    gain = 1.2
    order = 48

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.stmt, str], list[ast.Call]] = {}
        for call in scope.nodes(ast.Call):
            if not _costly(module, call):
                continue
            stmt = module.statement(call)
            if isinstance(stmt, ast.While | ast.For | ast.FunctionDef | ast.ClassDef) or not module.loops(stmt):
                continue
            groups.setdefault((stmt, module.source(call)), []).append(call)
        done: list[ast.Call] = []
        for (stmt, text), calls in groups.items():
            if len(calls) < 2 or not owns_line(module, stmt) or _elif(module, stmt) or "\n" in text:
                continue
            if any(
                module.function(call) is not module.function(stmt) or _in_comprehension(module, call) for call in calls
            ):
                continue
            if any(module.inside(call, other) for call in calls for other in done):
                continue
            done += calls
            name = module.fresh(_name(calls[0]))
            edits: list[Edit] = [insert_before(module, stmt, f"{name} = {text}")]
            edits += [replace(module, call, name) for call in calls]
            yield Rewrite(tuple(edits), at(stmt, f"{text} once"))


def _costly(module: ParsedModule, call: ast.Call) -> bool:
    if not call.args or not module.is_pure(call):
        return False
    # A fresh container may be changed by one of its users, an iterator is used up.
    return module.kind(call) in ("int", "float", "str", "bool", "bytes")


def _elif(module: ParsedModule, stmt: ast.stmt) -> bool:
    return isinstance(stmt, ast.If) and module.source(stmt).startswith("elif")


def _in_comprehension(module: ParsedModule, call: ast.Call) -> bool:
    stmt = module.statement(call)
    for above in module.ancestors(call):
        if above is stmt:
            return False
        if isinstance(above, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp | ast.Lambda):
            return True
    return False


def _name(call: ast.Call) -> str:
    func = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "value")
    arg = call.args[0] if call.args else None
    return re.sub(r"\W", "", f"{func}_{arg.id}" if isinstance(arg, ast.Name) else f"{func}_value")
