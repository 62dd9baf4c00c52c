"""Packs the engine into one program text for the sandbox: no file of fasterpy is read there, none is imported."""

from __future__ import annotations

import ast
import marshal
import re
from functools import lru_cache
from importlib import resources
from importlib.util import MAGIC_NUMBER

from fasterpy.syntax import syntax_tree

_LOADER = """
def _load(modules, package, magic):
    import marshal, sys, types
    from importlib.util import MAGIC_NUMBER
    parent = types.ModuleType(package)
    parent.__path__ = []
    sys.modules[package] = parent
    for name, (text, packed) in modules.items():
        module = types.ModuleType(package + "." + name)
        module.__package__ = package
        sys.modules[module.__name__] = module
        setattr(parent, name, module)
        same = magic == MAGIC_NUMBER
        code = marshal.loads(packed) if same else compile(text, "<" + module.__name__ + ">", "exec")
        exec(code, module.__dict__)
    return module
"""


_SHARED = re.compile(r"^from fasterpy\.analysis(?:\.\w+)*\.(\w+) import", re.M)


@lru_cache(maxsize=8)
def engine_text(package: str, names: tuple[str, ...]) -> str:
    """Program text that loads the modules ``names`` of ``package`` in order and runs ``main`` of the last.

    A name with a folder (``analysis/promises/told``) is a module that stages share; in the bundle it is one of all.

    The modules are compiled here, once: an engine is started several times per program, and compiling it takes longer
    than much of what it does.
    """
    modules: dict[str, tuple[str, bytes]] = {}
    for entry in names:
        shared, _, name = entry.rpartition("/")
        folder = resources.files(f"fasterpy.{shared.replace('/', '.')}" if shared else package)
        text = _SHARED.sub(r"from .\1 import", folder.joinpath(f"{name}.py").read_text(encoding="utf-8"))
        code = compile(text, f"<_fasterpy_engine.{name}>", "exec", dont_inherit=True)
        modules[name] = text, marshal.dumps(code)
    return f"{_LOADER}\n_load({modules!r}, '_fasterpy_engine', {MAGIC_NUMBER!r}).main()\n"


def imports_of(text: str) -> str:
    """Import lines of the packages that ``text`` imports, so that an executor that preloads imports sees them."""
    found: list[str] = []
    try:
        tree = syntax_tree(text)
    except (SyntaxError, ValueError):
        return ""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module]
        found += [name for name in names if name not in found]
    lines = [f"try:\n    import {name}\nexcept Exception:\n    pass\n" for name in found]
    return "".join(lines)
