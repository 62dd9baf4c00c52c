"""What an inner loop computes from its own variable alone is computed again in every outer round → once per value."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_LOOPS = (ast.For, ast.ListComp, ast.SetComp, ast.GeneratorExp)


@dataclass(frozen=True)
class Inner:
    """The loop or comprehension whose variable decides the value, and the loop around it."""

    node: ast.For | ast.ListComp | ast.SetComp | ast.GeneratorExp
    target: ast.Name
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
        groups: dict[tuple[ast.AST, str], tuple[Inner, list[ast.Call]]] = {}
        taken: list[ast.Call] = []
        for call in scope.nodes(ast.Call):
            if any(module.inside(call, other) for other in taken) or not _worth(module, call):
                continue
            inner = _inner(module, call)
            if inner is not None:
                taken.append(call)
                groups.setdefault((inner.node, module.source(call)), (inner, []))[1].append(call)
        done: set[ast.AST] = set()
        for (node, text), (inner, calls) in groups.items():
            if "\n" in text or node in done:
                continue
            if isinstance(inner.items, ast.Name):
                done.add(node)
                yield _beside(module, inner, calls, text)
            else:
                yield _on_demand(module, inner, calls, text)


def _inner(module: ParsedModule, call: ast.Call) -> Inner | None:
    found: Inner | None = None
    below: ast.AST = call
    names = free_names(call) - _own(call)
    for above in module.ancestors(call):
        if isinstance(above, ast.Lambda | ast.FunctionDef | ast.AsyncFunctionDef):
            return None
        if isinstance(above, _LOOPS):
            head = above if isinstance(above, ast.For) else above.generators[0]
            if module.inside(call, head.iter) or (isinstance(below, ast.comprehension) and below is not head):
                return None
            if not isinstance(head.target, ast.Name) or (not isinstance(above, ast.For) and len(above.generators) > 1):
                return None
            if head.target.id in names:
                found = _checked(module, call, above, head.target, head.iter, names)
                break
        elif isinstance(above, ast.While | ast.DictComp):
            return None
        below = above
    return found


def _checked(
    module: ParsedModule, call: ast.Call, node: ast.AST, target: ast.Name, items: ast.expr, names: set[str]
) -> Inner | None:
    """The outermost loop around ``node`` in which nothing but ``target`` decides the value of ``call``."""
    assert isinstance(node, _LOOPS)
    plain = isinstance(items, ast.Name)
    ranged = isinstance(items, ast.Call) and module.is_builtin(items.func, "range")
    if (not plain and not ranged) or (isinstance(node, ast.For) and lives_on(module, node)):
        return None
    needed = (names | ({items.id} if isinstance(items, ast.Name) else set())) - {target.id}
    best: ast.stmt | None = None
    for loop in module.loops(node):
        rebound, mutated = mutated_names(loop, module.is_pure)
        if needed & (rebound | mutated) or not owns_line(module, loop):
            break
        best = loop
    inside = {name for part in ast.walk(node) if isinstance(part, ast.stmt) for name in mutated_names(part)[0]}
    if best is None or (isinstance(node, ast.For) and target.id in inside - free_names(node.target)):
        return None
    return Inner(node, target, items, best)


def _own(call: ast.Call) -> set[str]:
    return {below.id for below in ast.walk(call) if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Store)}


def _worth(module: ParsedModule, call: ast.Call) -> bool:
    """Takes time, has no effect, and its value is only read."""
    if not module.is_pure(call):
        return False
    if module.is_builtin(call.func, "sum", "min", "max"):
        return len(call.args) == 1
    if module.is_builtin(call.func, "set", "frozenset", "sorted"):
        parent = module.parent(call)
        reads = isinstance(parent, ast.BinOp | ast.Compare)
        return reads or (isinstance(parent, ast.Call) and module.is_builtin(parent.func, "len", "sum"))
    if isinstance(call.func, ast.Attribute) and call.func.attr in ("lower", "upper", "casefold", "strip", "count"):
        return isinstance(call.func.value, ast.Name)
    dotted = module.imported(call.func)
    return dotted in ("json.loads", "datetime.datetime.strptime", "math.sqrt", "math.log", "math.exp") and (
        not dotted.startswith("json") or isinstance(module.parent(call), ast.Attribute | ast.Subscript)
    )


def _beside(module: ParsedModule, inner: Inner, calls: list[ast.Call], text: str) -> Rewrite:
    item = inner.target.id
    value, values = module.fresh(_word(calls[0], item)), module.fresh(_word(calls[0], item) + "s")
    items = module.source(inner.items)
    edits: list[Edit] = [insert_before(module, inner.outer, f"{values} = [{text} for {item} in {items}]")]
    edits += [
        replace(module, inner.items, f"zip({items}, {values})"),
        replace(module, inner.target, f"{item}, {value}"),
    ]
    edits += [replace(module, call, value) for call in calls]
    return Rewrite(tuple(edits), at(calls[0], f"{text} once per item"))


def _on_demand(module: ParsedModule, inner: Inner, calls: list[ast.Call], text: str) -> Rewrite:
    table, item = module.fresh(_word(calls[0], inner.target.id) + "s"), inner.target.id
    edits: list[Edit] = [insert_before(module, inner.outer, f"{table} = {{}}")]
    found = f"({table}[{item}] if {item} in {table} else {table}.setdefault({item}, {text}))"
    edits += [replace(module, call, found) for call in calls]
    return Rewrite(tuple(edits), at(calls[0], f"{text} kept per {item}"))


def _word(call: ast.Call, item: str) -> str:
    func = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "value")
    return {"set": f"{item}_set", "sorted": f"{item}_sorted"}.get(func, f"{func}_{item}")
