"""A text copied letter by letter, some letters replaced and remembered → ``str.translate`` and ``in``."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, atom, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_OTHER = "\0"
"""Stands for any letter that the code does not name."""


class _UnclearError(Exception):
    """The loop does something else."""


@dataclass
class _Round:
    """What one round does for a letter: what is added, and which flags are set."""

    letter: str
    added: str = ""
    flags: dict[str, str] = field(default_factory=dict)
    ended: bool = False


class CharLoopToTranslate(Rule):
    """Escaping and cleaning: every letter has its replacement, all others stay."""

    name = "char-loop-to-translate"
    pattern = "replace-chain-to-translate"
    summary = "Replace letters with one translate() instead of copying the text letter by letter."
    gain = 4.0
    risk = Risk.LIKELY
    order = 28

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            if loop.orelse or not isinstance(loop.target, ast.Name) or not owns_line(module, loop):
                continue
            if module.kind(loop.iter) not in ("str", "") or not module.is_pure(loop.iter) or lives_on(module, loop):
                continue
            if isinstance(loop.iter, ast.Call) and module.kind(loop.iter) != "str":
                continue
            try:
                text = _text(module, loop, loop.target.id)
            except _UnclearError:
                continue
            yield Rewrite((replace(module, loop, text),), at(loop, "translate()"))


def _text(module: ParsedModule, loop: ast.For, letter: str) -> str:
    grown = _grown(module, loop)
    spelled = _named(module, loop, letter)
    if not grown or not spelled or len(spelled) > 20:
        raise _UnclearError
    rounds = {}
    for one in (*spelled, _OTHER):
        rounds[one] = _Round(one)
        _run(module, loop.body, letter, grown, rounds[one])
    other = rounds.pop(_OTHER)
    if other.added != _OTHER or other.flags:
        raise _UnclearError
    source = atom(module, loop.iter)
    changed = {one: done.added for one, done in rounds.items() if done.added != one}
    found = module.source(loop.iter)
    if len(changed) == 1:
        found = "".join(f"{source}.replace({spelled[one]}, {added!r})" for one, added in changed.items())
    elif changed:
        keys = {one: str(ord(one)) if spelled[one] == repr(one) else f"ord({spelled[one]})" for one in changed}
        found = f"{source}.translate({{{', '.join(f'{keys[one]}: {added!r}' for one, added in changed.items())}}})"
    lines = [f"{grown} += {found}"]
    flags = dict.fromkeys(name for done in rounds.values() for name in done.flags)
    for name in flags:
        values = {done.flags[name] for done in rounds.values() if name in done.flags}
        if len(values) != 1:
            raise _UnclearError  # the last letter that sets it decides
        tests = [f"{spelled[one]} in {source}" for one, done in rounds.items() if name in done.flags]
        lines += [f"if {' or '.join(tests)}:", f"{module.indent_unit}{name} = {values.pop()}"]
    return "\n".join(lines)


def _grown(module: ParsedModule, loop: ast.For) -> str:
    """The text that grows: a variable that is a text by what is added to it and that nothing else in the loop reads."""
    names = {stmt.target.id for stmt in ast.walk(loop) if isinstance(stmt, ast.AugAssign)
             and isinstance(stmt.target, ast.Name) and isinstance(stmt.op, ast.Add)}  # fmt: skip
    return names.pop() if len(names) == 1 else ""


def _named(module: ParsedModule, loop: ast.For, letter: str) -> dict[str, str]:
    """The letters that the loop asks for, and how it spells each: by a name of the file, or as they are."""
    found: dict[str, str] = {}
    for node in ast.walk(loop):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and node.left.id == letter:
            for side in node.comparators:
                for one, text in _letters(module, side).items():
                    found.setdefault(one, text)
    if any(len(one) != 1 for one in found):
        raise _UnclearError
    return found


def _letters(module: ParsedModule, node: ast.expr) -> dict[str, str]:
    value = module.constant(node)
    if isinstance(value, str) and value:
        if len(value) > 1 and not isinstance(node, ast.Constant):
            raise _UnclearError  # a name for several letters would be lost
        return {one: repr(one) if isinstance(node, ast.Constant) else module.source(node) for one in value}
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return {one: text for part in node.elts for one, text in _letters(module, part).items()}
    raise _UnclearError


def _run(module: ParsedModule, body: Sequence[ast.stmt], letter: str, grown: str, done: _Round) -> None:
    for stmt in body:
        if done.ended:
            return
        match stmt:
            case ast.If(test=test, body=inner, orelse=other):
                _run(module, inner if _holds(module, test, letter, done.letter) else other, letter, grown, done)
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value) if name == grown:
                done.added += _added(module, value, letter, done.letter)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant() as value) if name not in (grown, letter):
                done.flags[name] = module.source(value)
            case ast.Continue():
                done.ended = True
            case ast.Pass():
                pass
            case _:
                raise _UnclearError


def _added(module: ParsedModule, node: ast.expr, letter: str, value: str) -> str:
    match node:
        case ast.Name(id=name) if name == letter:
            return value
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _added(module, left, letter, value) + _added(module, right, letter, value)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise _UnclearError


def _holds(module: ParsedModule, test: ast.expr, letter: str, value: str) -> bool:
    match test:
        case ast.BoolOp(op=ast.Or(), values=parts):
            return any(_holds(module, part, letter, value) for part in parts)
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_holds(module, part, letter, value) for part in parts)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _holds(module, operand, letter, value)
        case ast.Compare(left=ast.Name(id=name), ops=[op], comparators=[side]) if name == letter:
            inside = value in _letters(module, side)
            if isinstance(op, ast.Eq | ast.NotEq) and len(str(module.constant(side))) != 1:
                raise _UnclearError
            if isinstance(op, ast.Eq | ast.In):
                return inside
            if isinstance(op, ast.NotEq | ast.NotIn):
                return not inside
    raise _UnclearError
