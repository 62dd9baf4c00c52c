"""Frames that are walked through row by row."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View


def _used(view: View) -> bool:
    """Whether the file has to do with pandas at all."""
    return any(alias.name.split(".")[0] == "pandas" for node in view.nodes(ast.Import) for alias in node.names) or any(
        (node.module or "").split(".")[0] == "pandas" for node in view.nodes(ast.ImportFrom)
    )


def _true(call: ast.Call, name: str, *values: object) -> bool:
    return any(
        word.arg == name and isinstance(word.value, ast.Constant) and word.value.value in values
        for word in call.keywords
    )


def iterrows(view: View) -> Iterator[Hit]:
    """``for i, row in df.iterrows()``."""
    for call, frame in view.methods("iterrows", "iteritems"):
        yield Hit(call, {"frame": view.short(frame)})


def itertuples(view: View) -> Iterator[Hit]:
    """``for row in df.itertuples()``."""
    for call, frame in view.methods("itertuples"):
        yield Hit(call, {"frame": view.short(frame)})


def apply_rows(view: View) -> Iterator[Hit]:
    """``df.apply(f, axis=1)``."""
    for call, frame in view.methods("apply"):
        if _true(call, "axis", 1, "columns"):
            yield Hit(call, {"frame": view.short(frame)})


def apply_lambda(view: View) -> Iterator[Hit]:
    """``series.apply(lambda ...)``."""
    if not _used(view):
        return
    for call, frame in view.methods("apply", "applymap", "transform"):
        if call.args and isinstance(call.args[0], ast.Lambda) and not _true(call, "axis", 1, "columns"):
            yield Hit(call, {"frame": view.short(frame)})


def grown_frame(view: View) -> Iterator[Hit]:
    """``pd.concat`` or ``DataFrame.append`` in a loop."""
    for call, _ in view.imports("pandas.concat", "pandas.DataFrame.append"):
        yield Hit(call)
    if _used(view):
        for call, frame in view.methods("append"):
            parent = view.parent(call)
            if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
                if isinstance(frame, ast.Name) and frame.id == parent.targets[0].id:
                    yield Hit(call)


def cell_access(view: View) -> Iterator[Hit]:
    """``df.loc[i, "x"]`` per row."""
    for node in view.nodes(ast.Subscript):
        if isinstance(node.value, ast.Attribute) and node.value.attr in ("loc", "iloc", "at", "iat", "ix"):
            if not isinstance(node.slice, ast.Slice):
                yield Hit(node, {"frame": view.short(node.value.value)})


def filter_per_key(view: View) -> Iterator[Hit]:
    """``df[df["key"] == key]`` in a loop."""
    if not _used(view):
        return
    for node in view.nodes(ast.Subscript):
        test = node.slice
        if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq) and isinstance(node.value, ast.Name):
            left = test.left
            if isinstance(left, ast.Subscript | ast.Attribute) and view.same(left.value, node.value):
                yield Hit(node, {"frame": node.value.id})


def read_in_loop(view: View) -> Iterator[Hit]:
    """The same file read in every round."""
    for call, full in view.imports("pandas.read_csv", "pandas.read_excel", "pandas.read_json", "pandas.read_parquet"):
        loop = view.loop(call)
        if loop is not None and call.args and view.steady(call.args[0], loop):
            yield Hit(call, {"name": full})


DETECTORS = (
    Detector(
        "iterrows", "pandas", iterrows,
        "a Series object is made for every row of `{frame}`",
        "compute on whole columns of `{frame}`; where a loop must stay, use zip over `{frame}[c].tolist()`",
        0.95, "iterrows_to_columns", loop=0,
    ),
    Detector(
        "itertuples", "pandas", itertuples,
        "a named tuple is made for every row of `{frame}`",
        "compute on whole columns of `{frame}`; where a loop must stay, zip the columns as lists",
        0.5, "iterrows_to_columns", loop=0,
    ),
    Detector(
        "apply_rows", "pandas", apply_rows,
        "a Python function gets a Series for every row of `{frame}`",
        "`{source}`: write it as an expression of columns (arithmetic, np.where, np.select)",
        0.95, "apply_rows_to_expression", loop=0,
    ),
    Detector(
        "apply_lambda", "pandas", apply_lambda,
        "a Python function is called per value",
        "`{source}`: use the column's own operations (.str, .dt, arithmetic, map with a dict)",
        0.6, "apply_rows_to_expression", loop=0,
    ),
    Detector(
        "grown_frame", "pandas", grown_frame,
        "the whole frame is copied {often}",
        "`{source}` copies all rows {often}; collect the parts in a list and concat once",
        0.95, "grow_frame_in_loop",
    ),
    Detector(
        "cell_access", "pandas", cell_access,
        "one cell costs some microseconds, {often}",
        "`{source}`: take the column out once (`.to_numpy()` or `.tolist()`) or assign whole columns of `{frame}`",
        0.85, "cell_access_in_loop",
    ),
    Detector(
        "filter_per_key", "pandas", filter_per_key,
        "all rows of `{frame}` are compared {often}",
        "`{source}`: use `{frame}.groupby(...)` once, or set the key as index",
        0.9, "filter_per_group",
    ),
    Detector(
        "read_in_loop", "pandas", read_in_loop,
        "`{name}` reads the same file {often}",
        "`{source}`: read it once before the loop",
        0.95, "hoist_invariant_call",
    ),
)  # fmt: skip
