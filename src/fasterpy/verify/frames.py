"""Tables without a column that the original reads of every row."""

from __future__ import annotations

import ast
from functools import lru_cache

from fasterpy.analysis.promises.told import parameters
from fasterpy.analysis.promises.written import nodes
from fasterpy.records import Code, ExpressionCase
from fasterpy.verify.normal import functions_of, parse

_FRAMES = ("iterrows", "itertuples", "groupby", "loc", "iloc", "columns", "apply", "sort_values", "merge")


def lacking(code: Code, case: ExpressionCase) -> bool:
    """Whether a table among the arguments has no column of a name that the target asks it for.

    The original may never get there (a table without rows, or none that it looks at): such a call says nothing.
    """
    wanted, names = _columns(code.text, code.qualname or "")
    if not wanted or not ("DataFrame" in case.expression or "frame(" in case.expression):
        return False
    given = nodes(case.expression, names)
    return any(columns - known for name, columns in wanted if (known := _known(given.get(name))) is not None)


def _known(node: ast.expr | None) -> set[str] | None:
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
def _columns(text: str, qualname: str) -> tuple[tuple[tuple[str, frozenset[str]], ...], list[str]]:
    """Of parameters that are tables: the columns that are read of one or of its rows, and never asked for; and the
    names of all parameters."""
    target = functions_of(parse(text)).get(qualname)
    if target is None:
        return (), []
    names = parameters(target)
    inside = list(ast.walk(target))
    tables = {node.value.id for node in inside
              if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
              and node.attr in _FRAMES and node.value.id in names}  # fmt: skip
    holders = {name: name for name in tables}
    for node in inside:
        match node:
            case ast.For(
                target=ast.Tuple(elts=[_, ast.Name(id=row)]),
                iter=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="iterrows")),
            ) if name in tables:
                holders[row] = name
    asked = {
        node.left.value for node in inside if isinstance(node, ast.Compare) and isinstance(node.left, ast.Constant)
    }
    found: dict[str, set[str]] = {}
    for node in inside:
        match node:
            case ast.Subscript(value=ast.Name(id=holder), slice=ast.Constant(value=str() as column), ctx=ast.Load()):
                if holder in holders and column not in asked:
                    found.setdefault(holders[holder], set()).add(column)
    return tuple((name, frozenset(columns)) for name, columns in found.items()), names
