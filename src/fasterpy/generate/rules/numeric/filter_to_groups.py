"""``frame[frame["team"] == team]`` in a loop over the teams → the frame split once by ``groupby``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.analysis.purity import dotted
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class FilterToGroups(Rule):
    """Each filter compares the whole column; rows keep their order in a group, and keys that are missing have none."""

    name = "filter-frame-to-groups"
    pattern = "filter-per-group"
    summary = "Split the frame once by the keys with groupby() instead of filtering the whole frame for each key."
    gain = 8.0
    risk = Risk.LIKELY
    order = 17

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        tables: dict[tuple[ast.stmt, str, str], str] = {}
        groups: dict[tuple[ast.stmt, str, str], list[Edit]] = {}
        for node in scope.nodes(ast.Subscript):
            frame = whole(node.value)
            if not isinstance(frame, ast.Name | ast.Attribute) or not isinstance(node.ctx, ast.Load):
                continue
            text = module.source(frame)
            pairs = equalities(module, node.slice, text)
            place = (outermost(module, node, text) or _per_row(module, node, text)) if pairs else None
            if place is None or not all(module.is_pure(probe) for _column, probe in pairs):
                continue
            given = {arg.arg for arg in place.args.args} if isinstance(place, ast.FunctionDef) else set()
            if all(module.is_invariant(probe, place) and not free_names(probe) & given for _column, probe in pairs):
                continue
            columns = [column for column, _probe in pairs]
            by = repr(columns[0]) if len(columns) == 1 else repr(columns)
            key = place, text, by
            table = tables.setdefault(key, module.fresh("groups"))
            probes = [module.source(probe) for _column, probe in pairs]
            asked = probes[0] if len(probes) == 1 else f"({', '.join(probes)})"
            groups.setdefault(key, []).append(replace(module, node, f"{table}.get({asked}, {text}.iloc[:0])"))
        for (place, text, by), edits in groups.items():
            split = f"{text}.groupby({by}, sort=False, observed=True)"
            made = f"{tables[place, text, by]} = {{key: rows for key, rows in {split}}}"
            yield Rewrite((insert_before(module, place, made), *edits), at(place, f"{text} by {by}"))


def outermost(module: ParsedModule, node: ast.AST, frame: str) -> ast.stmt | None:
    """The outermost loop around a filter that neither binds nor stores into the frame."""
    best: ast.stmt | None = None
    for loop in module.loops(node):
        stored = (below for below in ast.walk(loop) if isinstance(getattr(below, "ctx", None), ast.Store | ast.Del))
        if any(dotted(below) == frame or dotted(below).startswith(f"{frame}.") for below in stored):
            break
        if not owns_line(module, loop):
            break
        best = loop
    return best


def _per_row(module: ParsedModule, node: ast.AST, frame: str) -> ast.FunctionDef | None:
    """The inner function around a filter that pandas calls for each row: ``rows.apply(supplier_of, axis=1)``."""
    inner = module.function(node)
    if not isinstance(inner, ast.FunctionDef) or not isinstance(module.function(inner), ast.FunctionDef):
        return None
    if frame.partition(".")[0] in {arg.arg for arg in inner.args.args} or not owns_line(module, inner):
        return None
    for call in ast.walk(module.function(inner) or inner):
        if isinstance(call, ast.Call) and any(isinstance(arg, ast.Name) and arg.id == inner.name for arg in call.args):
            if getattr(call.func, "attr", getattr(call.func, "id", "")) in ("apply", "map", "transform", "applymap"):
                return inner
    return None


def whole(node: ast.expr) -> ast.expr:
    """The frame of ``frame`` and of ``frame.loc``."""
    return node.value if isinstance(node, ast.Attribute) and node.attr == "loc" else node


def equalities(module: ParsedModule, test: ast.expr, frame: str) -> list[tuple[str, ast.expr]]:
    """Column and value of each ``frame["column"] == value`` joined by ``&``; empty when it is anything else."""
    match test:
        case ast.BinOp(left=left, op=ast.BitAnd(), right=right):
            first, second = equalities(module, left, frame), equalities(module, right, frame)
            return first + second if first and second else []
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            for column, probe in ((left, right), (right, left)):
                match column:
                    case ast.Subscript(value=value, slice=ast.Constant(value=str() as name)) if (
                        module.source(value) == frame
                    ):
                        return [(name, probe)]
                    case ast.Attribute(value=value, attr=name) if module.source(value) == frame:
                        return [(name, probe)]
    return []
