"""``sys.stdin`` and what ``open(0)`` gives: every read is answered by a Feed."""

from __future__ import annotations

import ast
import copy
import io
from typing import Any

from .feed import Feed, places
from .text import Text


class Stdin(io.TextIOBase):
    """``sys.stdin`` and what ``open(0)`` gives."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.buffer = self
        self._where: Any = None

    def fileno(self) -> int:
        return 0

    def isatty(self) -> bool:
        return False

    def readable(self) -> bool:
        return True

    def readline(self, *_: Any) -> Any:
        line = self.feed.read_line(places())
        if line is None:
            return ""
        return _with_end(line)

    def read(self, *_: Any) -> Any:
        return "" if self.feed.ended else self.feed.whole(places())

    def readlines(self, *_: Any) -> Any:
        if self.feed.ended:
            return []
        first = not self.feed.lines
        return [_with_end(line) for line in self.feed.all_lines(places(), first)]

    def __iter__(self) -> Any:
        where = places()
        node = self.feed.model.reader.at.get(where[0]) if where else None
        generators = getattr(node, "generators", None)
        if generators:
            node = generators[0].iter
            where = ((node.lineno, node.end_lineno, node.col_offset, node.end_col_offset), *where[1:])
        parent = self.feed.model.reader.parent.get(node) if node is not None else None
        if parent is not None and type(parent).__name__ in ("For", "comprehension"):
            return self._each(where)
        return iter(self.readlines_at(where))

    def readlines_at(self, where: Any) -> Any:
        """All lines, for a consumer that is not a loop."""
        return [_with_end(line) for line in self.feed.all_lines(where, not self.feed.lines)]

    def _each(self, where: Any) -> Any:
        while True:
            line = self.feed.read_line(where, "lines", by_file=True)
            if line is None:
                return
            yield _with_end(line)

    def __next__(self) -> Any:
        line = self.feed.read_line(places())
        if line is None:
            raise StopIteration
        return _with_end(line)


def _with_end(line: Any) -> Any:
    result = Text(str(line) + "\n")
    result.key = line.key
    result.tokens = line.tokens
    return result


class PlainReads(ast.NodeTransformer):
    """``io.BytesIO(os.read(0, os.fstat(0).st_size))`` and ``io.StringIO(open(0).read())`` are standard input."""

    def visit_Call(self, node: ast.Call) -> Any:
        self.generic_visit(node)
        match node.func:
            case ast.Attribute(value=ast.Name(id="os"), attr="read") if _zero(node.args[:1]):
                return _stdin(node, ast.Call(ast.Attribute(_SYS, "read", ast.Load()), [], []))
            case ast.Attribute(value=ast.Name(id="io"), attr="BytesIO" | "StringIO") if _whole(node.args):
                return _stdin(node, _SYS)
        return node


_SYS = ast.parse("__import__('sys').stdin", mode="eval").body


def _stdin(node: ast.expr, made: ast.expr) -> ast.expr:
    return ast.fix_missing_locations(ast.copy_location(copy.deepcopy(made), node))


def _zero(args: list[ast.expr]) -> bool:
    return bool(args) and isinstance(args[0], ast.Constant) and args[0].value == 0


def _whole(args: list[ast.expr]) -> bool:
    """All of standard input, decoded or not."""
    if len(args) != 1 or not isinstance(args[0], ast.Call) or not isinstance(args[0].func, ast.Attribute):
        return False
    func = args[0].func
    if func.attr == "decode":
        return _whole([func.value])
    return func.attr == "read" and ast.unparse(func.value) in (
        "open(0)", "sys.stdin", "sys.stdin.buffer", "stdin", "__import__('sys').stdin"
    )  # fmt: skip
