"""Tables without a column that the original reads of every row."""

from __future__ import annotations

import ast
from functools import lru_cache

from fasterpy.records import Code, ExpressionCase
from fasterpy.verify.normal import functions_of, parse
from fasterpy.verify.tables import written_arguments

_FRAMES = ("iterrows", "itertuples", "groupby", "loc", "iloc", "columns", "apply", "sort_values", "merge")


def lacking(code: Code, case: ExpressionCase) -> bool:
    """Whether a table among the arguments has no column of a name that the target asks it for.

    The original may never get there (a table without rows, or none that it looks at): such a call says nothing.
    """
    wanted = _columns(code.text, code.qualname or "")
    if not wanted or not ("DataFrame" in case.expression or "frame(" in case.expression):
        return False
    args = written_arguments(case)
    return any(
        columns - known for place, columns in wanted if place < len(args) and (known := _known(args[place])) is not None
    )


def _known(node: ast.expr) -> set[str] | None:
    """The columns of a table that is written out; None where that cannot be seen."""
    match node:
        case ast.Call(func=ast.Attribute(attr="DataFrame") | ast.Name(id="frame"), args=[ast.Dict(keys=keys), *_]):
            return {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
        case ast.Call(func=ast.Attribute(attr="DataFrame"), args=[ast.Call(func=ast.Name(id="dict"), keywords=words)]):
            return {word.arg for word in words if word.arg}
        case ast.Call(func=ast.Attribute(attr="DataFrame"), args=[]):
            return set()
    return None


@lru_cache(maxsize=64)
def _columns(text: str, qualname: str) -> tuple[tuple[int, frozenset[str]], ...]:
    """By place of a parameter that is a table: the columns that are read of it or of its rows, and never asked for."""
    target = functions_of(parse(text)).get(qualname)
    if target is None:
        return ()
    names = [arg.arg for arg in (*target.args.posonlyargs, *target.args.args)]
    names = names[1:] if names[:1] == ["self"] else names
    nodes = list(ast.walk(target))
    tables = {node.value.id for node in nodes
              if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
              and node.attr in _FRAMES and node.value.id in names}  # fmt: skip
    holders = {name: name for name in tables}
    for node in nodes:
        match node:
            case ast.For(
                target=ast.Tuple(elts=[_, ast.Name(id=row)]),
                iter=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="iterrows")),
            ) if name in tables:
                holders[row] = name
    asked = {node.left.value for node in nodes if isinstance(node, ast.Compare) and isinstance(node.left, ast.Constant)}
    found: dict[str, set[str]] = {}
    for node in nodes:
        match node:
            case ast.Subscript(value=ast.Name(id=holder), slice=ast.Constant(value=str() as column), ctx=ast.Load()):
                if holder in holders and column not in asked:
                    found.setdefault(holders[holder], set()).add(column)
    return tuple((names.index(name), frozenset(columns)) for name, columns in found.items())
