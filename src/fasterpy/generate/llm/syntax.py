"""Small questions about Python text that may or may not be Python."""

from __future__ import annotations

import ast
import warnings

from fasterpy.analysis.normal import fingerprint
from fasterpy.errors import SourceError


def parse(text: str) -> ast.Module | None:
    """The syntax tree, or None when the text is no Python (or too deep, or holds null bytes)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes in a model's answer are not our user's business
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def error_line(text: str) -> int | None:
    """The line (from 1) at which parsing fails, None when it does not."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return error.lineno or 1
    except (ValueError, RecursionError, MemoryError):
        return 1
    return None


def defined(tree: ast.Module) -> set[str]:
    """Names that the module's top level binds, and ``Class.member`` for functions in classes; into if and try too."""
    names: set[str] = set()
    _collect(tree.body, "", names)
    return names


def _collect(body: list[ast.stmt], prefix: str, names: set[str]) -> None:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(prefix + node.name)
            _collect(node.body, f"{prefix}{node.name}.", names)
        elif isinstance(node, ast.If | ast.Try | ast.With):
            for field in ("body", "orelse", "finalbody"):
                _collect(getattr(node, field, []), prefix, names)
        else:
            names.update(prefix + name for name in bound(node))


def bound(node: ast.stmt) -> set[str]:
    """Names that an assignment or an import binds."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name.partition(".")[0]) for alias in node.names}
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign | ast.AugAssign):
        targets = [node.target]
    return {leaf.id for target in targets for leaf in ast.walk(target) if isinstance(leaf, ast.Name)}


_SEEN = frozenset({"print", "input", "exit", "quit", "open", "main"})


def prepares(node: ast.stmt, wanted: set[str], targets: tuple[str, ...]) -> bool:
    """Whether a block at the top level binds or fills something of ``wanted``, and is no trial run.

    ``try: import`` and a loop that fills a table are such blocks; what calls a target or prints is a trial.
    """
    if not isinstance(node, ast.If | ast.Try | ast.For | ast.While | ast.With):
        return False
    names = {leaf.id for leaf in ast.walk(node) if isinstance(leaf, ast.Name)}
    if names & (_SEEN | {"__name__"} | {_last(target) for target in targets}):
        return False
    made: set[str] = set()
    for leaf in ast.walk(node):
        if isinstance(leaf, ast.stmt):
            made |= bound(leaf)
        elif isinstance(leaf, ast.Call) and isinstance(leaf.func, ast.Attribute):
            made |= {part.id for part in ast.walk(leaf.func.value) if isinstance(part, ast.Name)}
    return bool(made & wanted)


def covers(tree: ast.Module, targets: tuple[str, ...]) -> int:
    """How many targets the module defines; a method also when it stands alone at the top level."""
    names = defined(tree)
    return sum(target in names or _last(target) in names for target in targets)


def _last(qualname: str) -> str:
    return qualname.rpartition(".")[2]


def acts(tree: ast.Module) -> bool:
    """Whether running the module does more than define things."""
    passive = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
    return any(
        not isinstance(node, passive) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for node in tree.body
        if not (isinstance(node, ast.Assign | ast.AnnAssign) and not _calls(node))
    )


def _calls(node: ast.AST) -> bool:
    return any(isinstance(leaf, ast.Call) for leaf in ast.walk(node))


def canonical(text: str) -> str | None:
    """What is equal for texts that are the same program; None when the text does not parse."""
    try:
        return fingerprint(text)
    except SourceError:
        return None
