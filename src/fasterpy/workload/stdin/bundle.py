"""Packs the engine into one program text for the sandbox: no file of fasterpy is read there, none is imported."""

from __future__ import annotations

import ast
from functools import lru_cache
from importlib import resources

_LOADER = """
def _load(modules, package):
    import sys, types
    parent = types.ModuleType(package)
    parent.__path__ = []
    sys.modules[package] = parent
    for name, text in modules.items():
        module = types.ModuleType(package + "." + name)
        module.__package__ = package
        sys.modules[module.__name__] = module
        setattr(parent, name, module)
        exec(compile(text, "<" + module.__name__ + ">", "exec"), module.__dict__)
    return module
"""


@lru_cache(maxsize=8)
def engine_text(package: str, names: tuple[str, ...]) -> str:
    """Program text that loads the modules ``names`` of ``package`` in order and runs ``main`` of the last."""
    folder = resources.files(package)
    modules = {name: folder.joinpath(f"{name}.py").read_text(encoding="utf-8") for name in names}
    return f"{_LOADER}\n_load({modules!r}, '_fasterpy_engine').main()\n"


def imports_of(text: str) -> str:
    """Import lines of the packages that ``text`` imports, so that an executor that preloads imports sees them."""
    found: list[str] = []
    try:
        tree = ast.parse(text)
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
