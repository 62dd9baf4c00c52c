"""Scripts for programs whose lines begin with commands: many valid lines about few names, with small numbers.

What a command takes is read from the code beside its comparison: ``if parts[0] == "open": … int(parts[2])`` says that
the second word after it is a number. Chance hardly ever makes an account that is opened, emptied and asked again.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Sequence

from fasterpy.records import Case, StdinCase
from fasterpy.verify.commands import commands

_SCRIPTS, _MOST_WORDS = 24, 6
_NAMES = ("a", "b", "c")
_NUMBERS = (1, 2, 3, 1, 2, 3, 1, 2, 0)
Layout = dict[str, list[bool]]
"""Command to its words after it: whether each is a number."""


def scripts(tree: ast.Module, cases: Sequence[Case], source: str) -> list[StdinCase]:
    """Standard inputs of 4 to 16 such lines, below the head that the inputs have. The original tells what fits."""
    layout = _layout(tree)
    if len(layout) < 2:
        return []
    heads = [_head(case.stdin.decode("utf-8", "replace"), layout) for case in cases if isinstance(case, StdinCase)]
    head = next((head for head in heads if head is not None), None)
    if head is None:
        return []
    rng = random.Random(0)
    found: dict[bytes, None] = {}
    for number in range(_SCRIPTS):
        lines = [_line(layout, rng, 2 + number % 2) for _ in range(rng.randint(4, 16))]
        found["\n".join([*(part.replace("#", str(len(lines))) for part in head), *lines, ""]).encode()] = None
    return [StdinCase(stdin=data, source=source, size=len(data)) for data in found]


def _line(layout: Layout, rng: random.Random, names: int) -> str:
    command = rng.choice(sorted(layout))
    words = [str(rng.choice(_NUMBERS)) if number else rng.choice(_NAMES[:names]) for number in layout[command]]
    return " ".join([command, *words])


def _head(text: str, layout: Layout) -> list[str] | None:
    """The lines before the first command, ``#`` for the number of those after it; None where no command is."""
    lines = text.rstrip("\n").split("\n")
    at = next((at for at, line in enumerate(lines) if line.split()[:1] and line.split()[0] in layout), None)
    if at is None or at > 1:
        return None
    head = lines[:at]
    if head and head[0].strip() == str(len(lines) - 1):
        return ["#"]
    return head if not head or not head[0].strip().isdigit() else None


def _layout(tree: ast.Module) -> Layout:
    known = commands(tree)
    words = _Words(tree)
    found: Layout = {}
    for node in ast.walk(tree) if known else ():
        if isinstance(node, ast.If) and isinstance(node.test, ast.Compare) and len(node.test.ops) == 1:
            sides = [node.test.left, *node.test.comparators]
            if not any(words.place(side) == 0 for side in sides):
                continue
            values = [part for side in sides for part in (side.elts if isinstance(side, ast.Tuple) else [side])]
            texts = [v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)]
            if isinstance(node.test.ops[0], ast.Eq | ast.In):
                found.update({text: words.taken(node.body) for text in texts if text in known})
    return {command: taken for command, taken in found.items() if len(taken) <= _MOST_WORDS}


class _Words:
    """Which expressions are which word of a line."""

    def __init__(self, tree: ast.Module) -> None:
        self.lines: dict[str, int] = {}  # a list of words, and which word of the line is its first
        self.names: dict[str, tuple[int, bool]] = {}  # a variable, its word, and whether it is a number by now
        assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign) and len(node.targets) == 1]
        for _ in range(2):  # a name may be made of one that stands below it
            for node in assigned:
                self._learn(node.targets[0], node.value)

    def _learn(self, target: ast.expr, value: ast.expr) -> None:
        split = _method(value) == "split"
        if isinstance(target, ast.Name):
            if split:
                self.lines[target.id] = 0
            elif (place := self.place(value)) is not None:
                self.names[target.id] = (place, _number(value))
        elif isinstance(target, ast.Tuple) and len(target.elts) == 3 and _method(value) == "partition":
            for at, part in ((0, target.elts[0]), (1, target.elts[2])):
                if isinstance(part, ast.Name):
                    self.names[part.id] = (at, False)
        elif isinstance(target, ast.Tuple) and (split or getattr(value, "id", "") in self.lines):
            first = 0 if split else self.lines[value.id]  # type: ignore[attr-defined]
            for at, part in enumerate(target.elts):
                if isinstance(part, ast.Name):
                    self.names[part.id] = (first + at, False)
                elif isinstance(part, ast.Starred) and isinstance(part.value, ast.Name):
                    self.lines[part.value.id] = first + at

    def place(self, node: ast.AST) -> int | None:
        """Which word of its line an expression is; None when it is none."""
        if isinstance(node, ast.Call) and len(node.args) == 1 and getattr(node.func, "id", "") in ("int", "float"):
            node = node.args[0]
        if isinstance(node, ast.Name) and node.id in self.names:
            return self.names[node.id][0]
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in self.lines:
            at = node.slice.value if isinstance(node.slice, ast.Constant) else None
            return self.lines[node.value.id] + at if isinstance(at, int) and at >= 0 else None
        return None

    def taken(self, body: Sequence[ast.stmt]) -> list[bool]:
        """The words after the command that a branch uses, whether each is a number."""
        places: dict[int, bool] = {}
        for statement in body:
            for node in ast.walk(statement):
                place = self.place(node)
                if place:
                    number = _number(node) or (isinstance(node, ast.Name) and self.names[node.id][1])
                    places[place] = places.get(place, False) or number
        return [places.get(place, False) for place in range(1, max(places, default=0) + 1)]


def _method(node: ast.expr) -> str:
    return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""


def _number(node: ast.AST) -> bool:
    return isinstance(node, ast.Call)
