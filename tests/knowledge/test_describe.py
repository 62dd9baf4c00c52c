"""The static describer names the transformation, or is silent."""

from __future__ import annotations

import re

import pytest

from fasterpy.cli.describing import static_describer
from fasterpy.knowledge.describe import StaticDescriber
from fasterpy.knowledge.library import load_patterns
from fasterpy.records import Code

DESCRIBER = static_describer()


def describe(slow: str, fast: str, describer: StaticDescriber = DESCRIBER) -> str:
    return describer.describe(Code(text=slow, kind="function"), Code(text=fast, kind="function")).text


LIST = "def f(xs, banned):\n    seen = list(banned)\n    return [x for x in xs if x in seen]\n"
FIB = "def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\n"
DIVISORS = "def f(n):\n    return [d for d in range(1, n + 1) if n % d == 0][-2]\n"
ROOT = (
    "def f(n):\n    d = 2\n    while d * d <= n:\n        if n % d == 0:\n            return n // d\n"
    "        d += 1\n    return 1\n"
)
COUNT = "def f(xs):\n    return [x for x in xs if xs.count(x) > 1]\n"
COUNTER = "from collections import Counter\ndef f(xs):\n    c = Counter(xs)\n    return [x for x in xs if c[x] > 1]\n"
LOOP = "def f(n):\n    t = 0\n    for i in range(n):\n        t += i\n    return t\n"


@pytest.mark.parametrize(
    ("slow", "fast", "words"),
    [
        (LIST, LIST.replace("list(", "set("), "set"),
        (LOOP, "def f(n):\n    return n * (n - 1) // 2\n", "formula"),
        (FIB, "from functools import lru_cache\n@lru_cache(None)\n" + FIB, "lru_cache"),
        (DIVISORS, ROOT, "square root"),
        (COUNT, COUNTER, "ount"),
    ],
)
def test_transformations(slow: str, fast: str, words: str) -> None:
    assert words in describe(slow, fast)


@pytest.mark.parametrize(
    "fast",
    [
        LIST.replace("seen", "known"),
        LIST + "\n\n# done\n",
        LIST.replace("list(banned)", "list(banned) + []"),
        "def f(:",
        LIST,
    ],
)
def test_silent_when_nothing_useful_can_be_said(fast: str) -> None:
    assert describe(LIST, fast) == ""


def test_the_library_is_described_in_its_own_words_or_those_of_the_table() -> None:
    said = [describe(p.slow, p.fast) for p in load_patterns()]
    assert sum(map(bool, said)) >= 0.75 * len(said)
    assert not [text for text in said if re.search(r"\d ?%", text)]
