"""Edits: spans of the original text replaced by new text. What lies outside them stays byte for byte.

libcst keeps formatting too, but parsing, locating and printing with it costs tens of milliseconds per program and step,
and a composition takes many steps; spans from ``ast`` positions cost microseconds and keep the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fasterpy.analysis.source import SourceModule


@dataclass(frozen=True)
class Edit:
    """Replace ``text[start:end]`` by ``text``; offsets are in characters of the original."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Rewrite:
    """One independent place at which a rule proposes a change."""

    edits: tuple[Edit, ...]
    note: str = ""
    """What was done here, for the report: ``line 7: jobs → set``."""
    variant: str = ""
    """Alternatives for the same place have different variants; the empty one is tried first."""
    requires: tuple[str, ...] = field(default=())
    """Third-party packages that the new code imports and the old did not."""


def overlaps(first: Rewrite, second: Rewrite) -> bool:
    """Whether two rewrites cannot both be made (equal insertions, such as an import, can)."""
    for one in first.edits:
        for other in second.edits:
            if one == other and one.start == one.end:
                continue
            if one.start < other.end and other.start < one.end:
                return True
            if one.start == other.start and one.end == other.end and one.start != one.end:
                return True
            # An insertion strictly inside a replaced span would be lost.
            if one.start == one.end and other.start < one.start < other.end:
                return True
            if other.start == other.end and one.start < other.start < one.end:
                return True
    return False


def compatible(rewrites: Iterable[Rewrite]) -> list[Rewrite]:
    """The first of each group of overlapping rewrites, in order."""
    kept: list[Rewrite] = []
    for rewrite in rewrites:
        if not any(overlaps(rewrite, other) for other in kept):
            kept.append(rewrite)
    return kept


def apply_edits(module: SourceModule, edits: Iterable[Edit]) -> str:
    """The new text. Comments inside a replaced span that the new text does not repeat are put above its line."""
    text = module.text
    unique = sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, edit.end))
    extra: dict[int, str] = {}
    for edit in unique:
        lost = _lost_comments(module, edit)
        if lost:
            start = module.line_start(edit.start)
            line = text[start : edit.start]
            indent = line[: len(line) - len(line.lstrip())]
            extra[start] = extra.get(start, "") + "".join(f"{indent}{comment}\n" for comment in lost)
    for start, comments in extra.items():
        unique.append(Edit(start, start, comments))
    unique.sort(key=lambda edit: (edit.start, edit.end))
    pieces: list[str] = []
    position = 0
    for edit in unique:
        pieces.append(text[position : edit.start])
        pieces.append(
            edit.text if module.newline == "\n" else edit.text.replace("\r\n", "\n").replace("\n", module.newline)
        )
        position = edit.end
    pieces.append(text[position:])
    return "".join(pieces)


def _lost_comments(module: SourceModule, edit: Edit) -> list[str]:
    if edit.start == edit.end:
        return []
    inside = (module.text[start:end] for start, end in module.comments if edit.start <= start and end <= edit.end)
    return [comment for comment in inside if comment not in edit.text]
