"""Letters that a grid holds once: start, goal, the place of the player."""

from __future__ import annotations

import ast
import random

_QUIET = (ast.Assign, ast.Pass, ast.Break, ast.Continue)
_MANY = "#.0123456789"
"""Walls, floor and heights come in any number, whatever is noted where they are."""
_SPARED = 0.07
"""Share of inputs that may hold them in any number."""


def letters_once(tree: ast.Module) -> tuple[str, str]:
    """Letters whose place the program remembers in one variable (of several it would forget all but one), and those
    that it marks in a table, which are mostly of this kind too.

    ``if cell == "S": start = (i, j)`` in a loop over ``i`` and ``j``; ``if "S" in row: x, y = row.index("S"), i``;
    ``if cell == "S": steps[i, j] = 0``.
    """
    sure: dict[str, None] = {}
    likely: dict[str, None] = {}
    for loop in ast.walk(tree):
        if not isinstance(loop, ast.For):
            continue
        targets = _targets(tree, loop)
        for node in ast.walk(loop):
            if isinstance(node, ast.If) and isinstance(node.test, ast.Compare) and len(node.test.ops) == 1:
                letter = _letter(node.test) if all(isinstance(stmt, _QUIET) for stmt in node.body) else ""
                if letter and any(_remembers(stmt, targets) for stmt in node.body):
                    sure[letter] = None
                elif letter and any(_marks(stmt, targets) for stmt in node.body):
                    likely[letter] = None
    return "".join(sure), "".join(letter for letter in likely if letter not in sure)


def _targets(tree: ast.Module, loop: ast.For) -> set[str]:
    """Names that this loop and those around it run over."""
    around = [
        outer for outer in ast.walk(tree) if isinstance(outer, ast.For) and any(n is loop for n in ast.walk(outer))
    ]
    inside = [inner for inner in ast.walk(loop) if isinstance(inner, ast.For)]
    return {n.id for one in (*around, *inside) for n in ast.walk(one.target) if isinstance(n, ast.Name)}


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


def _remembers(stmt: ast.stmt, targets: set[str]) -> bool:
    """An assignment of nothing but places to plain names."""
    if not isinstance(stmt, ast.Assign) or not all(_plain(target) for target in stmt.targets):
        return False
    parts = stmt.value.elts if isinstance(stmt.value, (ast.Tuple, ast.List)) else [stmt.value]
    return bool(parts) and all(_is_place(part, targets) for part in parts)


def _marks(stmt: ast.stmt, targets: set[str]) -> bool:
    """``steps[i, j] = 0``"""
    match stmt:
        case ast.Assign(targets=[ast.Subscript() as place], value=ast.Constant(value=0)):
            return {n.id for n in ast.walk(place) if isinstance(n, ast.Name)} & targets != set()
    return False


def _plain(node: ast.expr) -> bool:
    if isinstance(node, (ast.Tuple, ast.List)):
        return all(isinstance(part, ast.Name) for part in node.elts)
    return isinstance(node, ast.Name)


def _is_place(node: ast.expr, targets: set[str]) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in ("index", "find")
    names = [n.id for n in ast.walk(node) if isinstance(n, ast.Name)]
    return bool(names) and set(names) <= targets and not any(isinstance(n, ast.Call) for n in ast.walk(node))


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
