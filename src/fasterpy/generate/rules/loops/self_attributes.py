"""``self.x`` read and set in every round of a method's loop → a local, stored back after the loop."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.source import FUNCTIONS
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, hang, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite, apply_edits
from fasterpy.generate.rules.target import TargetScope


class SelfAttributesToLocals(Rule):
    """Where nothing in the loop can see the object, its state may wait in locals; ``finally`` stores it in any case."""

    name = "self-attributes-to-locals"
    pattern = "property-in-loop"
    summary = "Keep attributes of self in locals during the loop."
    gain = 1.25
    risk = Risk.LIKELY
    order = 54

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for function in scope.nodes(ast.FunctionDef):
            home = module.parent(function)
            if not isinstance(home, ast.ClassDef) or not function.args.args or function.decorator_list:
                continue
            me = function.args.args[0].arg
            for loop in module.nodes(ast.For, ast.While):
                if module.function(loop) is not function or module.loops(loop) or not owns_line(module, loop):
                    continue
                edits = _edits(module, home, loop, me)
                if edits:
                    yield Rewrite(tuple(edits), at(loop, "attributes in locals"))


def _edits(module: ParsedModule, home: ast.ClassDef, loop: ast.For | ast.While, me: str) -> list[Edit]:
    uses: dict[str, list[ast.Attribute]] = {}
    for node in ast.walk(loop):
        if isinstance(node, (ast.Yield, ast.YieldFrom, ast.Await, ast.JoinedStr, *FUNCTIONS)):
            return []
        if isinstance(node, ast.Name) and node.id == me:
            attribute = module.parent(node)
            if not isinstance(attribute, ast.Attribute):
                return []  # handed to somebody
            call = module.parent(attribute)
            if isinstance(call, ast.Call) and call.func is attribute:
                return []  # a method of its own sees the state
            uses.setdefault(attribute.attr, []).append(attribute)
    known = fields(home)
    once = loop.iter if isinstance(loop, ast.For) else None
    edits: list[Edit] = []
    first: list[str] = []
    last: list[str] = []
    for attr, nodes in uses.items():
        inside = [node for node in nodes if once is None or not module.inside(node, once)]
        stored = any(not isinstance(node.ctx, ast.Load) for node in nodes)
        if attr not in known or not inside or (len(inside) < 2 and not stored and len(module.loops(inside[0])) < 1):
            continue
        if any(isinstance(node.ctx, ast.Del) for node in nodes):
            continue
        local = module.fresh(attr.lstrip("_") or attr)
        first.append(f"{local} = {me}.{attr}")
        if stored:
            last.append(f"{me}.{attr} = {local}")
        edits += [replace(module, node, local) for node in nodes]
    if sum(len(uses[attr]) for attr in uses) < 2 or not first:
        return []
    return around(module, loop, edits, first, last)


def around(
    module: ParsedModule, loop: ast.For | ast.While, edits: list[Edit], first: list[str], last: list[str]
) -> list[Edit]:
    """The edits of a loop with lines before it, and lines that run however it ends; none where it is hard to write."""
    if not last:
        return [insert_before(module, loop, "\n".join(first)), *edits]
    # The loop goes into a ``try``: its lines move in, so no text of several lines may be in it.
    if any(
        isinstance(node, ast.Constant) and isinstance(node.value, str | bytes) and node.lineno != node.end_lineno
        for node in ast.walk(loop)
    ):
        return []
    text = _edited(module, loop, edits)
    unit = module.indent_unit
    lines = [unit + line if line.strip() else line for line in text.split("\n")]
    whole = "\n".join([*first, "try:", *lines, "finally:", *(unit + line for line in last)])
    start, end = module.span(loop)
    return [Edit(start, end, hang(whole, module.indent(loop)))]


def _edited(module: ParsedModule, loop: ast.stmt, edits: list[Edit]) -> str:
    """The loop's text with the edits made, without the indentation of its place."""
    start, end = module.span(loop)
    after = apply_edits(module, edits)
    grown = len(after) - len(module.text)
    indent = module.indent(loop)
    text = after[start : end + grown]
    return "\n".join(line.removeprefix(indent) if place else line for place, line in enumerate(text.split("\n")))


def fields(home: ast.ClassDef) -> set[str]:
    """Attributes that every object of the class has from the start: set in ``__init__`` or declared; no properties."""
    found: set[str] = set()
    hidden: set[str] = set()
    for stmt in home.body:
        match stmt:
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                found.add(name)
            case ast.FunctionDef(name="__init__" | "__post_init__"):
                found |= {node.attr for node in ast.walk(stmt)
                          if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}  # fmt: skip
            case ast.FunctionDef(name="__setattr__" | "__getattr__" | "__getattribute__"):
                return set()
            case ast.FunctionDef(name=name):
                hidden.add(name)
    return found - hidden
