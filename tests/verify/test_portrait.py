"""Portraits and their comparison: what shows, what lies do not hide, what is shared."""

import collections
import datetime
import decimal
import enum
import fractions
import io
import itertools
import pathlib
import re

import msgspec
import numpy as np
import pandas as pd
import pytest

from fasterpy.sandbox.child.portrait import portray, remember
from fasterpy.verify.diff import diff
from fasterpy.verify.difference import CompareOptions, Difference


def found(a: object, b: object, **options: object) -> Difference | None:
    """Difference between two results, through msgpack as it comes from the sandbox."""
    sent = [msgspec.msgpack.decode(msgspec.msgpack.encode(portray({"args": (), "result": value}))) for value in (a, b)]
    return diff(sent[0], sent[1], CompareOptions(**options), ["result"])  # type: ignore[arg-type]


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


class Point:
    def __init__(self, x: object) -> None:
        self.x = x


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self, a: object) -> None:
        self.a = a


class LyingList(list):  # type: ignore[type-arg]
    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter([1, 2, 3])

    def __eq__(self, other: object) -> bool:
        return True

    def __len__(self) -> int:
        return 3

    @property
    def __class__(self):  # type: ignore[no-untyped-def,override]
        return list

    __hash__ = None  # type: ignore[assignment]


Pair = collections.namedtuple("Pair", "a b")


def gen(*items: object, error: Exception | None = None):  # type: ignore[no-untyped-def]
    yield from items
    if error:
        raise error


NAN = float("nan")
SAME = [
    (lambda: 1, lambda: 1),
    (lambda: 2**80, lambda: 2**80),
    (lambda: NAN, lambda: -NAN),
    (lambda: [NAN, [1]], lambda: [NAN, [1]]),
    (lambda: {3, 1, 2}, lambda: {2, 3, 1}),
    (lambda: {"b", "a", (1, "x")}, lambda: {(1, "x"), "a", "b"}),
    (lambda: [[0]] * 2, lambda: [[0], [0]]),
    (lambda: gen(1, 2), lambda: iter([1, 2])),
    (lambda: np.arange(3), lambda: np.array([0, 1, 2])),
    (lambda: pd.DataFrame({"a": [1, 2]}), lambda: pd.DataFrame({"a": [1, 2]}, index=[0, 1])),
    (lambda: Point([1]), lambda: Point([1])),
    (lambda: "\ud800", lambda: "\ud800"),
    (lambda: ["a", None, 1, 2.5] * 9, lambda: ["a", None, 1, 2.5] * 9),
]
DIFFERENT = [
    (1, True),
    (1, 1.0),
    (0.0, -0.0),
    (2**80, 2**80 + 1),
    (2**80, 5),
    ("a", b"a"),
    ([1], (1,)),
    ({1}, frozenset({1})),
    ({1}, {1.0}),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ({}, collections.Counter()),
    ({}, collections.defaultdict(list)),
    (collections.defaultdict(list), collections.defaultdict(int)),
    (collections.deque([1]), collections.deque([1], maxlen=2)),
    (collections.OrderedDict(a=1), {"a": 1}),
    (Pair(1, 2), (1, 2)),
    (Colour.RED, Colour.BLUE),
    (Colour.RED, 1),
    (Point(1), Point(2)),
    (Slotted(1), Slotted(2)),
    (LyingList([9]), LyingList([1, 2, 3])),
    (LyingList([1, 2, 3]), [1, 2, 3]),
    (decimal.Decimal("1.0"), decimal.Decimal("1.00")),
    (fractions.Fraction(1, 2), fractions.Fraction(1, 3)),
    (datetime.date(2020, 1, 1), datetime.datetime(2020, 1, 1)),
    (datetime.datetime(2020, 1, 1), datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)),
    (pathlib.Path("a"), pathlib.Path("b")),
    (re.compile("a"), re.compile("a", re.I)),
    (io.StringIO("a"), io.StringIO("b")),
    (ValueError("a"), ValueError("b")),
    (ValueError("a"), KeyError("a")),
    (range(3), [0, 1, 2]),
    (bytearray(b"a"), b"a"),
    (3 + 4j, 3 + 5j),
    (np.arange(3), np.arange(3.0)),
    (np.float64(1), 1.0),
    (np.array([0.0]), np.array([-0.0])),
    (np.zeros((2, 1)), np.zeros((1, 2))),
    (np.array([[1], "a"], dtype=object), np.array([[2], "a"], dtype=object)),
    (pd.Series([1, 2]), pd.Series([1.0, 2.0])),
    (pd.DataFrame({"a": [1], "b": [2]}), pd.DataFrame({"b": [2], "a": [1]})),
    ([["list", 1, []]], [["list", 2, []]]),
    (["ref", 1], ["ref", 2]),
    (len, max),
]


