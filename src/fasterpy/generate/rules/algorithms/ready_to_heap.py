"""``ready = [p for p in left if all(n in done for n in needs[p])]; min(ready)`` in every round → a heap of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names, root_name
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, text
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, delete, insert_after, insert_before, need, owns_line, replace
from fasterpy.generate.rules.containers.own_lists import never_empty, tested
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


@dataclass(frozen=True)
class _Ready:
    """``ready = [item for target in items if tests]``, in one statement or more."""

    name: ast.Name
    stmts: tuple[ast.stmt, ...]
    item: str
    target: ast.expr
    items: ast.expr
    tests: tuple[ast.expr, ...]
    in_order: bool = False


class ReadyToHeap(Rule):
    """Each item waits for the needs that are still open; the last of them to be done makes it ready."""

    name = "ready-scan-to-heap"
    pattern = "topological-rescan"
    summary = (
        "Keep what each item still waits for, and the ready ones in a heap, instead of checking all in every round."
    )
    gain = 8.0
    risk = Risk.LIKELY
    order = 9
    hides = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.While, ast.For):
            for number in range(len(loop.body)):
                ready = _ready(module, loop.body[number:])
                rewrite = _rewrite(module, loop, ready) if ready and owns_line(module, loop) else None
                if rewrite is not None:
                    yield rewrite
                    break


def _ready(module: ParsedModule, stmts: list[ast.stmt]) -> _Ready | None:
    """The list of the ready ones that the first of these statements make."""
    match stmts:
        case [ast.Assign(targets=[ast.Name() as name], value=value) as stmt, *_]:
            in_order = False
            match value:
                case ast.Call(func=func, args=[inner], keywords=[]) if module.is_builtin(func, "sorted", "list"):
                    in_order, value = module.is_builtin(func, "sorted"), inner
            if isinstance(value, ast.ListComp | ast.GeneratorExp) and len(value.generators) == 1:
                part = value.generators[0]
                tests = tuple(piece for test in part.ifs for piece in conjuncts(test))
                return _Ready(name, (stmt,), text(value.elt), part.target, part.iter, tests, in_order)
    match stmts:
        case [
            ast.Assign(targets=[ast.Name() as name], value=ast.List(elts=[])) as stmt,
            ast.For(
                target=target, iter=items, orelse=[], body=[ast.If(test=test, orelse=[], body=[ast.Expr(put)])]
            ) as scan,
            *_,
        ]:
            if lives_on(module, scan):
                return None
            match put:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=word), attr="append"), args=[item]) if (
                    word == name.id
                ):
                    return _Ready(name, (stmt, scan), text(item), target, items, tuple(conjuncts(test)))
    return None


def _rewrite(module: ParsedModule, loop: ast.While | ast.For, ready: _Ready) -> Rewrite | None:
    body = loop.body[loop.body.index(ready.stmts[-1]) + 1 :]
    sorts = [stmt for stmt in body if text(stmt) == f"{ready.name.id}.sort()"]
    found = _choice(module, body, ready, bool(sorts))
    open_needs = [(test, pair) for test in ready.tests if (pair := _needs(module, test, ready)) is not None]
    if found is None or len(open_needs) != 1 or len(sorts) > 1:
        return None
    choice, chosen = found
    test, (wants, done) = open_needs[0]
    marks = [stmt for stmt in body if text(stmt) in (f"{done}.add({chosen})", f"{done}.append({chosen})")]
    items = root_name(ready.items.func) if isinstance(ready.items, ast.Call) else root_name(ready.items)
    gone = [stmt for stmt in body if _removes(stmt, items, chosen)]
    others = [other for other in ready.tests if other is not test]
    asked = [other for other in others if text(other) != f"{ready.item} not in {done}"]
    once = len(asked) < len(others)
    if any({done, items} & names_in(other) for other in asked) or done in names_in(wants):
        return None
    if len(marks) != 1 or len(gone) > 1 or not (gone or once) or not _unique(module, ready, items):
        return None
    if not all(module.before(choice, stmt) for stmt in (*marks, *gone)) or not _steady(
        module, loop, ready, [wants, *others], {done, items}, [choice, *marks, *gone, *sorts]
    ):
        return None
    if any(isinstance(below, ast.Continue | ast.Try) for stmt in body for below in ast.walk(stmt)):
        return None
    if not all(owns_line(module, stmt) for stmt in (*ready.stmts, *sorts, *marks)):
        return None
    if not never_empty(module, ready.name.id, choice) or not _only_tested(module, ready, choice, sorts):
        return None
    hashed = text(marks[0]).startswith(f"{done}.add(") or f"[{ready.item}]" in text(wants) or "(" in text(ready.items)
    if not hashed:
        return None
    name, waits, users = ready.name.id, module.fresh("open_needs"), module.fresh("needed_by")
    item, one = module.fresh("waiting"), module.fresh("wanted")
    tests = "".join(f" if {_one_line(module, other)}" for other in others)
    head = f"for {module.source(ready.target)} in {module.source(ready.items)}{tests}"
    unit = module.indent_unit
    imports, heapify = need(module, "heapq", "heapify")
    more, pop = need(module, "heapq", "heappop")
    still, push = need(module, "heapq", "heappush")
    made = "\n".join(
        [
            f"{waits} = {{{ready.item}: set({_one_line(module, wants)}).difference({done}) {head}}}",
            f"{users} = {{}}",
            f"for {item} in {waits}:",
            f"{unit}for {one} in {waits}[{item}]:",
            f"{unit * 2}{users}.setdefault({one}, []).append({item})",
            f"{name} = [{item} for {item} in {waits} if not {waits}[{item}]]",
            f"{heapify}({name})",
        ]
    )
    told = "\n".join(
        [
            f"for {item} in {users}.get({chosen}, ()):",
            f"{unit}{waits}[{item}].discard({chosen})",
            f"{unit}if not {waits}[{item}]:",
            f"{unit * 2}{push}({name}, {item})",
        ]
    )
    edits = (
        *imports,
        *more,
        *still,
        insert_before(module, loop, made),
        *(delete(module, stmt) for stmt in (*ready.stmts, *sorts)),
        replace(module, choice.value, f"{pop}({name})"),
        insert_after(module, marks[0], told),
    )
    return Rewrite(edits, at(ready.stmts[0], f"{name} as a heap"))


def _one_line(module: ParsedModule, part: ast.expr) -> str:
    """The text of an expression without its line breaks."""
    found = module.source(part)
    return text(part) if "\n" in found else found


def _choice(module: ParsedModule, body: list[ast.stmt], ready: _Ready, in_order: bool) -> tuple[ast.Assign, str] | None:
    name = ready.name.id
    ways = {f"min({name})", f"sorted({name})[0]"} | ({f"{name}[0]"} if in_order or ready.in_order else set())
    for stmt in body:
        match stmt:
            case ast.Assign(targets=[ast.Name(id=chosen)], value=value) if text(value) in ways:
                known = all(
                    module.is_builtin(below.func, "min", "sorted")
                    for below in ast.walk(value)
                    if isinstance(below, ast.Call)
                )
                return (stmt, chosen) if known else None
    return None


def _needs(module: ParsedModule, test: ast.expr, ready: _Ready) -> tuple[ast.expr, str] | None:
    """What has to be in which collection: ``all(n in done for n in needs[p])``, ``needs[p] <= done``."""
    match test:
        case ast.Call(func=func, args=[ast.GeneratorExp() | ast.ListComp() as inner]) if module.is_builtin(func, "all"):
            match inner:
                case ast.GeneratorExp(elt=elt, generators=[part]) | ast.ListComp(elt=elt, generators=[part]):
                    pass
                case _:
                    return None
            match elt, part.target:
                case ast.Compare(left=ast.Name(id=one), ops=[ast.In()], comparators=[ast.Name(id=done)]), ast.Name(
                    id=two
                ) if one == two and not part.ifs:
                    return part.iter, done
        case ast.Compare(left=wants, ops=[ast.LtE()], comparators=[ast.Name(id=done)]):
            return wants, done
        case ast.Compare(left=wants, ops=[ast.LtE()], comparators=[ast.Call(func=func, args=[ast.Name(id=done)])]) if (
            module.is_builtin(func, "set")
        ):
            return wants, done
        case ast.Call(func=ast.Attribute(value=wants, attr="issubset"), args=[ast.Name(id=done)]):
            return wants, done
        case ast.UnaryOp(op=ast.Not(), operand=ast.BinOp(left=wants, op=ast.Sub(), right=ast.Name(id=done))):
            return wants, done
    return None


def _removes(stmt: ast.stmt, items: str, chosen: str) -> bool:
    return text(stmt) in (
        *(f"{items}.{word}({chosen})" for word in ("remove", "discard", "pop")),
        f"{items}.pop({chosen}, None)",
        f"del {items}[{chosen}]",
    )


def _unique(module: ParsedModule, ready: _Ready, items: str) -> bool:
    """Whether no item can come twice: the keys of a dict, a set, or a list made of them."""
    if isinstance(ready.items, ast.Call):
        named = ready.items.func.attr if isinstance(ready.items.func, ast.Attribute) else ""
        return named in ("items", "keys") and not ready.items.args
    if not isinstance(ready.items, ast.Name):
        return isinstance(ready.items, ast.Attribute) and any(
            text(below.value) == text(ready.items)
            for test in ready.tests
            for below in ast.walk(test)
            if isinstance(below, ast.Subscript)
        )
    if module.kind(ready.items) in ("set", "dict", "frozenset"):
        return True
    mapped = {
        text(below.value)
        for test in ready.tests
        for below in ast.walk(test)
        if isinstance(below, ast.Subscript) and text(below.slice) == ready.item
    }
    if items in mapped:
        return True
    owner = module.scopes.owner(ready.items)
    values = [module.parent(node) for node in (owner.bindings.get(items, []) if owner else [])]
    made = [text(stmt.value) for stmt in values if isinstance(stmt, ast.Assign | ast.AnnAssign) and stmt.value]
    ways = {f"{word}({of}{end})" for of in mapped for word in ("list", "sorted", "set") for end in ("", ".keys()")}
    return len(made) == len(values) == 1 and made[0] in ways


def _steady(
    module: ParsedModule,
    loop: ast.While | ast.For,
    ready: _Ready,
    reads: list[ast.expr],
    kept: set[str],
    known: list[ast.stmt],
) -> bool:
    """Whether nothing but the known statements changes what the tests read."""
    free = {name for part in reads for name in names_in(part)} - names_in(ready.target)
    chosen = {name for stmt in known for name in mutated_names(stmt)[0]}
    watched = free | kept | chosen | {ready.name.id}
    if not all(module.is_pure(part) for part in reads) or (free - kept) & chosen:
        return False
    changes = [stmt for stmt in loop.body if stmt not in known and stmt not in ready.stmts]
    for part in (*changes, loop.target if isinstance(loop, ast.For) else loop.test):
        rebound, mutated = mutated_names(part, module.is_pure)
        if (rebound | mutated) & watched:
            return False
    return True


def _only_tested(module: ParsedModule, ready: _Ready, choice: ast.stmt, sorts: list[ast.stmt]) -> bool:
    for use in module.uses(ready.name):
        if any(module.inside(use, stmt) for stmt in (*ready.stmts, *sorts, choice)):
            continue
        between = module.before(ready.stmts[-1], use) and module.before(use, choice)
        if not between or not tested(module, use):
            return False
    return True
