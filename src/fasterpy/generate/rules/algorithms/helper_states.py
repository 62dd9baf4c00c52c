"""A helper that starts anew and goes ``n`` steps, called with ever other ``n`` → its states are kept in a list."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names, root_name
from fasterpy.generate.rules.algorithms.conditions import names_in, substituted, terms, text, total
from fasterpy.generate.rules.algorithms.helper_body import body_of, given, helper
from fasterpy.generate.rules.algorithms.ranges import bounds, counters
from fasterpy.generate.rules.algorithms.scan import home
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, header_offset, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope
from fasterpy.syntax import syntax_tree


@dataclass(frozen=True)
class _Steps:
    """``setup; for step in range(low, … count …): body; return result``."""

    function: ast.FunctionDef
    count: str
    loop: ast.For
    low: ast.expr
    rounds: ast.expr
    """How many rounds there are, in terms of the parameters."""
    result: ast.expr


class HelperStatesKept(Rule):
    """A generator goes on where the last call ended; what it has given is kept in a list."""

    name = "helper-states-kept"
    pattern = "states-from-the-start"
    summary = "Keep the states that the helper goes through instead of going through all of them at every call."
    gain = 7.0
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.stmt, str], list[tuple[ast.Call, _Steps, ast.expr]]] = {}
        for call in scope.nodes(ast.Call):
            steps = _called(module, call)
            values = given(call, steps.function) if steps is not None else None
            if steps is None or values is None:
                continue
            rest = [value for name, value in values.items() if name != steps.count]
            place = home(module, call, rest, (), lambda other: _harmless(module, other))
            rounds = substituted(steps.rounds, values)
            if place is None or not module.is_pure(rounds) or not _moves(module, steps, rounds, place):
                continue
            started = ", ".join(text(values[arg.arg]) for arg in steps.function.args.args if arg.arg != steps.count)
            groups.setdefault((place, f"{steps.function.name}({started})"), []).append((call, steps, rounds))
        for (place, started), found in groups.items():
            rewrite = _rewrite(module, place, started.partition("(")[2][:-1], found)
            if rewrite is not None:
                yield rewrite


def _called(module: ParsedModule, call: ast.Call) -> _Steps | None:
    function = helper(module, call)
    return _steps(module, function) if function is not None else None


def _harmless(module: ParsedModule, call: ast.Call) -> bool:
    return module.is_pure(call) or _called(module, call) is not None


def _steps(module: ParsedModule, function: ast.FunctionDef) -> _Steps | None:
    match body_of(function):
        case [*setup, ast.For(orelse=[]) as loop, ast.Return(value=ast.expr() as result)]:
            around = bounds(module, loop.iter)
        case _:
            return None
    if around is None or around.step != 1 or not isinstance(loop.target, ast.Name) or not owns_line(module, loop):
        return None
    params = {arg.arg for arg in function.args.args}
    inner = (*setup, *loop.body)
    if any(isinstance(below, ast.Return) for stmt in setup for below in ast.walk(stmt)):
        return None
    counting = names_in(around.high) & params
    rest = set().union(*map(names_in, (*inner, result, around.low)))
    if len(counting) != 1 or counting & rest or not all(map(module.is_pure, (*inner, result, around.high))):
        return None
    if any(isinstance(below, ast.For | ast.While) for stmt in setup for below in ast.walk(stmt)):
        return None
    if function.args.kwonlyargs or not isinstance(module.parent(function), ast.Module | ast.ClassDef):
        return None
    # Each round must set something of its own, and what was given out must not change in the next one.
    if not mutated_names(loop)[0] & names_in(result) or _changed_in_place(module, loop) & _given_out(result):
        return None
    rounds = total([*terms(around.high), *((-sign, term) for sign, term in terms(around.low))])
    return _Steps(function, counting.pop(), loop, around.low, rounds, result)


def _changed_in_place(module: ParsedModule, loop: ast.For) -> set[str]:
    found: set[str] = set()
    made = (ast.List, ast.ListComp, ast.Set, ast.SetComp, ast.Dict, ast.DictComp)
    for node in ast.walk(loop):
        match node:
            case ast.Subscript(ctx=ast.Store() | ast.Del()) | ast.Attribute(ctx=ast.Store() | ast.Del()):
                found.add(root_name(node))
            case ast.AugAssign(target=ast.Name(id=name) as target, value=value):
                if isinstance(value, made) or module.kind(target) in ("list", "set", "dict", "deque", "ndarray"):
                    found.add(name)
    return found


def _given_out(result: ast.expr) -> set[str]:
    """Names whose objects the caller gets, instead of something computed from them."""
    match result:
        case ast.Name(id=name):
            return {name}
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return set().union(*map(_given_out, parts))
        case ast.Dict(values=parts):
            return set().union(*map(_given_out, parts))
        case ast.IfExp(body=body, orelse=orelse):
            return _given_out(body) | _given_out(orelse)
    return set()


def _moves(module: ParsedModule, steps: _Steps, rounds: ast.expr, place: ast.stmt) -> bool:
    """The count changes while ``place`` repeats the call, and what the helper sees of the outside does not."""
    rebound, mutated = mutated_names(place, lambda call: _harmless(module, call))
    own = module.scopes.by_node.get(steps.function)
    outside = {name for name in names_in(steps.function) if own is None or name not in own.bindings}
    return bool(names_in(rounds) & rebound) and not outside & (rebound | mutated)


def _unconditional(module: ParsedModule, call: ast.Call) -> bool:
    """Whether the statement evaluates the call once and in any case: then what it needs can be made before it."""
    below: ast.AST = call
    for above in module.ancestors(call):
        if isinstance(above, ast.stmt):
            if not owns_line(module, above):
                return False
            if isinstance(above, ast.If):
                return below is above.test and module.source(above).startswith("if")
            return isinstance(above, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr | ast.Return)
        if isinstance(above, ast.IfExp | ast.BoolOp) and below is not (
            above.test if isinstance(above, ast.IfExp) else above.values[0]
        ):
            return False
        if isinstance(above, ast.Lambda | ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp):
            return False
        below = above
    return False


def _rewrite(
    module: ParsedModule, place: ast.stmt, started: str, found: list[tuple[ast.Call, _Steps, ast.expr]]
) -> Rewrite | None:
    steps = found[0][1]
    word = steps.function.name.lstrip("_")
    where = min(_above(module, node) for node in (steps.function, place))
    if where < header_offset(module)[0]:
        return None
    generator, going, states = (module.fresh(f"{word}_{end}") for end in ("each", "going", "states"))
    imports, written = _generator(module, steps, generator)
    lookup = ""
    if not all(_unconditional(module, call) for call, *_ in found):
        lookup = module.fresh(f"{word}_at")
        more = f"while len(states) <= place:\n{block(module, 'states.append(next(going))')}\nreturn states[place]"
        written += f"\n\n\ndef {lookup}(states, going, place):\n{block(module, more)}"
    edits: list[Edit] = [*imports, Edit(where, where, written + "\n\n\n")]
    edits.append(insert_before(module, place, f"{going} = {generator}({started})\n{states} = []"))
    before: dict[ast.stmt, dict[str, str]] = {}
    for call, _, rounds in found:
        wanted = text(rounds) if _not_negative(module, call, rounds) else f"max({text(rounds)}, 0)"
        if not _unconditional(module, call):
            edits.append(replace(module, call, f"{lookup}({states}, {going}, {wanted})"))
            continue
        more = f"while len({states}) <= {wanted}:\n" + block(module, f"{states}.append(next({going}))")
        needed = before.setdefault(module.statement(call), {})
        if not any(_reaches(other, text(rounds)) for other in needed):
            before[module.statement(call)] = {
                **{other: line for other, line in needed.items() if not _reaches(text(rounds), other)},
                text(rounds): more,
            }
        edits.append(replace(module, call, f"{states}[{wanted}]"))
    edits += [insert_before(module, stmt, "\n".join(lines.values())) for stmt, lines in before.items()]
    return Rewrite(tuple(edits), at(found[0][0], f"states of {word} kept"))


def _reaches(first: str, second: str) -> bool:
    """Whether one count is surely no less than the other: ``year`` than ``year - 1``."""
    parts = [*terms(syntax_tree(first, mode="eval").body)]
    parts += [(-sign, term) for sign, term in terms(syntax_tree(second, mode="eval").body)]
    left: dict[str, int] = {}
    number = 0
    for sign, term in parts:
        if isinstance(term, ast.Constant) and isinstance(term.value, int):
            number += sign * term.value
        else:
            left[text(term)] = left.get(text(term), 0) + sign
    return not any(left.values()) and number >= 0


def _above(module: ParsedModule, node: ast.AST) -> int:
    """Where the line of the top-level statement around ``node`` begins, decorators included."""
    while not isinstance(module.parent(node), ast.Module):
        node = module.parent(node) or node
    return module.line_start(min(module.span(part)[0] for part in (*getattr(node, "decorator_list", ()), node)))


def _not_negative(module: ParsedModule, call: ast.Call, rounds: ast.expr) -> bool:
    """Whether a loop's own range says that the count is no less than zero."""
    for name, around in counters(module, call):
        parts = terms(rounds)
        if isinstance(around.low, ast.Constant) and isinstance(around.low.value, int):
            moved = substituted(rounds, {name: around.low})
            least = total(terms(moved))
            if any(sign > 0 and isinstance(term, ast.Name) and term.id == name for sign, term in parts):
                if isinstance(least, ast.Constant) and isinstance(least.value, int) and least.value >= 0:
                    return True
    return isinstance(rounds, ast.Constant)


