"""Texts and lists that are taken apart from the front."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent

WORDS = """
    def words(text):
        found = []
        while len(text) >= 3:
            if text.startswith("--"):
                text = text[2:]
                continue
            found.append(text[:3] + str(len(text)))
            text = text[3:]
        return found, text
    """
FRAMES = """
    def frames(data):
        out = []
        while data:
            size = data[0]
            if size > 9:
                raise ValueError(f"bad size {data[0]}")
            out.append(list(data[1 : 1 + size]))
            data = data[1 + size :]
        return out
    """
LINES = """
    def lines(texts):
        out = []
        for text in texts:
            rest = text.strip()
            while rest and rest[0] != "#":
                out.append(rest[:2])
                rest = rest[2:]
        return out
    """
RUNS: list[Run] = [
    ("consumed-front-to-offset", WORDS, ["words('abc--defgh')", "words('')", "words('--')", "words('---ab')"]),
    ("consumed-front-to-offset", FRAMES, ["frames(bytes([2, 7, 8, 0, 3, 1]))", "frames(b'')", "frames([1, 5, 12])"]),
    ("consumed-front-to-offset", LINES, ["lines([' abcde#f', '', '#', 'xy'])"]),
]
SILENT = [
    # The rest is needed as a text of its own; it is cut from its end; it is only cut once in a while, by itself.
    ("consumed-front-to-offset", WORDS.replace("found.append(text[:3]", "found.append(text[3:]")),
    ("consumed-front-to-offset", WORDS.replace("text[:3]", "text")),
    ("consumed-front-to-offset", FRAMES.replace("data[0]", "data[-1]")),
    ("consumed-front-to-offset", LINES.replace("rest = rest[2:]", "rest = rest[:-2]")),
    ("consumed-front-to-offset", LINES.replace("rest = rest[2:]", "rest = rest[len(rest) // 2 :]")),
]


@pytest.mark.parametrize("row", RUNS, ids=[f"{number}-{row[0]}" for number, row in enumerate(RUNS)])
def test_same_values(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=[f"{number}-{row[0]}" for number, row in enumerate(SILENT)])
def test_near_misses(row: tuple[str, str]) -> None:
    check_silent(row)
