"""Makes a counterexample small: delta debugging on lines and tokens of stdin, and on the literals of an expression."""

from __future__ import annotations

import ast
import copy
import math
import time
from collections.abc import Callable, Iterator, Sequence

from fasterpy.records import Case, ExpressionCase, StdinCase
from fasterpy.syntax import syntax_tree
from fasterpy.verify.probes import naming

Fails = Callable[[Sequence[Case]], int | None]
"""Index of the first of these inputs on which the versions still differ, or None."""
_BATCH = 6


def shrink(case: Case, fails: Fails, runs: int, deadline: float = math.inf) -> Case:
    """A smaller case on which the versions still differ; ``case`` itself when none is found within ``runs`` tries.

    Nothing new is tried after ``deadline``, a moment of the monotonic clock.
    """
    spent = 0
    while spent < runs and time.monotonic() < deadline:
        for batch in _batches(variants(case)):
            spent += len(batch)
            found = fails(batch)
            if found is not None:
                case = batch[found]
                break
            if spent >= runs or time.monotonic() > deadline:
                return case
        else:
            return case
    return case


def variants(case: Case) -> Iterator[Case]:
    """Smaller versions of a case, the boldest first."""
    if isinstance(case, StdinCase):
        for text in _texts(case.stdin):
            yield StdinCase(stdin=text, source=case.source, size=len(text))
    elif isinstance(case, ExpressionCase):
        for expression in _expressions(case.expression):
            yield ExpressionCase(expression=expression, source=case.source, size=len(expression))


def _batches(cases: Iterator[Case]) -> Iterator[list[Case]]:
    batch: list[Case] = []
    for case in cases:
        batch.append(case)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _chunks(n: int) -> Iterator[tuple[int, int]]:
    """Ranges to leave out: halves, quarters, …, single items."""
    size = n // 2
    while size >= 1:
        for start in range(0, n, size):
            yield start, min(n, start + size)
        size //= 2


def _texts(stdin: bytes) -> Iterator[bytes]:
    lines = stdin.split(b"\n")
    tail = lines.pop() if lines and lines[-1] == b"" else None
    end = b"" if tail is None else b"\n"
    head = lines[0].split() if lines else []
    for start, stop in _chunks(len(lines)):
        left = lines[:start] + lines[stop:]
        if left:
            yield b"\n".join(left) + end
            # Programs that announce how many lines follow need the count to follow.
            if head[:1] == [b"%d" % (len(lines) - 1)] and start > 0:
                first = b" ".join([b"%d" % (len(left) - 1), *head[1:]])
                yield b"\n".join([first, *left[1:]]) + end
    for i, line in enumerate(lines):
        tokens = line.split()
        for start, stop in _chunks(len(tokens)):
            rest = tokens[:start] + tokens[stop:]
            if rest:
                yield b"\n".join([*lines[:i], b" ".join(rest), *lines[i + 1 :]]) + end
                counted = [t.replace(b"%d" % len(tokens), b"%d" % len(rest)) if t == b"%d" % len(tokens) else t for t in head]  # fmt: skip # noqa: E501
                if i > 0 and counted != head:
                    yield b"\n".join([b" ".join(counted), *lines[1:i], b" ".join(rest), *lines[i + 1 :]]) + end
        for j, token in enumerate(tokens):
            for smaller in _tokens(token):
                changed = [*tokens[:j], smaller, *tokens[j + 1 :]]
                yield b"\n".join([*lines[:i], b" ".join(changed), *lines[i + 1 :]]) + end


def _tokens(token: bytes) -> Iterator[bytes]:
    digits = token.removeprefix(b"-")
    if digits.isdigit():
        value = int(token)
        for smaller in dict.fromkeys((0, 1, value // 2, value - 1 if value > 0 else value + 1)):
            if abs(smaller) < abs(value):
                yield b"%d" % smaller
    elif len(token) > 1:
        yield token[: len(token) // 2]
        yield token[:-1]
        yield token[1:]


def _expressions(expression: str) -> Iterator[str]:
    try:
        tree = syntax_tree(expression, mode="eval")
    except SyntaxError:
        return
    nodes = list(ast.walk(tree))
    fixed = _call_shape(tree) | naming(tree)
    for place, node in enumerate(nodes):
        for smaller in _smaller(node):
            changed = copy.deepcopy(tree)
            target = next(n for i, n in enumerate(ast.walk(changed)) if i == place)
            if not isinstance(target, ast.expr) or id(node) in fixed:
                continue
            yield ast.unparse(ast.fix_missing_locations(_Swap(target, smaller).visit(changed)))


def _call_shape(tree: ast.Expression) -> set[int]:
    """Nodes that make up the call itself: fewer arguments or other names would be another call, not a smaller one."""
    body = tree.body
    fixed: set[int] = {id(body)}
    if isinstance(body, ast.Tuple) and len(body.elts) == 2:
        args, kwargs = body.elts
        fixed |= {id(args), id(kwargs)}
        if isinstance(kwargs, ast.Dict):
            fixed |= {id(key) for key in kwargs.keys if key is not None}
    return fixed


class _Swap(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.expr) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _smaller(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        for start, stop in _chunks(len(node.elts)):
            rest = node.elts[:start] + node.elts[stop:]
            if rest or not isinstance(node, ast.Set):
                changed = copy.copy(node)
                changed.elts = rest
                yield changed
    elif isinstance(node, ast.Dict):
        for start, stop in _chunks(len(node.keys)):
            yield ast.Dict(keys=node.keys[:start] + node.keys[stop:], values=node.values[:start] + node.values[stop:])
    elif isinstance(node, ast.Constant):
        value = node.value
        if type(value) is int:
            for smaller in dict.fromkeys((0, 1, value // 2, value - 1)):
                if 0 <= smaller < value:
                    yield ast.Constant(smaller)
        elif isinstance(value, str | bytes) and value:
            yield ast.Constant(value[: len(value) // 2])
            yield ast.Constant(value[1:])
        elif type(value) is float and value not in (0.0, 1.0):
            yield ast.Constant(0.0)
            yield ast.Constant(1.0)
            if value == value and abs(value) < 1e15 and value != int(value):
                yield ast.Constant(float(int(value)))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):  # [0] * 100
        yield node.left
