"""Landlock: the kernel lets this process and its descendants touch the named paths only. Works without privileges."""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable

from fasterpy.sandbox.child import syscalls

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_EXECUTE, _READ_FILE, _READ_DIR = 1, 4, 8
READ = _EXECUTE | _READ_FILE | _READ_DIR
_FILE_ONLY = 1 | 2 | 4 | 1 << 14 | 1 << 15
_SCOPE_ABSTRACT, _SCOPE_SIGNAL = 1, 2


def version() -> int:
    """ABI version of this kernel. Raises OSError when there is none."""
    return syscalls.syscall(_CREATE, 0, 0, 1)


def handled(abi: int) -> int:
    """All file system rights that the version knows."""
    bits = 13
    if abi >= 2:
        bits = 14
    if abi >= 3:
        bits = 15
    if abi >= 5:
        bits = 16
    return (1 << bits) - 1


def restrict(readable: Iterable[str], writable: Iterable[str], abi: int) -> None:
    """Read and execute below ``readable``, everything below ``writable``, no TCP, no reaching out of the sandbox.

    Paths that do not exist are passed over. Needs no_new_privs. Raises OSError.
    """
    everything = handled(abi)
    ruleset = _create(everything, 3 if abi >= 4 else 0, _SCOPE_ABSTRACT | _SCOPE_SIGNAL if abi >= 6 else 0, abi)
    try:
        for path in readable:
            _allow(ruleset, path, READ)
        for path in writable:
            _allow(ruleset, path, everything)
        syscalls.syscall(_RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)


def isolate_signals() -> None:
    """A domain of its own for this process: no signals to processes outside it (ABI 6). Raises OSError."""
    ruleset = _create(0, 0, _SCOPE_SIGNAL, 6)
    try:
        syscalls.syscall(_RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)


def _create(files: int, network: int, scope: int, abi: int) -> int:
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    data = struct.pack("QQQ", files, network, scope)[:size]
    return syscalls.syscall(_CREATE, ctypes.c_char_p(data), size, 0)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(fd).st_mode):
            rights &= _FILE_ONLY
        syscalls.syscall(_ADD, ruleset, 1, ctypes.c_char_p(struct.pack("=Qi", rights, fd)), 0)
    finally:
        os.close(fd)
