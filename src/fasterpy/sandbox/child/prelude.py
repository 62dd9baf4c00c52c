"""Builders that input expressions may call: large or odd values in a few characters. Standard library alone.

Every builder is a pure function of its arguments; numpy and pandas are imported when asked for.
"""

from __future__ import annotations

import collections as lib_collections
import contextlib
import copy
import datetime as lib_datetime
import decimal as lib_decimal
import fractions as lib_fractions
import importlib
import io as lib_io
import itertools
import pathlib as lib_pathlib
import random
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

__all__ = [
    "array", "below", "blob", "copies", "deal", "edges", "enum_of", "floats", "frame", "graph", "grid", "inf",
    "ints", "lib_collections", "lib_datetime", "lib_decimal", "lib_fractions", "lib_io", "lib_pathlib", "linked",
    "load", "matrix", "nan", "pairs", "perm", "pick", "record", "recorder", "series", "shared", "stand_in", "stream",
    "text", "texts", "tree", "used", "words",
]  # fmt: skip

nan = float("nan")
inf = float("inf")
LOWER = "abcdefghijklmnopqrstuvwxyz"


def ints(seed: int, n: int, lo: int = 0, hi: int = 100, order: str = "") -> list[int]:
    """``n`` ints in [lo, hi]; ``order``: "" random, "sorted", "reversed", "distinct" (as far as the range allows)."""
    rng = random.Random(seed)
    if order == "distinct" and hi - lo + 1 >= n:
        return rng.sample(range(lo, hi + 1), n)
    values = [rng.randint(lo, hi) for _ in range(n)]
    if order in ("sorted", "reversed"):
        values.sort(reverse=order == "reversed")
    return values


def perm(seed: int, n: int, start: int = 0) -> list[int]:
    """A permutation of ``n`` consecutive ints."""
    values = list(range(start, start + n))
    random.Random(seed).shuffle(values)
    return values


def floats(seed: int, n: int, lo: float = 0.0, hi: float = 1.0, order: str = "") -> list[float]:
    """``n`` floats in [lo, hi]."""
    rng = random.Random(seed)
    values = [rng.uniform(lo, hi) for _ in range(n)]
    if order:
        values.sort(reverse=order == "reversed")
    return values


def text(seed: int, n: int, alphabet: str = LOWER) -> str:
    """A string of ``n`` characters."""
    rng = random.Random(seed)
    return "".join(rng.choice(alphabet) for _ in range(n))


def blob(seed: int, n: int) -> bytes:
    """``n`` bytes."""
    return random.Random(seed).randbytes(n)


def words(seed: int, n: int, length: int = 6, alphabet: str = LOWER, distinct: int = 0, least: int = 1) -> list[str]:
    """``n`` words of ``least`` to ``length`` letters, from a pool of ``distinct`` when that is not 0."""
    rng = random.Random(seed)
    pool = ["".join(rng.choice(alphabet) for _ in range(rng.randint(least, length))) for _ in range(distinct or n)]
    return [rng.choice(pool) for _ in range(n)] if distinct else pool


def texts(seed: int, n: int, most: int) -> list[str]:
    """``n`` texts of up to ``most`` words, of which some are frequent."""
    rng = random.Random(seed)
    pool = words(seed, 20 * most, 8)
    return [" ".join(pool[int(len(pool) * rng.random() ** 3)] for _ in range(rng.randint(1, most))) for _ in range(n)]


def pick(seed: int, n: int, values: Sequence[Any]) -> list[Any]:
    """``n`` choices from ``values``."""
    rng = random.Random(seed)
    return [rng.choice(values) for _ in range(n)]


def copies(seed: int, n: int, values: Sequence[Any]) -> list[Any]:
    """``n`` choices from ``values``, each an object of its own."""
    return [copy.deepcopy(value) for value in pick(seed, n, values)]


def deal(seed: int, n: int, items: Sequence[Any], even: bool = False) -> list[list[Any]]:
    """``items`` in order, cut into ``n`` lists of random lengths, or of one length."""
    rng = random.Random(seed)
    if even:
        each = len(items) // max(1, n)
        return [list(items[place * each : (place + 1) * each]) for place in range(n)]
    ends = [0, *sorted(rng.randint(0, len(items)) for _ in range(n - 1)), len(items)]
    return [list(items[start:end]) for start, end in itertools.pairwise(ends)]


def below(seed: int, names: Sequence[Any], rows: Sequence[Any], near: int) -> list[Any]:
    """``rows``, one for each name, in which every name is one of the ``near`` that come after the row's: no circles."""
    rng = random.Random(seed)
    known = set(names)

    def moved(value: Any, later: Sequence[Any]) -> Any:
        if type(value) in (list, tuple):
            return type(value)(moved(item, later) for item in value if later or not mentions(item))
        if type(value) is dict:
            return {moved(key, later): moved(item, later) for key, item in value.items() if later or key not in known}
        return rng.choice(later) if later and type(value) in (str, int) and value in known else value

    def mentions(value: Any) -> bool:
        if type(value) in (list, tuple):
            return any(map(mentions, value))
        return type(value) in (str, int) and value in known

    return [moved(row, names[place + 1 : place + 1 + near]) for place, row in enumerate(rows)]


def pairs(seed: int, n: int, lo: int = 0, hi: int = 100, ordered: bool = False) -> list[tuple[int, int]]:
    """``n`` pairs of ints; ``ordered``: the smaller first."""
    rng = random.Random(seed)
    made = [(rng.randint(lo, hi), rng.randint(lo, hi)) for _ in range(n)]
    return [(min(pair), max(pair)) for pair in made] if ordered else made


