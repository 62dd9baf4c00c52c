"""What an inner loop computes from its own variable alone is computed again in every outer round → once per value."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.analysis.purity import IMMUTABLE_RESULTS, PURE_FUNCTIONS, PURE_METHODS, mutated_names
from fasterpy.generate.rules.algorithms.scan import home, lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.loops.shape import only_read, some_rounds
from fasterpy.generate.rules.target import TargetScope

_LOOPS = (ast.For, ast.ListComp, ast.SetComp, ast.GeneratorExp)
_CHEAP = ("len", "isinstance", "issubclass", "int", "float", "round", "range", "enumerate", "zip", "ord", "chr", "abs",
          "bool", "type", "hash", "divmod", "pow", "iter", "reversed", "map", "filter", "list", "dict",
          "tuple")  # fmt: skip
_VALUES = ("int", "float", "str", "bool", "bytes", "Decimal", "Fraction")
_GLUE = (ast.Add, ast.Mod)


@dataclass(frozen=True)
class Inner:
    """The loop or comprehension whose variable decides the value, and the statement that repeats it."""

    node: ast.For | ast.ListComp | ast.SetComp | ast.GeneratorExp
    target: ast.Name | ast.Tuple
    items: ast.expr
    outer: ast.stmt


class InnerLoopPrecompute(Rule):
    """Over a list the values are made beside its items; over a range they are kept in a dict when first needed."""

    name = "inner-loop-precompute"
    pattern = "precompute-inner-loop"
    summary = "Compute once per item what the inner loop computes again in every round of the outer one."
    gain = 3.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[ast.AST, tuple[Inner, dict[str, list[ast.expr]]]] = {}
        taken: list[ast.expr] = []
        # Whole lists first: what is inside one of them is made with it.
        for call in (*scope.nodes(ast.ListComp, ast.SetComp), *scope.nodes(ast.Call)):
            if any(module.inside(call, other) for other in taken):
                continue
            inner = _inner(module, call)
            if inner is None or not worth(module, call) or _caught(module, call, inner.node):
                continue
            if isinstance(inner.node, ast.expr) and module.is_invariant(inner.node, inner.outer):
                continue  # all of it can be made once
            whole = _whole(module, call, inner)
            text = module.source(whole)
            if "\n" in text:
                continue
            taken.append(whole)
            groups.setdefault(inner.node, (inner, {}))[1].setdefault(text, []).append(whole)
        for inner, found in groups.values():
            if isinstance(inner.items, ast.Call) and module.is_builtin(inner.items.func, "range"):
                for text, calls in found.items():
                    if isinstance(inner.target, ast.Name):
                        yield _on_demand(module, inner, inner.target.id, calls, text)
            else:
                yield _beside(module, inner, found)


def _inner(module: ParsedModule, call: ast.expr) -> Inner | None:
    below: ast.AST = call
    names = free_names(call) - _own(call)
    for above in module.ancestors(call):
        if isinstance(above, ast.Lambda | ast.FunctionDef | ast.AsyncFunctionDef | ast.While | ast.DictComp):
            return None
        if isinstance(above, _LOOPS):
            head = above if isinstance(above, ast.For) else above.generators[0]
            if module.inside(call, head.iter) or (isinstance(below, ast.comprehension) and below is not head):
                return None
            if not isinstance(above, ast.For) and len(above.generators) > 1:
                return None
            target = head.target
            if isinstance(target, ast.Tuple) and not all(isinstance(part, ast.Name) for part in target.elts):
                return None
            if isinstance(target, ast.Name | ast.Tuple) and free_names(target) & names:
                return _checked(module, call, above, target, head.iter)
        below = above
    return None


def _caught(module: ParsedModule, call: ast.expr, loop: ast.AST) -> bool:
    """Whether the loop catches what the call may raise, here or where it makes the same call first."""
    tries = [below for below in ast.walk(loop) if isinstance(below, ast.Try)]
    return any(
        isinstance(below, ast.Call) and ast.dump(below) == ast.dump(call)
        for stmt in tries
        for part in stmt.body
        for below in ast.walk(part)
    )


def _checked(
    module: ParsedModule, call: ast.expr, node: ast.AST, target: ast.Name | ast.Tuple, items: ast.expr
) -> Inner | None:
    """The loop with the outermost statement in which nothing but ``target`` decides the value of ``call``."""
    assert isinstance(node, _LOOPS)
    if isinstance(node, ast.For) and lives_on(module, node):
        return None
    if isinstance(node, ast.For) and (free_names(target) | free_names(call) - _own(call)) & _again(node):
        return None
    bound = free_names(target) | _own(call)
    ranged = isinstance(items, ast.Call) and module.is_builtin(items.func, "range")
    # By place the values are kept as they are asked for: the range itself may differ from round to round.
    outer = home(module, node, [call] if ranged else [items, call], bound, module.is_pure)
    return Inner(node, target, items, outer) if outer is not None and outer is not node else None


def _again(loop: ast.For) -> set[str]:
    """Names that the loop's body binds or whose objects it changes (handing them to other calls does not count)."""
    found: set[str] = set()
    for stmt in loop.body:
        rebound, mutated = mutated_names(stmt, lambda call: True)
        found |= rebound | mutated
    return found


