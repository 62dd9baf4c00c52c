"""The Linux calls that Python has no name for, through ctypes. Functions raise OSError; nothing is done on import."""

from __future__ import annotations

import ctypes
import os
import platform
from functools import lru_cache
from typing import Any

NEWNS, NEWCGROUP, NEWUTS, NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
NEWUSER, NEWPID, NEWNET = 0x10000000, 0x20000000, 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH = 2

PR_SET_PDEATHSIG, PR_GET_DUMPABLE, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_SECUREBITS = 1, 3, 4, 24, 28
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_GET_SECCOMP = 36, 38, 47, 21

_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_CAPSET = {"x86_64": 126, "aarch64": 91}
SECCOMP = {"x86_64": 317, "aarch64": 277}
_MOUNT_SETATTR = 442
_AT_RECURSIVE = 0x8000


@lru_cache(maxsize=1)
def libc() -> Any:
    """The C library of this process."""
    return ctypes.CDLL(None, use_errno=True)


def machine() -> str:
    """``x86_64`` or ``aarch64`` when the call numbers are known, else the machine's own name."""
    name = platform.machine()
    return {"amd64": "x86_64", "arm64": "aarch64"}.get(name.lower(), name)


def check(result: int, what: str) -> int:
    """Result of a call, or OSError."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def syscall(number: int, *arguments: Any) -> int:
    """A raw system call; integers are passed as longs."""
    packed = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return check(libc().syscall(ctypes.c_long(number), *packed), f"syscall {number}")


def unshare(flags: int) -> None:
    check(libc().unshare(ctypes.c_int(flags)), "unshare")


def prctl(option: int, *arguments: int) -> int:
    packed = [ctypes.c_ulong(a) for a in (*arguments, 0, 0, 0, 0)[:4]]
    return check(libc().prctl(ctypes.c_int(option), *packed), f"prctl {option}")


def mount(source: str, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    result = libc().mount(
        source.encode(),
        target.encode(),
        kind.encode() if kind else None,
        ctypes.c_ulong(flags),
        data.encode() if data else None,
    )
    check(result, f"mount {target}")


def umount(target: str, flags: int = MNT_DETACH) -> None:
    check(libc().umount2(target.encode(), ctypes.c_int(flags)), f"umount {target}")


def pivot_root(new: str, old: str) -> None:
    syscall(_PIVOT_ROOT[machine()], ctypes.c_char_p(new.encode()), ctypes.c_char_p(old.encode()))


class _MountAttributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "userns")]


def restrict_mount(target: str, flags: int, recursive: bool = True) -> None:
    """Add MS_RDONLY, MS_NOSUID, MS_NODEV or MS_NOEXEC (same values in both interfaces) to a mount and all below it."""
    attributes = _MountAttributes(flags, 0, 0, 0)
    try:
        syscall(
            _MOUNT_SETATTR,
            -100,
            ctypes.c_char_p(target.encode()),
            _AT_RECURSIVE if recursive else 0,
            ctypes.byref(attributes),
            ctypes.sizeof(attributes),
        )
    except OSError:
        # Kernels before 5.12. Flags that the mount has already are locked in a user namespace and must be repeated.
        kept = os.statvfs(target).f_flag & (MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC | 1024 | 2048)
        mount("none", target, None, MS_BIND | MS_REMOUNT | flags | kept)


def drop_capabilities() -> None:
    """All of them, for good: bounding, ambient, permitted, effective, inheritable."""
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            break
    for option, arguments in ((PR_CAP_AMBIENT, (4,)), (PR_SET_SECUREBITS, (0x2F,))):
        try:
            prctl(option, *arguments)
        except OSError:
            continue
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    syscall(_CAPSET[machine()], ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)()))


def default_thread_stack(size: int) -> None:
    """glibc takes the stack limit as the size of new threads' stacks; the limit here is huge, so say a sane size."""
    try:
        attributes = (ctypes.c_byte * 256)()
        library = libc()
        library.pthread_attr_init(ctypes.byref(attributes))
        library.pthread_attr_setstacksize(ctypes.byref(attributes), ctypes.c_size_t(size))
        library.pthread_setattr_default_np(ctypes.byref(attributes))
    except AttributeError:  # not glibc
        return
