"""The columns of data frames, by what the code does with their cells."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .kinds import Bool, Choice, Draw, Int, Kind
from .traces import written_keys

_NUMERIC = frozenset({"int", "float", "abs", "round", "sum", "mean", "cumsum", "max", "min", "median", "std", "diff"})
_SOME = ("'x'", "'y'", "'z'")
_BY_NAME = frozenset({"sort_values", "groupby", "drop_duplicates", "set_index", "nlargest", "nsmallest", "pivot_table"})
_MOST_FUNCTIONS = 6
_PLACES = ("iloc", "iat", "loc", "at", "values")


def columns_named(node: ast.AST, tree: ast.AST | None = None) -> dict[str, Kind]:
    """Columns by the texts that a function subscribes with, there and in the functions of the file that it calls.

    Numbers where it computes with them (``row["v"] * 2``), the keys of a table that the file writes out where they are
    looked up in it (``BASE[row["zone"]]``), texts of the code where they are compared with those.
    """
    tables = {name: keys for name, keys in _tables(tree) if keys}
    found: dict[str, Kind] = {}
    for function, stands_for in _reached(node, tree):
        named = dict(_named(function, stands_for))
        for name, kind in named.items():
            if name not in found or type(found[name]) is Choice:
                found[name] = kind
        for name, keys in _chosen(function, stands_for, tables):
            if keys:
                found[name] = Choice(keys)
        for name, limits in _limits(function, stands_for, tree).items():
            if type(found.get(name)) is Int:
                found[name] = Around(limits)
    return found


class Around(Kind):
    """Numbers on both sides of those that the code holds them against."""

    def __init__(self, limits: list[int]) -> None:
        self.limits = limits

    def emit(self, draw: Draw) -> str:
        rng, limit = draw.rng, draw.rng.choice(self.limits)
        if rng.random() < 0.5:
            return str(limit + rng.choice((-1, 0, 1, 1)))
        return str(rng.randint(min(0, 2 * limit), max(3, 2 * limit)))


def _limits(function: ast.AST, stands_for: dict[str, str], tree: ast.AST | None) -> dict[str, list[int]]:
    """Columns that are ordered against whole numbers, written out or named by the module."""
    named = {
        target.id: stmt.value
        for stmt in getattr(tree, "body", ())
        if isinstance(stmt, ast.Assign)
        for target in stmt.targets
        if isinstance(target, ast.Name)
    }
    found: dict[str, list[int]] = {}
    for node in ast.walk(function):
        if not isinstance(node, ast.Compare) or isinstance(node.ops[0], (ast.In, ast.NotIn, ast.Is, ast.IsNot)):
            continue
        for side, other in ((node.left, node.comparators[0]), (node.comparators[0], node.left)):
            other = named.get(other.id, other) if isinstance(other, ast.Name) else other
            name = _column(side, stands_for)
            if name and isinstance(other, ast.Constant) and type(other.value) is int:
                found.setdefault(name, []).append(other.value)
    return found


def said_of(columns: dict[str, Kind], node: ast.AST | None, tree: ast.AST) -> dict[str, Kind]:
    """The columns with what the code says of their cells, where that is more than their use as a whole tells."""
    named = columns_named(node, tree) if node is not None else {}
    more = {name for name, kind in named.items() if isinstance(kind, Choice) and kind.texts != [*_SOME]}
    hashable = {name: kind for name, kind in columns.items() if kind.hashable}  # others are asked for as a whole
    return {**named, **{name: kind for name, kind in hashable.items() if name not in more}}


def _reached(node: ast.AST, tree: ast.AST | None) -> Iterator[tuple[ast.AST, dict[str, str]]]:
    """The function and those that it calls; for these, which column each parameter is given."""
    known = {one.name: one for one in getattr(tree, "body", ()) if isinstance(one, ast.FunctionDef)}
    queue: list[tuple[ast.AST, dict[str, str]]] = [(node, {})]
    seen: set[str] = set()
    while queue and len(seen) < _MOST_FUNCTIONS:
        function, stands_for = queue.pop(0)
        yield function, stands_for
        for call in ast.walk(function):
            other = known.get(getattr(call.func, "id", "")) if isinstance(call, ast.Call) else None
            if other is None or not isinstance(call, ast.Call) or other.name in seen or other is function:
                continue
            seen.add(other.name)
            parameters = [arg.arg for arg in other.args.args]
            given = {p: _column(arg, stands_for) for p, arg in zip(parameters, call.args, strict=False)}
            given |= {word.arg: _column(word.value, stands_for) for word in call.keywords if word.arg}
            queue.append((other, {p: name for p, name in given.items() if name}))


def _column(node: ast.AST, stands_for: dict[str, str]) -> str:
    """The column of ``row["day"]``, of ``row.get("day")`` and of a parameter that is given one; else nothing."""
    match node:
        case ast.Subscript(slice=ast.Constant(value=str() as name)):
            return name
        case ast.Name(id=name):
            return stands_for.get(name, "")
    return ""


def _tables(tree: ast.AST | None) -> Iterator[tuple[str, list[str]]]:
    for stmt in getattr(tree, "body", ()):
        if isinstance(stmt, (ast.Assign, ast.AnnAssign)):
            for target in stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]:
                if isinstance(target, ast.Name):
                    yield target.id, written_keys(stmt.value)


def _chosen(
    function: ast.AST, stands_for: dict[str, str], tables: dict[str, list[str]]
) -> Iterator[tuple[str, list[str]]]:
    """Columns whose cells are keys of a table, or are compared with texts: what they may be."""
    said: dict[str, list[str]] = {}
    listed: set[str] = set()
    for outer in ast.walk(function):
        match outer:
            case ast.Subscript(value=ast.Name(id=table), slice=key) if table in tables and _column(key, stands_for):
                name = _column(key, stands_for)
                listed.add(name)
                said[name] = [*tables[table]]
            case ast.Call(func=ast.Attribute(value=ast.Name(id=table), attr="get" | "map"), args=[key, *_]) if (
                table in tables and _column(key, stands_for)
            ):
                said.setdefault(_column(key, stands_for), []).extend(tables[table])
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                for side, other in ((left, right), (right, left)):
                    name = _column(side, stands_for)
                    texts = [part for part in _texts(other, tables) if name not in listed]
                    if name and texts and isinstance(op, (ast.Eq, ast.NotEq, ast.In, ast.NotIn)):
                        said.setdefault(name, []).extend(texts)
    for name, texts in said.items():
        yield name, list(dict.fromkeys([*texts, *(() if name in listed else ("'x'",))]))


def _texts(node: ast.AST, tables: dict[str, list[str]]) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [repr(node.value)]
    if isinstance(node, ast.Name):
        return tables.get(node.id, [])
    return [key for key in written_keys(node) if key.startswith(("'", '"'))]


def _tested(node: ast.AST) -> list[ast.expr]:
    """What is asked whether it is true."""
    if isinstance(node, (ast.If, ast.IfExp, ast.While)):
        return [node.test]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return [node.operand]
    return node.values if isinstance(node, ast.BoolOp) else []


def _asked_by_name(node: ast.AST) -> Iterator[tuple[str, Kind]]:
    """Columns of ``rows.sort_values("ts")`` and ``frame.groupby(["shop", "day"])``: numbers to order, else texts."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in _BY_NAME:
        return
    given = [*node.args[:1], *(word.value for word in node.keywords if word.arg in ("by", "subset", "columns", "keys"))]
    for one in given:
        for part in one.elts if isinstance(one, (ast.List, ast.Tuple)) else [one]:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield (
                    part.value,
                    Int() if node.func.attr in ("sort_values", "nlargest", "nsmallest") else Choice([*_SOME]),
                )


