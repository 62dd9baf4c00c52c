"""Unified diffs that `git apply` and `patch` accept."""

from __future__ import annotations

import difflib

NO_NEWLINE = "\\ No newline at end of file\n"


def unified_patch(before: str, after: str, path: str) -> str:
    """Diff of two texts of one file; empty when they are equal. Line endings are kept, a missing last one is marked."""
    old, new = _lines(before), _lines(after)
    name = path.lstrip("/")
    body = []
    for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"):
        body.append(line if line.endswith("\n") else f"{line}\n{NO_NEWLINE}")
    return "".join(body)


def _lines(text: str) -> list[str]:
    # Not splitlines: form feeds and other separators are not line ends for a patch.
    parts = text.split("\n")
    lines = [part + "\n" for part in parts[:-1]]
    return [*lines, parts[-1]] if parts[-1] else lines
