"""Line ranges to a unified diff, and its application (paper §4.2, Step 1.3; lines 10–20 of Algorithm 1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fasterpy.errors import SourceError

CONTEXT = 3
_HEADER = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_NO_NEWLINE = "\\ No newline at end of file"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Rows ``start`` to ``end`` (zero-based, exclusive) are replaced by ``lines``."""

    start: int
    end: int
    lines: tuple[str, ...] = ()


def merge(edits: Iterable[Edit]) -> list[Edit]:
    """Sorted, with nested, overlapping and adjacent edits joined into one."""
    merged: list[Edit] = []
    for edit in sorted(edits):
        last = merged[-1] if merged else None
        if last is not None and edit.start <= last.end:
            merged[-1] = Edit(last.start, max(last.end, edit.end), last.lines + edit.lines)
        else:
            merged.append(edit)
    return merged


def unified_diff(contents: Sequence[str], edits: Sequence[Edit], path: str, final_newline: bool = True) -> str:
    """The diff that makes ``edits`` (merged) on the lines of a file; linear in its length."""
    if not edits:
        return ""
    out = [f"--- a/{path}\n", f"+++ b/{path}\n"]
    total, shift = len(contents), 0
    groups: list[list[Edit]] = []
    for edit in edits:
        if groups and edit.start - groups[-1][-1].end <= 2 * CONTEXT:
            groups[-1].append(edit)
        else:
            groups.append([edit])

    def line(sign: str, row: int) -> str:
        mark = f"\n{_NO_NEWLINE}\n" if row == total - 1 and not final_newline else "\n"
        return f"{sign}{contents[row]}{mark}"

    for group in groups:
        first, last = max(group[0].start - CONTEXT, 0), min(group[-1].end + CONTEXT, total)
        change = sum(len(edit.lines) - (edit.end - edit.start) for edit in group)
        old, new = last - first, last - first + change
        out.append(f"@@ -{_span(first, old)} +{_span(first + shift, new)} @@\n")
        shift += change
        row = first
        for edit in group:
            out += [line(" ", at) for at in range(row, edit.start)]
            out += [line("-", at) for at in range(edit.start, edit.end)]
            out += [f"+{text}\n" for text in edit.lines]
            row = edit.end
        out += [line(" ", at) for at in range(row, last)]
    return "".join(out)


def _span(start: int, count: int) -> str:
    return f"{start + 1 if count else start},{count}"


def apply_diff(contents: Sequence[str], diff: str) -> list[str]:
    """The lines after ``diff``; raises SourceError when a context or removed line is not what the diff says."""
    out: list[str] = []
    row = 0
    for line in diff.split("\n")[2:-1]:
        header = _HEADER.match(line)
        if header is not None:
            start = int(header[1]) - (header[2] != "0")
            out += contents[row:start]
            row = start
        elif line.startswith("+"):
            out.append(line[1:])
        elif line.startswith((" ", "-")):
            if row >= len(contents) or contents[row] != line[1:]:
                raise SourceError(f"the patch does not fit line {row + 1}")
            if line[0] == " ":
                out.append(line[1:])
            row += 1
    return out + list(contents[row:])
