"""``sum(line["paid"] for line in lines)`` where the loop appends to ``lines`` → a total kept beside every append."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import PURE_BUILTINS, PURE_METHODS, mutated_names
from fasterpy.generate.rules.algorithms.conditions import names_in, substituted, text
from fasterpy.generate.rules.algorithms.look_through import extreme_place
from fasterpy.generate.rules.algorithms.scan import added, aggregates, lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, bound_value, insert_after, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_SIGNS = {"max": ("highest", ">"), "min": ("lowest", "<")}


@dataclass(frozen=True)
class Asked:
    """What is asked about all items so far."""

    node: ast.For | ast.Call
    listed: ast.Name
    word: str
    """``sum``, ``count``, ``max`` or ``min``."""
    target: ast.expr
    value: ast.expr
    tests: tuple[ast.expr, ...] = ()
    name: str = ""
    default: ast.expr | None = None


class GrowingListAggregate(Rule):
    """The list starts empty, and nothing but append() changes it."""

    name = "growing-list-aggregate"
    pattern = "total-of-growing-list"
    summary = "Keep the total or the extreme beside the list that grows instead of going over all of it in every round."
    gain = 6.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for asked in questions(module, scope):
            place = grown(module, asked.listed)
            if place is None:
                continue
            start, outer, appends = place
            if not module.inside(asked.node, outer) or asked.node is outer:
                continue
            parts = [asked.value, *asked.tests]
            free = set().union(*map(names_in, parts)) - names_in(asked.target)
            rebound, mutated = mutated_names(outer)
            if free & (rebound | mutated | {asked.listed.id}) or not all(map(module.is_pure, parts)):
                continue
            edits = _edits(module, asked, start, appends)
            if edits:
                yield Rewrite(tuple(edits), at(asked.node, f"{asked.word} of {asked.listed.id} kept"))


def questions(module: ParsedModule, scope: TargetScope) -> Iterator[Asked]:
    for scan in aggregates(module, scope):
        if isinstance(scan.items, ast.Name) and scan.kind in ("sum", "count"):
            yield Asked(scan.node, scan.items, scan.kind, scan.target, scan.value, scan.conditions, scan.name)
    for call in scope.nodes(ast.Call):
        match call:
            case ast.Call(func=ast.Name(id="sum" | "max" | "min" as word) as func, args=[given], keywords=words) if (
                module.is_builtin(func, word)
            ):
                pass
            case _:
                continue
        default: ast.expr | None = None
        match words:
            case []:
                pass
            case [ast.keyword(arg="default", value=ast.Constant() as constant)] if word != "sum":
                default = constant
            case _:
                continue
        match given:
            case ast.Name():
                item = ast.Name("item", ast.Load())
                yield Asked(call, given, word, item, item, default=default)
            case ast.GeneratorExp() | ast.ListComp() if word != "sum":
                match given.generators:
                    case [ast.comprehension(target=target, iter=ast.Name() as listed, ifs=[], is_async=0)]:
                        yield Asked(call, listed, word, target, given.elt, default=default)


def grown(module: ParsedModule, listed: ast.Name) -> tuple[ast.stmt, ast.stmt, list[ast.Expr]] | None:
    """Where the list starts empty, the loop in which it grows, and the appends; None when it changes otherwise."""
    uses = module.uses(listed)
    stores = [use for use in uses if not isinstance(use.ctx, ast.Load)]
    start = module.statement(stores[0]) if len(stores) == 1 else None
    bound = bound_value(start)
    if start is None or bound is None or module.source(bound[1]) not in ("[]", "list()"):
        return None
    loops = [loop for loop in module.loops(listed) if not module.inside(start, loop)]
    if not loops or not owns_line(module, start) or module.function(start) is not module.function(loops[-1]):
        return None
    appends: list[ast.Expr] = []
    for use in uses:
        if use in stores:
            continue
        if module.function(use) is not module.function(start):
            return None
        above = module.parent(use)
        match above:
            case ast.Attribute(attr="append"):
                call = module.parent(above)
                stmt = module.parent(call) if call is not None else None
                match stmt:
                    case ast.Expr(value=ast.Call(args=[_], keywords=[])) if owns_line(module, stmt):
                        appends.append(stmt)
                    case _:
                        return None
            case ast.Attribute(attr=attr) if attr not in PURE_METHODS:
                return None
            case ast.Subscript():
                if _stored(module, above):
                    return None
            case ast.For(target=target) if module.inside(use, loops[-1]):
                if names_in(target) & mutated_names(above)[1]:
                    return None
            case ast.Call(func=func) if module.inside(use, loops[-1]):
                if not module.is_builtin(func, *PURE_BUILTINS, "print"):
                    return None
            case ast.Assign() | ast.AugAssign() | ast.AnnAssign() | ast.List() | ast.Tuple() | ast.Dict() if (
                module.inside(use, loops[-1])
            ):
                return None
    return (start, loops[-1], appends) if appends else None


def _stored(module: ParsedModule, node: ast.AST) -> bool:
    """Whether something is stored through this: ``lines[-1]["paid"] = 0``."""
    above: ast.AST | None = node
    while isinstance(above, ast.Subscript | ast.Attribute):
        if not isinstance(above.ctx, ast.Load):
            return True
        above = module.parent(above)
    return False


def _edits(module: ParsedModule, asked: Asked, start: ast.stmt, appends: Sequence[ast.Expr]) -> list[Edit]:
    listed = asked.listed.id
    if asked.word in _SIGNS and asked.default is None and not _never_empty(module, asked.node, listed, appends):
        return []
    wish = _SIGNS[asked.word][0] if asked.word in _SIGNS else "total" if asked.word == "sum" else "counted"
    kept = module.fresh(f"{listed}_{wish}")
    first = text(asked.default) if asked.default is not None else "None" if asked.word in _SIGNS else "0"
    begin = [f"{kept} = {first}"]
    place = ""
    swaps: list[Edit] = []
    if asked.word in _SIGNS and isinstance(asked.value, ast.Name) and isinstance(asked.node, ast.Call):
        for call in module.nodes(ast.Call):
            if module.loops(call) == module.loops(asked.node) and (
                extreme_place(module, call, asked.listed) == asked.word
            ):
                place = place or module.fresh(f"{kept}_at")
                swaps.append(replace(module, call, place))
    if place:
        begin.append(f"{place} = 0")
    edits: list[Edit] = [insert_after(module, start, "\n".join(begin))]
    for stmt in appends:
        assert isinstance(stmt.value, ast.Call)
        item = stmt.value.args[0]
        value, tests = (written_for(item, asked.target, listed, [part])[0] for part in (asked.value, _all(asked.tests)))
        if asked.word in _SIGNS:
            sign = _SIGNS[asked.word][1]
            lines = [f"if len({listed}) == 1 or {value} {sign} {kept}:"]
            lines.append(block(module, f"{kept} = {value}", *([f"{place} = len({listed}) - 1"] if place else [])))
        elif asked.tests:
            lines = [f"if {tests}:", block(module, f"{kept} += {value}")]
        else:
            lines = [f"{kept} += {value}"]
        edits.append(insert_after(module, stmt, "\n".join(lines)))
    if isinstance(asked.node, ast.For):
        if lives_on(module, asked.node):
            return []
        edits.append(added(module, asked.node, asked.name, kept))
    elif not any(edit.start <= module.span(asked.node)[0] < edit.end for edit in swaps):
        edits.append(replace(module, asked.node, kept))
    return edits + swaps


def _never_empty(module: ParsedModule, node: ast.AST, listed: str, appends: Sequence[ast.Expr]) -> bool:
    """An append stands before the question in the same rounds, or the question is only put if there are items."""
    for stmt in appends:
        body = module.body_of(stmt)
        if any(module.inside(node, other) for other in body[body.index(stmt) + 1 :]):
            return True
    below: ast.AST = node
    for above in module.ancestors(node):
        match above:
            case ast.BoolOp(op=ast.And(), values=values):
                asked = any(_is_filled(value, listed) for value in values if module.before(value, below))
            case ast.If(test=test) | ast.While(test=test):
                asked = isinstance(below, ast.stmt) and below in above.body and _is_filled(test, listed)
            case ast.IfExp(test=test, body=yes):
                asked = below is yes and _is_filled(test, listed)
            case ast.FunctionDef() | ast.Lambda():
                break
            case _:
                asked = False
        if asked:
            return True
        below = above
    return False


def _is_filled(test: ast.expr, listed: str) -> bool:
    match test:
        case ast.BoolOp(op=ast.And(), values=values):
            return any(_is_filled(value, listed) for value in values)
        case ast.Compare(left=ast.Call() as left, ops=[ast.Gt() | ast.GtE() | ast.NotEq()]):
            return text(left) == f"len({listed})"
    return text(test) in (listed, f"len({listed})")


def _all(tests: Sequence[ast.expr]) -> ast.expr:
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), list(tests)) if tests else ast.Constant(True)


class Fields(ast.NodeTransformer):
    """``{"paid": paid, …}["paid"]``, ``(a, b)[0]`` and ``[a, b][0]`` are what stands there."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        self.generic_visit(node)
        found: ast.expr | None = None
        match node.value, node.slice:
            case ast.Dict(keys=keys, values=values), ast.Constant(value=wanted):
                named = [key.value if isinstance(key, ast.Constant) else None for key in keys]
                if named.count(wanted) == 1 and None not in named:
                    found = values[named.index(wanted)]
            case ast.Tuple(elts=elts) | ast.List(elts=elts), ast.Constant(value=int() as number) if 0 <= number < len(
                elts
            ) and not any(isinstance(part, ast.Starred) for part in elts):
                found = elts[number]
        return found if found is not None and _read(found) else node


