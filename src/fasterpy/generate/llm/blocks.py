"""Where in a model's answer code may be: fences of every kind, tags, bare code between prose."""

from __future__ import annotations

import json
import re
import textwrap

from fasterpy.generate.llm.syntax import error_line, parse

_FENCE = re.compile(r"^[ \t>]*(?P<run>`{3,}|~{3,})[ \t]*(?P<tag>[^`\n]*)$")
_INLINE = re.compile(r"(?P<run>`{3,})(?:[ \t]*(?:python3?|py)\b)?[ \t]*(?P<body>[^`\n]+?)[ \t]*(?P=run)")
_THINK = re.compile(r"<(think|thinking|thought|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_TAGS = re.compile(
    r"(?:<(?P<tag>code|pre|answer|python|optimized_code|output)[^>\n]*>(?P<a>.*?)</(?P=tag)>)"
    r"|(?:\[PYTHON\](?P<b>.*?)(?:\[/PYTHON\]|\Z))",
    re.DOTALL | re.IGNORECASE,
)
_ANY_TAG = re.compile(r"</?(?:code|pre|answer|python|optimized_code|output)\b[^>\n]*>", re.IGNORECASE)
_STARTS = re.compile(
    r"^[ \t]*(?:>>> )?(?:import [\w.]+(?: as \w+)?(?:, *[\w.]+)*[ \t]*(?:#.*)?$|from [\w.]+ import |def \w+ *\(|"
    r"async def \w|class \w+ *[:(]|@\w|(?:if|for|while|with|try|elif|else)\b.*:[ \t]*(?:#.*)?$|"
    r"(?:print|input|main|solve)\(|\w[\w.\[\]]*(?: *, *\*?\w[\w.\[\]]*)* *(?:[-+*/%|&^@]|//|\*\*|<<|>>)?= *\S|#!|"
    r"if __name__)"
)
MAX_CHARS = 40_000
"""More than any answer within max_tokens; a model that got stuck may repeat itself for ever."""
MAX_PIECES = 24
MAX_CUTS = 40


def without_thinking(answer: str) -> str:
    """The answer without what a reasoning model thinks aloud."""
    text = _THINK.sub("", answer)
    closing = re.search(r"</(think|thinking|thought|reasoning)>(?!.*</\1>)", text, re.DOTALL | re.IGNORECASE)
    return text[closing.end() :] if closing else text


def find(answer: str) -> list[str]:
    """Pieces of an answer that may be code, in order of appearance; the whole text and bare code only if none is."""
    text = without_thinking(answer[:MAX_CHARS].replace("\r\n", "\n").replace("\r", "\n"))
    pieces = _fenced(text)
    if not pieces:
        pieces = [_ANY_TAG.sub("", match["a"] or match["b"] or "") for match in _TAGS.finditer(text)]
    if not pieces:
        pieces = [match["body"] for match in _INLINE.finditer(text)]
    pieces = [piece for piece in (*pieces, *_in_json(text)) if piece.strip()]
    if not pieces:
        pieces = [text, bare(text)] if text.strip() else []
    return pieces


def _fenced(text: str) -> list[str]:
    lines = text.split("\n")
    pieces: list[str] = []
    position = 0
    while position < len(lines) and len(pieces) < MAX_PIECES:
        opening = _FENCE.match(lines[position])
        if opening is None:
            position += 1
            continue
        end = _closing(lines, position + 1, opening["run"])
        body = "\n".join(lines[position + 1 : end])
        if opening["tag"].strip() and re.search(r"[=()]|^import ", opening["tag"]):
            # code right behind the fence: ```python import sys
            body = re.sub(r"^(?:python3?|py)\b[ \t]*", "", opening["tag"].strip()) + "\n" + body
        pieces.append(textwrap.dedent(body))
        position = end + 1
    return pieces


def _closing(lines: list[str], start: int, run: str) -> int:
    """The line that closes a fence. A fence inside a docstring does not: the first end at which the code parses."""
    ends = [
        number
        for number in range(start, len(lines))
        if (match := _FENCE.match(lines[number])) and match["run"][0] == run[0] and len(match["run"]) >= len(run)
    ]
    bare_ends = [number for number in ends if not _FENCE.match(lines[number])["tag"].strip()]  # type: ignore[index]
    for number in bare_ends[:8]:
        if parse(textwrap.dedent("\n".join(lines[start:number]))) is not None:
            return number
    # No end makes it parse. A second opening (```python) closes an unclosed block just as well.
    return ends[0] if ends else len(lines)


def _in_json(text: str) -> list[str]:
    """The code in ``{"code": "..."}``."""
    stripped = text.strip()
    if not (stripped.startswith("{") and stripped.endswith("}")):
        return []
    try:
        data = json.loads(stripped, strict=False)
    except ValueError:
        return []
    values = [value for value in data.values() if isinstance(value, str)] if isinstance(data, dict) else []
    return [value for value in values if "\n" in value or parse(value) is not None]


def bare(text: str) -> str:
    """The longest run of lines that is Python, in a text without fences; empty when there is none."""
    lines = textwrap.dedent(text).split("\n")
    best = ""
    position = 0
    tries = 0
    while position < len(lines) and tries < 24:
        if not _STARTS.match(lines[position]):
            position += 1
            continue
        tries += 1
        run = _parseable(lines[position:])
        if len(run) > len(best.split("\n")) or not best:
            best = "\n".join(run).strip("\n")
        position += max(1, len(run))
    return best


def _parseable(lines: list[str]) -> list[str]:
    """The longest prefix that parses; the line of each syntax error bounds the next try."""
    lines = textwrap.dedent("\n".join(lines)).split("\n")
    end = len(lines)
    for _ in range(MAX_CUTS):
        if end <= 0:
            break
        line = error_line("\n".join(lines[:end]))
        if line is None:
            break
        end = min(end - 1, line - 1)
    else:
        return []
    # Prose such as "Done" is an expression; a trailing line that only names something is no code.
    while end > 0 and re.fullmatch(r"\s*\w*[.:!]?\s*", lines[end - 1]):
        end -= 1
    return lines[:end]
