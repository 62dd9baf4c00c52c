"""Helpers with which rules write edits."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterable

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.edit import Edit
from fasterpy.syntax import syntax_tree

_ATOMS = (
    ast.Name, ast.Constant, ast.Call, ast.Attribute, ast.Subscript, ast.List, ast.Dict, ast.Set, ast.ListComp,
    ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.JoinedStr,
)  # fmt: skip


def atom(module: ParsedModule, node: ast.expr) -> str:
    """The node's text, in parentheses unless it binds tighter than any operator."""
    text = module.source(node)
    naked = isinstance(node, ast.GeneratorExp) and not text.startswith("(")
    if isinstance(node, _ATOMS) and not naked:
        return text
    return f"({text})"


def argument(module: ParsedModule, node: ast.expr) -> str:
    """The node's text as it can stand between commas."""
    text = module.source(node)
    bare = isinstance(node, ast.Tuple) and not text.startswith("(")
    generator = isinstance(node, ast.GeneratorExp) and not text.startswith("(")
    if bare or generator or isinstance(node, ast.NamedExpr | ast.Yield | ast.YieldFrom):
        return f"({text})"
    if isinstance(node, ast.Tuple) and not _wrapped(text):
        return f"({text})"
    if "\n" in text and not _wrapped(text) and not isinstance(node, _ATOMS):
        return f"({text})"
    return text


def bare(module: ParsedModule, node: ast.AST, text: str) -> str:
    """``text`` for the place of ``node`` without its outer parentheses, where nothing around binds tighter."""
    parent = module.parent(node)
    loose = isinstance(parent, ast.Assign | ast.AugAssign | ast.Return | ast.Expr | ast.If | ast.While | ast.keyword)
    # A lone generator argument shares its parentheses with the call: they are in its span and have to stay.
    loose = loose or (isinstance(parent, ast.Call) and node in parent.args and not isinstance(node, ast.GeneratorExp))
    if not loose or not text.startswith("(") or "\n" in text or not _wrapped(text):
        return text
    inner = syntax_tree(text, mode="eval").body
    return text if isinstance(inner, ast.Tuple | ast.GeneratorExp | ast.NamedExpr) else text[1:-1]


def _wrapped(text: str) -> bool:
    try:
        syntax_tree(text, mode="eval")
    except SyntaxError:
        return False
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter in "([{") - (letter in ")]}")
        if not depth:
            return place == len(text) - 1
    return False


def replace(module: ParsedModule, node: ast.AST, text: str) -> Edit:
    """Replace an expression or a statement; the lines of a longer text get the statement's indentation."""
    start, end = module.span(node)
    if isinstance(node, ast.stmt):
        text = hang(text, module.indent(node))
    return Edit(start, end, text)


def replace_range(module: ParsedModule, first: ast.stmt, last: ast.stmt, text: str) -> Edit:
    """Replace everything from ``first`` to ``last``, statements of one block."""
    start, end = module.span(first)[0], module.span(last)[1]
    return Edit(start, end, hang(text, module.indent(first)))


def hang(text: str, indent: str) -> str:
    """``text`` with every line but the first indented; blank lines stay blank."""
    first, *rest = textwrap.dedent(text).strip("\n").split("\n")
    return "\n".join([first, *(indent + line if line.strip() else line for line in rest)])


def unindented(module: ParsedModule, stmt: ast.stmt) -> str:
    """The text of a statement as it would stand at the left margin."""
    return textwrap.dedent(module.indent(stmt) + module.source(stmt))


def block(module: ParsedModule, *lines: str, level: int = 1) -> str:
    """Lines joined and indented by ``level`` units of the file."""
    unit = module.indent_unit * level
    return "\n".join(unit + line for text in lines for line in text.split("\n"))


def delete(module: ParsedModule, stmt: ast.stmt) -> Edit:
    """Remove a statement with its line; ``pass`` takes its place when its block would be empty."""
    if len(module.body_of(stmt)) == 1 and not isinstance(module.parent(stmt), ast.Module):
        return replace(module, stmt, "pass")
    start, end = module.span(stmt)
    line_end = module.line_end(end)
    tail = module.text[end:line_end]
    if module.starts_line(stmt) and not tail.strip():
        return Edit(module.line_start(start), line_end, "")
    if tail.lstrip(" \t").startswith(";"):
        after = end + len(tail) - len(tail.lstrip(" \t")) + 1
        while after < len(module.text) and module.text[after] in " \t":
            after += 1
        if module.text[after : after + 1] not in ("\r", "\n", "#", ""):
            return Edit(start, after, "")
    return Edit(start, end, "pass")


def insert_before(module: ParsedModule, stmt: ast.stmt, text: str) -> Edit:
    """New lines above a statement (above the whole line when several statements share it)."""
    start = module.span(stmt)[0]
    place = module.line_start(start)
    indent = module.indent(stmt)
    return Edit(place, place, indent + hang(text, indent) + "\n")


