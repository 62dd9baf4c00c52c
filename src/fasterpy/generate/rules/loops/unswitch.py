"""A condition that does not depend on the loop is tested outside it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, owns_line
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class Unswitch(Rule):
    """``for j in b: if p(i): …`` inside another loop: the inner loop runs only when its condition can hold."""

    name = "loop-invariant-condition"
    pattern = "loop-invariant-condition"
    summary = "Test a condition that does not change in the loop before the loop."
    gain = 1.6
    order = 30

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            match loop:
                case ast.For(body=[ast.If(test=test, orelse=[]) as branch], orelse=[]):
                    pass
                case _:
                    continue
            if not owns_line(module, loop) or not owns_line(module, branch) or module.source(branch).startswith("elif"):
                continue
            if not module.is_invariant(test, loop) or not module.is_pure(loop.iter):
                continue
            # Swap the two headers: the bodies stay where they are.
            head = Edit(*_head(module, loop, loop.iter), "")
            inner = Edit(*_head(module, branch, test), "")
            first = module.text[head.start : head.end]
            second = module.text[inner.start : inner.end]
            if "\n" in first or "\n" in second:
                continue
            yield Rewrite(
                (Edit(head.start, head.end, second), Edit(inner.start, inner.end, first)), at(branch, "condition first")
            )


def _head(module: ParsedModule, stmt: ast.stmt, last: ast.expr) -> tuple[int, int]:
    """From the keyword to the colon, without it."""
    start, end = module.span(stmt)[0], module.span(last)[1]
    return start, module.text.index(":", end)


class MethodToLocal(Rule):
    """``out.append`` looked up once instead of in every round."""

    name = "bound-method-to-local"
    pattern = "local-binding"
    summary = "Bind a method or module function that the loop calls to a local name."
    gain = 1.06
    risk = Risk.LIKELY
    alone_only = True
    order = 55

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.stmt, str], list[ast.Attribute]] = {}
        for node in scope.nodes(ast.Attribute):
            parent = module.parent(node)
            called = isinstance(parent, ast.Call) and parent.func is node
            if not called or not isinstance(node.value, ast.Name) or not isinstance(node.ctx, ast.Load):
                continue
            best: ast.stmt | None = None
            for loop in module.loops(node):
                stores = [use for use in module.uses(node.value) if not isinstance(use.ctx, ast.Load)]
                if any(module.inside(use, loop) for use in stores) or not owns_line(module, loop):
                    break
                if module.function(loop) is not module.function(node):
                    break
                best = loop
            if best is not None:
                groups.setdefault((best, module.source(node)), []).append(node)
        for (place, text), nodes in groups.items():
            name = module.fresh(text.replace(".", "_"))
            start = module.line_start(module.span(place)[0])
            indent = module.indent(place)
            edits = [Edit(start, start, f"{indent}{name} = {text}\n")]
            edits += [Edit(*module.span(node), name) for node in nodes]
            yield Rewrite(tuple(edits), at(nodes[0], text))
