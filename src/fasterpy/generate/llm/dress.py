"""What a model leaves out when it rewrites a function: decorators, annotations, defaults, the docstring.

A person reviews the patch, and a doctest or a framework may need them: what the answer does not change on purpose
stays as it was.
"""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import dataclass

from fasterpy.generate.llm.syntax import parse

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class _Parts:
    """A function's lines, cut into its parts."""

    node: _Function
    decorators: list[str]
    header: list[str]
    docstring: list[str]
    body: list[str]


def dress(new: str, old: str) -> str:
    """The function ``new`` with the parts of ``old`` that it left out. Both start in column 0.

    The header is the old one when the parameters are the same; decorators are the old ones unless new ones were added;
    the docstring is the old one when the new function has none. Anything unusual: ``new`` as it is.
    """
    fresh, known = _cut(new), _cut(old)
    if fresh is None or known is None or type(fresh.node) is not type(known.node):
        return new
    header = known.header if _same_parameters(fresh.node.args, known.node.args) else fresh.header
    added = _dumps(fresh.node.decorator_list) - _dumps(known.node.decorator_list)
    decorators = fresh.decorators if added else known.decorators
    docstring = known.docstring
    if fresh.docstring or not docstring:
        docstring = fresh.docstring
    else:  # only its first line has to stand where the body stands
        docstring = [" " * fresh.node.body[0].col_offset + docstring[0].lstrip(), *docstring[1:]]
    text = "\n".join([*decorators, *header, *docstring, *fresh.body])
    return text if parse(text) is not None else new


def _cut(text: str) -> _Parts | None:
    tree = parse(text)
    if tree is None or len(tree.body) != 1 or not isinstance(tree.body[0], _Function):
        return None
    node = tree.body[0]
    lines = text.split("\n")
    start, end = node.lineno, _header_end(text, node.lineno)
    if end is None or node.body[0].lineno <= end:
        return None
    first = node.body[0]
    documented = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    body_from = end
    docstring: list[str] = []
    if documented and first.end_lineno is not None:
        docstring = lines[first.lineno - 1 : first.end_lineno]
        body_from = first.end_lineno
    # Lines between header and docstring are comments; they are the body's.
    between = lines[end : first.lineno - 1] if documented else []
    body = [*between, *lines[body_from:]]
    if documented and len(node.body) == 1:
        return None
    return _Parts(node, lines[: start - 1], lines[start - 1 : end], docstring, body)


def _header_end(text: str, start: int) -> int | None:
    """The line (from 1) with the colon that ends the header of the function defined on line ``start``."""
    depth = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.start[0] < start or token.type != tokenize.OP:
                continue
            if token.string in "([{":
                depth += 1
            elif token.string in ")]}":
                depth -= 1
            elif token.string == ":" and depth == 0:
                return token.start[0]
    except (tokenize.TokenError, SyntaxError):
        return None
    return None


def _same_parameters(new: ast.arguments, old: ast.arguments) -> bool:
    """Same names of the same kinds, and defaults equal or forgotten."""

    def names(arguments: list[ast.arg]) -> list[str]:
        return [argument.arg for argument in arguments]

    def star(argument: ast.arg | None) -> str:
        return argument.arg if argument else ""

    def shape(arguments: ast.arguments) -> tuple[list[str], list[str], list[str], str, str]:
        plain = names(arguments.posonlyargs), names(arguments.args), names(arguments.kwonlyargs)
        return (*plain, star(arguments.vararg), star(arguments.kwarg))

    def defaults(arguments: ast.arguments) -> list[str]:
        return [ast.dump(value) for value in (*arguments.defaults, *arguments.kw_defaults) if value is not None]

    return shape(new) == shape(old) and (not defaults(new) or defaults(new) == defaults(old))


def _dumps(nodes: list[ast.expr]) -> set[str]:
    return {ast.dump(node) for node in nodes}