def matrix(seed: int, rows: int, columns: int, lo: int = 0, hi: int = 9) -> list[list[int]]:
    """A rectangular list of lists of ints."""
    rng = random.Random(seed)
    return [[rng.randint(lo, hi) for _ in range(columns)] for _ in range(rows)]


def grid(seed: int, rows: int, columns: int, alphabet: str = ".#") -> list[str]:
    """Rows of characters."""
    rng = random.Random(seed)
    return ["".join(rng.choice(alphabet) for _ in range(columns)) for _ in range(rows)]


def edges(seed: int, nodes: int, count: int, start: int = 0) -> list[tuple[int, int]]:
    """``count`` edges of a graph, connected when there are enough."""
    rng = random.Random(seed)
    found: dict[tuple[int, int], None] = {}
    for node in range(1, nodes):
        if len(found) < count:
            found[(rng.randrange(node), node)] = None
    tries = 0
    while len(found) < count and nodes > 1 and tries < 20 * count:
        tries += 1
        a, b = sorted(rng.sample(range(nodes), 2))
        found[(a, b)] = None
    return [(a + start, b + start) for a, b in found]


def graph(
    seed: int, nodes: int, degree: int = 2, keys: str = "int", weighted: bool = False, near: int = 0
) -> dict[Any, Any]:
    """Adjacency: every node is a key, every neighbour a node; ``near``: one of so many before it, without circles."""
    rng = random.Random(seed)
    names: list[Any] = list(range(nodes)) if keys == "int" else [_name(i) for i in range(nodes)]
    result: dict[Any, Any] = {}
    for place, name in enumerate(names):
        pool = names[max(0, place - near) : place] if near else names
        others = rng.sample(pool, min(len(pool), rng.randint(0, degree * 2)))
        others = [other for other in others if other != name]
        result[name] = {other: rng.randint(1, 9) for other in others} if weighted else others
    if near:
        order = rng.sample(names, len(names))
        result = {name: result[name] for name in order}
    return result


def _name(number: int) -> str:
    made = LOWER[number % 26]
    return made if number < 26 else _name(number // 26 - 1) + made


def record(**fields: Any) -> types.SimpleNamespace:
    """An object with attributes."""
    return types.SimpleNamespace(**fields)


def linked(cls: Any, values: Iterable[Any], link: str = "next") -> Any:
    """A linked list of ``cls(value)`` nodes."""
    head = None
    for value in reversed(list(values)):
        node = cls(value)
        setattr(node, link, head)
        head = node
    return head


def tree(cls: Any, values: Sequence[Any], left: str = "left", right: str = "right") -> Any:
    """A binary tree of ``cls(value)`` nodes in level order; None makes a hole."""
    nodes = [None if value is None else cls(value) for value in values]
    for place, node in enumerate(nodes):
        if node is not None:
            for offset, name in ((1, left), (2, right)):
                child = 2 * place + offset
                setattr(node, name, nodes[child] if child < len(nodes) else None)
    return nodes[0] if nodes else None


def load(module: str, name: str) -> Any:
    """An object of another module by its qualified name."""
    found: Any = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found


def used(thing: Any, calls: Iterable[tuple[str, tuple[Any, ...]]]) -> Any:
    """An object on which methods were called; a call that fails is left out."""
    for name, args in calls:
        with contextlib.suppress(Exception):
            getattr(thing, name)(*args)
    return thing


def enum_of(cls: Any, place: int) -> Any:
    """Member number ``place``, round and round."""
    members = list(cls)
    return members[place % len(members)]


def shared(value: Any, count: int = 2) -> tuple[Any, ...]:
    """The same object ``count`` times: ``(shared([1, 2]), {})`` are two arguments that are one object."""
    return (value,) * count


def stream(values: Iterable[Any]) -> Iterator[Any]:
    """A one-shot iterator."""
    yield from values


def array(values: Any, dtype: str | None = None, shape: tuple[int, ...] | None = None) -> Any:
    """A numpy array."""
    import numpy as np

    made = np.array(values, dtype=dtype)
    return made if shape is None else made.reshape(shape)


def series(values: Any, index: Any = None, name: str | None = None) -> Any:
    """A pandas Series."""
    import pandas as pd

    return pd.Series(values, index=index, name=name)


def frame(columns: Mapping[str, Any], index: Any = None) -> Any:
    """A pandas DataFrame."""
    import pandas as pd

    return pd.DataFrame(dict(columns), index=index)


class recorder:
    """A callable that keeps what it was called with, so that calls made for their effect can be compared."""

    def __init__(self, function: Any) -> None:
        self.calls: list[Any] = []
        self._function = function

    def __call__(self, *args: Any) -> Any:
        self.calls.append(args)
        return self._function(*args)


class stand_in:
    """An object of a class that nobody named: attributes, and methods that keep what they were called with.

    ``answers`` says what each method returns. Which calls were made, in which order and with what, is part of the
    object's state, so two versions that use it in different ways are told apart.
    """

    def __init__(self, answers: Mapping[str, Any], **fields: Any) -> None:
        self.calls: list[Any] = []
        self.__dict__.update(fields)
        self.answers = dict(answers)

    def __getattr__(self, name: str) -> Any:
        answers = self.__dict__.get("answers", {})
        if name not in answers:
            raise AttributeError(name)

        def call(*args: Any, **named: Any) -> Any:
            self.calls.append((name, args, named))
            return answers[name]

        return call
