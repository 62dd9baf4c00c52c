"""A table of patterns tried one after the other at the front of a text → one pattern of alternatives."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, need, over_lines, owns_line, replace, unindented
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class PatternsToAlternation(Rule):
    """``for kind, pattern in RULES: m = re.match(pattern, text)`` with a ``break`` behind the first that matches.

    The alternatives of one pattern are tried in their order, too; the number of the group tells which it was.
    """

    name = "patterns-to-alternation"
    pattern = "many-patterns-one-alternation"
    summary = "Match one pattern of alternatives instead of trying the patterns of a table one after the other."
    gain = 3.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            outer = module.loops(loop)
            if not outer or not isinstance(loop.iter, ast.Name) or not owns_line(module, loop):
                continue
            parts = _parts(module, loop)
            if parts is None or not owns_line(module, outer[-1]) or not _alone(module, loop, bool(parts[3])):
                continue
            match, call, place, body = parts
            listed = _patterns(module, loop.iter, place)
            if listed is None or over_lines((*body, *loop.orelse)):
                continue
            imports, compiler = need(module, "re", "compile")
            name, table = module.fresh("alternatives"), loop.iter.id
            row = f"row[{place}]" if isinstance(loop.target, ast.Tuple) else "row"
            made = f'{name} = {compiler}("|".join(f"({{{row}{listed}}})" for row in {table}))'
            rest = module.source(call.args[-1])
            found = f"{module.source(loop.target)} = {table}[{match}.lastindex - 1]"
            other = [block(module, unindented(module, stmt)) for stmt in loop.orelse]
            lines = [f"{match} = {name}.match({rest})", f"if {match}:", block(module, found)]
            lines += [block(module, unindented(module, stmt)) for stmt in body]
            lines += ["else:", *other] if other else []
            if not body:  # what is done with the match stands behind the loop
                lines = [lines[0], f"if not {match}:", *other, found]
            edits = (*imports, insert_before(module, outer[-1], made), replace(module, loop, "\n".join(lines)))
            yield Rewrite(edits, at(loop, f"one pattern for all of {table}"))


def _parts(module: ParsedModule, loop: ast.For) -> tuple[str, ast.Call, int, list[ast.stmt]] | None:
    """The match's name, the call that makes it, the place of the pattern in a row, what is done with a match."""
    match loop.body:
        case [ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call), ast.If(test=test, orelse=[]) as found]:
            body = [*found.body]
        case [
            ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call),
            ast.If(test=ast.UnaryOp(op=ast.Not(), operand=test), body=[ast.Continue()], orelse=[]),
            *body,
        ]:
            pass
        case _:
            return None
    if not (isinstance(test, ast.Name) and test.id == name) or not body or not isinstance(body[-1], ast.Break):
        return None
    inner = [below for stmt in body[:-1] for below in ast.walk(stmt)]
    leaves = bool(loop.orelse) and isinstance(loop.orelse[-1], ast.Raise | ast.Return | ast.Continue | ast.Break)
    if (len(body) < 2 and not leaves) or any(isinstance(below, ast.Break | ast.Continue) for below in inner):
        return None
    given: ast.expr | None = None
    if module.imported(call.func) == "re.match" and len(call.args) == 2 and not call.keywords:
        given = call.args[0]
    elif isinstance(call.func, ast.Attribute) and call.func.attr == "match" and len(call.args) == 1:
        given = call.func.value
    names = loop.target.elts if isinstance(loop.target, ast.Tuple) else [loop.target]
    place = next((at for at, one in enumerate(names) if isinstance(given, ast.Name) and _named(one) == given.id), None)
    return None if place is None else (name, call, place, body[:-1])


def _named(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _alone(module: ParsedModule, loop: ast.For, done: bool) -> bool:
    """Whether the table stays as it is, and the loop's variables are not read behind it where all is ``done`` in it."""
    assert isinstance(loop.iter, ast.Name)
    function = module.function(loop)
    if loop.iter.id in set().union(*mutated_names(function, module.is_pure)):
        return False
    if not done:
        return True
    for name in (below for below in ast.walk(loop.target) if isinstance(below, ast.Name)):
        if any(not module.inside(use, loop) and isinstance(use.ctx, ast.Load) for use in module.uses(name)):
            return False
    return True


def _patterns(module: ParsedModule, table: ast.Name, place: int) -> str | None:
    """How a row of the table gives its pattern: as it is, or as ``.pattern`` where rows are compiled.

    None where the module does not write all of them out, or they cannot stand in one: groups of their own, flags.
    """
    owner = module.scopes.owner(table)
    bindings = owner.bindings.get(table.id, []) if owner is module.scopes.module else []
    home = module.parent(bindings[0]) if len(bindings) == 1 else None
    if not isinstance(home, ast.Assign | ast.AnnAssign) or not isinstance(home.value, ast.List | ast.Tuple):
        return None
    forms: set[str] = set()
    for row in home.value.elts:
        cells = row.elts if isinstance(row, ast.Tuple | ast.List) else [row]
        match cells[place] if place < len(cells) else None:
            case ast.Constant(value=str() as text):
                forms.add("")
            case ast.Call(func=func, args=[ast.Constant(value=str() as text)], keywords=[]) if (
                module.imported(func) == "re.compile"
            ):
                forms.add(".pattern")
            case _:
                return None
        if not _can_stand_beside_others(text):
            return None
    return forms.pop() if len(forms) == 1 and len(home.value.elts) > 1 else None


def _can_stand_beside_others(pattern: str) -> bool:
    try:
        groups = re.compile(pattern).groups
    except re.error:
        return False
    return not groups and re.search(r"\(\?(?![:=!]|<[=!])", pattern) is None
