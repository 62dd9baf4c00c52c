"""``out = [x] + out`` or ``out.insert(0, x)`` in every round → append, and turn round once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, insert_after, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class PrependToAppend(Rule):
    """The list begins empty, and the loop does nothing else with it."""

    name = "prepend-to-append"
    pattern = "list-concat-in-loop"
    summary = "Append and reverse the list once after the loop instead of moving all items for each new one."
    gain = 6.0
    risk = Risk.LIKELY
    order = 17

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign):
            match stmt:
                case ast.Assign(targets=[ast.Name() as made], value=ast.List(elts=[])):
                    pass
                case _:
                    continue
            edits: list[Edit] = []
            loops: set[ast.AST] = set()
            mine: set[ast.Name] = {made}
            for use in module.uses(made):
                found = _prepended(module, use, made.id)
                around = module.loops(use)
                if found is None or not around or (module.loops(stmt) and around[-1] is module.loops(stmt)[-1]):
                    continue
                outer = around[-1]
                edits.append(replace(module, found[0], f"{made.id}.append({argument(module, found[1])})"))
                loops.add(outer)
                mine |= {name for name in ast.walk(found[0]) if isinstance(name, ast.Name) and name.id == made.id}
            if len(loops) != 1:
                continue
            (place,) = loops
            inside = [use for use in module.uses(made) if module.inside(use, place) and use not in mine]
            if inside or not isinstance(place, ast.stmt) or not owns_line(module, place):
                continue
            edits.append(insert_after(module, place, f"{made.id}.reverse()"))
            yield Rewrite(tuple(edits), at(stmt, f"{made.id} turned round once"))


def _prepended(module: ParsedModule, use: ast.Name, name: str) -> tuple[ast.stmt, ast.expr] | None:
    stmt = module.statement(use)
    match stmt:
        case ast.Assign(
            targets=[ast.Name(id=target)],
            value=ast.BinOp(left=ast.List(elts=[item]), op=ast.Add(), right=ast.Name(id=again)),
        ) if target == again == name:
            return stmt, item
        case ast.Assign(
            targets=[ast.Name(id=target)], value=ast.List(elts=[item, ast.Starred(value=ast.Name(id=again))])
        ) if target == again == name:
            return stmt, item
        case ast.Expr(
            value=ast.Call(
                func=ast.Attribute(attr="insert", value=ast.Name(id=target)), args=[ast.Constant(value=0), item]
            )
        ) if target == name:
            return stmt, item
    return None
