"""The private directory of one zygote: standard streams of a run, its working directory, wiped after every run."""

from __future__ import annotations

import contextlib
import os
import stat
import time

_SETTLED_NS = 40_000_000


class Scratch:
    """``work`` is the run's own place, ``io`` holds its streams; ``wiped`` are all places that a run can write to.

    ``staying`` are names that are left alone there (mount points).
    """

    def __init__(self, work: str, io: str, wiped: tuple[str, ...], staying: frozenset[str] = frozenset()) -> None:
        self.work, self.io, self._wiped, self._staying = work, io, wiped, staying
        self._clean: dict[str, tuple[int, ...]] = {}

    def streams(self) -> None:
        """Open nameless files as standard input, output and error of this process."""
        for number in range(3):
            fd = self._nameless()
            os.dup2(fd, number)
            os.close(fd)

    def _nameless(self) -> int:
        flag = getattr(os, "O_TMPFILE", 0)
        if flag:
            try:
                return os.open(self.io, os.O_RDWR | flag | os.O_CLOEXEC, 0o600)
            except OSError:
                pass
        import tempfile  # rarely needed; every child would carry it

        fd, name = tempfile.mkstemp(dir=self.io)
        os.unlink(name)
        return fd

    def wipe(self) -> None:
        """Remove everything that a run left in writable places. Follows no links."""
        for directory in self._wiped:
            try:
                if self._clean.get(directory, ()) != _looks(directory):
                    self._empty(directory)
            except OSError:
                continue

    def _empty(self, directory: str) -> None:
        self._clean.pop(directory, None)
        top = _opened(directory)
        try:
            for name in os.listdir(top):
                if name not in self._staying:
                    _remove(os.path.join(directory, name))
            if stat.S_IMODE(os.fstat(top).st_mode) != 0o700:  # setting it would count as a change
                os.fchmod(top, 0o700)
            for attribute in _attributes(top):
                os.removexattr(top, attribute)
            if not frozenset(os.listdir(top)) <= self._staying:
                return
        finally:
            os.close(top)
        looks = _looks(directory)
        if time.time_ns() - looks[-1] > _SETTLED_NS:
            self._clean[directory] = looks

    def remove(self) -> None:
        """Wipe, and take the directories away where they are not mount points of our own."""
        self.wipe()
        for directory in (self.work, self.io, os.path.dirname(self.work)):
            with contextlib.suppress(OSError):
                os.rmdir(directory)


def _looks(directory: str) -> tuple[int, ...]:
    """What stays the same as long as nothing was put into a directory, taken away from it or changed about it.

    No process can set the time of change, which comes last. The kernel may take it from a coarse clock: it tells a
    later change only once it lies some while back.
    """
    try:
        seen = os.lstat(directory)
    except OSError:
        return (0,)
    return seen.st_dev, seen.st_ino, seen.st_mode, seen.st_uid, seen.st_size, seen.st_ctime_ns


def _attributes(fd: int) -> list[str]:
    """Extended attributes that a run may have set: the next one could read them."""
    try:
        return [name for name in os.listxattr(fd) if name.startswith("user.")]
    except (OSError, AttributeError):
        return []


def _opened(directory: str) -> int:
    """A descriptor of the directory itself, whatever a run put in its place or did to its permissions."""
    if os.path.islink(directory) or not os.path.isdir(directory):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(directory)
        os.makedirs(directory, mode=0o700)
    try:
        return os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except PermissionError:
        os.chmod(directory, 0o700)
        return os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)


def _remove(path: str) -> None:
    if os.path.isdir(path) and not os.path.islink(path):
        _unlock(path)
        import shutil  # as above: it loads three compression libraries

        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            os.unlink(path)


def _unlock(top: str) -> None:
    """A run may have taken away its own permissions."""
    with contextlib.suppress(OSError):
        os.chmod(top, 0o700)
        for parent, directories, _ in os.walk(top):
            for name in directories:
                path = os.path.join(parent, name)
                if not os.path.islink(path):
                    os.chmod(path, 0o700)