@pytest.mark.parametrize("number", range(len(SAME)))
def test_equal_values_look_equal(number: int) -> None:
    a, b = SAME[number]
    assert found(a(), b()) is None


@pytest.mark.parametrize("pair", DIFFERENT, ids=[str(i) for i in range(len(DIFFERENT))])
def test_different_values_look_different(pair: tuple[object, object]) -> None:
    result = found(*pair)
    assert result is not None
    assert result.kind == "different"
    assert found(pair[0], pair[0]) is None


def test_iterators_are_compared_by_what_they_yield() -> None:
    assert found(gen(1, 2), gen(1, 2, 3)) is not None
    assert found(gen(1, error=ValueError(1)), gen(1)) is not None
    assert found(gen(1, error=ValueError(1)), gen(1, error=ValueError(1))) is None
    assert found(itertools.count(), itertools.count()) is None


def test_float_tolerance() -> None:
    assert found([0.1 + 0.2], [0.3]) is not None
    assert found([0.1 + 0.2], [0.3], float_tolerance=1e-9) is None
    assert found(np.array([0.1 + 0.2]), np.array([0.3]), float_tolerance=1e-9) is None


def test_path_in_words() -> None:
    result = found([0, 1, 2, {"total": 4}], [0, 1, 2, {"total": 4.0}])
    assert str(result) == "result[3]['total']: 4 vs 4.0 (int vs float)"


def test_cycles_and_depth() -> None:
    def cycle(last: int) -> list[object]:
        xs: list[object] = [last]
        xs.append(xs)
        return xs

    def deep(last: int) -> object:
        node: object = last
        for _ in range(20_000):
            node = (1, [node])
        return node

    assert found(cycle(1), cycle(1)) is None
    assert found(cycle(1), cycle(2)) is not None
    assert found(deep(1), deep(1)) is None
    assert found(deep(1), deep(2)) is not None


def test_opaque_values_are_never_equal() -> None:
    import hashlib

    result = found(hashlib.md5(b"a"), hashlib.md5(b"a"))
    assert result is not None
    assert result.kind == "unsure"
    first, second = (lambda x: x), (lambda x: x + 0)
    assert found(first, first) is None
    assert found(first, second).kind == "unsure"  # type: ignore[union-attr]


def run(function, *args):  # type: ignore[no-untyped-def]
    """Portrait of a call, as the sandbox makes it."""
    painter = remember({"args": args, "kwargs": {}})
    result = function(*args)
    return portray({"args": args, "kwargs": {}, "result": result}, before=painter)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lambda xs: xs, lambda xs: list(xs)),
        (lambda xs: xs[0], lambda xs: list(xs[0])),
        (lambda xs: xs.pop(), lambda xs: list(xs.pop())),
        (lambda xs: [xs[0], xs[1]], lambda xs: [xs[1], xs[0]]),
    ],
)
def test_aliasing_with_arguments_shows(one, other) -> None:  # type: ignore[no-untyped-def]
    names = ["args", "kwargs", "result"]
    a, b = run(one, [[1], [1]]), run(other, [[1], [1]])
    assert diff(a, run(one, [[1], [1]]), CompareOptions(), names) is None
    assert diff(a, b, CompareOptions(), names) is not None
    assert diff(a, b, CompareOptions(aliasing=False), names) is None


def test_views_of_arguments_show() -> None:
    names = ["args", "kwargs", "result"]
    a = run(lambda a: a[1:], np.arange(4))
    b = run(lambda a: a[1:].copy(), np.arange(4))
    assert diff(a, b, CompareOptions(), names) is not None


def test_budget_keeps_equality() -> None:
    big = list(range(100_000))
    a = portray({"args": (), "result": [big, "x"]}, budget=1000)
    b = portray({"args": (), "result": [[*big[:-1], 0], "x"]}, budget=1000)
    assert not a["#"]["full"]
    assert len(msgspec.msgpack.encode(a)) < 2000
    assert diff(a, portray({"args": (), "result": [big, "x"]}, budget=1000), CompareOptions(), ["result"]) is None
    assert diff(a, b, CompareOptions(), ["result"]) is not None
