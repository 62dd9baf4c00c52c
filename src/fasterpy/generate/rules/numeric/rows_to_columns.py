"""Data frames row by row → column by column."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.numeric.arrays import columns_of
from fasterpy.generate.rules.target import TargetScope


class IterrowsToZip(Rule):
    """iterrows makes a Series per row; zip over columns gives the bare values."""

    name = "iterrows-to-zip"
    pattern = "no-iterrows"
    summary = "Walk over the columns that are used with zip() instead of iterrows()."
    gain = 20.0
    risk = Risk.LIKELY
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            match loop:
                case ast.For(
                    target=ast.Tuple(elts=[ast.Name() as index, ast.Name() as row]),
                    iter=ast.Call(func=ast.Attribute(attr="iterrows", value=frame), args=[]),
                ):
                    pass
                case _:
                    continue
            found = columns_of(module, row, loop)
            if found is None:
                continue
            names = {column: module.fresh(f"{row.id}_{column}") for column in dict.fromkeys(found.values())}
            source = module.source(frame)
            items = ", ".join([f"{source}.index", *(f"{source}[{column!r}]" for column in names)])
            heads = ", ".join([index.id, *names.values()])
            edits: list[Edit] = [
                replace(module, loop.target, heads),
                replace(module, loop.iter, f"zip({items})"),
                *(replace(module, node, names[column]) for node, column in found.items()),
            ]
            yield Rewrite(tuple(edits), at(loop, f"columns of {source}"))


class ApplyRowsToColumns(Rule):
    """Arithmetic on whole columns where the expression allows it, else one comprehension over zip."""

    name = "apply-rows-to-columns"
    pattern = "vectorise-apply"
    summary = "Compute on whole columns instead of calling a function per row."
    gain = 50.0
    risk = Risk.LIKELY
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            match call:
                case ast.Call(
                    func=ast.Attribute(attr="apply", value=frame),
                    args=[ast.Lambda(args=ast.arguments(args=[parameter]), body=body) as function],
                    keywords=[ast.keyword(arg="axis", value=ast.Constant(value=1 | "columns"))],
                ):
                    pass
                case _:
                    continue
            uses = [below for below in ast.walk(body) if isinstance(below, ast.Name) and below.id == parameter.arg]
            found = columns_of(module, uses[0], function) if uses else None
            if uses and found is not None:
                first = module.parent(uses[0])
                match first:
                    case ast.Subscript(slice=ast.Constant(value=str() as name)) | ast.Attribute(attr=name):
                        found[first] = name
                    case _:
                        continue
            if not found:
                continue
            source = module.source(frame)
            if not any(
                isinstance(below, ast.IfExp | ast.BoolOp | ast.Call | ast.Not | ast.JoinedStr | ast.Compare)
                and not (isinstance(below, ast.Compare) and len(below.ops) == 1 and _ordered(below))
                for below in ast.walk(body)
            ):
                whole = _with(module, body, {node: f"{source}[{name!r}]" for node, name in found.items()})
                yield Rewrite((replace(module, call, f"({whole})"),), at(call, "whole columns"))
            names = {name: module.fresh(name) for name in dict.fromkeys(found.values())}
            imports, series = need(module, "pandas", "Series")
            inner = _with(module, body, {node: names[name] for node, name in found.items()})
            heads = ", ".join(names.values())
            columns = ", ".join(f"{source}[{name!r}]" for name in names)
            listed = (
                f"[{inner} for {heads} in zip({columns})]"
                if len(names) > 1
                else (f"[{inner} for {heads} in {columns}]")
            )
            made = f"{series}({listed}, index={source}.index)"
            yield Rewrite((*imports, replace(module, call, made)), at(call, "zip of columns"), "zip")


def _ordered(node: ast.Compare) -> bool:
    return not isinstance(node.ops[0], ast.In | ast.NotIn | ast.Is | ast.IsNot)


def _with(module: ParsedModule, body: ast.expr, texts: dict[ast.expr, str]) -> str:
    """The source of ``body`` with some of its nodes replaced."""
    start, _ = module.span(body)
    result = module.source(body)
    for node, word in sorted(texts.items(), key=lambda item: -module.span(item[0])[0]):
        low, high = module.span(node)
        result = result[: low - start] + word + result[high - start :]
    return result


class LocToAt(Rule):
    """``df.loc[i, "x"]`` with two scalars goes through all of pandas' indexing; ``at`` does not."""

    name = "loc-to-at"
    pattern = "pandas-at"
    summary = "Use .at/.iat for single cells instead of .loc/.iloc."
    gain = 2.0
    risk = Risk.LIKELY
    order = 52

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        edits: list[Edit] = []
        first: ast.Subscript | None = None
        for node in scope.nodes(ast.Subscript):
            match node:
                case ast.Subscript(
                    value=ast.Attribute(attr="loc" | "iloc" as word, value=frame), slice=ast.Tuple(elts=[row, column])
                ) if module.loops(node):
                    pass
                case _:
                    continue
            cells = all(isinstance(part, ast.Name | ast.Constant | ast.BinOp) for part in (row, column))
            if not cells or module.kind(row) in ("list", "str", "bool", "slice"):
                continue
            first = first or node
            cell = "at" if word == "loc" else "iat"
            start, _ = module.span(frame)
            end = module.span(node.value)[1]
            edits.append(Edit(start, end, f"{module.source(frame)}.{cell}"))
        if first is not None:
            yield Rewrite(tuple(edits), at(first, "single cells"))
