"""``name = expression`` in a loop, the same in every round → once, before the loop."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import PURE_METHODS, mutated_names
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, delete, insert_before, owns_line
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.loops.shape import some_rounds
from fasterpy.generate.rules.target import TargetScope

_READING = ("len", "sum", "min", "max", "any", "all", "sorted", "list", "tuple", "set", "dict", "enumerate", "zip",
            "range", "abs", "str", "int", "float", "round", "isinstance", "reversed", "frozenset", "print")  # fmt: skip


class InvariantAssignment(Rule):
    """A sort, a split, a mean or a parsed text that does not depend on the round."""

    name = "invariant-assignment-before-loop"
    pattern = "hoist-loop-invariant"
    summary = "Compute what is the same in every round once, before the loop."
    gain = 3.0
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign):
            loops = module.loops(stmt)
            match stmt:
                case ast.Assign(targets=[ast.Name() as name], value=value):
                    pass
                case _:
                    continue
            if not loops or stmt not in loops[0].body or not owns_line(module, stmt) or not _costly(value):
                continue
            if not module.is_pure(value) or not _kept(module, name, loops[0]):
                continue
            place = _outermost(module, stmt, value, loops)
            if place is None:
                continue
            text = module.source(stmt)
            if "\n" not in text and isinstance(place, ast.For) and _may_raise(module, value):
                guard = some_rounds(module, place.iter)
                if guard:
                    text += f" if {guard} else None"
            yield Rewrite((insert_before(module, place, text), delete(module, stmt)), at(stmt, "before the loop"))


def _costly(value: ast.expr) -> bool:
    return any(
        isinstance(below, ast.Call | ast.ListComp | ast.SetComp | ast.DictComp | ast.BinOp) for below in ast.walk(value)
    )


def _kept(module: ParsedModule, name: ast.Name, loop: ast.stmt) -> bool:
    """The variable is only set here and only read, and its value is never handed to what might change or keep it."""
    for use in module.uses(name):
        if use is name:
            continue
        if not isinstance(use.ctx, ast.Load):
            return False
        if not module.inside(use, loop):
            if module.span(use)[0] < module.span(loop)[0] or module.function(use) is not module.function(name):
                return False
        if module.is_immutable(name) or _number(module, name):
            continue
        parent = module.parent(use)
        match parent:
            case ast.Attribute(attr=attr, ctx=ast.Load()):
                if isinstance(module.parent(parent), ast.Call) and attr not in PURE_METHODS:
                    return attr in ("match", "search", "findall", "fullmatch", "sub", "finditer", "weekday")
            case ast.Subscript(ctx=ast.Load(), value=value) if value is use:
                above = module.parent(parent)
                if isinstance(above, ast.Attribute) and above.attr not in PURE_METHODS:
                    return False
                if isinstance(above, ast.Subscript) and not isinstance(above.ctx, ast.Load):
                    return False
            case ast.Compare() | ast.For() | ast.comprehension() | ast.BinOp() | ast.If() | ast.IfExp() | ast.BoolOp():
                pass
            case ast.UnaryOp() | ast.FormattedValue() | ast.While() | ast.Slice():
                pass
            case ast.Subscript(slice=part) if part is use:
                pass
            case ast.Call(func=func, args=args) if use in args and module.is_builtin(func, *_READING):
                pass
            case _:
                return False
    return True


def _number(module: ParsedModule, name: ast.Name) -> bool:
    """``total = sum(…)``: nobody can change it."""
    stmt = module.parent(name)
    made = stmt.value if isinstance(stmt, ast.Assign) else None
    return isinstance(made, ast.Call) and module.is_builtin(
        made.func, "sum", "len", "any", "all", "round", "int", "str"
    )


def _outermost(
    module: ParsedModule, stmt: ast.stmt, value: ast.expr, loops: list[ast.For | ast.AsyncFor | ast.While]
) -> ast.stmt | None:
    names = {below.id for below in ast.walk(value) if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Load)}
    best: ast.stmt | None = None
    for number, loop in enumerate(loops):
        inner = loop if number == 0 else loops[number - 1]
        rebound, mutated = mutated_names(loop, lambda call: module.is_pure(call))
        own = {
            below.id for below in ast.walk(value) if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Store)
        }
        if (names - own) & (rebound | mutated) or not owns_line(module, loop):
            break
        if number and inner not in loop.body:
            break  # it may not be reached in every round
        best = loop
    return best


def _may_raise(module: ParsedModule, value: ast.expr) -> bool:
    for below in ast.walk(value):
        match below:
            case ast.BinOp(op=ast.Div() | ast.FloorDiv() | ast.Mod()) | ast.Subscript():
                return True
            case ast.Call(func=ast.Attribute(attr=attr)) if attr in PURE_METHODS - {"index"}:
                continue
            case ast.Call(func=func) if not module.is_builtin(func, "len", "sum", "sorted", "list", "set", "tuple"):
                return True
    return False
