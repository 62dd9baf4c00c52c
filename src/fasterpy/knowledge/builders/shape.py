"""How a pair is run: as two programs, or as a function or method that both versions define."""

from __future__ import annotations

import ast
from typing import Literal

from fasterpy.analysis.source import parse

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_DEFINITIONS = (*_FUNCTIONS, ast.ClassDef, ast.Import, ast.ImportFrom)
_MOST_EXAMPLES = 12


def bare(text: str) -> str:
    """The first fenced block of a Markdown answer, or the text; with line ends of one kind."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "```" in text:
        block = text.split("```", 2)[1]
        head, _, rest = block.partition("\n")
        text = rest if head.strip().isalpha() or not head.strip() else block
    return text.strip("\n") + "\n" if text.strip() else ""


def shape(slow: str, fast: str) -> tuple[Literal["program", "function", ""], str, str]:
    """(kind, qualified name, why not). Raises SourceError when a version does not parse."""
    ours, theirs = parse(slow), parse(fast)
    if any(_acts(statement) for statement in ours.body):
        return "program", "", ""
    if any(_acts(statement) for statement in theirs.body):
        return "", "", "only one of the two is a program"
    mine, others = _callables(ours), _callables(theirs)
    common = [name for name in mine if name in others]
    if not common:
        return "", "", "no function that both define"
    called = {item.id if isinstance(item, ast.Name) else item.attr for item in _mentions(ours)}
    entries = [name for name in common if name.rpartition(".")[2] not in called] or common
    methods = [name for name in entries if "." in name]
    if len(entries) > 1 and len(methods) != 1:
        changed = [name for name in entries if ast.dump(mine[name]) != ast.dump(others[name])]
        if len(changed) != 1:
            return "", "", "several functions, and nothing says which is meant"
        return "function", changed[0], ""
    return "function", (methods or entries)[0], ""


def strip_examples(text: str) -> tuple[str, list[ast.stmt]]:
    """A module of definitions without the statements after them that merely show their use, and those statements."""
    tree = parse(text)
    used = {node.id for item in tree.body if isinstance(item, _DEFINITIONS) for node in _names(item)}
    shown = [item for item in tree.body if not isinstance(item, _DEFINITIONS) and not (_binds(item) & used)]
    lines = text.splitlines(keepends=True)
    for item in reversed(shown):
        del lines[item.lineno - 1 : item.end_lineno]
    kept = "".join(lines).rstrip()
    return (kept + "\n" if kept else ""), shown


def example_calls(statements: list[ast.stmt], qualname: str) -> tuple[str, ...]:
    """Literal calls of a method as expressions ``((Class(), args), kwargs)``, or of a function ``((args), kwargs)``."""
    owner, _, name = qualname.rpartition(".")
    found: list[str] = []
    for node in (inner for item in statements for inner in ast.walk(item)):
        if not isinstance(node, ast.Call):
            continue
        func = node.func
        if (func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else "") != name:
            continue
        parts = [*node.args, *(keyword.value for keyword in node.keywords)]
        if not all(_literal(part) for part in parts) or any(keyword.arg is None for keyword in node.keywords):
            continue
        args = ([f"{owner}()"] if owner else []) + [ast.unparse(part) for part in node.args]
        kwargs = ", ".join(f"{keyword.arg!r}: {ast.unparse(keyword.value)}" for keyword in node.keywords)
        found.append(f"(({''.join(arg + ', ' for arg in args)}), {{{kwargs}}})")
    return tuple(dict.fromkeys(found))[:_MOST_EXAMPLES]


def _acts(statement: ast.stmt) -> bool:
    """Whether a module statement does something besides defining names."""
    if isinstance(statement, _DEFINITIONS):
        return False
    if isinstance(statement, ast.Expr):
        return not isinstance(statement.value, ast.Constant)
    if isinstance(statement, (ast.Assign, ast.AnnAssign)):
        return _reads(statement)
    return True


def _reads(statement: ast.AST) -> bool:
    words = {node.id for node in _names(statement)}
    return bool(words & {"input", "stdin"}) or any(
        isinstance(node, ast.Attribute) and node.attr in ("stdin", "readline") for node in ast.walk(statement)
    )


def _callables(tree: ast.Module) -> dict[str, ast.AST]:
    found: dict[str, ast.AST] = {}
    for item in tree.body:
        if isinstance(item, _FUNCTIONS):
            found[item.name] = item
        elif isinstance(item, ast.ClassDef):
            found.update(
                (f"{item.name}.{inner.name}", inner)
                for inner in item.body
                if isinstance(inner, _FUNCTIONS) and not inner.name.startswith("_")
            )
    return found


def _mentions(tree: ast.AST) -> list[ast.Name | ast.Attribute]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load)
    ]


def _names(tree: ast.AST) -> list[ast.Name]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Name)]


def _binds(statement: ast.stmt) -> set[str]:
    return {node.id for node in _names(statement) if isinstance(node.ctx, ast.Store)}


def _literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True
