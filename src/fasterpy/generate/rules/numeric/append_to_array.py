"""``arr = np.append(arr, x)`` and ``df = pd.concat([df, part])`` in a loop → collected in a list, joined once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace as replaced

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names, root_name
from fasterpy.generate.rules.algorithms.conditions import names_in, same
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import (
    argument,
    at,
    block,
    bound_value,
    insert_after,
    insert_before,
    owns_line,
    replace,
)
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_JOINERS = ("numpy.concatenate", "numpy.vstack", "numpy.hstack", "numpy.dstack", "numpy.row_stack", "pandas.concat")


@dataclass(frozen=True)
class _Growth:
    """How a statement makes the array longer."""

    name: ast.Name
    item: ast.expr
    join: str
    """The call that joins once, with ``{}`` for what is joined."""
    front: bool = False
    first: bool = False
    """The first piece takes the place of None (or of what is empty) instead of being joined to it."""
    append: bool = False
    frames: bool = False


class AppendToArray(Rule):
    """Every append copies the whole array; a list grows in place."""

    name = "array-append-to-list"
    pattern = "collect-then-concatenate"
    summary = "Collect in a list and build the array (or data frame) once after the loop."
    gain = 5.0
    risk = Risk.LIKELY
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign, ast.If):
            if isinstance(stmt, ast.If) and module.source(stmt).startswith("elif"):
                continue
            growth = _growth(module, stmt)
            loops = [loop for loop in module.loops(stmt) if owns_line(module, loop)]
            if growth is None or not loops or not owns_line(module, stmt):
                continue
            # The array must not be looked at while it grows, nor what it is made of change afterwards.
            place: ast.stmt | None = None
            for loop in loops:
                if any(module.inside(use, loop) and not module.inside(use, stmt) for use in module.uses(growth.name)):
                    break
                rebound, mutated = mutated_names(loop)
                if root_name(growth.item) in mutated - rebound:
                    break
                place = loop
            if place is None or (growth.first and not _starts_empty(module, growth.name, place)):
                continue
            parts = module.fresh(f"{growth.name.id}_parts")
            # One array alone was never joined: only the exact form keeps its dimensions.
            variants = ("",) if not growth.first else ("", "exact") if growth.frames else ("exact",)
            for variant in variants:
                yield _rewrite(module, stmt, growth, place, parts, variant)


def _growth(module: ParsedModule, stmt: ast.stmt) -> _Growth | None:
    match stmt:
        case ast.If(test=test, body=[ast.Assign() as yes], orelse=[ast.Assign() as no]):
            pass
        case ast.Assign(targets=targets, value=ast.IfExp(test=test, body=body, orelse=orelse)):
            yes, no = ast.Assign(targets, body), ast.Assign(targets, orelse)
        case ast.Assign():
            return _joined(module, stmt)
        case _:
            return None
    if _is_empty(module, test):
        start, found = yes, _joined(module, no)
    elif _is_filled(module, test):
        start, found = no, _joined(module, yes)
    else:
        return None
    if found is None or found.name.id not in names_in(test):
        return None
    value = start.value
    match start.targets, value:
        case [ast.Name(id=word)], _ if word != found.name.id:
            return None
        case _, ast.Call(func=ast.Attribute(attr="copy", value=inner), args=[], keywords=[]):
            value = inner
    return replaced(found, first=True) if same(value, found.item) else None


def _is_empty(module: ParsedModule, test: ast.expr) -> bool:
    match test:
        case ast.Compare(left=ast.Name(), ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            return True
        case ast.Compare(
            left=ast.Call(func=func, args=[ast.Name()]), ops=[ast.Eq()], comparators=[ast.Constant(value=0)]
        ):
            return module.is_builtin(func, "len")
        case ast.Attribute(value=ast.Name(), attr="empty"):
            return True
    return False


def _is_filled(module: ParsedModule, test: ast.expr) -> bool:
    match test:
        case ast.Compare(left=ast.Name(), ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return True
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return _is_empty(module, inner)
    return False


def _joined(module: ParsedModule, stmt: ast.Assign) -> _Growth | None:
    match stmt:
        case ast.Assign(targets=[ast.Name(id=name) as target], value=ast.Call(func=func, args=[first, *rest]) as call):
            made = module.imported(func)
        case _:
            return None
    words = "".join(f", {module.source(word)}" for word in call.keywords)
    if not all(isinstance(word.value, ast.Constant) and word.arg for word in call.keywords):
        return None
    joiner = module.source(func)
    match made, first, rest:
        case "numpy.append", ast.Name(id=again), [item] if again == name:
            axis = [word.arg for word in call.keywords]
            if axis == ["axis"]:
                return _Growth(target, item, f"{joiner.rpartition('append')[0]}concatenate([{{}}]{words})")
            return _Growth(target, item, f"{joiner}({{}})", append=True) if not axis else None
        case _, ast.List(elts=[one, other]) | ast.Tuple(elts=[one, other]), [] if made in _JOINERS:
            for item, grown in ((other, one), (one, other)):
                if isinstance(grown, ast.Name) and grown.id == name and name not in names_in(item):
                    frames = made.startswith("pandas.")
                    return _Growth(target, item, f"{joiner}([{{}}]{words})", grown is other, frames=frames)
    return None


def _starts_empty(module: ParsedModule, name: ast.Name, place: ast.stmt) -> bool:
    """The only binding before the loop is to None or to something empty."""
    before = [
        use
        for use in module.uses(name)
        if not isinstance(use.ctx, ast.Load) and not module.inside(use, place) and module.before(use, place)
    ]
    bound = bound_value(module.parent(before[-1])) if before else None
    if bound is None or any(module.loops(before[-1]) != module.loops(use) for use in before):
        return False
    match bound[1]:
        case ast.Constant(value=None):
            return module.loops(before[-1]) == [loop for loop in module.loops(place) if loop is not place]
        case ast.Call(func=func, args=args):
            return module.imported(func) in ("pandas.DataFrame", "pandas.Series", "numpy.array", "numpy.empty") and (
                not args or module.source(args[0]) in ("[]", "0", "()", "{}")
            )
    return False


def _rewrite(
    module: ParsedModule, stmt: ast.stmt, growth: _Growth, place: ast.stmt, parts: str, variant: str
) -> Rewrite:
    name = growth.name.id
    if growth.append and not growth.first:
        # Nothing appended leaves the array and its type as they are.
        join = f"if {parts}:\n" + block(module, f"{name} = {growth.join.format(f'{name}, {parts}')}")
    elif not growth.first:
        every = f"*{parts}[::-1], {name}" if growth.front else f"{name}, *{parts}"
        join = f"{name} = {growth.join.format(every)}"
    else:
        rest = f"{parts}[0], {parts}[1:]" if growth.append else f"*{parts}[::-1]" if growth.front else f"*{parts}"
        joined = growth.join.format(rest).replace(f"([*{parts}]", f"({parts}")
        # One piece alone was never joined: only that keeps its index, its dimensions and its identity.
        tests = [f"if len({parts}) > 1:", block(module, f"{name} = {joined}"), f"elif {parts}:"]
        tests.append(block(module, f"{name} = {parts}[0]"))
        join = "\n".join(tests if variant else [f"if {parts}:", tests[1]])
    edits = (
        insert_before(module, place, f"{parts} = []"),
        replace(module, stmt, f"{parts}.append({argument(module, growth.item)})"),
        insert_after(module, place, join),
    )
    return Rewrite(edits, at(stmt, f"{name} joined once"), variant)
