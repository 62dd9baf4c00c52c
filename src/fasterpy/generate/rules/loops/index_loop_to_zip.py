"""``for i in range(n): … a[i] … b[i + 1]`` → ``for x, y in zip(a, b[1:])``."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_MOST = 4


@dataclass
class Reads:
    """Where a loop's counter is used: reads per (list, shift), and any other use."""

    items: dict[tuple[str, int], list[ast.Subscript]] = field(default_factory=dict)
    others: int = 0


class IndexLoopToZip(Rule):
    """Neighbours and parallel lists; the bound must be the length of the lists, which is a guess for all but one."""

    name = "index-loop-to-zip"
    pattern = "index-loop-to-zip"
    summary = "Walk the lists together with zip instead of indexing each by position."
    gain = 1.35
    risk = Risk.LIKELY
    order = 28

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For, ast.comprehension):
            owner = module.parent(loop)
            if isinstance(loop, ast.For):
                if loop.orelse or not owns_line(module, loop) or lives_on(module, loop):
                    continue
                inside: list[ast.AST] = list(loop.body)
            elif isinstance(owner, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
                if len(owner.generators) != 1:
                    continue
                inside = [child for child in ast.iter_child_nodes(owner) if child is not loop] + list(loop.ifs)
            else:
                continue
            if isinstance(loop.target, ast.Name):
                rewrite = _zipped(module, loop, loop.target, inside)
                if rewrite is not None:
                    yield rewrite


def _zipped(
    module: ParsedModule, loop: ast.For | ast.comprehension, target: ast.Name, inside: Sequence[ast.AST]
) -> Rewrite | None:
    bounds = _bounds(module, loop.iter)
    reads = _reads(module, target.id, inside)
    if bounds is None or reads is None or not 2 <= len(reads.items) <= _MOST:
        return None
    start, short, measured = bounds
    changed = {name for part in inside for names in mutated_names(part, module.is_pure) for name in names}
    lists = {name for name, _ in reads.items}
    if lists & changed or not measured & lists or any(shift + start < 0 for _, shift in reads.items):
        return None
    # Every list but those that bound the loop is taken to be as long; a shorter one would have raised.
    highest = max(shift for name, shift in reads.items if name in measured)
    if len(measured) == 1 and highest > short:
        return None
    names: dict[tuple[str, int], str] = {}
    edits: list[Edit] = []
    for (name, shift), found in reads.items.items():
        word = _word(name, shift, reads.items)
        names[name, shift] = module.fresh(word)
        edits += [replace(module, read, names[name, shift]) for read in found]
    parts = [_part(name, start + shift, start, short, shift) for name, shift in reads.items]
    if short and not any(shift == short for _, shift in reads.items):
        return None  # nothing would stop the loop in time
    text = f"zip({', '.join(parts)})"
    words = ", ".join(names.values())
    if reads.others:
        text, words = f"enumerate({text}{f', {start}' if start else ''})", f"{target.id}, ({words})"
    edits += [replace(module, target, words), replace(module, loop.iter, text)]
    return Rewrite(tuple(edits), at(target, "items of " + " and ".join(dict.fromkeys(name for name, _ in reads.items))))


def _part(name: str, low: int, start: int, short: int, shift: int) -> str:
    return f"{name}[{low}:]" if low else name


def _word(name: str, shift: int, items: dict[tuple[str, int], list[ast.Subscript]]) -> str:
    single = name[:-1] if len(name) > 3 and name.endswith("s") and not name.endswith("ss") else f"{name}_item"
    several = sum(other == name for other, _ in items) > 1
    return {-1: f"previous_{single}", 1: f"next_{single}"}.get(shift, single) if several else single


def _bounds(module: ParsedModule, header: ast.expr) -> tuple[int, int, set[str]] | None:
    """Start, how much the end lies below the length, and the lists whose length it is."""
    if not (isinstance(header, ast.Call) and module.is_builtin(header.func, "range") and not header.keywords):
        return None
    match header.args:
        case [end]:
            start = 0
        case [ast.Constant(value=int() as start), end] if 0 <= start <= 2:
            pass
        case _:
            return None
    short = 0
    match end:
        case ast.BinOp(left=inner, op=ast.Sub(), right=ast.Constant(value=int() as short)) if 0 <= short <= 2:
            end = inner
    if isinstance(end, ast.Name):
        end = _assigned(module, end) or end
    match end:
        case ast.Call(func=func, args=[ast.Name(id=name)]) if module.is_builtin(func, "len"):
            return start, short, {name}
        case ast.Call(func=func, args=[ast.Call(args=[ast.Name(id=one)]) as a, ast.Call(args=[ast.Name(id=two)]) as b]):
            lengths = module.is_builtin(a.func, "len") and module.is_builtin(b.func, "len")
            if module.is_builtin(func, "min") and lengths and not short:
                return start, short, {one, two}
    return None


def _assigned(module: ParsedModule, name: ast.Name) -> ast.expr | None:
    """The value of a variable that is set once."""
    stores = [use for use in module.uses(name) if isinstance(use.ctx, ast.Store)]
    parent = module.parent(stores[0]) if len(stores) == 1 else None
    return parent.value if isinstance(parent, ast.Assign) and parent.targets == stores else None


def _reads(module: ParsedModule, index: str, inside: Sequence[ast.AST]) -> Reads | None:
    found = Reads()
    for part in inside:
        for below in ast.walk(part):
            if isinstance(below, ast.JoinedStr):
                return None
            if not (isinstance(below, ast.Name) and below.id == index):
                continue
            if not isinstance(below.ctx, ast.Load):
                return None
            shift, node = _shifted(module, below)
            above = module.parent(node)
            if isinstance(above, ast.Subscript) and above.slice is node and isinstance(above.value, ast.Name):
                if not isinstance(above.ctx, ast.Load) or module.kind(above.value) in ("dict", "defaultdict"):
                    return None
                found.items.setdefault((above.value.id, shift), []).append(above)
            else:
                found.others += 1
    return found


def _shifted(module: ParsedModule, name: ast.Name) -> tuple[int, ast.expr]:
    match module.parent(name):
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=ast.Constant(value=int() as step)) as whole:
            if left is name and 0 < step <= 2:
                return (step if isinstance(op, ast.Add) else -step), whole
    return 0, name
