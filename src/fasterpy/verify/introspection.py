"""What of the process that runs it the candidate looks into, where the original does not.

Code that walks frames, lists objects or asks what is imported can tell being judged from being used: evidence about it
is worth little. So can code made at run time. The verdict on such a candidate is at best inconclusive.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

_MODULES = frozenset(
    {"inspect", "ctypes", "_ctypes", "cffi", "builtins", "importlib", "imp", "runpy", "traceback", "linecache", "dis"}
    | {"faulthandler", "tracemalloc", "bdb", "pdb", "code", "codeop", "site", "ptrace", "mmap", "_testcapi", "fasterpy"}
)
_ATTRIBUTES = frozenset(
    {"_getframe", "_current_frames", "_getframemodulename", "f_back", "f_locals", "f_globals", "f_builtins", "f_code"}
    | {"gi_frame", "cr_frame", "ag_frame", "tb_frame", "get_objects", "get_referrers", "get_referents", "unfreeze"}
    | {"settrace", "setprofile", "gettrace", "getprofile", "addaudithook", "monitoring", "meta_path", "path_hooks"}
    | {"path_importer_cache", "modules", "_exit", "set_wakeup_fd", "excepthook", "unraisablehook", "displayhook"}
)
_SPECIAL = frozenset(
    {"__code__", "__closure__", "__globals__", "__builtins__", "__subclasses__", "__import__", "__build_class__"}
    | {"__loader__", "__spec__", "__file__", "__traceback__", "__getattribute__"}
)
_HERE = frozenset({"locals", "vars", "dir"})
"""Without arguments they show the caller's own variables, names of a harness among them."""
_MAKING = frozenset({"exec", "compile", "globals", "__import__", "breakpoint"})
_WORD = re.compile(r"[A-Za-z_]{3}")


def looked_into(original: ast.Module, candidate: ast.Module) -> str:
    """Words on the first thing of that kind in the candidate alone; empty when there is none."""
    what = first_new(_found, original, candidate)
    return f"the candidate looks into the process that runs it ({what}), which the original does not" if what else ""


def first_new(find: Callable[[ast.Module], Iterator[str]], original: ast.Module, candidate: ast.Module) -> str:
    """The first thing that is found in the candidate and nowhere in the original; empty when there is none."""
    known = set(find(original))
    return next((what for what in find(candidate) if what not in known), "")


def _found(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in _MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in _MODULES:
            yield str(node.module)
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names if alias.name in _ATTRIBUTES)
        elif isinstance(node, ast.Attribute) and (node.attr in _SPECIAL or _telling(node)):
            yield node.attr
        elif isinstance(node, ast.Name) and (node.id in _MAKING or node.id in _SPECIAL or "fasterpy" in node.id):
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _names(node.value):
            yield repr(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in _HERE and not node.args:
                yield f"{node.func.id}()"
            elif node.func.id == "eval" and any(_text(part) for arg in node.args for part in ast.walk(arg)):
                yield "eval"


def _telling(node: ast.Attribute) -> bool:
    """``sys.modules`` and ``os._exit``, no attribute of the same name that objects of the code's own have."""
    if node.attr not in _ATTRIBUTES:
        return False
    base = node.value.id if isinstance(node.value, ast.Name) else ""
    return node.attr not in ("modules", "monitoring", "excepthook", "_exit") or base not in ("self", "cls")


def _names(text: str) -> bool:
    """Whether a text names something of that kind, for ``getattr`` or as a key."""
    return text in _SPECIAL or (text in _ATTRIBUTES and text != "modules") or "_fasterpy" in text


def _text(node: ast.AST) -> bool:
    """A text with a word in it: code, where it is evaluated."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_WORD.search(node.value))