def _own(call: ast.expr) -> set[str]:
    return {below.id for below in ast.walk(call) if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Store)}


def _whole(module: ParsedModule, call: ast.expr, inner: Inner) -> ast.expr:
    """The longest expression around the call that the inner variable decides as well."""
    fixed = free_names(inner.target)
    changing = _bound(inner.outer) - fixed
    best = call
    current: ast.AST = call
    while True:
        above = module.parent(current)
        if not isinstance(above, ast.BinOp | ast.Attribute | ast.Call) or isinstance(above, ast.stmt):
            return best
        if isinstance(above, ast.Attribute) and not isinstance(above.ctx, ast.Load):
            return best
        if free_names(above) & changing or not module.is_pure(above):
            return best
        if isinstance(above, ast.BinOp):
            if not isinstance(above.op, _GLUE) or module.kind(above) != "str":
                return best
            best = above
        elif isinstance(above, ast.Call):
            if not worth(module, above):
                return best
            best = above
        current = above


def _bound(stmt: ast.stmt) -> set[str]:
    """All names that a statement binds, in comprehensions too."""
    return {node.id for node in ast.walk(stmt) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}


def worth(module: ParsedModule, call: ast.expr) -> bool:
    """Takes time, has no effect, and its value is only read."""
    if not module.is_pure(call):
        return False
    if not isinstance(call, ast.Call):
        return _named_and_read(module, call)
    if module.is_builtin(call.func, "sum", "min", "max"):
        return len(call.args) == 1
    if module.is_builtin(call.func, "set", "frozenset", "sorted"):
        return _counted(module, call)
    if module.is_builtin(call.func, *_CHEAP):
        return False
    dotted = module.imported(call.func)
    if dotted in IMMUTABLE_RESULTS or (dotted.startswith("math.") and module.kind(call) == "float"):
        return True
    if dotted in PURE_FUNCTIONS:
        return only_read(module, call)
    if isinstance(call.func, ast.Attribute) and call.func.attr == "count":
        return isinstance(call.func.value, ast.Name)
    if isinstance(call.func, ast.Attribute) and call.func.attr in ("split", "splitlines", "rsplit"):
        return only_read(module, call)
    return module.kind(call) in _VALUES or bool(module.callees(call) and _values(module, call))


def _named_and_read(module: ParsedModule, made: ast.expr) -> bool:
    """A list or set with a name of its own, of which every use only looks at what is in it."""
    match module.parent(made):
        case ast.Assign(targets=[ast.Name() as name], value=value) if value is made:
            uses = [use for use in module.uses(name) if use is not name]
            return bool(uses) and all(isinstance(use.ctx, ast.Load) and _looked_at(module, use) for use in uses)
    return False


