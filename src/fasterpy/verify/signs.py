"""Numbers below zero for programs whose code shows that they were meant: a best that starts from data or far below,
items that are compared with zero.

Most programs say nothing about signs, and rewrites rely on positive numbers there. One that starts its search for the
largest from the first item, or from minus infinity, does not start from zero on purpose.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence

from fasterpy.records import Case, StdinCase
from fasterpy.verify.bounds import bounds
from fasterpy.verify.commands import more_of_one_name
from fasterpy.verify.decisive import worked_out
from fasterpy.verify.marks import more_after
from fasterpy.verify.prose import texts
from fasterpy.verify.said import said
from fasterpy.verify.scripts import scripts
from fasterpy.verify.tokens import SOURCE as TOKENS
from fasterpy.verify.tokens import more_tokens

SOURCE = "sign"
_CASES, _MOST_BYTES, _LARGE = 8, 600, 1000
_ROW = re.compile(rb"^\d+( \d+)+ *$", re.M)
_COLUMN = re.compile(rb"(?:^\d+\n){2,}", re.M)
_NUMBER = re.compile(rb"\d+")
_BELOW = re.compile(rb"-\d+ +-\d+")
_ROUNDERS = frozenset({"int", "round", "floor", "ceil", "trunc"})
_WHICH: tuple[Callable[[int], bool], ...] = (lambda i: True, lambda i: i % 2 == 0, lambda i: i % 2 == 1)
"""All numbers, every other one."""


def minds_signs(tree: ast.Module) -> bool:
    """Whether a largest value is looked for from an item of the data or far below zero, or items are held to zero."""
    if _held_to_zero(tree) or _writes_signs(tree):
        return True
    starts: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _low(node.value):
            starts.update(t.id for t in node.targets if isinstance(t, ast.Name))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "max":
            if any(isinstance(arg, ast.Name) and arg.id in starts for arg in node.args):
                return True
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            left, right = node.left, node.comparators[0]
            larger = right if isinstance(node.ops[0], ast.Gt | ast.GtE) else left
            if isinstance(node.ops[0], ast.Gt | ast.GtE | ast.Lt | ast.LtE) and isinstance(larger, ast.Name):
                if larger.id in starts:
                    return True
    return False


def _writes_signs(tree: ast.Module) -> bool:
    """Whether a sign is written where a number is below zero: ``"-" if total < 0 else ""``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.IfExp) or not isinstance(node.test, ast.Compare | ast.BoolOp):
            continue
        texts = [part.value for part in (node.body, node.orelse) if isinstance(part, ast.Constant)]
        zeros = [part.value for part in ast.walk(node.test) if isinstance(part, ast.Constant)]
        if "-" in texts and 0 in zeros:
            return True
    return False


def _held_to_zero(tree: ast.Module) -> bool:
    """Whether an item of the data meets zero: ``max(0, a)`` or ``a < 0`` for a loop's variable, or ``max(0, a[i])``."""
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.For | ast.comprehension)]
    items = {
        loop.target.id for loop in loops if isinstance(loop.target, ast.Name) and "range" not in ast.unparse(loop.iter)
    }

    def item(node: ast.expr) -> bool:
        return isinstance(node, ast.Subscript) or (isinstance(node, ast.Name) and node.id in items)

    def zero(node: ast.expr) -> bool:
        return isinstance(node, ast.Constant) and type(node.value) is int and node.value == 0

    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("max", "min"):
            if len(node.args) == 2 and any(map(zero, node.args)) and any(map(item, node.args)):
                return True
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Lt):
            if isinstance(node.left, ast.Name) and item(node.left) and zero(node.comparators[0]):
                return True
    return False


