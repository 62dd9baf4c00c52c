"""``if c == "N": y += 1`` / ``elif c == "S": y -= 1`` in a loop → ``y += text.count("N") - text.count("S")``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, atom, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.loops.shape import leaks
from fasterpy.generate.rules.target import TargetScope

_Branch = tuple[str, str, int]
"""Variable, the constant's text, what is added."""


class TallyChainToCount(Rule):
    """Each count() is a pass in C, many times as fast as a round of a loop."""

    name = "tally-chain-to-count"
    pattern = "count-by-method"
    summary = "Count each symbol with count() instead of branching on every item."
    gain = 6.0
    risk = Risk.LIKELY
    order = 38

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            if loop.orelse or not isinstance(loop.target, ast.Name) or not owns_line(module, loop):
                continue
            if module.kind(loop.iter) not in ("str", "list", "tuple", "") or not _again(loop.iter):
                continue
            found = _branches(loop.body, loop.target.id)
            if found is None or leaks(module, loop):
                continue
            wanted = [constant for _, constant, _ in found]
            names = {name for name, _, _ in found}
            if len(wanted) != len(set(wanted)) or len(found) > 6 or names & free_names(loop.iter):
                continue
            items = atom(module, loop.iter)
            lines = [_line(name, items, found) for name in dict.fromkeys(name for name, _, _ in found)]
            yield Rewrite((replace(module, loop, "\n".join(lines)),), at(loop, f"{items} counted"))


def _again(items: ast.expr) -> bool:
    """Something that can be read several times at no cost."""
    while isinstance(items, ast.Attribute):
        items = items.value
    return isinstance(items, ast.Name)


def _branches(body: list[ast.stmt], symbol: str) -> list[_Branch] | None:
    """The branches of one if-elif chain or of several ifs on the same variable."""
    found: list[_Branch] = []
    waiting = list(body)
    while waiting:
        match waiting.pop(0):
            case ast.If(
                test=ast.Compare(left=ast.Name(id=name), ops=[ast.Eq()], comparators=[ast.Constant(value=value)]),
                body=[
                    ast.AugAssign(
                        target=ast.Name(id=total),
                        op=ast.Add() | ast.Sub() as op,
                        value=ast.Constant(value=int() as step),
                    )
                ],
                orelse=rest,
            ) if name == symbol and total != symbol and not isinstance(step, bool):
                if isinstance(value, str) and len(value) != 1:
                    return None
                found.append((total, repr(value), step if isinstance(op, ast.Add) else -step))
                waiting = [*rest, *waiting]
            case _:
                return None
    return found or None


def _line(name: str, items: str, found: list[_Branch]) -> str:
    text = ""
    for total, constant, step in found:
        if total != name:
            continue
        call = f"{items}.count({constant})" if abs(step) == 1 else f"{abs(step)} * {items}.count({constant})"
        sign = "+" if step >= 0 else "-"
        text = f"{text} {sign} {call}" if text else call if sign == "+" else f"-{call}"
    return f"{name} += {text}"
