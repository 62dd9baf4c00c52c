"""``for i in range(len(a)): … a[i]`` → iterate over the items; ``while i < n`` → ``for``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Rule
from fasterpy.generate.rules.build import argument, at, delete, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class RangeLenToItems(Rule):
    """Indexing repeats work that the iterator does anyway."""

    name = "range-len-to-items"
    pattern = "direct-iteration"
    summary = "Iterate over the items (with enumerate or zip) instead of indexing by position."
    gain = 1.15
    order = 35

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For, ast.comprehension):
            match loop:
                case ast.For(target=ast.Name() as target, iter=ast.Call(func=func, args=[bound]) as header):
                    inside: list[ast.AST] = list(loop.body)
                case ast.comprehension(target=ast.Name() as target, iter=ast.Call(func=func, args=[bound]) as header):
                    owner = module.parent(loop)
                    if owner is None or len(owner.generators) != 1:  # type: ignore[attr-defined]
                        continue
                    inside = [child for child in ast.iter_child_nodes(owner) if child is not loop] + list(loop.ifs)
                case _:
                    continue
            if not module.is_builtin(func, "range"):
                continue
            # f-strings hide positions: leave them alone.
            if any(isinstance(below, ast.JoinedStr) for part in inside for below in ast.walk(part)):
                continue
            rewrite = _items(module, target, header, bound, inside, loop)
            if rewrite:
                yield rewrite


def _items(
    module: ParsedModule, target: ast.Name, header: ast.Call, bound: ast.expr, inside: list[ast.AST], loop: ast.AST
) -> Rewrite | None:
    index = target.id
    reads: dict[str, list[ast.Subscript]] = {}
    rest = 0
    for part in inside:
        for below in ast.walk(part):
            if not (isinstance(below, ast.Name) and below.id == index):
                continue
            parent = module.parent(below)
            plain = isinstance(parent, ast.Subscript) and parent.slice is below and isinstance(parent.ctx, ast.Load)
            if plain and isinstance(parent, ast.Subscript) and isinstance(parent.value, ast.Name):
                reads.setdefault(parent.value.id, []).append(parent)
            else:
                rest += 1
            if not isinstance(below.ctx, ast.Load):
                return None
    measured = ""
    match bound:
        case ast.Call(func=func, args=[ast.Name(id=measured)]) if module.is_builtin(func, "len"):
            pass
    changed: set[str] = set()
    for part in inside:
        rebound, mutated = mutated_names(part)
        changed |= rebound | mutated
    names = [name for name in reads if name not in changed]
    # Only the list whose length bounds the loop is sure to be long enough and no longer.
    names = [name for name in names if name == measured or (not measured and len(names) == 1)]
    if not names or (not measured and rest):
        return None
    name = names[0]
    if module.types.kind(reads[name][0].value) in ("dict", "defaultdict", "Counter"):
        return None
    if isinstance(loop, ast.For) and lives_on(module, loop):
        return None
    item = module.fresh(_singular(name))
    edits: list[Edit] = [replace(module, read, item) for read in reads[name]]
    others = rest + sum(len(found) for other, found in reads.items() if other != name)
    source = name if measured else f"{name}[:{argument(module, bound)}]"
    if others:
        edits += [replace(module, target, f"{index}, {item}"), replace(module, header, f"enumerate({source})")]
    else:
        edits += [replace(module, target, item), replace(module, header, source)]
    return Rewrite(tuple(edits), at(header, f"items of {name}"))


def _singular(name: str) -> str:
    return name[:-1] if len(name) > 3 and name.endswith("s") and not name.endswith("ss") else f"{name}_item"


class WhileToFor(Rule):
    """The counter is then kept in C."""

    name = "while-to-for-range"
    pattern = "while-counter-to-range"
    summary = "Count with for … in range instead of a while loop with its own counter."
    gain = 1.3
    order = 34

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.While):
            match loop:
                case ast.While(
                    test=ast.Compare(
                        left=ast.Name(id=name) as counter, ops=[ast.Lt() | ast.LtE() as sign], comparators=[bound]
                    ),
                    body=[
                        *body,
                        ast.AugAssign(
                            target=ast.Name(id=grown), op=ast.Add(), value=ast.Constant(value=int() as step)
                        ) as last,
                    ],
                    orelse=[],
                ) if name == grown and step > 0 and body and owns_line(module, loop):
                    pass
                case _:
                    continue
            bad = any(isinstance(below, ast.Continue) for stmt in body for below in ast.walk(stmt))
            rebound = {word for stmt in body for word in mutated_names(stmt)[0]}
            if bad or name in rebound or not module.is_invariant(bound, loop):
                continue
            if module.kind(bound) not in ("int", "") or module.kind(counter) not in ("int", ""):
                continue
            start = module.previous(loop)
            if not (
                isinstance(start, ast.Assign) and len(start.targets) == 1 and isinstance(start.targets[0], ast.Name)
            ):
                continue
            if start.targets[0].id != name or name in free_names(start.value):
                continue
            later = [
                use for use in module.uses(counter) if isinstance(use.ctx, ast.Load) and not module.inside(use, loop)
            ]
            if later and any(module.span(use)[0] > module.span(loop)[0] or module.loops(loop) for use in later):
                continue
            stop = argument(module, bound) + (" + 1" if isinstance(sign, ast.LtE) else "")
            first = argument(module, start.value)
            begin = "" if first == "0" and step == 1 else f"{first}, "
            tail = f", {step}" if step != 1 else ""
            head_end = module.span(loop.test)[1]
            edits = (
                delete(module, start),
                delete(module, last),
                Edit(module.span(loop)[0], head_end, f"for {name} in range({begin}{stop}{tail})"),
            )
            yield Rewrite(edits, at(loop, "for … in range"))
