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
    lines, behind = base.split("\n"), 0
    for old, new in replacements:
        changed = _replace(lines, old, new, behind)
        if changed is None:
            return None
        lines, behind = changed
    return "\n".join(lines)


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


def _replace(lines: list[str], old: str, new: str, behind: int) -> tuple[list[str], int] | None:
    """The lines with the place that matches ``old`` replaced, and the line behind it.

    Whole lines, exactly or else whatever their indentation; of several places the first that is not before line
    ``behind``, since edits come in the order of the file.
    """
    fresh = new.rstrip("\n").split("\n") if new.strip() else []
    if not old.strip():
        return [*fresh, *lines], behind + len(fresh)  # nothing to look for: an addition, most often an import
    wanted = old.strip("\n").split("\n")
    bare = [line.strip() for line in wanted]
    at = [at for at in range(len(lines) - len(bare) + 1) if _bare(lines[at : at + len(bare)]) == bare]
    exact = [start for start in at if lines[start : start + len(bare)] == wanted]
    found = [start for some in (exact, at) for start in some if start >= behind] or exact or at
    if not found:
        return None
    start = found[0]
    shift = _indent(lines[start]), _indent(wanted[0])
    fresh = [_shifted(line, *shift) for line in fresh]
    return [*lines[:start], *fresh, *lines[start + len(bare) :]], start + len(fresh)


def _bare(lines: list[str]) -> list[str]:
    return [line.strip() for line in lines]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _shifted(line: str, have: int, written: int) -> str:
    if not line.strip():
        return line
    return " " * max(0, _indent(line) + have - written) + line.lstrip(" ")
