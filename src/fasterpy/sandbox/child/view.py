"""What foreign code sees of the file system: an allowlist, mounted read-only into a new root."""

from __future__ import annotations

import contextlib
import os
import sys

from fasterpy.sandbox.child import syscalls
from fasterpy.sandbox.child.syscalls import MS_BIND, MS_NODEV, MS_NOEXEC, MS_NOSUID, MS_RDONLY, MS_REC

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store", "/gnu/store")
_ETC = (
    "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "timezone", "alternatives", "mime.types", "passwd",
    "group", "fonts", "nsswitch.conf", "locale.alias", "debian_version", "os-release",
)  # fmt: skip
_DEVICES = ("null", "zero", "full", "random", "urandom")
_SECRETS = (
    ".ssh", ".aws", ".azure", ".gnupg", ".kube", ".docker", ".config", ".netrc", ".npmrc", ".pypirc",
    ".git-credentials", ".env", ".envrc", ".env.local", ".gcloud", ".password-store", ".mozilla", ".huggingface",
    ".cache", ".cargo",
)  # fmt: skip
"""Hidden at the top of every directory that is shown because the user's code lies there."""


def interpreter_paths() -> list[str]:
    """Directories without which this interpreter and the installed packages do not work."""
    prefixes = (sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix)
    executable = os.path.realpath(sys.executable)
    found = [*prefixes, *(os.path.realpath(p) for p in prefixes), executable, *sys.path]
    return [path for path in dict.fromkeys(found) if path not in ("", "/") and os.path.exists(path)]


def allowlist(readable: list[str]) -> list[str]:
    """All paths to show, outermost first, none inside another."""
    etc = [os.path.join("/etc", name) for name in _ETC]
    wanted = [*_SYSTEM, *etc, *interpreter_paths(), *(os.path.realpath(p) for p in readable), *readable]
    shown: list[str] = []
    for path in sorted({os.path.normpath(p) for p in wanted if os.path.isabs(p) and os.path.exists(p)}, key=len):
        if path not in ("/", "/tmp", "/dev", "/dev/shm", "/run", "/proc") and not any(
            inside(path, outer) for outer in shown
        ):
            shown.append(path)
    return shown


def inside(path: str, outer: str) -> bool:
    """Whether ``path`` is ``outer`` or below it."""
    return path == outer or path.startswith(outer.rstrip("/") + "/")


def hidden(shown: list[str], readable: list[str], homes: list[str]) -> list[str]:
    """Paths to cover with nothing: secrets at the top of shown directories, and the hidden half of a shown home."""
    found: list[str] = []
    for top in dict.fromkeys([*shown, *readable]):
        found += [os.path.join(top, name) for name in _SECRETS if os.path.lexists(os.path.join(top, name))]
        for home in homes:
            if inside(home, top) and home not in ("", "/") and top not in _SYSTEM:
                with contextlib.suppress(OSError):
                    found += [entry.path for entry in os.scandir(home) if entry.name.startswith(".")]
    return list(dict.fromkeys(found))


def build(root: str, readable: list[str], homes: list[str], scratch_mb: int) -> tuple[bool, frozenset[str]]:
    """Make the new root and move into it. Gives whether it has a /proc, and the names in /tmp that are there to stay.

    Runs as the first process of a new mount and PID namespace. Raises OSError.
    """
    syscalls.mount("none", "/", None, MS_REC | syscalls.MS_PRIVATE)
    syscalls.mount("fasterpy", root, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=4m")
    _devices(root)
    for name, size in (("tmp", scratch_mb), ("dev/shm", max(16, scratch_mb // 4))):
        _writable(os.path.join(root, name), size)
    shown = allowlist(readable)
    steps = _steps(shown)
    for step in steps:
        os.makedirs(root + step)
        syscalls.mount("fasterpy", root + step, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=1m")
    for path in shown:
        _show(path, root)
    for step in steps:
        syscalls.restrict_mount(root + step, MS_RDONLY, recursive=False)
    covered = hidden(shown, readable, homes)
    for path in covered:
        _cover(root + path)
    for path in interpreter_paths():  # an interpreter that lives in a hidden directory of the home
        if any(inside(path, cover) for cover in covered) and not os.path.exists(root + path):
            _show(path, root)
    for path in covered:
        if os.path.isdir(root + path) and os.path.ismount(root + path):
            syscalls.restrict_mount(root + path, MS_RDONLY, recursive=False)
    for name in ("run/work", "run/io"):
        _writable(os.path.join(root, name), scratch_mb)
    os.makedirs(os.path.join(root, "var"), exist_ok=True)
    os.symlink("/tmp", os.path.join(root, "var/tmp"))
    proc = _proc(root)
    os.chdir(root)
    syscalls.pivot_root(".", ".")
    syscalls.umount(".")
    os.chdir("/")
    syscalls.restrict_mount("/", MS_RDONLY, recursive=False)
    syscalls.restrict_mount("/dev", MS_RDONLY, recursive=False)
    return proc, frozenset(os.listdir("/tmp"))


def _writable(target: str, size_mb: int) -> None:
    os.makedirs(target, exist_ok=True)
    options = f"mode=700,size={size_mb}m,nr_inodes=100k"
    syscalls.mount("fasterpy", target, "tmpfs", MS_NOSUID | MS_NODEV, options)


def _steps(shown: list[str]) -> list[str]:
    """Directories of writable places on the way to something shown; they get a read-only mount of their own."""
    found = []
    for path in shown:
        for top in ("/tmp", "/dev/shm"):
            first, _, rest = path.removeprefix(top + "/").partition("/")
            if path.startswith(top + "/") and rest:
                found.append(f"{top}/{first}")
    return list(dict.fromkeys(found))


def _show(path: str, root: str) -> None:
    target = root + path
    if os.path.islink(path) and os.path.dirname(path) == "/":  # /bin -> usr/bin
        os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if not os.path.exists(target):
            os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    syscalls.mount(path, target, None, MS_BIND | MS_REC)
    syscalls.restrict_mount(target, MS_RDONLY | MS_NOSUID | MS_NODEV)


def _cover(target: str) -> None:
    if os.path.islink(target) or not os.path.exists(target):
        return
    if os.path.isdir(target):
        syscalls.mount("fasterpy", target, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=1m")
    else:
        syscalls.mount("/dev/null", target, None, MS_BIND)


def _devices(root: str) -> None:
    dev = os.path.join(root, "dev")
    os.makedirs(dev)
    syscalls.mount("fasterpy", dev, "tmpfs", MS_NOSUID | MS_NOEXEC, "mode=755,size=1m")
    for name in _DEVICES:
        target = os.path.join(dev, name)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o666))
        syscalls.mount(f"/dev/{name}", target, None, MS_BIND)
    for name, number in (("stdin", 0), ("stdout", 1), ("stderr", 2)):
        os.symlink(f"/proc/self/fd/{number}", os.path.join(dev, name))
    os.symlink("/proc/self/fd", os.path.join(dev, "fd"))


def _proc(root: str) -> bool:
    target = os.path.join(root, "proc")
    os.makedirs(target)
    try:
        syscalls.mount("proc", target, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    except OSError:  # a container that hides parts of /proc forbids it; then there is none
        return False
    with contextlib.suppress(OSError), open(os.path.join(target, "sys/kernel/pid_max"), "w") as file:
        file.write(
            "400"
        )  # per PID namespace since Linux 6.14: a ceiling for fork bombs of root, whom RLIMIT_NPROC spares
    with contextlib.suppress(OSError):
        syscalls.restrict_mount(target, MS_RDONLY)
    return True
