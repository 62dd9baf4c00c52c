"""Adding up weights until they pass a number, anew in every round → the running totals once, and a bisection."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.scan import home, lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, need, over_lines, owns_line, replace, unindented
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class CumulativeScanToBisect(Rule):
    """Draws by weight, brackets, stops of a route. The largest total so far rises, whatever is added: the first place
    where it passes the number is the first where the total does."""

    name = "cumulative-scan-to-bisect"
    pattern = "weighted-choice-by-scan"
    summary = (
        "Add up the weights once and find the place by bisection instead of adding them up again for every number."
    )
    gain = 6.0
    risk = Risk.LIKELY
    order = 17

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            found = _scan(module, loop)
            if found is None or not module.loops(loop) or loop.orelse or lives_on(module, loop):
                continue
            start, added, probe, strict, body = found
            if not owns_line(module, loop) or not owns_line(module, start) or over_lines(body):
                continue
            inner = names_in(loop.target)
            place = home(module, loop, [loop.iter, added], inner, module.is_pure)
            total = start.targets[0]
            assert isinstance(total, ast.Name)
            later = [use for use in module.uses(total) if use is not total and not module.inside(use, loop)]
            if place is None or place is loop or names_in(probe) & inner or not module.is_pure(probe) or later:
                continue
            imports, accumulate = need(module, "itertools", "accumulate")
            more, bisect = need(module, "bisect", "bisect_right" if strict else "bisect_left")
            rows, totals, where = module.fresh("rows"), module.fresh("totals"), module.fresh("place")
            item = text(loop.target)
            sums = f"{accumulate}([{text(added)} for {item} in {rows}])"
            made = f"{rows} = list({module.source(loop.iter)})\n{totals} = [*{accumulate}({sums}, max)]"
            lines = [
                f"{where} = {bisect}({totals}, {text(probe)})",
                f"if {where} < len({totals}):",
                block(module, f"{item} = {rows}[{where}]"),
                *(block(module, unindented(module, stmt)) for stmt in body),
            ]
            edits = (
                *imports,
                *more,
                insert_before(module, place, made),
                replace(module, start, "\n".join(lines[:1])),
                replace(module, loop, "\n".join(lines[1:])),
            )
            yield Rewrite(edits, at(loop, f"totals of {module.source(loop.iter)} once"))


def _scan(module: ParsedModule, loop: ast.For) -> tuple[ast.Assign, ast.expr, ast.expr, bool, list[ast.stmt]] | None:
    """The start of the total, what is added, the number, whether the total must be more than it, what is done then."""
    start = module.previous(loop)
    match start, loop.body:
        case ast.Assign(targets=[ast.Name(id=total)], value=ast.Constant(value=0)), [
            ast.AugAssign(target=ast.Name(id=same), op=ast.Add(), value=added),
            ast.If(test=ast.Compare(left=left, ops=[op], comparators=[right]), body=[*body, ast.Break()], orelse=[]),
        ] if total == same and body:
            pass
        case _:
            return None
    if isinstance(left, ast.Name) and left.id == total and isinstance(op, ast.Gt | ast.GtE):
        probe, strict = right, isinstance(op, ast.Gt)
    elif isinstance(right, ast.Name) and right.id == total and isinstance(op, ast.Lt | ast.LtE):
        probe, strict = left, isinstance(op, ast.Lt)
    else:
        return None
    inside = [below for stmt in body for below in ast.walk(stmt)]
    if any(isinstance(below, ast.Break | ast.Continue) for below in inside):
        return None
    if any(
        isinstance(below, ast.Name) and below.id == total for part in (added, probe, *body) for below in ast.walk(part)
    ):
        return None
    assert isinstance(start, ast.Assign)
    return start, added, probe, strict, body
