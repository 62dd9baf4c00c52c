"""A lighter program for finding inputs: limits that the text fixes are cut, whatever they limit."""

from __future__ import annotations

import pytest

from fasterpy.generate.rules.stand_in import lighter
from fasterpy.records import Code


def _light(text: str) -> str:
    found = lighter(Code(text=text, kind="program", filename="p.py"))
    return "" if found is None else found.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "t = [0] * 1000001\nfor i in range(10**6):\n    t[i] = i\n",
            "t = [0] * 3001\nfor i in range(3000):\n    t[i] = i\n",
        ),
        # a search that may find nothing
        (
            "p = 1\nfor i in range(10**6):\n    if p == 2:\n        break\n    p = 3\n",
            "p = 1\nfor i in range(3000):\n    if p == 2:\n        break\n    p = 3\n",
        ),
        ("k = 0\nwhile k < int(1e6):\n    k += 1\n", "k = 0\nwhile k < 3000:\n    k += 1\n"),
        # what starts late keeps its start
        ("for i in range(10000, 100000):\n    print(i)\n", "for i in range(10000, 13000):\n    print(i)\n"),
    ],
)
def test_limits_are_cut(before: str, after: str) -> None:
    assert _light(before) == after


@pytest.mark.parametrize("text", ["print(10**9 + 7)\n", "for i in range(100):\n    print(i)\n", "for i in range(:\n"])
def test_nothing_to_cut(text: str) -> None:
    assert not _light(text)
