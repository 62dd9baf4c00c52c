"""Functions that numba compiles: without arrays there is nothing to compile, and numba's import takes seconds."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.build import delete, replace
from fasterpy.generate.rules.edit import Edit
from fasterpy.generate.rules.programs.arrays.calls import Unsupported

_DECORATORS = frozenset(["numba.njit", "numba.jit", "numpy.vectorize"])


_LIBRARIES = frozenset(["scipy", "pandas", "sklearn", "networkx", "sympy", "cv2"])


def compiled(module: ParsedModule) -> list[ast.Import | ast.ImportFrom]:
    """The imports of numba."""
    found: list[ast.Import | ast.ImportFrom] = []
    for stmt in module.nodes(ast.Import, ast.ImportFrom):
        if isinstance(stmt, ast.ImportFrom) and (stmt.module or "").partition(".")[0] == "numba":
            found.append(stmt)
        if isinstance(stmt, ast.Import) and [alias.name.partition(".")[0] for alias in stmt.names] == ["numba"]:
            found.append(stmt)
    return found


def needs_numpy(module: ParsedModule) -> bool:
    """Whether another library is used that imports numpy itself."""
    for stmt in module.nodes(ast.Import, ast.ImportFrom):
        names = [stmt.module or ""] if isinstance(stmt, ast.ImportFrom) else [alias.name for alias in stmt.names]
        if any(name.partition(".")[0] in _LIBRARIES for name in names):
            bound = [alias.asname or alias.name.partition(".")[0] for alias in stmt.names]
            if any(name in scope.reads for scope in module.scopes.module.walk() for name in bound):
                return True
    return False


def without_decorators(module: ParsedModule, imports: list[ast.Import | ast.ImportFrom]) -> list[Edit]:
    """Edits that take numba out of a program. Raises Unsupported when it is used for more than decorators."""
    edits: list[Edit] = [delete(module, stmt) for stmt in imports]
    decorators: set[ast.AST] = set()
    for function in module.nodes(ast.FunctionDef):
        for decorator in function.decorator_list:
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            if module.imported(called) in _DECORATORS:
                start, end = module.span(decorator)
                edits.append(Edit(module.line_start(start), module.line_end(end), ""))
                decorators |= set(ast.walk(decorator))
    for name in module.nodes(ast.Name, ast.Attribute) if imports else []:
        dotted = module.imported(name)
        if dotted == "numba.prange":
            edits.append(replace(module, name, "range"))
        elif dotted.startswith("numba.") and name not in decorators:
            raise Unsupported(dotted)
    return edits
