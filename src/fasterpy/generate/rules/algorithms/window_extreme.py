"""``max(a[i : i + w])`` in a loop → the extremes of all windows of that width, made by doubling before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.counting import minus
from fasterpy.generate.rules.algorithms.look_through import named_end, named_slice
from fasterpy.generate.rules.algorithms.ranges import bounds, counters, within
from fasterpy.generate.rules.algorithms.scan import home
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, block, insert_before, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class WindowExtreme(Rule):
    """Two windows of half the width give one of the whole: a few passes with map() serve every window."""

    name = "window-extreme-by-doubling"
    pattern = "running-extreme"
    summary = "Find the largest or smallest item of every window in a few passes instead of searching each window."
    gain = 4.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            match call:
                case ast.Call(func=ast.Name(id=word) as func, args=[items], keywords=[]) if module.is_builtin(
                    func, "min", "max"
                ):
                    pass
                case _:
                    continue
            start, part = "", named_slice(module, items)
            match items:
                case ast.List(elts=[ast.Name(id=start), ast.Starred(value=part)]):
                    pass
            window = _window(module, part)
            if window is None:
                continue
            rewrite = _rewrite(module, call, word, start, *window)
            if rewrite is not None:
                yield rewrite


def _window(module: ParsedModule, part: ast.expr) -> tuple[ast.expr, ast.expr, ast.expr] | None:
    """The list, the first place and the place behind the last one."""
    match part:
        case ast.Subscript(value=listed, slice=ast.Slice(lower=ast.expr() as low, upper=ast.expr() as high, step=None)):
            return listed, named_end(module, low, part) or low, named_end(module, high, part) or high
        case ast.ListComp() | ast.GeneratorExp():
            match part.elt, part.generators:
                case (
                    ast.Subscript(value=listed, slice=ast.Name(id=one)),
                    [ast.comprehension(target=ast.Name(id=two), iter=items, ifs=[])],
                ) if one == two and one not in names_in(listed):
                    around = bounds(module, items)
                    if around is not None and around.step == 1:
                        return listed, around.low, around.high
    return None


def _rewrite(
    module: ParsedModule, call: ast.Call, word: str, start: str, listed: ast.expr, low: ast.expr, high: ast.expr
) -> Rewrite | None:
    cut = None
    match low:
        case ast.Call(func=func, args=[ast.Constant(value=0), inner] | [inner, ast.Constant(value=0)], keywords=[]) if (
            module.is_builtin(func, "max")
        ):
            cut, low = low, inner
    if not all(module.is_pure(end) for end in (low, high)):
        return None
    width = minus(high, low)
    place = home(module, call, [listed, width], ())
    if place is None or home(module, call, [low], ()) is place or isinstance(listed, ast.Slice):
        return None
    if isinstance(width, ast.Constant) and not (isinstance(width.value, int) and width.value > 1):
        return None
    table, size = module.fresh(f"window_{word}"), module.fresh("size")
    source, w = module.source(listed), text(width)
    wide = w if isinstance(width, ast.Name | ast.Constant | ast.Attribute) else f"({w})"
    made = [
        f"{size}, {table} = 1, list({source})",
        f"while 2 * {size} <= {w}:",
        block(module, f"{table} = list(map({word}, {table}, {table}[{size}:]))", f"{size} *= 2"),
        f"{table} = list(map({word}, {table}, {table}[{wide} - {size}:]))",
    ]
    imports, accumulate = need(module, "itertools", "accumulate")
    if cut is None:
        # Windows that begin near the end are shorter.
        made.append(f"{table} += [*{accumulate}({source}[:-{wide}:-1], {word})][::-1]")
        found = f"{table}[{text(low)}]"
    else:
        made.append(f"{table} = [*{accumulate}({source}[:{wide} - 1], {word}), *{table}]")
        # While no window is full, nobody asks whether its width is a number of places.
        begun = f"{table} = [*{accumulate}({source}, {word})]"
        made = [f"if len({source}) > {w}:", block(module, *made), "else:", block(module, begun)]
        found = f"{table}[{text(minus(high, ast.Constant(1)))}]"
    if not isinstance(width, ast.Constant) and not _asked(module, call, names_in(width)):
        found = f"({found} if {w} > 0 else {word}(()))"
    counted = any(within(module, call, ast.Name(name, ast.Load()), listed) for name, _ in counters(module, call))
    if counted and cut is None:
        # Without items there are no rounds, in which the width would be asked for.
        made = [f"if len({source}) > 0:", block(module, *made)]
    if start:
        found = f"{word}({start}, {found})"
    edits: list[Edit] = [*imports, insert_before(module, place, "\n".join(made)), replace(module, call, found)]
    return Rewrite(tuple(edits), at(call, f"{word} of windows of {argument(module, listed)}"))


def _asked(module: ParsedModule, call: ast.Call, names: set[str]) -> bool:
    """Whether the function tests the width before."""
    for node in ast.walk(module.function(call)):
        test: ast.expr | None = None
        if isinstance(node, ast.If | ast.Assert):
            test = node.test
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            test = node.value if module.is_builtin(node.value.func, "max") else None
        if test is not None and module.before(node, call) and names & names_in(test):
            return True
    return False
