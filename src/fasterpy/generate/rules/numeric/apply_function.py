"""``df.apply(function, axis=1)`` → the function over the values of the columns that it reads."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_after, need, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite, apply_edits
from fasterpy.generate.rules.numeric.arrays import columns_of
from fasterpy.generate.rules.target import TargetScope


class ApplyFunctionToColumns(Rule):
    """apply makes a Series of every row for a function that reads two or three fields of it."""

    name = "apply-function-to-columns"
    pattern = "apply-rows-to-expression"
    summary = "Call the function with the values of the columns that it reads instead of a Series per row."
    gain = 20.0
    risk = Risk.LIKELY
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            match call:
                case ast.Call(
                    func=ast.Attribute(attr="apply", value=frame),
                    args=[ast.Name() as name],
                    keywords=[ast.keyword(arg="axis", value=ast.Constant(value=1 | "columns"))],
                ) if module.is_pure(frame):
                    pass
                case _:
                    continue
            function = _function(module, name)
            if function is None:
                continue
            row = function.args.args[0]
            found = _columns(module, function, row)
            if not found or not owns_line(module, function) or function.body[0].lineno == function.lineno:
                continue
            names = {column: module.fresh(column) for column in dict.fromkeys(found.values())}
            fresh = module.fresh(f"{function.name}_of")
            made = _rewritten(module, function, fresh, {node: names[column] for node, column in found.items()}, names)
            source = module.source(frame)
            imports, series = need(module, "pandas", "Series")
            heads = ", ".join(names.values())
            columns = [f"{source}[{column!r}]" for column in names]
            items = columns[0] if len(columns) == 1 else f"zip({', '.join(columns)})"
            text = f"{series}([{fresh}({heads}) for {heads} in {items}], index={source}.index)"
            edits: list[Edit] = [*imports, insert_after(module, function, made), replace(module, call, text)]
            yield Rewrite(tuple(edits), at(call, f"{function.name} over columns"))


def _function(module: ParsedModule, name: ast.Name) -> ast.FunctionDef | None:
    """The plain function of one row that a name means."""
    owner = module.scopes.owner(name)
    bindings = owner.bindings.get(name.id, []) if owner else []
    one = bindings[0] if len(bindings) == 1 else None
    if not isinstance(one, ast.FunctionDef) or one.decorator_list:
        return None
    several = one.args.vararg or one.args.kwarg or one.args.kwonlyargs or one.args.posonlyargs
    return one if len(one.args.args) == 1 and not several else None


def _columns(module: ParsedModule, function: ast.FunctionDef, row: ast.arg) -> dict[ast.expr, str] | None:
    """Every use of the row as a column's value."""
    uses = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == row.arg]
    if not uses or any(not isinstance(use.ctx, ast.Load) for use in uses):
        return None
    found = columns_of(module, uses[0], function) or {}
    match module.parent(uses[0]):
        case ast.Subscript(slice=ast.Constant(value=str() as word), ctx=ast.Load()) | ast.Attribute(attr=word) as node:
            found[node] = word
        case _:
            return None
    read = set(map(id, found))
    return found if all(id(module.parent(use)) in read for use in uses) else None


def _rewritten(
    module: ParsedModule,
    function: ast.FunctionDef,
    fresh: str,
    values: dict[ast.expr, str],
    names: dict[str, str],
) -> str:
    """The function with the values for parameters, as text without indentation."""
    start, end = module.span(function)
    edits = [replace(module, node, name) for node, name in values.items()]
    after = apply_edits(module, edits)
    text = after[start : end + len(after) - len(module.text)]
    body = text[text.index("\n", text.index(")")) :]  # what stands in the head is of the row
    indent = module.indent(function)
    lines = [line.removeprefix(indent) for line in body.split("\n")]
    return f"def {fresh}({', '.join(names.values())}):" + "\n".join(lines)