def _same_thing(node: ast.AST, stands_for: dict[str, str]) -> bool:
    """``frame["sku"] == row["sku"]``: keys rather than numbers."""
    if not isinstance(node, ast.Compare) or not all(isinstance(op, (ast.Eq, ast.NotEq)) for op in node.ops):
        return False
    return all(_column(side, stands_for) for side in (node.left, *node.comparators))


def _column_of(node: ast.AST) -> ast.AST:
    """``frame["v"]`` of ``frame["v"].iloc[-1]``."""
    while isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr in _PLACES:
        node = node.value.value
    return node


def _named(node: ast.AST, stands_for: dict[str, str]) -> Iterator[tuple[str, Kind]]:
    found: dict[str, Kind] = {}
    for outer in ast.walk(node):
        numeric = isinstance(outer, (ast.BinOp, ast.AugAssign, ast.Compare)) and not _same_thing(outer, stands_for)
        numeric = numeric or (
            isinstance(outer, ast.Call)
            and (getattr(outer.func, "id", "") in _NUMERIC or getattr(outer.func, "attr", "") in _NUMERIC)
        )
        for column, kind in _asked_by_name(outer):
            found.setdefault(column, kind)
        for test in _tested(outer):
            if isinstance(test, ast.Subscript) and isinstance(test.slice, ast.Constant):
                found.setdefault(str(test.slice.value), Bool())
        near = list(ast.iter_child_nodes(outer)) if numeric else [outer]
        if numeric and isinstance(outer, ast.Call) and isinstance(outer.func, ast.Attribute):
            near.append(outer.func.value)  # ``df["v"].sum()``
        for inner in map(_column_of, near):
            if numeric and isinstance(inner, ast.Name) and inner.id in stands_for:
                found[stands_for[inner.id]] = Int()
            if isinstance(inner, ast.Subscript) and (
                isinstance(inner.ctx, ast.Load) or isinstance(outer, ast.AugAssign)
            ):
                names = inner.slice.elts if isinstance(inner.slice, (ast.List, ast.Tuple)) else [inner.slice]
                for name in names:
                    if isinstance(name, ast.Constant) and isinstance(name.value, str):
                        if numeric:
                            found[name.value] = Int()
                        found.setdefault(name.value, Choice([*_SOME]))
    yield from found.items()
