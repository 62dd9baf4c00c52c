"""Conditions of a loop's rounds, seen through plain assignments: ``s = str(i)`` before ``if s == s[::-1]``."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import conjuncts, negated, substituted


@dataclass(frozen=True)
class Inside:
    """What stands at the heart of a loop."""

    tests: tuple[ast.expr, ...]
    """Conditions without which a round has no effect, in terms of what was known before the round."""
    body: tuple[ast.stmt, ...]
    """The statements behind them."""
    values: dict[str, ast.expr]
    """Names assigned on the way, which live only inside the loop."""


def inside(module: ParsedModule, loop: ast.For) -> Inside:
    """Follow leading assignments, ``if ...: continue`` and a last lone ``if`` inwards."""
    tests: list[ast.expr] = []
    values: dict[str, ast.expr] = {}
    body: Sequence[ast.stmt] = loop.body
    while body:
        match body:
            case [ast.Assign(targets=[ast.Name() as name], value=value), *rest] if rest and local(module, name, loop):
                if not module.is_pure(value) or name.id in values:
                    break
                values[name.id] = substituted(value, values)
                body = rest
            case [ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=parts)), *rest] if rest and len(
                targets
            ) == len(parts):
                pairs = list(zip(targets, parts, strict=True))
                names = {
                    target.id for target in targets if isinstance(target, ast.Name) and local(module, target, loop)
                }
                read = {below.id for part in parts for below in ast.walk(part) if isinstance(below, ast.Name)}
                if len(names) < len(pairs) or names & (read | values.keys()) or not all(map(module.is_pure, parts)):
                    break
                values |= {t.id: substituted(part, values) for t, part in pairs if isinstance(t, ast.Name)}
                body = rest
            case [ast.If(test=test, body=[ast.Continue()], orelse=[]), *rest] if rest:
                tests += [substituted(part, values) for part in negated(test)]
                body = rest
            case [ast.If() as chain, *rest] if rest and (some := _one_of(chain)):
                tests.append(substituted(ast.BoolOp(ast.Or(), some), values))
                break
            case [ast.If(test=test, body=inner, orelse=[])]:
                tests += [substituted(part, values) for part in conjuncts(test)]
                body = inner
            case _:
                break
    return Inside(tuple(tests), tuple(body), values)


def _one_of(chain: ast.If) -> list[ast.expr]:
    """The conditions of ``if …: elif …: else: continue``, of which one must hold; empty for other statements."""
    found = [chain.test]
    while len(chain.orelse) == 1 and isinstance(chain.orelse[0], ast.If):
        chain = chain.orelse[0]
        found.append(chain.test)
    return found if len(found) > 1 and [type(stmt) for stmt in chain.orelse] == [ast.Continue] else []


def local(module: ParsedModule, name: ast.Name, loop: ast.For) -> bool:
    """Whether a variable is assigned once and used only inside a loop."""
    uses = module.uses(name)
    stores = [use for use in uses if not isinstance(use.ctx, ast.Load)]
    return len(stores) == 1 and all(module.inside(use, loop) for use in uses)


def named_slice(module: ParsedModule, node: ast.expr) -> ast.expr:
    """The slice that a name stands for, when it was taken just before in the same rounds; else the node itself."""
    if not isinstance(node, ast.Name):
        return node
    stores = [use for use in module.uses(node) if not isinstance(use.ctx, ast.Load)]
    stmt = module.statement(stores[0]) if len(stores) == 1 else None
    match stmt:
        case ast.Assign(targets=[ast.Name()], value=ast.Subscript(slice=ast.Slice()) as part):
            names = {below.id for below in ast.walk(part) if isinstance(below, ast.Name)}
            body = module.body_of(stmt)
            between = body[body.index(stmt) + 1 :]
            loops = module.loops(stmt)
            later = next((place for place, other in enumerate(between) if module.inside(node, other)), None)
            if loops and module.loops(node) == loops and later is not None:
                changed = {below.id for other in between[:later] for below in ast.walk(other)
                           if isinstance(below, ast.Name) and not isinstance(below.ctx, ast.Load)}  # fmt: skip
                return node if names & changed else part
    return node
