"""numpy on a handful of numbers → plain Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import delete, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.programs.arrays.calls import Unsupported
from fasterpy.generate.rules.programs.arrays.compiled import compiled, needs_numpy, without_decorators
from fasterpy.generate.rules.programs.arrays.statements import translated
from fasterpy.generate.rules.programs.arrays.translate import Translator
from fasterpy.generate.rules.target import TargetScope


class NumpyToPlain(Rule):
    """numpy takes a microsecond per call and a tenth of a second to import; it pays for long arrays only."""

    name = "numpy-to-plain-python"
    pattern = "numpy-on-tiny-data"
    summary = "Use plain Python instead of numpy, whose import and calls cost more than they save on short data."
    gain = 1.6
    risk = Risk.BOLD
    programs_only = True
    order = 12

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        imports = [stmt for stmt in module.nodes(ast.Import, ast.ImportFrom) if _brings_numpy(stmt)]
        if not imports or needs_numpy(module):
            return
        to = Translator(module)
        if module.nodes(ast.Lambda, ast.ClassDef) and module.scopes.dynamic and not to.shapes.starred:
            return
        edits: list[Edit] = []
        try:
            for stmt in _statements(module):
                edits += translated(to, stmt)
            edits += without_decorators(module, compiled(module))
        except (Unsupported, IndexError, RecursionError):
            return
        if not edits and not to.shapes.starred:
            return
        for stmt in imports:
            edits.append(_without_numpy(module, stmt))
        yield Rewrite((*to.heading(), *edits), "lists instead of arrays")


def _brings_numpy(stmt: ast.Import | ast.ImportFrom) -> bool:
    if isinstance(stmt, ast.ImportFrom):
        return (stmt.module or "").partition(".")[0] == "numpy"
    return any(alias.name.partition(".")[0] == "numpy" for alias in stmt.names)


def _without_numpy(module: ParsedModule, stmt: ast.Import | ast.ImportFrom) -> Edit:
    kept = [module.source(alias) for alias in stmt.names if alias.name.partition(".")[0] != "numpy"]
    if isinstance(stmt, ast.ImportFrom) or not kept:
        return delete(module, stmt)
    return replace(module, stmt, "import " + ", ".join(kept))


def _statements(module: ParsedModule) -> list[ast.stmt]:
    return [node for node in ast.walk(module.tree) if isinstance(node, ast.stmt)]
