"""Mending text that is almost Python. Each mend is tried only while the text does not parse."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Iterator

from fasterpy.generate.llm.syntax import parse

_TYPOGRAPHY = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u2003": " ", "−": "-", "（": "(", "）": ")", "，": ","}
)
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\x00\x0c"), None)


def mend(text: str) -> str | None:
    """Python text made from ``text``, or None when no mend helps."""
    text = text.translate(_INVISIBLE).replace("\r\n", "\n").strip("\n")
    if not text.strip():
        return None
    for version in _versions(text):
        if parse(version) is not None and version.strip():
            return version.strip("\n") + "\n"
    return None


def _versions(text: str) -> Iterator[str]:
    dedented = textwrap.dedent(text)
    yield dedented
    for change in _MENDS:
        yield change(dedented)
    combined = dedented
    for change in _MENDS:  # several faults at once
        combined = change(combined)
        yield combined


def _language_line(text: str) -> str:
    """Without a first line that is a stray language tag."""
    return re.sub(r"\A\s*(?:python3?|py|Python3?|code|Output:?)[ \t]*\n", "", text)


def _stray_fences(text: str) -> str:
    return re.sub(r"^[ \t]*(?:`{3,}|~{3,})[\w+-]*[ \t]*$\n?", "", text, flags=re.MULTILINE)


def _prompts(text: str) -> str:
    """Without ``>>>`` and ``...`` prompts, and without what the interpreter printed."""
    if not re.search(r"^\s*>>> ", text, re.MULTILINE):
        return text
    lines = [re.match(r"^\s*(?:>>>|\.\.\.)(?: (.*))?$", line) for line in text.split("\n")]
    return "\n".join(match.group(1) or "" for match in lines if match)


def _line_numbers(text: str) -> str:
    lines = text.split("\n")
    marked = [re.match(r"^\s*\d+\s*[|:.]? ?(.*)$", line) for line in lines if line.strip()]
    if not all(marked) or not marked:
        return text
    separators = [re.match(r"^\s*\d+(?:\s*[|:.] ?|\s)(.*)$", line) for line in lines]
    return textwrap.dedent("\n".join(match.group(1) if match else "" for match in separators))


def _tabs(width: int) -> Callable[[str], str]:
    return lambda text: text.expandtabs(width)


def _escaped_newlines(text: str) -> str:
    """A whole program on one line with ``\\n`` written out."""
    if "\n" in text.strip() or "\\n" not in text:
        return text
    return text.strip().strip("\"'").replace("\\n", "\n").replace("\\t", "\t").replace('\\"', '"').replace("\\'", "'")


def _markdown_escapes(text: str) -> str:
    return re.sub(r"\\([_*<>\[\]#])", r"\1", text)


def _uneven_indent(text: str) -> str:
    """The first line lost the indentation that the others have (a prefix cut off while copying)."""
    first, _, rest = text.partition("\n")
    return first.lstrip() + "\n" + textwrap.dedent(rest) if rest else text


def _end_of_sequence(text: str) -> str:
    return re.sub(r"<\|?[\w▁ ]*(?:end|eot|eos|im_end|endoftext)[\w▁ ]*\|?>|</s>|<s>", "", text)


_MENDS: tuple[Callable[[str], str], ...] = (
    _end_of_sequence,
    _language_line,
    _stray_fences,
    _prompts,
    _escaped_newlines,
    html.unescape,
    _line_numbers,
    _tabs(8),
    _tabs(4),
    _markdown_escapes,
    lambda text: text.translate(_TYPOGRAPHY),
    _uneven_indent,
)
