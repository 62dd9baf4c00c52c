"""What the candidate does to the world outside of its process, where the original does not.

Files, other programs and the network are not compared, and the sandbox keeps them away: a rewrite that begins to keep
its results in a file prints the same here and is another program elsewhere. The verdict is at best inconclusive.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.verify.introspection import first_new

_MODULES = frozenset(
    {
        "socket",
        "socketserver",
        "ssl",
        "http",
        "urllib",
        "ftplib",
        "smtplib",
        "requests",
        "httpx",
        "aiohttp",
        "subprocess",
    }
    | {"pty", "shelve", "dbm", "sqlite3", "joblib", "diskcache", "shutil", "tempfile", "fcntl", "signal", "resource"}
    | {"webbrowser", "syslog", "shared_memory"}
)
_OF_OS = frozenset(
    {"open", "mkdir", "makedirs", "mkfifo", "mknod", "remove", "unlink", "rmdir", "removedirs", "rename", "renames"}
    | {"replace", "link", "symlink", "truncate", "ftruncate", "chmod", "chown", "setxattr", "utime", "system", "popen"}
    | {
        "fork",
        "forkpty",
        "kill",
        "killpg",
        "putenv",
        "unsetenv",
        "environ",
        "getenv",
        "memfd_create",
        "sendfile",
        "pipe",
    }
    | {
        "startfile",
        "posix_spawn",
        "posix_spawnp",
        "setsid",
        "setpgid",
        "nice",
        "sched_setaffinity",
        "listdir",
        "scandir",
    }
)
_OF_PATHS = frozenset({"write_text", "write_bytes", "read_text", "read_bytes", "touch", "hardlink_to", "symlink_to"})
_STDIN = (0, "/dev/stdin")


def reaches_out(original: ast.Module, candidate: ast.Module) -> str:
    """Words on the first thing of that kind in the candidate alone; empty when there is none."""
    what = first_new(_found, original, candidate)
    return f"the candidate reaches outside of its process ({what}), which the original does not" if what else ""


def _found(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names if alias.name.split(".")[0] in _MODULES)
            case ast.ImportFrom(module=str(module), names=names):
                if module.split(".")[0] in _MODULES:
                    yield module
                elif module in ("os", "posix"):
                    yield from (f"os.{alias.name}" for alias in names if _of_os(alias.name))
                yield from (alias.name for alias in names if alias.name == "shared_memory")
            case ast.Attribute(value=ast.Name(id="os" | "posix"), attr=attr) if _of_os(attr):
                yield f"os.{attr}"
            case ast.Attribute(attr=attr) if attr in _OF_PATHS:
                yield attr
            case ast.Call(func=ast.Name(id="open") | ast.Attribute(value=ast.Name(id="io"), attr="open"), args=args):
                if not (args and isinstance(args[0], ast.Constant) and args[0].value in _STDIN):
                    yield "open"


def _of_os(name: str) -> bool:
    return name in _OF_OS or name.startswith(("exec", "spawn"))
