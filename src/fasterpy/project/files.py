"""The Python files of a project that somebody would want faster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from fasterpy.errors import SourceError

_SKIPPED = frozenset(
    ["__pycache__", "node_modules", "site-packages", "build", "dist", "venv", "env", "test", "tests", "testing", "docs"]
)


def python_files(folder: Path) -> tuple[Path, ...]:
    """All ``.py`` files under ``folder``, sorted, without hidden folders, virtual environments, builds and tests.

    Links to folders are not followed; a file that links lead to is one file, whatever its names. Raises SourceError
    when there is none.
    """
    found: dict[str, Path] = {}
    for path in sorted(_walk(folder), key=lambda each: (each.is_symlink(), each)):
        found.setdefault(os.path.realpath(path), path)
    if not found:
        raise SourceError(f"{folder}: no Python file in it (tests, builds and virtual environments are left out)")
    return tuple(sorted(found.values()))


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [
            name
            for name in folders
            if name not in _SKIPPED
            and not name.startswith(".")
            and not name.endswith(".egg-info")
            and not Path(parent, name, "pyvenv.cfg").exists()
        ]
        for name in files:
            if name.endswith(".py") and not _is_test(name):
                yield Path(parent, name)


def _is_test(name: str) -> bool:
    return name.startswith("test_") or name.endswith("_test.py") or name in ("conftest.py", "setup.py", "noxfile.py")
