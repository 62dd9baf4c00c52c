"""``items.pop(0)`` and ``items.insert(0, x)`` → ``collections.deque``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, bound_value, need, replace, retyped
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_SHARED = ("append", "extend", "pop", "insert", "clear", "remove", "reverse", "count", "index", "copy")


class PopFrontToDeque(Rule):
    """A list moves all its items to lose the first one; a deque does not."""

    name = "pop-front-to-deque"
    pattern = "deque-for-fifo"
    summary = "Use collections.deque for a queue: list.pop(0) and insert(0, x) move every item."
    gain = 2.0
    risk = Risk.LIKELY
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        seen: set[tuple[int, str]] = set()
        for call in scope.nodes(ast.Call):
            if not _front(call):
                continue
            target = call.func.value  # type: ignore[attr-defined]
            if not isinstance(target, ast.Name):
                continue
            owner = module.scopes.owner(target)
            if owner is None or (id(owner), target.id) in seen:
                continue
            seen.add((id(owner), target.id))
            edits = _convert(module, module.scopes.uses(owner, target.id))
            if edits:
                yield Rewrite(tuple(edits), at(call, f"{target.id} becomes a deque"))


def _front(call: ast.Call) -> bool:
    match call:
        case ast.Call(func=ast.Attribute(attr="pop"), args=[ast.Constant(value=0)]):
            return True
        case ast.Call(func=ast.Attribute(attr="insert"), args=[ast.Constant(value=0), _]):
            return True
    return False


def _convert(module: ParsedModule, uses: list[ast.Name]) -> list[Edit]:
    imports, deque = need(module, "collections", "deque")
    edits: list[Edit] = list(imports)
    stored = False
    for use in uses:
        parent = module.parent(use)
        if isinstance(use.ctx, ast.Store) and isinstance(parent, ast.Tuple):
            value = _beside(module, parent, use)
            if value is None:
                return []
            stored = True
            edits.append(replace(module, value, f"{deque}({_copied(module, value)})"))
        elif isinstance(use.ctx, ast.Store):
            bound = bound_value(parent)
            if bound is None or bound[0] is not use or not isinstance(parent, ast.Assign | ast.AnnAssign):
                return []
            value = bound[1]
            if module.kind(value) not in ("list", "") or isinstance(value, ast.Constant):
                return []
            stored = True
            empty = isinstance(value, ast.List) and not value.elts
            made = f"{deque}()" if empty else f"{deque}({argument(module, value)})"
            edits += retyped(module, parent, made, deque)
        elif isinstance(parent, ast.Attribute):
            call = module.parent(parent)
            if parent.attr not in _SHARED or not isinstance(call, ast.Call):
                return []
            if _front(call):
                subject = module.source(use)
                text = (
                    f"{subject}.popleft()" if parent.attr == "pop" else f"{subject}.appendleft({_second(module, call)})"
                )
                edits.append(replace(module, call, text))
            elif parent.attr == "pop" and call.args:
                return []
        elif isinstance(parent, ast.Subscript):
            # ``a = a[:]`` still reads the list that was passed.
            if isinstance(parent.slice, ast.Slice) and not _rebinds(module, parent, use.id):
                return []
        elif isinstance(parent, ast.Return) or (isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Add)):
            if module.loops(use):
                return []
            edits.append(replace(module, use, f"list({use.id})"))
        elif (
            isinstance(parent, ast.BinOp | ast.Return | ast.AugAssign)
            or (
                isinstance(parent, ast.Call)
                and not module.is_builtin(parent.func, "len", "sum", "list", "sorted", "set", "any")
            )
            or (isinstance(parent, ast.Compare) and not isinstance(parent.ops[0], ast.In | ast.NotIn))
        ):
            return []
    return edits if stored else []


def _beside(module: ParsedModule, targets: ast.Tuple, use: ast.Name) -> ast.expr | None:
    """The value that ``use`` gets in ``a, b = x[:], y[:]``."""
    match module.parent(targets):
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)) if len(names) == len(values):
            value = values[names.index(use)]
            return value if isinstance(value, ast.Subscript | ast.List | ast.Call) else None
    return None


def _copied(module: ParsedModule, value: ast.expr) -> str:
    """What the deque is made of: of ``a[:]`` no copy is needed."""
    match value:
        case ast.Subscript(value=items, slice=ast.Slice(lower=None, upper=None, step=None)):
            return argument(module, items)
        case ast.List(elts=[]):
            return ""
    return argument(module, value)


def _rebinds(module: ParsedModule, read: ast.Subscript, name: str) -> bool:
    stmt = module.statement(read)
    return isinstance(stmt, ast.Assign) and any(
        isinstance(below, ast.Name) and below.id == name for target in stmt.targets for below in ast.walk(target)
    )


def _second(module: ParsedModule, call: ast.Call) -> str:
    return module.source(call.args[1])
