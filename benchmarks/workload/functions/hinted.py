"""Functions with hints, for measuring how well arguments are made up."""

from __future__ import annotations

import enum
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Literal, NamedTuple, NewType, TypedDict, TypeVar

import numpy as np

T = TypeVar("T")
UserId = NewType("UserId", int)


class Color(enum.Enum):
    RED = 1
    GREEN = 2
    BLUE = 3


@dataclass
class Item:
    name: str
    price: float
    tags: list[str] = field(default_factory=list)


class Point(NamedTuple):
    x: int
    y: int


class Movie(TypedDict, total=False):
    title: str
    year: int


class ListNode:
    def __init__(self, val: int = 0, next: ListNode | None = None):
        self.val = val
        self.next = next


class TreeNode:
    def __init__(self, val: int = 0, left: TreeNode | None = None, right: TreeNode | None = None):
        self.val = val
        self.left = left
        self.right = right


class Account:
    def __init__(self, owner: str, balance: int = 0):
        self.owner = owner
        self.balance = balance
        self.log: list[tuple[str, int]] = []

    def withdraw(self, amount: int) -> int:
        if amount < 0:
            raise ValueError("negative amount")
        if amount > self.balance:
            raise RuntimeError("not enough")
        self.balance -= amount
        self.log.append(("out", amount))
        return self.balance

    @property
    def label(self) -> str:
        return f"{self.owner}:{self.balance}"

    @staticmethod
    def fee(amount: int) -> int:
        return 0 if amount < 100 else amount // 100


def two_sum(nums: list[int], target: int) -> tuple[int, int] | None:
    for i in range(len(nums)):
        for j in range(i + 1, len(nums)):
            if nums[i] + nums[j] == target:
                return i, j
    return None


def is_palindrome(s: str) -> bool:
    s = "".join(c.lower() for c in s if c.isalnum())
    return all(s[i] == s[-1 - i] for i in range(len(s) // 2))


def word_count(words: Iterable[str]) -> dict[str, int]:
    out: dict[str, int] = {}
    for w in words:
        if w in out:
            out[w] += 1
        else:
            out[w] = 1
    return out


def transpose(matrix: list[list[int]]) -> list[list[int]]:
    return [[row[i] for row in matrix] for i in range(len(matrix[0]))]


def total_price(items: list[Item], discount: float = 0.0) -> float:
    total = 0.0
    for item in items:
        if item.price > 0:
            total += item.price * (1 - discount)
    return total


def names_with_tag(items: Sequence[Item], tag: str) -> list[str]:
    return [i.name for i in items if tag in i.tags]


def mix(color: Color, other: Color) -> str:
    if color is other:
        return color.name
    if Color.RED in (color, other):
        return "warm"
    return "cold"


def manhattan(points: list[Point]) -> int:
    best = 0
    for a in points:
        for b in points:
            best = max(best, abs(a.x - b.x) + abs(a.y - b.y))
    return best


def titles(movies: list[Movie]) -> list[str]:
    return sorted(m.get("title", "?") for m in movies if m.get("year", 0) >= 2)


def list_sum(head: ListNode | None) -> int:
    total = 0
    while head is not None:
        total += head.val
        head = head.next
    return total


def depth(root: TreeNode | None) -> int:
    if root is None:
        return 0
    return 1 + max(depth(root.left), depth(root.right))


def moving_average(values: np.ndarray, window: int) -> np.ndarray:
    if window < 1:
        raise ValueError("window")
    return np.array([values[max(0, i - window + 1) : i + 1].mean() for i in range(len(values))])


def business_days(start: date, end: date) -> int:
    days = 0
    step = timedelta(days=40)
    while start < end:
        if start.weekday() < 5:
            days += 1
        start = start + step
    return days


def round_money(amount: Decimal) -> Decimal:
    if amount < 0:
        return -round_money(-amount)
    return amount.quantize(Decimal("0.01"))


def add_fractions(a: Fraction, b: Fraction) -> Fraction:
    return a + b if a > b else b - a


def suffixes(path: Path) -> list[str]:
    return [s.lower() for s in path.suffixes]


def apply_all(values: list[int], f: Callable[[int], int]) -> list[int]:
    out = []
    for v in values:
        out.append(f(v))
    return out


def compare(a: int, b: int, mode: Literal["min", "max", "sum"] = "sum") -> int:
    if mode == "min":
        return min(a, b)
    if mode == "max":
        return max(a, b)
    return a + b


def checksum(data: bytes) -> int:
    h = 0
    for b in data:
        h = (h * 31 + b) % 65521
    return h


def flatten(xs: Sequence[int | list[int]]) -> list[int]:
    out: list[int] = []
    for x in xs:
        if isinstance(x, list):
            out.extend(x)
        else:
            out.append(x)
    return out


def bfs(graph: dict[int, list[int]], start: int) -> list[int]:
    seen = [start]
    queue = deque([start])
    while queue:
        u = queue.popleft()
        for v in graph.get(u, []):
            if v not in seen:
                seen.append(v)
                queue.append(v)
    return seen


def group(pairs: list[tuple[str, int]]) -> dict[str, list[int]]:
    d: defaultdict[str, list[int]] = defaultdict(list)
    for k, v in pairs:
        d[k].append(v)
    return dict(d)


def most_common(c: Counter[str], k: int) -> list[str]:
    return [w for w, _ in sorted(c.items(), key=lambda t: (-t[1], t[0]))[:k]]


def take(it: Iterator[int], n: int) -> list[int]:
    out = []
    for x in it:
        if len(out) >= n:
            break
        out.append(x)
    return out


def invert(m: Mapping[str, int]) -> dict[int, str]:
    return {v: k for k, v in m.items()}


def age(born: datetime, now: datetime) -> int:
    years = now.year - born.year
    if (now.month, now.day) < (born.month, born.day):
        years -= 1
    return years


def user(uid: UserId, name: str | None = None) -> str:
    return f"{uid}" if name is None else f"{uid}-{name}"


def unique(xs: list[T]) -> list[T]:
    out: list[T] = []
    for x in xs:
        if x not in out:
            out.append(x)
    return out


def norm(xs: list[float]) -> float:
    s = 0.0
    for x in xs:
        s += x * x
    return s**0.5


def fib(n: int) -> int:
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)