def insert_after(module: ParsedModule, stmt: ast.stmt, text: str) -> Edit:
    """New lines below a statement."""
    end = module.span(stmt)[1]
    place = module.line_end(end)
    indent = module.indent(stmt)
    lead = "" if place == 0 or module.text[place - 1] in "\r\n" else "\n"
    return Edit(place, place, lead + indent + hang(text, indent) + "\n")


def header_offset(module: ParsedModule) -> tuple[int, bool]:
    """Where new imports go: after the docstring, ``__future__`` imports and the first run of imports."""
    place, found = 0, False
    for number, stmt in enumerate(module.tree.body):
        docstring = number == 0 and isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant)
        if not docstring and not isinstance(stmt, ast.Import | ast.ImportFrom):
            break
        place, found = module.line_end(module.span(stmt)[1]), True
    if not found and module.tree.body:
        place = module.line_start(module.span(module.tree.body[0])[0])
    return place, found


def header(module: ParsedModule, line: str) -> Edit:
    """A new line of module code after the first imports (before the first statement when there are none)."""
    place, _ = header_offset(module)
    lead = "" if place == 0 or module.text[place - 1] in "\r\n" else "\n"
    before = [stmt for stmt in module.tree.body if module.span(stmt)[1] <= place]
    is_import = line.startswith(("import ", "from "))
    # As a person would: a blank line between docstring, imports and constants.
    if before and isinstance(before[-1], ast.Import | ast.ImportFrom) != is_import:
        lead += "\n"
    return Edit(place, place, f"{lead}{line}\n")


def need(module: ParsedModule, package: str, name: str = "") -> tuple[tuple[Edit, ...], str]:
    """Edits that import ``package`` (or ``name`` from it), and the expression that then means it.

    Nothing is added when a top-level import of the file's header brings it already.
    """
    scope = module.scopes.module
    place, _ = header_offset(module)
    for stmt in module.tree.body:
        if module.span(stmt)[0] >= place:
            break
        if isinstance(stmt, ast.ImportFrom) and name and stmt.module == package and not stmt.level:
            for alias in stmt.names:
                bound = alias.asname or alias.name
                if alias.name == name and len(scope.bindings.get(bound, [])) == 1:
                    return (), bound
        if isinstance(stmt, ast.Import):
            for alias in stmt.names:
                bound = alias.asname or alias.name
                if alias.name == package and len(scope.bindings.get(bound, [])) == 1 and "." not in bound:
                    return (), f"{bound}.{name}" if name else bound
    words = module.scopes.taken()
    wish = name or package
    free = wish not in words or (wish not in scope.bindings and not _bound_anywhere(module, wish))
    bound = wish if free else module.fresh(f"_{wish}")
    suffix = "" if bound == wish else f" as {bound}"
    line = f"from {package} import {name}{suffix}" if name else f"import {package}{suffix}"
    return (header(module, line),), bound


def _bound_anywhere(module: ParsedModule, name: str) -> bool:
    return any(name in scope.bindings for scope in module.scopes.module.walk())


def owns_line(module: ParsedModule, stmt: ast.stmt) -> bool:
    """Whether a statement's lines hold nothing else (but a comment): then it can become several lines."""
    if not module.starts_line(stmt):
        return False
    end = module.span(stmt)[1]
    tail = module.text[end : module.line_end(end)].strip()
    return not tail or tail.startswith("#")


def over_lines(stmts: Iterable[ast.stmt]) -> bool:
    """Whether a text in these statements goes over several lines: it would be indented with them."""
    texts = (below for stmt in stmts for below in ast.walk(stmt) if isinstance(below, ast.Constant | ast.JoinedStr))
    return any(below.lineno != below.end_lineno for below in texts)


def at(node: ast.AST, note: str) -> str:
    """``line 7: note``."""
    return f"line {node.lineno}: {note}"  # type: ignore[attr-defined]


def bound_value(stmt: ast.AST | None) -> tuple[ast.Name, ast.expr] | None:
    """``(name, value)`` of ``name = value`` and ``name: hint = value``."""
    match stmt:
        case ast.Assign(targets=[ast.Name() as name], value=value):
            return name, value
        case ast.AnnAssign(target=ast.Name() as name, value=ast.expr() as value):
            return name, value
    return None


def retyped(module: ParsedModule, stmt: ast.Assign | ast.AnnAssign, value: str, kind: str = "") -> list[Edit]:
    """Edits that give a binding another value; a hint ``list[…]`` becomes ``kind[…]``, another one goes."""
    edits = [replace(module, stmt.value, value)] if stmt.value is not None else []
    if isinstance(stmt, ast.AnnAssign):
        hint = module.source(stmt.annotation)
        head, bracket, rest = hint.partition("[")
        if kind and head in ("list", "List", "typing.List") and "\n" not in hint:
            edits.append(replace(module, stmt.annotation, f"{kind}{bracket}{rest}"))
        else:
            edits.append(Edit(module.span(stmt.target)[1], module.span(stmt.annotation)[1], ""))
    return edits
