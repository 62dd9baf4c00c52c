"""``for v in a: if v > best: best = v`` → ``best = max([best, *a])``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, bound_value, owns_line, replace, replace_range
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.loops.shape import Clauses, clauses
from fasterpy.generate.rules.target import TargetScope


class ExtremeLoopToBuiltin(Rule):
    """The comparisons run in C. Of equal items the first stays, as in the loop."""

    name = "extreme-loop-to-builtin"
    pattern = "running-extreme"
    summary = "Take max() or min() instead of comparing in a loop."
    gain = 1.6
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            shape = clauses(module, loop)
            if shape is None or not shape.conditions or not owns_line(module, loop):
                continue
            if any(lives_on(module, below) for below in ast.walk(loop) if isinstance(below, ast.For)):
                continue
            match shape.body, shape.parts[-1]:
                case (
                    ast.Assign(targets=[ast.Name(id=name)], value=value),
                    ast.Compare(left=left, ops=[ast.Gt() | ast.Lt() as op], comparators=[right]),
                ):
                    pass
                case _:
                    continue
            sides = [ast.unparse(left), ast.unparse(right)]
            if sorted(sides) != sorted([name, ast.unparse(value)]) or name in free_names(value):
                continue
            larger = isinstance(op, ast.Gt) == (sides[1] == name)
            if any(name in free_names(part) for part in shape.parts[:-1]):
                continue
            word = "max" if larger else "min"
            shadowed = any(word in inner.bindings for inner in module.scopes.module.walk())
            if not module.is_pure(value) or shadowed:
                continue
            yield _rewrite(module, loop, shape, name, value, word)


def _rewrite(module: ParsedModule, loop: ast.For, shape: Clauses, name: str, value: ast.expr, word: str) -> Rewrite:
    before = module.previous(loop)
    bound = bound_value(before)
    start = module.source(bound[1]) if bound is not None and bound[0].id == name else ""
    items = module.source(shape.parts[0])
    target = shape.targets[0]
    plain = len(shape.parts) == 2 and isinstance(target, ast.Name) and isinstance(value, ast.Name)
    if plain and isinstance(value, ast.Name) and isinstance(target, ast.Name) and value.id == target.id:
        if start and before is not None and owns_line(module, before) and _first(start) and _holds(items, start):
            return Rewrite(
                (replace_range(module, before, loop, f"{name} = {word}({_list(items, start)})"),), at(loop, word)
            )
        listed = f"*{items}" if isinstance(shape.parts[0], ast.Name | ast.Subscript | ast.Call) else f"*({items})"
    else:
        text = shape.text.rpartition(f" if {module.source(shape.parts[-1])}")[0]
        listed = f"*[{argument(module, value)} {text}]"
    return Rewrite((replace(module, loop, f"{name} = {word}([{name}, {listed}])"),), at(loop, word))


def _first(start: str) -> bool:
    return start.endswith("]") and "[" in start


def _holds(items: str, start: str) -> bool:
    """``a[0]`` is the first of ``a`` and stands before ``a[1:]``; ``a[i]`` is the first of ``a[i : i + w]``."""
    base, _, place = start[:-1].rpartition("[")
    squeezed = items.replace(" ", "")
    if place == "0":
        return squeezed in (base, f"{base}[1:]", f"{base}[:]")
    return squeezed.startswith(f"{base}[{place}:".replace(" ", ""))


def _list(items: str, start: str) -> str:
    base = start[:-1].rpartition("[")[0]
    return base if items.replace(" ", "") in (f"{base}[1:]", f"{base}[:]") else items
