"""Statements that need more lines than they have."""

from __future__ import annotations

import ast
from itertools import pairwise
from typing import TYPE_CHECKING

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.build import hang
from fasterpy.generate.rules.edit import Edit
from fasterpy.generate.rules.programs.arrays.calls import Unsupported

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.translate import Translator


def on_lines(module: ParsedModule, stmt: ast.stmt, text: str) -> list[Edit]:
    """Edits that give a statement and its neighbours on the line lines of their own."""
    body = module.body_of(stmt)
    line = [one for one in body if module.line_of(module.span(one)[0]) == module.line_of(module.span(stmt)[0])]
    indent, edits = module.indent(stmt), []
    if not module.starts_line(line[0]):  # for x in a: b; c
        above = module.parent(stmt)
        if not isinstance(above, ast.stmt) or line[0] is not body[0] or not module.starts_line(above):
            raise Unsupported("several statements on one line")
        indent = module.indent(above) + module.indent_unit
        start = module.span(line[0])[0]
        place = len(module.text[:start].rstrip())
        edits.append(Edit(place, start, "\n" + indent))
    for one, other in pairwise(line):
        edits.append(Edit(module.span(one)[1], module.span(other)[0], "\n" + indent))
    return [*edits, Edit(*module.span(stmt), hang(text, indent))]


def hoisted(to: Translator, stmt: ast.stmt) -> list[Edit]:
    """``f(t := array(…))``: a comprehension's source cannot hold an assignment, so it gets a statement before."""
    if not isinstance(stmt, ast.Assign | ast.AugAssign | ast.Expr | ast.Return):
        return []
    edits = []
    for node in ast.walk(stmt):
        if isinstance(node, ast.NamedExpr) and to.shapes.of(node.value):
            for above in to.module.ancestors(node):
                if isinstance(above, ast.IfExp | ast.BoolOp | ast.ListComp | ast.GeneratorExp | ast.Lambda):
                    return []
                if above is stmt:
                    break
            text = f"{node.target.id} = {to.text(node.value)}"
            start = to.module.span(stmt)[0]
            lead = "\n" + to.module.indent(stmt) if to.module.starts_line(stmt) else "; "
            edits.append(Edit(start, start, text + lead))
            to.hoisted.add(node)
    return edits[:1] if len(edits) < 2 else edits
