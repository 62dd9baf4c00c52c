"""A rewrite that hashes items, with the original for items that cannot be hashed."""

from __future__ import annotations

import ast
import re
import textwrap

from fasterpy.analysis.module import ParsedModule
from fasterpy.errors import SourceError
from fasterpy.generate.rules.build import block
from fasterpy.generate.rules.target import find

LABEL = "unhashable-fallback"
_MOST_LINES = 30
_LOOSE = re.compile(r"\b(dict|Dict|list|List|Any|object)\b(?!\[)")
_NOTE = "except TypeError:  # items that cannot be hashed are compared"


def with_fallback(original: str, text: str, qualname: str) -> str | None:
    """``text`` with the target's original body run where its new one raises TypeError; None where that is of no use.

    That is where hints say what comes in, something may have happened before the error, or the body is long.
    """
    try:
        before, after = ParsedModule(original), ParsedModule(text)
    except SourceError:
        return None
    old, new = find(before, qualname), find(after, qualname)
    if not isinstance(old, ast.FunctionDef) or not isinstance(new, ast.FunctionDef) or not _open(old):
        return None
    first, second = _body(before, old), _body(after, new)
    if first is None or second is None or first == second:
        return None
    start = after.line_start(after.span(_statements(new)[0])[0])
    end = after.line_end(after.span(new.body[-1])[1])
    # Where dicts are expected, something else may come as well.
    note = _NOTE.replace("TypeError", "(AttributeError, TypeError)") if ".items())" in second else _NOTE
    # What may be an iterator is used up by the first try.
    kept = [f"{name} = list({name})" for name in _only_listed(before, old)]
    lines = [*kept, "try:", block(after, second), note, block(after, first)]
    indent = after.indent(new.body[0])
    return text[:start] + textwrap.indent("\n".join(lines), indent) + "\n" + text[end:]


def _open(function: ast.FunctionDef) -> bool:
    """Whether nobody says what some parameter holds, or what is in it."""
    every = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    hints = [ast.unparse(arg.annotation) if arg.annotation else "" for arg in every if arg.arg not in ("self", "cls")]
    return any(not hint or _LOOSE.search(hint) for hint in hints)


def _only_listed(module: ParsedModule, function: ast.FunctionDef) -> list[str]:
    """Parameters without hints that the function only turns into lists or sorts."""
    found: list[str] = []
    for arg in function.args.args:
        uses = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == arg.arg]
        calls = [module.parent(use) for use in uses]
        copied = all(isinstance(call, ast.Call) and module.is_builtin(call.func, "list", "sorted") for call in calls)
        if arg.annotation is None and uses and copied:
            found.append(arg.arg)
    return found


def _statements(function: ast.FunctionDef) -> list[ast.stmt]:
    """The body without its docstring."""
    return function.body[1:] if ast.get_docstring(function) is not None else function.body


def _body(module: ParsedModule, function: ast.FunctionDef) -> str | None:
    """The body's text without indentation; None where it cannot be indented, is long, or cannot be run again."""
    body = _statements(function)
    if not body:
        return None
    start = module.line_start(module.span(body[0])[0])
    text = module.text[start : module.line_end(module.span(body[-1])[1])]
    for below in ast.walk(function):
        if isinstance(below, ast.Yield | ast.YieldFrom | ast.Try | ast.With | ast.Global | ast.Nonlocal):
            return None
        if (
            isinstance(below, ast.Constant | ast.JoinedStr)
            and below.lineno != below.end_lineno
            and below is not _doc(function)
        ):
            return None
    return None if text.count("\n") > _MOST_LINES else textwrap.dedent(text).strip("\n")


def _doc(function: ast.FunctionDef) -> ast.AST | None:
    first = function.body[0]
    return first.value if isinstance(first, ast.Expr) else None
