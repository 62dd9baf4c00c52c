"""Functions as a careful engineer leaves them: there is little to gain."""

import heapq
import math
from bisect import bisect_left
from collections import Counter, deque
from itertools import accumulate


def tally(words: list[str]) -> dict[str, int]:
    """Words counted."""
    return dict(Counter(words))


def prefix_sums(values: list[int]) -> list[int]:
    """Sums of all prefixes."""
    return list(accumulate(values))


def smallest(values: list[int], count: int) -> list[int]:
    """The smallest values, ascending."""
    return heapq.nsmallest(count, values)


def lookup_all(ascending: list[int], queries: list[int]) -> list[int]:
    """Insertion place of each query."""
    return [bisect_left(ascending, query) for query in queries]


def unique(values: list[int]) -> list[int]:
    """Values once, in order."""
    return list(dict.fromkeys(values))


def joined(words: list[str]) -> str:
    """Words with blanks between."""
    return " ".join(words)


def total_length(words: list[str]) -> int:
    """Sum of the lengths."""
    return sum(map(len, words))


def is_prime(number: int) -> bool:
    """Whether a number is prime, by odd divisors up to its root."""
    if number < 4:
        return number > 1
    if number % 2 == 0:
        return False
    return all(number % d for d in range(3, math.isqrt(number) + 1, 2))


def bfs_order(graph: dict[int, list[int]], start: int) -> list[int]:
    """Nodes in breadth first order."""
    order = []
    seen = {start}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        order.append(node)
        for other in graph.get(node, ()):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return order


def intersection(a: list[int], b: list[int]) -> list[int]:
    """Sorted common values."""
    return sorted(set(a) & set(b))


def clamp(values: list[int], low: int, high: int) -> list[int]:
    """Values limited to a range."""
    return [low if v < low else high if v > high else v for v in values]


def largest(values: list[int]) -> int | None:
    """The largest value; None without values."""
    return max(values, default=None)


def reversed_words(text: str) -> str:
    """Words in reverse order."""
    return " ".join(text.split()[::-1])


def flatten(rows: list[list[int]]) -> list[int]:
    """Rows one after the other."""
    return [value for row in rows for value in row]
