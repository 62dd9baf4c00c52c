"""A helper that filters a data frame by a key, among others → it is given the rows of that key alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, substituted, text
from fasterpy.generate.rules.algorithms.helper_body import callee, given
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.numeric.filter_to_groups import equalities, outermost, whole
from fasterpy.generate.rules.target import TargetScope

Key = tuple[str, ast.expr]
"""A column, and the value that it is compared with."""


class HelperFrameByKey(Rule):
    """The helper stays as it is and filters again, a few rows instead of the whole frame."""

    name = "helper-frame-by-key"
    pattern = "filter-per-group"
    summary = (
        "Split the frame once by the keys with groupby() and hand the helper the rows of the key that it looks for."
    )
    gain = 8.0
    risk = Risk.LIKELY
    order = 13

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.stmt, str, str], list[tuple[ast.expr, list[str]]]] = {}
        for call in scope.nodes(ast.Call) if "pandas" in module.text else ():
            function = callee(module, call)
            values = given(call, function) if function is not None and not module.inside(call, function) else None
            if function is None or values is None or not all(map(module.is_pure, values.values())):
                continue
            for name, keys in _filters(module, function):
                frame = values[name]
                place = frame_place(module, call, frame) if isinstance(frame, ast.Name | ast.Attribute) else None
                if place is None:
                    continue
                asked = [text(substituted(probe, values)) for _, probe in keys]
                by = repr(keys[0][0]) if len(keys) == 1 else repr([column for column, _ in keys])
                groups.setdefault((place, module.source(frame), by), []).append((frame, asked))
        for (place, frame_text, by), uses in groups.items():
            table = module.fresh(f"{frame_text.rpartition('.')[2]}_by_key")
            split = f"{frame_text}.groupby({by}, sort=False, observed=True)"
            edits: list[Edit] = [insert_before(module, place, f"{table} = {{key: rows for key, rows in {split}}}")]
            for frame, asked in uses:
                key = asked[0] if len(asked) == 1 else f"({', '.join(asked)})"
                edits.append(replace(module, frame, f"{table}.get({key}, {frame_text}.iloc[:0])"))
            yield Rewrite(tuple(edits), at(place, f"{frame_text} by {by}"))


def _filters(module: ParsedModule, function: ast.FunctionDef) -> Iterator[tuple[str, list[Key]]]:
    """Parameters that are read for one filter only, and the keys among its conditions."""
    params = [arg.arg for arg in (*function.args.args, *function.args.kwonlyargs)]
    stored = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in ast.walk(function):
        if not isinstance(node, ast.Subscript) or not isinstance(frame := whole(node.value), ast.Name):
            continue
        if frame.id not in params or frame.id in stored:
            continue
        uses = [use for use in ast.walk(function) if isinstance(use, ast.Name) and use.id == frame.id]
        if not all(module.inside(use, node) for use in uses):
            continue
        keys = [key for part in mask_terms(node.slice) for key in equalities(module, part, frame.id)]
        keys = [key for key in keys if names_in(key[1]) <= {*params} - {frame.id} - stored and names_in(key[1])]
        if keys:
            yield frame.id, keys


def mask_terms(test: ast.expr) -> list[ast.expr]:
    """The parts of a mask that are joined by ``&``."""
    if isinstance(test, ast.BinOp) and isinstance(test.op, ast.BitAnd):
        return [*mask_terms(test.left), *mask_terms(test.right)]
    return [test]


def frame_place(module: ParsedModule, call: ast.Call, frame: ast.Name | ast.Attribute) -> ast.stmt | None:
    """Where the frame is split: before the loop, or the statement in which pandas makes the call for every row."""
    name = module.source(frame)
    loop = outermost(module, call, name)
    if loop is not None:
        return loop
    for above in module.ancestors(call):
        if isinstance(above, ast.Lambda | ast.ListComp | ast.GeneratorExp | ast.DictComp):
            bound = {
                below.id
                for below in ast.walk(above)
                if isinstance(below, ast.Name) and not isinstance(below.ctx, ast.Load)
            }
            bound |= {arg.arg for arg in above.args.args} if isinstance(above, ast.Lambda) else set()
            stmt = module.statement(call)
            return stmt if name.partition(".")[0] not in bound and owns_line(module, stmt) else None
    return None
