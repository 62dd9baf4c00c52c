"""Writing files: atomically, only where the user said, never over somebody else's change."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from fasterpy.errors import FileChangedError, UserError
from fasterpy.records import Source

BACKUP_SUFFIX = ".fasterpy.orig"


def write_atomic(path: Path, data: bytes) -> None:
    """Replace ``path`` in one step, keeping its permissions. Raises UserError when it cannot be written."""
    target = path.resolve()
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror}") from error
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror}") from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()


def check_place(path: Path) -> None:
    """Raises UserError when a file cannot be written there, as far as that can be known without writing."""
    target = path.resolve()
    why = ""
    if target.is_dir():
        why = "it is a folder"
    elif not target.parent.is_dir():
        why = f"there is no folder {target.parent}"
    elif not os.access(target.parent, os.W_OK | os.X_OK):
        why = f"nothing may be written in {target.parent}"
    if why:
        raise UserError(f"cannot write {path}: {why}")


def encode_source(source: Source, text: str) -> bytes:
    """``text`` in the encoding of the source, with its BOM. Raises UserError for characters that it cannot hold."""
    try:
        body = text.encode(source.encoding)
    except UnicodeEncodeError as error:
        raise UserError(f"{source.path}: the result does not fit the file's encoding {source.encoding}") from error
    return (b"\xef\xbb\xbf" if source.bom else b"") + body


def apply_result(source: Source, text: str, keep_backup: bool = False) -> Path:
    """Write ``text`` over the source file; the original goes to ``FILE.fasterpy.orig``, whose path is returned.

    With ``keep_backup`` a backup that is there already, from an earlier target of the same run, stays as it is.
    Raises FileChangedError when the file is no longer the one that was read.
    """
    path = Path(source.path)
    try:
        current = path.read_bytes()
    except OSError as error:
        raise FileChangedError(f"{path}: cannot be read any more ({error.strerror}); nothing written") from error
    if current != source.raw:
        raise FileChangedError(f"{path}: changed while it was being optimized; nothing written, run it again")
    data = encode_source(source, text)
    backup = path.with_name(path.name + BACKUP_SUFFIX)
    if not (keep_backup and backup.exists()):
        write_atomic(backup, current)
    write_atomic(path, data)
    return backup


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