def _low(node: ast.expr) -> bool:
    """An item with a fixed place (also several of them combined), or a number far below zero."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = worked_out(node)
        return "inf" in ast.unparse(node) or (isinstance(value, int | float) and value <= -_LARGE)
    if isinstance(node, ast.Call):
        return ast.unparse(node).replace("'", '"').lower() == 'float("-inf")'
    if isinstance(node, ast.BinOp):
        return _low(node.left) and _low(node.right)
    return isinstance(node, ast.Subscript) and isinstance(worked_out(node.slice), int)


def rounds_otherwise(tree: ast.Module, candidate: ast.Module) -> bool:
    """Whether the versions round in other expressions: down, towards zero and to even part below zero.

    Not where a largest value is looked for from zero on: that expects none below it.
    """
    ours, theirs = _roundings(tree), _roundings(candidate)
    return bool(theirs) and ours != theirs and not _largest_from_zero(tree)


def _largest_from_zero(tree: ast.Module) -> bool:
    zeros = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value == 0
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return any(
        isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "max"
        and any(isinstance(arg, ast.Name) and arg.id in zeros for arg in node.args)
        for node in ast.walk(tree)
    )


def _roundings(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv | ast.Mod):
            if not isinstance(node.left, ast.Constant | ast.JoinedStr):  # no text with values put in
                found.add(ast.unparse(node))
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            first = node.args[0] if node.args else None
            if name == "divmod" or (
                name in _ROUNDERS and isinstance(first, ast.BinOp) and isinstance(first.op, ast.Div)
            ):
                found.add(ast.unparse(node))
    return found


def signs(tree: ast.Module, cases: Sequence[Case], candidate: ast.Module | None = None) -> list[StdinCase]:
    """Variants of these inputs with a row or a column of numbers below zero, all of them or every other one.

    Where the candidate rounds otherwise, inputs below zero that were tried are enough to show that they are meant.
    """
    below = [hit.start() for c in cases if isinstance(c, StdinCase) and (hit := _BELOW.search(c.stdin))]
    if not minds_signs(tree) and not (below and candidate is not None and rounds_otherwise(tree, candidate)):
        return []
    base = [c for c in cases if isinstance(c, StdinCase) and len(c.stdin) < _MOST_BYTES and b"-" not in c.stdin]
    found: dict[StdinCase, None] = {}
    many = _CASES if not _writes_signs(tree) else 4 * _CASES  # a program that writes signs has code of its own for them
    stride = max(1, len(base) // many)
    for case in base[::stride][:many]:
        first = 0 if 0 in below else case.stdin.find(b"\n") + 1
        rows = (_ROW.search(case.stdin, first), _COLUMN.search(case.stdin, first))
        spans = [row.span() for row in rows if row is not None]
        for start, end in [(first, len(case.stdin)), *spans] if spans else ():
            for which in _WHICH:
                data = _negated(case.stdin, start, end, which)
                found[StdinCase(stdin=data, source=SOURCE, size=len(data))] = None
    return list(found)


def meant(tree: ast.Module, cases: Sequence[Case], candidate: ast.Module | None = None) -> list[StdinCase]:
    """Inputs that no format suggests, but the way in which the program takes numbers and text."""
    return [
        *signs(tree, cases, candidate),
        *texts(tree, cases),
        *more_tokens(tree, cases),
        *more_after(tree, cases, TOKENS),
        *more_of_one_name(tree, cases, TOKENS),
        *scripts(tree, cases, TOKENS),
        *said(tree, cases, TOKENS),
        *bounds(tree, cases, TOKENS),
    ]


def unsigned(stdin: bytes) -> bytes:
    """The input with the signs left out: its format is that of the inputs it was made from."""
    return stdin.replace(b"-", b"")


def _negated(stdin: bytes, start: int, end: int, which: Callable[[int], bool]) -> bytes:
    numbers = iter(range(end))
    rest = _NUMBER.sub(lambda m: b"-" + m[0] if which(next(numbers)) and m[0] != b"0" else m[0], stdin[start:end])
    return stdin[:start] + rest + stdin[end:]
