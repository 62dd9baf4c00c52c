"""The original under watch: does it do on an input what no author means? Evidence about the domain, from it alone.

An index that was computed and is negative takes an item from the other end in silence; a slice may reach past the end
or begin behind its own, a repetition may be negative, ``zip`` may drop what is left of the longer list. Where that
happens, the program has left the inputs that it was written for, without a word. ``watched`` rewrites a program so that
it names such events on standard error; ``events`` reads them. Input that stays unread is no sign: many programs stop
when they know the answer.
"""

from __future__ import annotations

import ast

from fasterpy.records import Code
from fasterpy.syntax import syntax_tree

MARK = b"\x1efp-strain:"
MEANING = {
    "wrap": "takes an item by a computed negative index",
    "past": "slices beyond the end of a sequence",
    "back": "slices from a later place to an earlier one",
    "times": "repeats a negative number of times",
    "zip": "drops the rest of the longer of two sequences",
    "power": "takes a whole number to a negative power",
}
"""What each kind of event says about the original, for people."""

_PRELUDE = """
import os as _fp_os
_fp_seen, _fp_stack = set(), []
def _fp_note(kind, site):
    if (kind, site) not in _fp_seen and len(_fp_seen) < 60:
        _fp_seen.add((kind, site))
        _fp_os.write(2, b"\\x1efp-strain:%s@%d\\n" % (kind.encode(), site))
def _fp_owner(value):
    _fp_stack.append(value)
    return value
def _fp_whole(value):
    try:
        return None if value is None else value.__index__()
    except Exception:
        return None
def _fp_size(value):
    if hasattr(value, "keys") or not hasattr(value, "__len__"):
        return None
    try:
        return len(value)
    except Exception:
        return None
def _fp_index(value, site):
    owner = _fp_stack.pop() if _fp_stack else None
    if type(value) is not tuple and _fp_size(owner) is not None:
        whole = _fp_whole(value)
        if whole is not None and whole < 0:
            _fp_note("wrap", site)
    return value
def _fp_slice(low, high, step, site, mask):
    owner = _fp_stack.pop() if _fp_stack else None
    size = _fp_size(owner)
    if size is not None:
        for bit, value in ((1, low), (2, high)):
            whole = _fp_whole(value)
            if mask & bit and whole is not None and (whole < 0 or whole > size):
                _fp_note("past", site)
        first, last = _fp_whole(low), _fp_whole(high)
        if mask == 3 and first is not None and last is not None and first > last >= 0:
            _fp_note("back", site)
    return slice(low, high, step)
def _fp_range(*bounds):
    *bounds, site = bounds
    if len(bounds) == 1 and (_fp_whole(bounds[0]) or 0) < 0:
        _fp_note("times", site)
    return range(*bounds)
def _fp_times(left, right, site):
    for a, b in ((left, right), (right, left)):
        if type(a) in (list, str, tuple, bytes) and (_fp_whole(b) or 0) < 0:
            _fp_note("times", site)
    return left * right
def _fp_power(left, right, site):
    if type(left) is int and type(right) is int and right < 0:
        _fp_note("power", site)
    return left ** right
def _fp_zip(*parts, **how):
    site = how.pop("_fp_site")
    sizes = {_fp_size(part) for part in parts}
    if None not in sizes and len(sizes) > 1:
        _fp_note("zip", site)
    return zip(*parts, **how)
"""


def watched(code: Code) -> Code | None:
    """The program that names its events on standard error; None when it cannot be rewritten."""
    try:
        tree = syntax_tree(code.text)
        first = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
        body = [node for node in tree.body if node not in first]
        rewritten = [_Watch().visit(node) for node in body]
        tree.body = [*first, *syntax_tree(_PRELUDE).body, *rewritten]
        text = ast.unparse(ast.fix_missing_locations(tree))
        compile(text, code.filename, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError):
        return None
    return Code(text=text, kind=code.kind, filename=code.filename, search_path=code.search_path)


def events(stderr: bytes) -> frozenset[tuple[str, int]]:
    """``(kind, position)`` of every event that a watched run named."""
    found = set()
    for line in stderr.split(b"\n"):
        at = line.find(MARK)
        kind, _, site = line[at + len(MARK) :].partition(b"@") if at >= 0 else (b"", b"", b"")
        if kind.decode("ascii", "replace") in MEANING and site.isdigit():
            found.add((kind.decode("ascii"), int(site)))
    return frozenset(found)


def _signed(node: ast.expr) -> bool:
    """Written to be counted from the end: ``-k``, ``-1 - i``, ``~i``."""
    while isinstance(node, ast.BinOp):
        node = node.left
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub | ast.Invert)
    return isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value < 0


def _fixed(node: ast.expr | None) -> bool:
    """Says nothing about the input: absent, constant, or meant to count from the end."""
    return node is None or isinstance(node, ast.Constant) or _signed(node)


class _Watch(ast.NodeTransformer):
    @staticmethod
    def _call(name: str, args: list[ast.expr], node: ast.expr) -> ast.Call:
        site = ast.Constant(node.lineno * 1000 + min(node.col_offset, 999))
        return ast.Call(ast.Name(name, ast.Load()), [*args, site], [])

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        plain = node.slice
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Del) or any(
            isinstance(n, ast.Yield | ast.YieldFrom | ast.Await | ast.NamedExpr) for n in ast.walk(node)
        ):
            return node
        if isinstance(plain, ast.Slice):
            mask = (not _fixed(plain.lower)) + 2 * (not _fixed(plain.upper))
            if not mask or plain.step is not None:
                return node
            inner = node.slice
            assert isinstance(inner, ast.Slice)
            nothing: list[ast.expr] = [ast.Constant(None)]
            low, high = inner.lower or nothing[0], inner.upper or nothing[0]
            call = self._call("_fp_slice", [low, high, ast.Constant(None)], node)
            call.args.append(ast.Constant(mask))
        elif _fixed(plain) or isinstance(plain, ast.Tuple):
            return node
        else:
            call = self._call("_fp_index", [node.slice], node)
        node.value = ast.Call(ast.Name("_fp_owner", ast.Load()), [node.value], [])
        node.slice = call
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.func, ast.Name) or any(isinstance(a, ast.Starred) for a in node.args):
            return node
        if node.func.id == "range" and len(node.args) == 1 and not node.keywords:
            return self._call("_fp_range", node.args, node)
        if node.func.id == "zip" and len(node.args) > 1:
            site = ast.Constant(node.lineno * 1000 + min(node.col_offset, 999))
            return ast.Call(ast.Name("_fp_zip", ast.Load()), node.args, [*node.keywords, ast.keyword("_fp_site", site)])
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Mult):
            return self._call("_fp_times", [node.left, node.right], node)
        if isinstance(node.op, ast.Pow):
            return self._call("_fp_power", [node.left, node.right], node)
        return node
