"""A helper that looks for the latest row of a key, called for many → the rows of each key in order, and a bisection."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import touched
from fasterpy.generate.rules.algorithms.conditions import substituted, text
from fasterpy.generate.rules.algorithms.helper_body import callee, given
from fasterpy.generate.rules.algorithms.latest_shapes import Latest, latest
from fasterpy.generate.rules.algorithms.scan import home, tuple_of
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class LatestRowToBisect(Rule):
    """Rates, prices and owners as of a day."""

    name = "latest-row-to-bisect"
    pattern = "latest-row-by-scan"
    summary = (
        "Sort the rows of each key by date once and find the latest by bisection instead of filtering all of them."
    )
    gain = 9.0
    risk = Risk.LIKELY
    order = 12
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.stmt, ast.FunctionDef, str], list[tuple[ast.Call, dict[str, ast.expr], Latest]]] = {}
        for call in scope.nodes(ast.Call):
            function = callee(module, call)
            if function is None or module.inside(call, function):
                continue
            found, values = latest(module, function), given(call, function)
            if found is None or values is None or not all(map(module.is_pure, values.values())):
                continue
            own = isinstance(call.func, ast.Attribute)
            rows = substituted(found.rows, values) if isinstance(found.rows, ast.Name) or own else None
            if not isinstance(rows, ast.Name | ast.Attribute):
                continue
            here = values.get(found.rows.id) if isinstance(found.rows, ast.Name) else call.func
            place = home(module, call, [here or rows], (), lambda other: _harmless(module, other))
            if place is None or not isinstance(module.function(place), ast.FunctionDef):
                continue
            changed = touched(place, "self", lambda other: _harmless(module, other)) if own else set()
            if not changed & {"self", text(rows)}:
                groups.setdefault((place, function, text(rows)), []).append((call, values, found))
        for (place, function, rows_text), calls in groups.items():
            yield _rewrite(module, place, function, rows_text, calls)


def _harmless(module: ParsedModule, call: ast.Call) -> bool:
    function = callee(module, call)
    return module.is_pure(call) or (function is not None and latest(module, function) is not None)


def _rewrite(
    module: ParsedModule,
    place: ast.stmt,
    function: ast.FunctionDef,
    rows: str,
    calls: list[tuple[ast.Call, dict[str, ast.expr], Latest]],
) -> Rewrite:
    found = calls[0][2]
    method = isinstance(calls[0][0].func, ast.Attribute)
    parameters = [arg.arg for arg in function.args.args[method:]]
    asked = [name for name in parameters if not (isinstance(found.rows, ast.Name) and name == found.rows.id)]
    imports, right = need(module, "bisect", "bisect_left" if found.strict else "bisect_right")
    more, left = need(module, "bisect", "bisect_left")
    table, some, dates, at_ = (module.fresh(name) for name in ("rows_by_key", "some", "dates", "at"))
    name = module.fresh(f"{function.name.lstrip('_')}_here")
    key, probe = tuple_of([one for one, _ in found.keys]), tuple_of([one for _, one in found.keys])
    item, date = found.item, text(found.date)
    add = f"{table}.setdefault({text(key)}, []).append({item})"
    if found.own:
        add = f"if {' and '.join(text(one) for one in found.own)}:\n{block(module, add)}"
    again = f"{module.source(calls[0][0].func)}({', '.join(rows if one not in asked else one for one in parameters)})"
    picked = f"{some}[{at_} - 1]" if found.last else f"{some}[{left}({dates}, {dates}[{at_} - 1])]"
    body = [
        f"{some}, {dates} = {table}.get({text(probe)}, ((), ()))",
        f"{at_} = {right}({dates}, {text(found.limit)})",
        f"if not {at_}:",
        block(module, *(map(ast.unparse, found.none) if found.none else [f"return {again}"])),
        f"{found.best} = {picked}",
        *(ast.unparse(stmt) for stmt in found.tail),
    ]
    made = [
        f"{table} = {{}}",
        f"for {item} in {rows}:",
        block(module, add),
        f"for {some} in {table}.values():",
        block(module, f"{some}.sort(key=lambda {item}: {date})"),
        f"{table} = {{key: ({some}, [{date} for {item} in {some}]) for key, {some} in {table}.items()}}",
        f"\ndef {name}({', '.join(asked)}):",
        *(block(module, line) for line in body),
        "",
    ]
    edits: list[Edit] = [*imports, *more, insert_before(module, place, "\n".join(made))]
    for call, values, _ in calls:
        given_now = ", ".join(text(values[one]) for one in asked)
        edits.append(replace(module, call, f"{name}({given_now})"))
    return Rewrite(tuple(edits), at(calls[0][0], f"the latest of {rows} by {text(key)}"))
