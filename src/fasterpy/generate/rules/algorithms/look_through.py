"""Conditions of a loop's rounds, seen through plain assignments: ``s = str(i)`` before ``if s == s[::-1]``."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, negated, same, substituted
from fasterpy.generate.rules.build import bound_value


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
            case [ast.Assign(targets=[ast.Tuple() as target], value=ast.Name() | ast.Subscript() as value), *rest] if (
                rest and module.is_pure(value) and not isinstance(getattr(value, "slice", None), ast.Slice)
            ):
                pieces = _pieces(module, target, substituted(value, values), loop)
                if pieces is None or pieces.keys() & (names_in(value) | values.keys()):
                    break
                values |= pieces
                body = rest
            case [ast.If(test=test, body=[ast.Continue()], orelse=[]), *rest] if rest:
                tests += [_said(part, values) for part in negated(test)]
                body = rest
            case [ast.If() as chain, *rest] if rest and (some := _one_of(chain)):
                tests.append(substituted(ast.BoolOp(ast.Or(), some), values))
                break
            case [ast.If(test=test, body=inner, orelse=[] | [ast.Continue() | ast.Pass()])]:
                tests += [_said(part, values) for part in conjuncts(test)]
                body = inner
            case _:
                break
    return Inside(tuple(tests), tuple(body), values)


def _pieces(module: ParsedModule, target: ast.Tuple, value: ast.expr, loop: ast.For) -> dict[str, ast.expr] | None:
    """The places of ``value`` that the names of ``nurse, start, end = value`` stand for; None for other targets."""
    found: dict[str, ast.expr] = {}
    for number, part in enumerate(target.elts):
        piece = ast.Subscript(value, ast.Constant(number), ast.Load())
        if isinstance(part, ast.Tuple):
            below = _pieces(module, part, piece, loop)
            if below is None or below.keys() & found.keys():
                return None
            found |= below
        elif not isinstance(part, ast.Name) or part.id in found:
            return None
        elif local(module, part, loop):
            found[part.id] = piece
        elif any(isinstance(use.ctx, ast.Load) for use in module.uses(part)):
            return None  # an ``_`` that nobody reads may be bound several times
    return found


def _said(test: ast.expr, values: dict[str, ast.expr]) -> ast.expr:
    """The condition in terms of what was known before; as it stands where nothing was assigned, so that more is known
    of its parts."""
    mentioned = any(isinstance(below, ast.Name) and below.id in values for below in ast.walk(test))
    return substituted(test, values) if mentioned else test


def _one_of(chain: ast.If) -> list[ast.expr]:
    """The conditions of ``if …: elif …: else: continue``, of which one must hold; empty for other statements."""
    found = [chain.test]
    while len(chain.orelse) == 1 and isinstance(chain.orelse[0], ast.If):
        chain = chain.orelse[0]
        found.append(chain.test)
    return found if len(found) > 1 and [type(stmt) for stmt in chain.orelse] == [ast.Continue] else []


def local(module: ParsedModule, name: ast.Name, loop: ast.For | ast.While) -> bool:
    """Whether a variable is assigned once and used only inside a loop."""
    uses = module.uses(name)
    stores = [use for use in uses if not isinstance(use.ctx, ast.Load)]
    return len(stores) == 1 and all(module.inside(use, loop) for use in uses)


def named_end(module: ParsedModule, end: ast.expr | None, node: ast.AST) -> ast.expr | None:
    """What the end of a slice was computed as just before in the same rounds: ``low = max(0, i - w)``."""
    if not isinstance(end, ast.Name):
        return end
    stores = [use for use in module.uses(end) if not isinstance(use.ctx, ast.Load)]
    stmt = module.statement(stores[0]) if len(stores) == 1 else None
    bound = bound_value(stmt)
    if stmt is None or bound is None or not module.loops(stmt) or module.loops(stmt) != module.loops(node):
        return end
    if not module.is_pure(bound[1]) or not module.before(stmt, node):
        return end
    body = module.body_of(stmt)
    later = next((place for place, other in enumerate(body) if module.inside(node, other)), None)
    between = body[body.index(stmt) + 1 : later]
    names = {below.id for below in ast.walk(bound[1]) if isinstance(below, ast.Name)}
    changed = {below.id for other in between for below in ast.walk(other)
               if isinstance(below, ast.Name) and not isinstance(below.ctx, ast.Load)}  # fmt: skip
    return end if later is None or names & changed else bound[1]


def listed_slice(module: ParsedModule, node: ast.expr) -> ast.expr:
    """``a[:i]`` of ``list(a[:i])``; any other expression itself."""
    match node:
        case ast.Call(func=func, args=[ast.Subscript(slice=ast.Slice()) as part], keywords=[]) if module.is_builtin(
            func, "list", "tuple"
        ):
            return part
    return node


def named_value(module: ParsedModule, node: ast.Name) -> tuple[ast.stmt, ast.expr] | None:
    """What a name was bound to just before in the same rounds, and the statement; None when that may have changed."""
    stores = [use for use in module.uses(node) if not isinstance(use.ctx, ast.Load)]
    stmt = module.statement(stores[0]) if len(stores) == 1 else None
    bound = bound_value(stmt)
    if stmt is None or bound is None:
        return None
    names = {below.id for below in ast.walk(bound[1]) if isinstance(below, ast.Name)}
    names -= {below.id for below in ast.walk(bound[1])
              if isinstance(below, ast.Name) and not isinstance(below.ctx, ast.Load)}  # fmt: skip
    body = module.body_of(stmt)
    between = body[body.index(stmt) + 1 :]
    loops = module.loops(stmt)
    later = next((place for place, other in enumerate(between) if module.inside(node, other)), None)
    if not loops or module.loops(node) != loops or later is None:
        return None
    changed = {below.id for other in between[:later] for below in ast.walk(other)
               if isinstance(below, ast.Name) and not isinstance(below.ctx, ast.Load)}  # fmt: skip
    return None if names & changed else (stmt, bound[1])


def named_slice(module: ParsedModule, node: ast.expr) -> ast.expr:
    """The slice that a name stands for, when it was taken just before in the same rounds; else the node itself."""
    if not isinstance(node, ast.Name):
        return listed_slice(module, node)
    found = named_value(module, node)
    part = listed_slice(module, found[1]) if found else node
    return part if isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Slice) else node


def _assigned(module: ParsedModule, name: ast.Name) -> ast.expr | None:
    """What is assigned to a name, also as one of several: ``low, high = min(a), max(a)``."""
    stmt = module.statement(name)
    match stmt:
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)) if len(names) == len(values):
            return next((value for one, value in zip(names, values, strict=True) if one is name), None)
    bound = bound_value(stmt)
    return bound[1] if bound is not None else None


def extreme_place(module: ParsedModule, call: ast.Call, name: ast.Name, whole: ast.expr | None = None) -> str:
    """``max`` for ``seen.index(max(seen))``, also where the extreme has a name, or it is looked for in ``whole``."""
    match call:
        case ast.Call(func=ast.Attribute(attr="index", value=searched), args=[wanted], keywords=[]):
            pass
        case _:
            return ""
    mine = isinstance(searched, ast.Name) and searched.id == name.id
    if not mine and (whole is None or not same(searched, whole)):
        return ""
    if isinstance(wanted, ast.Name):
        stores = [use for use in module.uses(wanted) if not isinstance(use.ctx, ast.Load)]
        if len(stores) != 1 or not module.before(stores[0], call) or module.loops(stores[0]) != module.loops(name):
            return ""
        found = _assigned(module, stores[0])
        if found is None:
            return ""
        wanted = found
    match wanted:
        case ast.Call(func=ast.Name(id="max" | "min" as word) as func, args=[ast.Name(id=again)], keywords=[]) if (
            again == name.id and module.is_builtin(func, word)
        ):
            return word
    return ""