def _read(node: ast.expr) -> bool:
    """A name, a constant, or a field of one: nothing is computed."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Constant | ast.Name):
            return False
        node = node.value
    return isinstance(node, ast.Name | ast.Constant)


def written_for(item: ast.expr, target: ast.expr, listed: str, parts: Sequence[ast.expr]) -> list[str]:
    """Expressions about the target, written for the item just appended."""
    last = ast.Subscript(ast.Name(listed, ast.Load()), ast.UnaryOp(ast.USub(), ast.Constant(1)), ast.Load())
    found: list[str] = []
    for part in parts:
        for value in (item, last):
            values: dict[str, ast.expr] = {}
            match target:
                case ast.Name(id=name):
                    values[name] = value
                case ast.Tuple(elts=elts):
                    for number, name_ in enumerate(elts):
                        if isinstance(name_, ast.Name):
                            values[name_.id] = ast.Subscript(value, ast.Constant(number), ast.Load())
            made = Fields().visit(substituted(part, values))
            # The item itself is written twice only where that costs nothing.
            simple = isinstance(item, ast.Name | ast.Constant) or not any(
                isinstance(below, ast.Dict | ast.Tuple | ast.Call | ast.BinOp) for below in ast.walk(made)
            )
            if value is last or simple:
                found.append(text(made))
                break
    return found
