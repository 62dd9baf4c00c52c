"""A parsed module that knows where each node lies in the text.

Detection works on ``ast`` (fast) and edits are spans of the original text, so that every byte outside an edit is kept:
comments, blank lines, quotes and line endings.
"""

from __future__ import annotations

import ast
import bisect
import io
import re
import tokenize
import warnings
from collections.abc import Iterator
from functools import cached_property
from typing import Any, TypeVar, overload

from fasterpy.errors import SourceError
from fasterpy.syntax import syntax_tree

_A = TypeVar("_A", bound=ast.AST)
_B = TypeVar("_B", bound=ast.AST)
_C = TypeVar("_C", bound=ast.AST)
_EOL = re.compile(r"\r\n|\r|\n")
_MARKERS = (ast.expr_context, ast.operator, ast.unaryop, ast.cmpop, ast.boolop)
LOOPS = (ast.For, ast.AsyncFor, ast.While)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def parse(text: str) -> ast.Module:
    """Parse quietly. Raises SourceError when the text is not Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return syntax_tree(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise SourceError(f"not valid Python: {error}; fix the syntax first") from error


class SourceModule:
    """Text, syntax tree, parents and positions of one file."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = parse(text)
        self.parents: dict[ast.AST, ast.AST] = {}
        self._index: dict[type[ast.AST], list[ast.AST]] = {}
        self._ascii = text.isascii()
        self._starts = [0, *(found.end() for found in _EOL.finditer(text))]
        self._order: dict[ast.AST, int] = {}
        self._walk()

    def _walk(self) -> None:
        # Pre-order, iterative. Nodes inside f-strings have no usable position before Python 3.12, so they get parents
        # (scopes want their names) but are not indexed for editing.
        # Load() and other markers are singletons shared by all nodes: they have no parent.
        parents, index, order = self.parents, self._index, self._order
        stack: list[tuple[ast.AST, bool]] = [(self.tree, False)]
        while stack:
            node, inside = stack.pop()
            order[node] = len(order)
            kind = type(node)
            if not inside:
                index.setdefault(kind, []).append(node)
            inner = inside or kind is ast.JoinedStr
            children: list[tuple[ast.AST, bool]] = []
            for name in kind._fields:
                value = getattr(node, name, None)
                for child in value if isinstance(value, list) else (value,):
                    if isinstance(child, ast.AST) and not isinstance(child, _MARKERS):
                        parents[child] = node
                        children.append((child, inner))
            children.reverse()
            stack.extend(children)

    # ------------------------------------------------------------------------------------------------------- navigation

    @overload
    def nodes(self, one: type[_A], /) -> list[_A]: ...

    @overload
    def nodes(self, one: type[_A], two: type[_B], /) -> list[_A | _B]: ...

    @overload
    def nodes(self, one: type[_A], two: type[_B], three: type[_C], /) -> list[_A | _B | _C]: ...

    @overload
    def nodes(self, *types: type[ast.AST]) -> list[ast.AST]: ...

    def nodes(self, *types: type[ast.AST]) -> list[Any]:
        """All nodes of the exact types, in source order; none from inside f-strings."""
        if len(types) == 1:
            return self._index.get(types[0], [])
        found: list[ast.AST] = []
        for kind in types:
            found.extend(self._index.get(kind, []))
        found.sort(key=self._order.__getitem__)
        return found

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The enclosing node; None for the module."""
        return self.parents.get(node)

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """From the parent outwards."""
        current = self.parents.get(node)
        while current is not None:
            yield current
            current = self.parents.get(current)

    def before(self, first: ast.AST, second: ast.AST) -> bool:
        """Whether ``first`` starts earlier in the text."""
        return self._order[first] < self._order[second]

    def inside(self, node: ast.AST, outer: ast.AST) -> bool:
        """Whether ``node`` is ``outer`` or lies in it."""
        return node is outer or any(above is outer for above in self.ancestors(node))

    def statement(self, node: ast.AST) -> ast.stmt:
        """The innermost statement that holds ``node``."""
        current: ast.AST = node
        while not isinstance(current, ast.stmt):
            current = self.parents[current]
        return current

    def function(self, node: ast.AST) -> ast.AST:
        """The innermost function around ``node`` (not ``node`` itself), or the module."""
        return next((above for above in self.ancestors(node) if isinstance(above, FUNCTIONS)), self.tree)

    def loops(self, node: ast.AST) -> list[ast.For | ast.AsyncFor | ast.While]:
        """Loops around ``node`` within its function, innermost first; ``node`` sits in the part that repeats."""
        found = []
        below = node
        for above in self.ancestors(node):
            if isinstance(above, FUNCTIONS):
                break
            if isinstance(above, LOOPS) and not (
                isinstance(above, ast.For | ast.AsyncFor) and (below is above.iter or below in above.orelse)
            ):
                found.append(above)
            below = above
        return found

    def loop_depth(self, node: ast.AST) -> int:
        """Loops and comprehensions around ``node`` within its function."""
        depth = len(self.loops(node))
        below = node
        for above in self.ancestors(node):
            if isinstance(above, FUNCTIONS):
                break
            if isinstance(above, COMPREHENSIONS) and not (
                below is above.generators[0] and self.inside(node, above.generators[0].iter)
            ):
                depth += 1
            below = above
        return depth

    def body_of(self, stmt: ast.stmt) -> list[ast.stmt]:
        """The list of statements in which ``stmt`` stands."""
        parent = self.parents[stmt]
        for field in ("body", "orelse", "finalbody"):
            block = getattr(parent, field, None)
            if isinstance(block, list) and stmt in block:
                return block
        return [stmt]

    def previous(self, stmt: ast.stmt) -> ast.stmt | None:
        """The statement just before in the same block."""
        block = self.body_of(stmt)
        place = block.index(stmt)
        return block[place - 1] if place else None

    def next(self, stmt: ast.stmt) -> ast.stmt | None:
        """The statement just after in the same block."""
        block = self.body_of(stmt)
        place = block.index(stmt) + 1
        return block[place] if place < len(block) else None

    # -------------------------------------------------------------------------------------------------------- positions

    def offset(self, line: int, column: int) -> int:
        """Character offset of a position as ``ast`` counts it (columns in UTF-8 bytes)."""
        start = self._starts[line - 1]
        if self._ascii:
            return start + column
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        return start + len(self.text[start:end].encode()[:column].decode(errors="ignore"))

    def line_of(self, offset: int) -> int:
        """Line number (from 1) of a character offset."""
        return bisect.bisect_right(self._starts, offset)

    def line_start(self, offset: int) -> int:
        """Offset at which the line of ``offset`` starts."""
        return self._starts[self.line_of(offset) - 1]

    def line_end(self, offset: int) -> int:
        """Offset after the line break of the line of ``offset``."""
        line = self.line_of(offset)
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Start and end offsets; decorators belong to their function or class."""
        line, column = node.lineno, node.col_offset  # type: ignore[attr-defined]
        decorators = getattr(node, "decorator_list", None)
        if decorators:
            line, column = decorators[0].lineno, decorators[0].col_offset
            start = self.text.rindex("@", 0, self.offset(line, column))
        else:
            start = self.offset(line, column)
        return start, self.offset(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def source(self, node: ast.AST) -> str:
        """The node's own text, without parentheses around it."""
        start, end = self.span(node)
        return self.text[start:end]

    def indent(self, node: ast.AST) -> str:
        """Leading white space of the node's first line."""
        start = self.line_start(self.span(node)[0])
        found = re.match(r"[ \t\f]*", self.text[start:])
        return found.group() if found else ""

    def starts_line(self, node: ast.AST) -> bool:
        """Whether only white space stands before the node on its line."""
        start = self.span(node)[0]
        return not self.text[self.line_start(start) : start].strip()

    @cached_property
    def indent_unit(self) -> str:
        """One level of this file's indentation."""
        kinds = (
            ast.FunctionDef,
            ast.AsyncFunctionDef,
            ast.AsyncFor,
            ast.AsyncWith,
            ast.For,
            ast.While,
            ast.If,
            ast.With,
            ast.ClassDef,
            ast.Try,
        )
        for node in self.nodes(*kinds):
            first = node.body[0]  # type: ignore[attr-defined]
            outer, inner = self.indent(node), self.indent(first)
            if self.starts_line(first) and inner.startswith(outer) and len(inner) > len(outer):
                return inner[len(outer) :]
        return "    "

    @cached_property
    def newline(self) -> str:
        """The file's line ending."""
        found = _EOL.search(self.text)
        return found.group() if found else "\n"

    @cached_property
    def comments(self) -> list[tuple[int, int]]:
        """Spans of all comments, in order."""
        if "#" not in self.text:
            return []
        found = []
        try:
            for token in tokenize.generate_tokens(io.StringIO(self.text, newline="").readline):
                if token.type == tokenize.COMMENT:
                    start = self._starts[token.start[0] - 1] + token.start[1]
                    found.append((start, start + len(token.string)))
        except (tokenize.TokenError, SyntaxError, IndexError):
            return []
        return found
