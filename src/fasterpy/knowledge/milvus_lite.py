"""Opening and closing Milvus Lite's local server: lock, waiting, and leaving nothing behind.

Milvus Lite 3 is a directory (``*.db``) that one process holds at a time, served by threads of this very process on a
free local port. pymilvus starts it when it is given such a path, but never stops it before the process ends and hides
why it could not start; this module adds both.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from fasterpy.errors import StoreError

_lock = threading.Lock()
_open: dict[str, int] = {}
"""How many stores of this process use a directory: Milvus Lite shares one server among them."""


def let_fork() -> None:
    """A program that is started by ``fork`` while a base is open must live: to be called before gRPC is loaded.

    gRPC starts its poller again in the child; once the child has closed its descriptors, before ``exec``, that aborts
    it (one start of twenty, grpcio 1.85). Nobody speaks gRPC in a child of ours, so it is told to leave forks alone.
    """
    os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "0")


def full(error: Exception) -> bool:
    """Whether there was no room on the disk, or no more was allowed; all that Milvus Lite leaves of it is the text."""
    return any(f"[Errno {number}]" in str(error) for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


def check_path(path: Path, create: bool) -> None:
    """Raises StoreError when ``path`` cannot be a local base."""
    if path.suffix != ".db":
        raise StoreError(
            f"{path}: a local knowledge base needs a name that ends in .db, a server a URI like http://host:19530"
        )
    if path.is_file():
        raise StoreError(
            f"{path} is a file, of an older Milvus Lite or something else: "
            f"move it away, then  fasterpy kb build --to {path}"
        )
    if not path.exists() and not create:
        raise StoreError(f"no knowledge base at {path}: make one with  fasterpy kb build --to {path}")
    if path.exists() and any(path.iterdir()) and not (path / "collections").is_dir():
        raise StoreError(f"{path} is a directory of something else: choose another path")
    if create:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"cannot make {path.parent}: {error.strerror}") from error


def acquire(path: Path, wait_s: float) -> None:
    """Count one more user of the directory; wait while another process holds it.

    Raises StoreError after ``wait_s`` seconds.
    """
    key = str(path.resolve())
    with _lock:
        if _open.get(key):
            _open[key] += 1
            return
    deadline = time.monotonic() + wait_s
    while _held_elsewhere(path / "LOCK"):
        if time.monotonic() > deadline:
            raise StoreError(f"{path} is in use by another process: try again when it has ended")
        time.sleep(0.05)
    with _lock:
        _open[key] = _open.get(key, 0) + 1


def release(path: Path) -> None:
    """Count one user less; the last one stops the server and frees the directory for other processes."""
    key = str(path.resolve())
    with _lock:
        _open[key] = _open.get(key, 1) - 1
        if _open[key] > 0:
            return
        del _open[key]
    with contextlib.suppress(ImportError):
        from milvus_lite.server_manager import server_manager_instance

        server_manager_instance.release_server(key)


def _held_elsewhere(lock: Path) -> bool:
    if sys.platform == "win32" or not lock.exists():
        return False
    import fcntl

    with lock.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        fcntl.flock(file, fcntl.LOCK_UN)
    return False


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Milvus writes tracebacks and warnings to stderr through logging; we raise one clear error instead."""
    loggers = [logging.getLogger(name) for name in ("milvus_lite", "pymilvus", "grpc")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def remove(path: Path, wait_s: float = 10.0) -> None:
    """Delete a local base. Raises StoreError when it is in use, or is not a base and so is left alone."""
    if not path.exists():
        return
    check_path(path, create=False)
    acquire(path, wait_s)
    try:
        shutil.rmtree(path)
    except OSError as error:
        raise StoreError(f"cannot delete {path}: {error.strerror}") from error
    finally:
        release(path)


def swap(new: Path, path: Path, wait_s: float = 10.0) -> None:
    """Put one local base in the place of another, which is deleted once the new one is there.

    Raises StoreError when the old one is in use; it is then untouched, and so is the new one.
    """
    old = path.with_name(f"{path.stem}.old.db")
    remove(old, wait_s)
    try:
        if path.exists():
            acquire(path, wait_s)
            release(path)
            path.rename(old)
        new.rename(path)
    except OSError as error:
        if old.exists() and not path.exists():
            old.rename(path)
        raise StoreError(f"cannot replace {path}: {error.strerror}") from error
    remove(old, wait_s)