def _looked_at(module: ParsedModule, use: ast.Name) -> bool:
    match module.parent(use):
        case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[held]):
            return held is use
        case ast.Call(func=func):
            return module.is_builtin(
                func, "len", "sum", "min", "max", "any", "all", "sorted", "set", "enumerate", "zip"
            )
        case ast.For(iter=items) | ast.comprehension(iter=items):
            return items is use
    return False


def _counted(module: ParsedModule, node: ast.expr) -> bool:
    """A set that is only combined, compared and counted, also under a name."""
    parent = module.parent(node)
    match parent:
        case ast.BinOp() | ast.Compare():
            return True
        case ast.Call(func=func):
            return module.is_builtin(func, "len", "sum", "min", "max")
        case ast.Assign(targets=[ast.Name() as name], value=value) if value is node:
            return all(use is name or (isinstance(use.ctx, ast.Load) and _counted(module, use))
                       for use in module.uses(name))  # fmt: skip
        case ast.Attribute(attr=attr):
            return attr in PURE_METHODS
        case ast.If() | ast.IfExp(test=_) | ast.BoolOp() | ast.UnaryOp():
            return True
    return False


def _values(module: ParsedModule, call: ast.Call) -> bool:
    """A function of this file that gives texts, numbers, or what is only read here."""
    for function in module.callees(call):
        returns = [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]
        if not returns or not all(module.kind(value) in (*_VALUES, "tuple") for value in returns):
            return only_read(module, call)
    return True


def _beside(module: ParsedModule, inner: Inner, found: dict[str, list[ast.expr]]) -> Rewrite:
    items, target = module.source(inner.items), module.source(inner.target).strip("()")
    # Without a round of the outer loop nothing looked at the items.
    guard = some_rounds(module, inner.outer.iter) if isinstance(inner.outer, ast.For) else ""
    rest = f" if {guard} else []" if guard and guard != items else ""
    edits: list[Edit] = []
    names = [_word(calls[0], target) for calls in found.values()]
    singles = [module.fresh(name) for name in names]
    if isinstance(inner.items, ast.Name) and isinstance(inner.target, ast.Name):
        lists = [module.fresh(name + "s") for name in names]
        made = [f"{many} = [{text} for {target} in {items}]{rest}" for many, text in zip(lists, found, strict=True)]
        edits += [
            insert_before(module, inner.outer, "\n".join(made)),
            replace(module, inner.items, f"zip({', '.join([items, *lists])})"),
            replace(module, inner.target, ", ".join([target, *singles])),
        ]
    else:
        rows = module.fresh("rows")
        head = f"({target})" if isinstance(inner.target, ast.Tuple) else target
        made_rows = f"{rows} = [({', '.join([head, *found])}) for {target} in {items}]{rest}"
        edits += [
            insert_before(module, inner.outer, made_rows),
            replace(module, inner.items, rows),
            replace(module, inner.target, ", ".join([head, *singles])),
        ]
    for name, calls in zip(singles, found.values(), strict=True):
        edits += [replace(module, call, name) for call in calls]
    return Rewrite(tuple(edits), at(inner.items, f"{', '.join(found)} once per item"))


def _on_demand(module: ParsedModule, inner: Inner, item: str, calls: list[ast.expr], text: str) -> Rewrite:
    table = module.fresh(_word(calls[0], item) + "s")
    edits: list[Edit] = [insert_before(module, inner.outer, f"{table} = {{}}")]
    found = f"({table}[{item}] if {item} in {table} else {table}.setdefault({item}, {text}))"
    edits += [replace(module, call, found) for call in calls]
    return Rewrite(tuple(edits), at(calls[0], f"{text} kept per {item}"))


def _word(call: ast.expr, target: str) -> str:
    item = target.partition(",")[0]
    if isinstance(call, ast.ListComp | ast.SetComp):
        return re.sub(r"\W", "", f"{item}_{'set' if isinstance(call, ast.SetComp) else 'row'}")
    if not isinstance(call, ast.Call):
        return re.sub(r"\W", "", f"{item}_text")
    func = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "value")
    return {"set": f"{item}_set", "sorted": f"{item}_sorted"}.get(func, f"{func}_{item}")
