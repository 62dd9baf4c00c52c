"""An input with holes for its texts and whole numbers: filling them costs far less than changing the tree."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator

from .mutate import fixed

_PLAIN = re.compile(r"\(\((__hole\d+__,? ?)+\), \{\}\)")
_OTHERS = "ab_A 1.-"


class Template:
    """Made from one expression; ``holes`` is empty when it has no texts or whole numbers, or cannot be read."""

    def __init__(self, expression: str) -> None:
        self.text = ""
        self.holes: list[tuple[str, str | int]] = []
        try:
            tree = ast.parse(expression, mode="eval")
        except (SyntaxError, ValueError, RecursionError):
            return
        if not isinstance(tree.body, ast.Tuple) or len(tree.body.elts) != 2:
            return
        args = tree.body.elts[0]
        kept = fixed(args)
        for node in ast.walk(args):
            if isinstance(node, ast.Constant) and id(node) not in kept and type(node.value) in (str, int):
                hole = f"__hole{len(self.holes)}__"
                self.holes.append((hole, node.value))  # type: ignore[arg-type]
                node.value = _Name(hole)  # type: ignore[assignment]
        self.text = ast.unparse(tree)

    def fill(self, rng: random.Random, letters: str) -> str:
        """All texts over the same few letters, mostly of the code's own; numbers small or as they were."""
        few = [rng.choice(letters if rng.random() < 0.8 else _OTHERS) for _ in range(rng.randint(2, 4))]
        length, top = rng.randint(0, 6), rng.choice((1, 2, 3, 9, 20))
        text = self.text
        for hole, value in self.holes:
            if isinstance(value, str):
                size = length if rng.random() < 0.6 else rng.randint(0, 6)
                new: str | int = "".join(rng.choice(few) for _ in range(size))
            else:
                new = value if rng.random() < 0.3 else rng.randint(0, top)
            text = text.replace(hole, repr(new), 1)
        return text


def counting(templates: list[Template]) -> Iterator[str]:
    """All small whole numbers in turn, for functions of one or two of them and nothing else: chance never meets 561."""
    plain = [one for one in templates if _PLAIN.fullmatch(one.text)]
    chosen = next((one for one in plain if all(type(value) is int for _hole, value in one.holes)), None)
    if chosen is None:
        return
    before = 0
    for top in (8, 40, 150, 1000, 5000):
        for values in _below(len(chosen.holes), before, top):
            text = chosen.text
            for (hole, _value), number in zip(chosen.holes, values, strict=True):
                text = text.replace(hole, str(number), 1)
            yield text
        before = top


def _below(count: int, low: int, top: int) -> Iterator[tuple[int, ...]]:
    if count == 1:
        yield from ((number,) for number in range(low, top))
    elif count == 2 and top <= 150:
        yield from ((one, two) for one in range(top) for two in range(top) if max(one, two) >= low)


class _Name:
    """Unparsed as it is."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text
