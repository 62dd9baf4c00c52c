"""Answers that are edits of the code rather than code: unified diffs and search/replace blocks."""

from __future__ import annotations

import re

_SEARCH = re.compile(
    r"^<{5,}[ \t]*(?:SEARCH|ORIGINAL|HEAD)?[^\n]*\n(?P<old>.*?)^={5,}[ \t]*\n(?P<new>.*?)^>{5,}[^\n]*$",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_HUNK = re.compile(r"^@@.*$", re.MULTILINE)


def apply(piece: str, base: str) -> str | None:
    """``base`` with the edits of ``piece``; None when it holds no edits or one of them does not fit."""
    replacements = [(match["old"], match["new"]) for match in _SEARCH.finditer(piece)]
    if not replacements and looks_like_diff(piece):
        replacements = _hunks(piece)
    if not replacements:
        return None
    text = base
    for old, new in replacements:
        changed = _replace(text, old, new)
        if changed is None:
            return None
        text = changed
    return text


def looks_like_diff(piece: str) -> bool:
    """Hunk headers, or every line marked while some are added and some taken away."""
    if _HUNK.search(piece):
        return True
    lines = [line for line in piece.split("\n") if line]
    marks = {line[0] for line in lines}
    return marks <= set("+- ") and {"+", "-"} <= marks


def _hunks(piece: str) -> list[tuple[str, str]]:
    """Old and new text of each hunk. Line numbers are ignored: models get them wrong, the context rarely."""
    hunks: list[tuple[str, str]] = []
    for part in _HUNK.split(piece):
        old: list[str] = []
        new: list[str] = []
        for line in part.split("\n"):
            if line.startswith(("--- ", "+++ ", "diff ", "index ", "\\ No newline")):
                continue
            mark, body = line[:1], line[1:]
            if mark == "-":
                old.append(body)
            elif mark == "+":
                new.append(body)
            else:  # context; some models forget its leading blank, and an empty line may have lost it
                same = body if mark == " " else line
                old.append(same)
                new.append(same)
        while old and new and not old[-1].strip() and not new[-1].strip():
            old.pop()
            new.pop()
        while old and new and not old[0].strip() and not new[0].strip():
            old.pop(0)
            new.pop(0)
        if old != new:
            hunks.append(("\n".join(old) + "\n", "\n".join(new) + "\n" if new else ""))
    return hunks


def _replace(text: str, old: str, new: str) -> str | None:
    """Replace the first place that matches ``old``: exactly, else line by line whatever the indentation."""
    if not old.strip():
        return new + text  # nothing to look for: an addition, most often an import
    if old in text:
        return text.replace(old, new, 1)
    lines = text.split("\n")
    wanted = [line.strip() for line in old.strip("\n").split("\n")]
    for start in range(len(lines) - len(wanted) + 1):
        window = lines[start : start + len(wanted)]
        if [line.strip() for line in window] == wanted:
            shift = _indent(window[0]), _indent(old.strip("\n"))
            fresh = [_shifted(line, *shift) for line in new.rstrip("\n").split("\n")] if new.strip() else []
            return "\n".join([*lines[:start], *fresh, *lines[start + len(wanted) :]])
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _shifted(line: str, have: int, written: int) -> str:
    if not line.strip():
        return line
    return " " * max(0, _indent(line) + have - written) + line.lstrip(" ")
