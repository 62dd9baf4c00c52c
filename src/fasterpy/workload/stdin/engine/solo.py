"""Letters that a grid holds once: start, goal, the place of the player."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator

_QUIET = (ast.Assign, ast.Pass, ast.Break, ast.Continue)
_MANY = "#.0123456789"
"""Walls, floor and heights come in any number, whatever is noted where they are."""
_SPARED = 0.07
"""Share of inputs that may hold them in any number."""


def letters_once(tree: ast.Module) -> tuple[str, str]:
    """Letters whose place the program remembers in one variable (of several it would forget all but one), and those
    that it marks in a table, which are mostly of this kind too.

    ``if cell == "S": start = (i, j)`` in loops over ``i`` and ``j``; ``if "S" in row: x, y = row.index("S"), i``;
    ``if cell == "S": steps[i, j] = 0``. A place in a grid is a row and a column: where one of both is remembered, the
    letter may be one of a text, which has it often.
    """
    sure: dict[str, None] = {}
    likely: dict[str, None] = {}
    for test, body, targets in _asked(tree, frozenset()):
        letter = _letter(test)
        if not letter or not all(isinstance(stmt, _QUIET) for stmt in body):
            continue
        if len(_remembered(body, targets)) >= 2:
            sure[letter] = None
        elif any(_marks(stmt, targets) for stmt in body):
            likely[letter] = None
    return "".join(sure), "".join(letter for letter in likely if letter not in sure)


def _asked(node: ast.AST, targets: frozenset[str]) -> Iterator[tuple[ast.Compare, list[ast.stmt], frozenset[str]]]:
    """Tests with what is done then, and the names that loops around them run over."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and isinstance(child.test, ast.Compare) and len(child.test.ops) == 1 and targets:
            yield child.test, child.body, targets
        inner = targets
        if isinstance(child, ast.For):
            inner |= {n.id for n in ast.walk(child.target) if isinstance(n, ast.Name)}
        yield from _asked(child, inner)


def _letter(test: ast.Compare) -> str:
    """The letter of ``cell == "S"`` or ``"S" in row``."""
    sides = (test.left, test.comparators[0])
    if isinstance(test.ops[0], ast.Eq):
        constants = [side.value for side in sides if isinstance(side, ast.Constant)]
    elif isinstance(test.ops[0], ast.In) and isinstance(test.left, ast.Constant):
        constants = [test.left.value]
    else:
        return ""
    letter = constants[0] if constants else ""
    return letter if isinstance(letter, str) and len(letter) == 1 and letter not in _MANY and letter.strip() else ""


def _remembered(body: list[ast.stmt], targets: frozenset[str]) -> set[str]:
    """Places that assignments to plain names keep, and nothing but places: what loops run over, and searches in rows.

    Empty where something else is assigned.
    """
    found: set[str] = set()
    for stmt in body:
        if not isinstance(stmt, ast.Assign) or not all(_plain(target) for target in stmt.targets):
            continue
        for part in stmt.value.elts if isinstance(stmt.value, (ast.Tuple, ast.List)) else [stmt.value]:
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
                if part.func.attr not in ("index", "find"):
                    return set()
                found.add(ast.dump(part))
                continue
            names = {n.id for n in ast.walk(part) if isinstance(n, ast.Name)}
            if any(isinstance(n, ast.Call) for n in ast.walk(part)):
                return set()
            if isinstance(part, ast.Constant):
                continue  # a mark that it was found
            if not names & targets:
                return set()
            found |= names & targets
    return found


def _marks(stmt: ast.stmt, targets: frozenset[str]) -> bool:
    """``steps[i, j] = 0``, ``steps[i][j] = 0``"""
    match stmt:
        case ast.Assign(targets=[ast.Subscript() as place], value=ast.Constant(value=0)):
            return len({n.id for n in ast.walk(place) if isinstance(n, ast.Name)} & targets) >= 2
    return False


def _plain(node: ast.expr) -> bool:
    if isinstance(node, (ast.Tuple, ast.List)):
        return all(isinstance(part, ast.Name) for part in node.elts)
    return isinstance(node, ast.Name)


class Solo:
    """Which of them this input has already."""

    def __init__(self, sure: str, likely: str, known: str, rng: random.Random) -> None:
        """``known``: all letters that the program asks for; where none but one is left, cells are mostly another."""
        self.rng = rng
        self.free = bool(sure) and rng.random() < _SPARED
        """Whether they may come in any number."""
        self.letters = ("" if self.free else sure) + (likely if rng.random() < 0.7 else "")
        self.renew()
        others = [c for c in known if c not in self.letters]
        free = next((c for c in ".#-" if c not in known), "o")
        self.floor = others if len(others) > 1 else [free] * rng.choice((2, 4, 8)) + others

    def renew(self) -> None:
        """What follows is another grid."""
        self.missing = list(self.letters)
        self.rows = 0

    def put(self, row: str, planned: int) -> str:
        """The row with each letter once in all; ``planned``: how many rows there will be, as far as it can be told."""
        if not self.letters:
            return row
        left = max(1, planned - self.rows)
        self.rows += 1
        cells = [c if c in self.floor else self.rng.choice(self.floor) for c in row]
        free = list(range(len(cells)))
        self.rng.shuffle(free)
        for letter in self.missing[:]:
            if free and self.rng.random() * left < 1:
                cells[free.pop()] = letter
                self.missing.remove(letter)
        return "".join(cells)
