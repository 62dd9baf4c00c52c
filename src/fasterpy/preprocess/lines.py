"""Lines as Python sees them: ended by LF, CR LF or CR alone (``str.splitlines`` also splits at form feeds)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_COOKIE = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+")
_ENDING = re.compile(r"\r\n|\r|\n")


def split_lines(text: str) -> tuple[list[str], list[str]]:
    """Contents and endings, of equal length; the last ending is empty when the text does not end with a newline.

    A text that ends with a newline has no empty line after it.
    """
    if "\r" not in text:
        contents = text.split("\n")
        endings = ["\n"] * (len(contents) - 1) + [""]
    else:
        endings = [*_ENDING.findall(text), ""]
        contents = _ENDING.split(text)
    if not contents[-1]:
        contents.pop()
        endings.pop()
    return contents, endings


def join_lines(contents: Sequence[str], endings: Sequence[str]) -> str:
    """The inverse of ``split_lines``."""
    return "".join([part for pair in zip(contents, endings, strict=True) for part in pair])


def normal(text: str) -> str:
    """The text with every line ending as LF: what Python's own tokenizer sees."""
    return _ENDING.sub("\n", text) if "\r" in text else text


def dominant(endings: Sequence[str], default: str = "\n") -> str:
    """The line ending used most."""
    counts = Counter(ending for ending in endings if ending)
    return counts.most_common(1)[0][0] if counts else default


def indent_of(line: str) -> str:
    """Leading blanks of a line."""
    return line[: len(line) - len(line.lstrip(" \t\f"))]


def preamble(lines: Sequence[str]) -> int:
    """Rows at the top that must stay there: shebang and PEP 263 encoding."""
    row = 0
    for index, line in enumerate(lines[:2]):
        if (index == 0 and line.startswith("#!")) or _COOKIE.match(line):
            row = index + 1
    return row
