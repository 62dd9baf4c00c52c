"""From what the user typed (``FILE.py[::QUALNAME]``) to a file, a target and runnable code."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from fasterpy.errors import TargetError
from fasterpy.records import Code, Source

_READS_STDIN = re.compile(r"\binput\s*\(|\bstdin\b|\bopen\s*\(\s*0\s*[,)]|\bos\.read\s*\(\s*0\b|/dev/stdin")


def split_target(text: str) -> tuple[Path, str | None]:
    """``orders.py::Cart.total`` to the path and the qualified name."""
    path, separator, qualname = text.partition("::")
    return Path(path), qualname if separator and qualname else None


def runnable(source: Source, qualname: str | None, program: bool = False) -> Code:
    """The code of a file as the sandbox runs it, with the import name and search path that it has in its project."""
    path = Path(source.path).resolve()
    module, root = import_name(path)
    return Code(
        text=source.text,
        kind="program" if program else "function",
        filename=str(path),
        qualname=None if program else qualname,
        module=None if program else module,
        search_path=(str(path.parent),) if program else (str(root),),
    )


def import_name(path: Path) -> tuple[str, Path]:
    """Dotted name of a module file and the folder that has to be on ``sys.path`` for it."""
    parts = [] if path.stem == "__init__" else [path.stem]
    folder = path.parent
    while (folder / "__init__.py").is_file() and folder.name.isidentifier():
        parts.insert(0, folder.name)
        folder = folder.parent
    return ".".join(parts) or path.stem, folder


def choose_target(path: Path, qualname: str | None, known: list[str]) -> str:
    """The target that the user meant. Raises TargetError with the nearest or all known names."""
    if qualname is not None:
        if qualname in known:
            return qualname
        near = difflib.get_close_matches(qualname, known, n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else f"it has {listed(known)}"
        raise TargetError(f"{path}: no function {qualname!r}; {hint}")
    if len(known) == 1:
        return known[0]
    if not known:
        raise TargetError(f"{path}: no function in it; add --program if it reads stdin and writes stdout")
    raise TargetError(f"{path}: name a target as {path}::NAME, or add --program; it has {listed(known)}")


def is_program(source: Source, known: list[str]) -> bool:
    """Whether a file without functions reads stdin, so that only the whole of it can be meant."""
    return not known and bool(_READS_STDIN.search(source.text))


def listed(names: list[str], most: int = 12) -> str:
    """Names for a message, not too many."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