def _generator(module: ParsedModule, steps: _Steps, name: str) -> tuple[tuple[Edit, ...], str]:
    """The helper as a generator of what it would return after 0, 1, 2 … rounds."""
    function = copy.deepcopy(steps.function)
    args = function.args
    place = next(number for number, arg in enumerate(args.args) if arg.arg == steps.count)
    from_end = len(args.args) - place
    if from_end <= len(args.defaults):
        del args.defaults[len(args.defaults) - from_end]
    del args.args[place]
    args.defaults = []
    for arg in args.args:
        arg.annotation = None
    setup = body_of(function)[:-2]
    given_out = ast.Expr(ast.Yield(copy.deepcopy(steps.result)))
    stays = _Stays(steps.result)
    body = [*(stays.visit(copy.deepcopy(stmt)) for stmt in steps.loop.body), given_out]
    assert isinstance(steps.loop.target, ast.Name)
    imports: tuple[Edit, ...] = ()
    loop: ast.stmt = ast.While(ast.Constant(True), body, [])
    if steps.loop.target.id in set().union(*map(names_in, (*steps.loop.body, steps.result))):
        imports, count = need(module, "itertools", "count")
        rounds = ast.Call(syntax_tree(count, mode="eval").body, [copy.deepcopy(steps.low)], [])
        loop = ast.For(steps.loop.target, rounds, body, [])
    made = ast.FunctionDef(name, args, [*setup, copy.deepcopy(given_out), loop], [])
    made.type_params = []  # type: ignore[attr-defined]  # read by unparse from Python 3.12 on
    written = ast.unparse(ast.fix_missing_locations(made))
    lines = []
    for line in written.split("\n"):
        bare = line.lstrip(" ")
        lines.append(module.indent_unit * ((len(line) - len(bare)) // 4) + bare)
    return imports, "\n".join(lines)


class _Stays(ast.NodeTransformer):
    """Where the helper ends early, it does so for every larger count, too: the generator gives that for ever."""

    def __init__(self, result: ast.expr) -> None:
        self.result, self.deep = result, 0

    def visit_Return(self, node: ast.Return) -> ast.stmt:
        return self._for_ever(node.value or ast.Constant(None))

    def visit_Break(self, node: ast.Break) -> ast.stmt:
        return node if self.deep else self._for_ever(copy.deepcopy(self.result))

    def visit_For(self, node: ast.For) -> ast.stmt:
        return self._inside(node)

    def visit_While(self, node: ast.While) -> ast.stmt:
        return self._inside(node)

    def _inside(self, node: ast.stmt) -> ast.stmt:
        self.deep += 1
        self.generic_visit(node)
        self.deep -= 1
        return node

    def _for_ever(self, value: ast.expr) -> ast.stmt:
        return ast.While(ast.Constant(True), [ast.Expr(ast.Yield(value))], [])
