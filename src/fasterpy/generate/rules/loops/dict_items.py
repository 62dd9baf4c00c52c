"""``for k in d: … d[k]`` → ``for k, v in d.items()``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk


class DictItems(ExpressionRule):
    """The value comes with the key: no look-up."""

    name = "dict-items-in-loop"
    pattern = "dict-items-in-loop"
    summary = "Iterate over items() instead of looking every key up again."
    gain = 1.1
    risk = Risk.LIKELY
    order = 44
    nodes = (ast.For,)

    def better(self, module: ParsedModule, node: ast.For) -> str | None:
        if not (isinstance(node.iter, ast.Name | ast.Call) and isinstance(node.target, ast.Name)):
            return None
        subject: ast.expr = node.iter
        if isinstance(subject, ast.Call):
            if not (isinstance(subject.func, ast.Attribute) and subject.func.attr == "keys" and not subject.args):
                return None
            subject = subject.func.value
        if module.kind(subject) not in ("dict", "Counter", "defaultdict") or not isinstance(subject, ast.Name):
            return None
        reads = []
        for below in ast.walk(node):
            if isinstance(below, ast.Subscript) and isinstance(below.value, ast.Name) and below.value.id == subject.id:
                if not (
                    isinstance(below.slice, ast.Name)
                    and below.slice.id == node.target.id
                    and isinstance(below.ctx, ast.Load)
                ):
                    return None
                reads.append(below)
            elif isinstance(below, ast.Name) and below.id == subject.id and below is not subject:
                parent = module.parent(below)
                if not (isinstance(parent, ast.Subscript) and parent.value is below):
                    return None
        if not reads or "\n" not in module.source(node):
            return None
        value = module.fresh(f"{subject.id}_value")
        start = module.span(node)[0]
        text, position = "", start
        for low, high, fresh in sorted(
            [(*module.span(read), value) for read in reads]
            + [
                (*module.span(node.target), f"{node.target.id}, {value}"),
                (*module.span(node.iter), f"{subject.id}.items()"),
            ]
        ):
            text += module.text[position:low] + fresh
            position = high
        return _raw(text + module.text[position : module.span(node)[1]], module.indent(node))


def _raw(text: str, indent: str) -> str:
    """``replace`` indents the lines of a new statement again: take away what they have."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(line.removeprefix(indent) for line in rest)])
