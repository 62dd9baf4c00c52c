"""Loops over all choices (``product(C, repeat=n)``, bits below ``2 ** n``) that go through each choice step by step."""

from __future__ import annotations

import ast
import copy
from collections.abc import Sequence
from dataclasses import dataclass, field

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text


@dataclass
class Enumeration:
    """One such loop, taken apart."""

    loop: ast.For
    choice: str
    """The name of a whole choice."""
    options: str
    """What each step chooses from."""
    steps: str
    """How many steps there are."""
    index: str = ""
    """The name of the step's number; empty where the steps are not counted."""
    item: str = ""
    """The name of what a step chose, where the loop has one."""
    first: dict[str, ast.expr] = field(default_factory=dict)
    """What is carried from step to step, with its value before the first."""
    fold: list[ast.stmt] = field(default_factory=list)
    """What a step does."""
    tail: list[ast.stmt] = field(default_factory=list)
    """What is done with each choice in the end."""


def enumeration(module: ParsedModule, loop: ast.For) -> Enumeration | None:
    """The loop taken apart; None when it is none of these."""
    found = _head(module, loop)
    if found is None or loop.orelse:
        return None
    before: dict[str, ast.expr] = {}
    for number, stmt in enumerate(loop.body):
        match stmt:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if found.choice not in names_in(value):
                if not module.is_pure(value):
                    return None
                before[name] = value
                continue
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call) if _sum(module, found, name, call):
                pass
            case ast.For() if _steps(module, found, stmt):
                found.fold = stmt.body
            case _:
                return None
        carried = _stored(found.fold)
        found.first = {**{name: value for name, value in before.items() if name in carried}, **found.first}
        if set(found.first) != carried:
            return None
        rest = [ast.Assign(targets=[ast.Name(n, ast.Store())], value=v) for n, v in before.items() if n not in carried]
        found.tail = [*rest, *loop.body[number + 1 :]]
        return found if _fits(found, set(before) - carried) else None
    return None


def _head(module: ParsedModule, loop: ast.For) -> Enumeration | None:
    if not isinstance(loop.target, ast.Name):
        return None
    match loop.iter:
        case ast.Call(func=func, args=[options], keywords=[ast.keyword(arg="repeat", value=steps)]):
            if module.imported(func) == "itertools.product" and module.is_pure(options) and module.is_pure(steps):
                if isinstance(options, ast.Call) and module.is_builtin(options.func, "list") and len(options.args) == 1:
                    options = options.args[0]
                return Enumeration(loop, loop.target.id, text(options), text(steps))
        case ast.Call(func=func, args=[end], keywords=[]) if module.is_builtin(func, "range"):
            match end:
                case (
                    ast.BinOp(left=ast.Constant(value=2), op=ast.Pow(), right=steps)
                    | ast.BinOp(left=ast.Constant(value=1), op=ast.LShift(), right=steps)
                    | ast.Call(func=ast.Name(id="pow"), args=[ast.Constant(value=2), steps])
                ) if module.is_pure(steps):
                    return Enumeration(loop, loop.target.id, "(0, 1)", text(steps))
    return None


def _steps(module: ParsedModule, found: Enumeration, loop: ast.For) -> bool:
    """Whether an inner loop goes through a choice: enters its names."""
    if loop.orelse or any(isinstance(b, ast.Break | ast.Continue | ast.Return) for b in ast.walk(loop)):
        return False
    match loop.target, loop.iter:
        case ast.Name(id=item), ast.Name(id=name) if name == found.choice:
            found.item = item
        case ast.Tuple(elts=[ast.Name(id=index), ast.Name(id=item)]), ast.Call(args=[ast.Name(id=name)]) if (
            name == found.choice and module.is_builtin(loop.iter.func, "enumerate")
        ):
            found.index, found.item = index, item
        case ast.Name(id=index), ast.Call(func=func, args=[end], keywords=[]) if module.is_builtin(func, "range"):
            if text(end) not in (found.steps, f"len({found.choice})"):
                return False
            found.index = index
        case _:
            return False
    return True


def _sum(module: ParsedModule, found: Enumeration, name: str, call: ast.Call) -> bool:
    """``s = sum(a[j] for j in range(n) if bits >> j & 1)``: enters the step that it consists of."""
    match call:
        case ast.Call(
            func=func, args=[ast.GeneratorExp(elt=elt, generators=[part]) | ast.ListComp(elt=elt, generators=[part])]
        ) if module.is_builtin(func, "sum") and not part.is_async:
            step: ast.stmt = ast.AugAssign(target=ast.Name(name, ast.Store()), op=ast.Add(), value=elt)
            for test in reversed(part.ifs):
                step = ast.If(test=test, body=[step], orelse=[])
            if _steps(module, found, ast.For(target=part.target, iter=part.iter, body=[step], orelse=[])):
                found.fold, found.first = [step], {name: ast.Constant(0)}
                return True
    return False


def _stored(body: Sequence[ast.stmt]) -> set[str]:
    nodes = (node for stmt in body for node in ast.walk(stmt))
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _fits(found: Enumeration, others: set[str]) -> bool:
    """Whether steps do nothing but change what is carried, and the end does not ask for the choice itself."""
    for stmt in found.fold:
        for node in ast.walk(stmt):
            if isinstance(node, ast.stmt) and not isinstance(node, ast.Assign | ast.AugAssign | ast.If | ast.Pass):
                return False
            if isinstance(node, ast.Assign | ast.AugAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if not all(isinstance(target, ast.Name) for target in targets):
                    return False
            if isinstance(node, ast.Name) and node.id in others:
                return False
    asked = {found.choice, found.index, found.item} - {""}
    return bool(found.first) and not any(asked & names_in(stmt) for stmt in found.tail)


def chosen(found: Enumeration, word: str) -> list[ast.stmt] | None:
    """A step with ``word`` in the place of what it chose; None when it asks for more of the choice."""
    swap = _Swap(found, word)
    body = [swap.visit(copy.deepcopy(stmt)) for stmt in found.fold]
    return None if any(found.choice in names_in(stmt) for stmt in body) else body


class _Swap(ast.NodeTransformer):
    def __init__(self, found: Enumeration, word: str) -> None:
        self.choice, self.index, self.item, self.word = found.choice, found.index, found.item, word
        self.bits = found.options == "(0, 1)"

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        if not self.bits and text(node) == f"{self.choice}[{self.index}]":
            return ast.Name(self.word, ast.Load())
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self.word, node.ctx) if self.item and node.id == self.item else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        told = text(node)
        if self.bits and told in (f"{self.choice} >> {self.index} & 1", f"1 & {self.choice} >> {self.index}"):
            return ast.Name(self.word, ast.Load())
        return self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST:
        masks = (f"{self.choice} & 1 << {self.index}", f"1 << {self.index} & {self.choice}")
        truths = [form for mask in masks for form in (mask, f"{mask} != 0", f"{mask} > 0", f"({mask}) != 0")]
        if self.bits and text(node.test) in truths:
            node.test = ast.Name(self.word, ast.Load())
        return self.generic_visit(node)
