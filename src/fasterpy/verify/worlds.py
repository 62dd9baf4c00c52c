"""Standard inputs of tiny worlds: words over two letters, words that are equal, a word that is part of another.

A word that overlaps itself, somebody who pays himself: chance makes them of small alphabets alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from fasterpy.records import Case, StdinCase
from fasterpy.verify.put import stream_with

_WORD = re.compile(rb"(?<!\S)[A-Za-z]+(?!\S)")
_LAST_TWO = re.compile(rb"(?m)^(.*[A-Za-z] )([A-Za-z]+) [A-Za-z]+([ \d.-]*)$")
_ROWS = re.compile(rb"(?m)^(?!\d+$)[^\s]{8,}$")
_MOST_LETTERS = 4
_CASES, _MOST_BYTES = 8, 600
_LETTERS = (b"aab", b"ab", b"aaab", b"abc")


def tiny_words(cases: Sequence[Case], most: int = 32) -> list[StdinCase]:
    """Variants of these inputs in which all words are of the same few letters, or two of them are alike."""
    base = [case for case in cases if isinstance(case, StdinCase) and 0 < len(case.stdin) < _MOST_BYTES]
    base = [case for case in base if _WORD.search(case.stdin)]
    rng = random.Random(0)
    found: dict[StdinCase, None] = {}
    stride = max(1, len(base) // _CASES)
    for case in base[::stride][:_CASES]:
        for letters in _LETTERS[:2]:
            data = _few(case.stdin, letters, rng)
            for text in (data, _LAST_TWO.sub(rb"\1\2 \2\3", data)):
                found[StdinCase(stdin=text, source="probe", size=len(text))] = None
        found.update(dict.fromkeys(_alike(case.stdin, rng)))
    return [case for case in found if case not in set(cases)][:most]


def uniform(cases: Sequence[Case]) -> list[StdinCase]:
    """Rows of characters, all of one of theirs: what is joined is then as large as it can be."""
    found: dict[StdinCase, None] = {}
    for case in cases:
        rows = list(_ROWS.finditer(case.stdin)) if isinstance(case, StdinCase) else []
        if not isinstance(case, StdinCase) or len(rows) < 2 or len({len(row[0]) for row in rows}) > 1:
            continue
        letters = {bytes([letter]) for row in rows for letter in row[0]}
        for letter in sorted(letters) if len(letters) <= _MOST_LETTERS else ():
            data = _ROWS.sub(lambda row, one=letter: one * len(row[0]), case.stdin)  # type: ignore[misc]
            found[StdinCase(stdin=data, source=case.source, size=case.size)] = None
    return list(found)


def _few(data: bytes, letters: bytes, rng: random.Random) -> bytes:
    """The first of several words of a line may be what is to be done: it stays."""

    def other(word: re.Match[bytes]) -> bytes:
        first = word.start() == 0 or data[word.start() - 1 : word.start()] == b"\n"
        alone = data[word.end() : word.end() + 1] in (b"\n", b"")
        return word[0] if first and not alone else bytes(rng.choice(letters) for _ in word[0])

    return _WORD.sub(other, data)


def _alike(data: bytes, rng: random.Random) -> Iterator[StdinCase]:
    """Two words of one line made equal; of the words on lines of their own one made part of the other."""
    start, alone = 0, []
    for line in data.split(b"\n"):
        words = list(_WORD.finditer(line))
        if len(words) > 2:
            yield stream_with(data, start + words[-1].start(), start + words[-1].end(), words[-2][0])
        if len(words) > 1:
            one, two = rng.sample(words, 2)
            yield stream_with(data, start + two.start(), start + two.end(), one[0])
        elif words and words[0][0] == line:
            alone.append((start, line))
        start += len(line) + 1
    if 1 < len(alone) < 4:
        (_first, text), (at, word) = alone[0], alone[-1]
        for letters in _LETTERS:
            long = bytes(rng.choice(letters) for _ in range(max(6, len(text))))
            low = rng.randrange(len(long) - 1)
            part = long[low : low + rng.randint(1, 3)]
            changed = data[:at] + part + data[at + len(word) :]
            yield StdinCase(stdin=changed.replace(text + b"\n", long + b"\n", 1), source="probe", size=len(changed))
