"""A file as a tree of units: the pieces that are kept, removed or replaced as a whole, with their line ranges.

A unit is a statement of a module, of a class body, or of an ``if``/``try``/``with`` that holds definitions; statements
that share a line are one unit. Functions are not split. Rows are zero-based and ends exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from fasterpy.preprocess.collect import Collector
from fasterpy.preprocess.lines import indent_of, normal, preamble
from fasterpy.preprocess.refs import Refs
from fasterpy.preprocess.statements import (
    CLAUSES,
    SPLIT,
    Kind,
    headers,
    holds_definitions,
    kind_of,
    names_of,
    own_name,
    suite,
)
from fasterpy.preprocess.tree import (
    CLASS,
    decorators,
    definition,
    find,
    parse,
    rows,
    text_of,
)

if TYPE_CHECKING:
    from tree_sitter import Node


class Block:
    """The indented suite of a class or of one clause of a compound statement."""

    __slots__ = ("children", "clause", "end", "indent", "start")

    def __init__(self, start: int, end: int, indent: str, clause: str) -> None:
        self.start, self.end, self.indent, self.clause = start, end, indent, clause
        self.children: list[Unit] = []


class Unit:
    """One piece of a file."""

    __slots__ = tuple("_refs block blocks end kind lead name names nodes order outline parent start".split())  # noqa: SIM905

    def __init__(self, outline: Outline, kind: Kind, node: Node, parent: Unit | None, block: Block | None) -> None:
        self.outline, self.kind, self.parent, self.block = outline, kind, parent, block
        self.nodes = [node]
        self.start, self.end = rows(node)
        self.lead = self.start
        """First row of the comments above it."""
        self.name = ""
        """Name of a function or class (also of ``name = lambda``), else empty."""
        self.names: tuple[str, ...] = ()
        """All names that it binds where it stands."""
        self.blocks: list[Block] = []
        self.order = 0
        self._refs: Refs | None = None

    @property
    def node(self) -> Node:
        """The only or first node, with its decorators."""
        return self.nodes[0]

    @property
    def definition(self) -> Node:
        """The function or class node below decorators."""
        return definition(self.nodes[0])

    @property
    def shared(self) -> bool:
        """Whether several statements lie on its lines."""
        return len(self.nodes) > 1

    @property
    def refs(self) -> Refs:
        """What it refers to; for a unit with blocks, its headers alone."""
        if self._refs is None:
            if self.blocks:
                self._refs = Collector().collect(headers(self.nodes[0]))
                self._refs.stores = set(self.names)
            else:
                method = self.owner is not None and "staticmethod" not in self.decorators
                self._refs = Collector(method=method).collect(self.nodes)
        return self._refs

    @property
    def owner(self) -> Unit | None:
        """The class that it is a member of."""
        at = self.parent
        while at is not None and at.kind != "class":
            at = at.parent
        return at

    @property
    def top(self) -> Unit:
        """The unit of the module that contains it."""
        at = self
        while at.parent is not None:
            at = at.parent
        return at

    @property
    def qualname(self) -> str:
        """``A.B.m``; empty for a unit without a name."""
        owner = self.owner
        return f"{owner.qualname}.{self.name}" if owner is not None and self.name else self.name

    @property
    def decorators(self) -> tuple[str, ...]:
        """Decorators without the at sign, as written, arguments cut off."""
        return tuple(
            text_of(item).lstrip("@").split("(")[0].split("#")[0].strip() for item in decorators(self.nodes[0])
        )

    @property
    def is_docstring(self) -> bool:
        """Whether it is a string that stands alone."""
        node = self.nodes[0]
        inner = node.named_children[0].type if node.type == "expression_statement" and node.named_child_count else ""
        return inner in ("string", "concatenated_string") and not self.shared

    def walk(self) -> Iterator[Unit]:
        """The unit and everything below it."""
        todo = [self]
        while todo:
            at = todo.pop()
            yield at
            for block in reversed(at.blocks):
                todo.extend(reversed(block.children))


class Outline:
    """The units of one text."""

    def __init__(self, text: str) -> None:
        self.text = normal(text)
        self.data = self.text.encode("utf-8", "surrogatepass")
        self.lines = self.text.split("\n")
        if not self.lines[-1]:
            self.lines.pop()
        self.root = parse(self.data)
        self.module = Block(0, len(self.lines), "", "")
        self._fill(self.module, [child for child in self.root.children if child.is_named], None, preamble(self.lines))
        self.all: list[Unit] = [unit for top in self.units for unit in top.walk()]
        for order, unit in enumerate(self.all):
            unit.order = order
        self._leaves = [unit for unit in self.all if not unit.blocks]
        self._starts = [unit.start for unit in self._leaves]

    @property
    def units(self) -> list[Unit]:
        """Units of the module."""
        return self.module.children

    @cached_property
    def binders(self) -> dict[str, list[Unit]]:
        """Units by the names that they bind, in the module or in a class."""
        found: dict[str, list[Unit]] = {}
        for unit in self.all:
            for name in unit.names:
                found.setdefault(name, []).append(unit)
        return found

    @cached_property
    def string_rows(self) -> set[int]:
        """Rows whose beginning lies inside a string."""
        found: set[int] = set()
        for node in find("(string) @it", self.root):
            found.update(range(node.start_point[0] + 1, node.end_point[0] + 1))
        return found

    @property
    def has_error(self) -> bool:
        """Whether the grammar could not read all of it."""
        return self.root.has_error

    def leaf_at(self, row: int) -> Unit | None:
        """The unit without blocks that covers a row."""
        index = bisect_right(self._starts, row) - 1
        if index >= 0 and self._leaves[index].end > row:
            return self._leaves[index]
        return None

    # --------------------------------------------------------------------------------------------------------- building

    def _fill(self, block: Block, nodes: list[Node], parent: Unit | None, floor: int) -> None:
        """``floor``: the row above which no leading comment belongs to the first unit."""
        todo = [(block, nodes, parent, floor)]
        while todo:
            block, nodes, parent, floor = todo.pop()
            last: Unit | None = None
            for node in nodes:
                if node.type == "comment" or not node.is_named:
                    continue
                start, end = rows(node)
                if last is not None and start < last.end:
                    last.nodes.append(node)
                    last.end = max(last.end, end)
                    last.kind, last.name, last.blocks = "statement", "", []
                    last.names = tuple(dict.fromkeys([*last.names, *names_of(node)]))
                    todo = [item for item in todo if item[2] is not last]
                    continue
                unit = Unit(self, kind_of(node), node, parent, block)
                unit.names = tuple(names_of(node))
                unit.name = own_name(node, unit.names)
                unit.lead = self._lead(start, floor if last is None else last.end)
                block.children.append(unit)
                for inner, body, low in self._blocks(node):
                    unit.blocks.append(inner)
                    todo.append((inner, [child for child in body.children if child.is_named], unit, low))
                if unit.kind == "compound" and not unit.blocks:
                    unit.kind = "statement"
                last = unit
        # Names of compound statements with blocks come from their children.

    def _lead(self, start: int, floor: int) -> int:
        lead, indent = start, indent_of(self.lines[start])
        while lead > floor:
            line = self.lines[lead - 1]
            if not line.lstrip().startswith("#") or indent_of(line) != indent:
                break
            lead -= 1
        return lead

    def _blocks(self, node: Node) -> list[tuple[Block, Node, int]]:
        """Suites into which a class or compound statement is split; none when one of them shares its header's line."""
        inner = definition(node)
        if inner.type == CLASS:
            owners = [inner]
        elif inner.type in SPLIT and holds_definitions(inner):
            owners = [inner, *(child for child in inner.children if child.type in CLAUSES)]
        else:
            return []
        found: list[tuple[Block, Node, int]] = []
        for owner in owners:
            body, colon = suite(owner)
            if body is None or colon is None:
                return []
            low = colon.end_point[0] + 1
            start, end = rows(body)
            if start < low:
                return []
            found.append((Block(start, end, indent_of(self.lines[start]), owner.type), body, low))
        return found
