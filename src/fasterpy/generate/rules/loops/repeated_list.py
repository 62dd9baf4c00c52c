"""``min([m for m, bad in a if not bad])`` and ``max([m for m, bad in a if not bad])`` → one list with a name."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.analysis.source import FUNCTIONS
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bound_value, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_READERS = ("min", "max", "sum", "len", "sorted", "any", "all", "list", "tuple", "set", "frozenset", "enumerate",
            "filter", "map", "zip", "reversed", "iter", "bool", "str", "repr", "range")  # fmt: skip
_DRAINS = ("min", "max", "sum", "sorted", "list", "tuple", "set", "frozenset")
"""Readers that go through a whole generator at once, so that a list in its place is the same."""
_READING_METHODS = ("join", "count", "index", "copy")
_Made = ast.ListComp | ast.GeneratorExp


class RepeatedList(Rule):
    """Only where every copy is read and nothing in between can change what it is made from."""

    name = "repeated-list-once"
    pattern = "same-list-made-again"
    summary = "Make a list once where the same one is made several times and only read."
    gain = 1.6
    risk = Risk.LIKELY
    order = 47

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.AST, str], list[_Made]] = {}
        for node in scope.nodes(ast.ListComp, ast.GeneratorExp):
            if isinstance(node, ast.GeneratorExp) and not _drained(module, node):
                continue
            if module.is_pure(node) and _once(module, node):
                key = ast.dump(ast.ListComp(node.elt, node.generators))
                groups.setdefault((module.function(node), key), []).append(node)
        for nodes in groups.values():
            edits = _edits(module, nodes)
            if edits:
                yield Rewrite(tuple(edits), at(nodes[0], "list made once"))


def _edits(module: ParsedModule, nodes: list[_Made]) -> list[Edit]:
    first, *others = nodes
    stmt = module.statement(first)
    kept = bound_value(stmt)
    named = kept[0] if kept is not None and kept[1] is first and isinstance(first, ast.ListComp) else None
    if named is None and not (_read(module, first) and _always(module, first, stmt)):
        return []
    if named is not None and not all(_use_reads(module, named, use) for use in module.uses(named)):
        return []
    block = module.body_of(stmt)
    later = block[block.index(stmt) :]
    others = [node for node in others if any(module.inside(node, one) for one in later) and _read(module, node)]
    others = [node for node in others if module.loops(node) == module.loops(first)]
    while others and not _unchanged(module, first, stmt, others[-1]):
        others.pop()
    if not others or isinstance(stmt, ast.For | ast.While) or module.source(stmt).startswith("elif"):
        return []
    if named is not None:
        return [_swapped(module, node, named.id) for node in others]
    text = module.source(first)
    if not owns_line(module, stmt) or "\n" in text:
        return []
    if isinstance(first, ast.GeneratorExp):
        text = f"[{text.removeprefix('(').removesuffix(')') if text.startswith('(') else text}]"
    name = module.fresh("items")
    made = [insert_before(module, stmt, f"{name} = {text}")]
    return [*made, *(_swapped(module, node, name) for node in (first, *others))]


def _swapped(module: ParsedModule, node: _Made, name: str) -> Edit:
    # A lone generator argument shares its parentheses with the call.
    shared = isinstance(node, ast.GeneratorExp) and module.source(node).startswith("(")
    return replace(module, node, f"({name})" if shared else name)


def _drained(module: ParsedModule, node: ast.GeneratorExp) -> bool:
    call = module.parent(node)
    return isinstance(call, ast.Call) and call.args == [node] and module.is_builtin(call.func, *_DRAINS)


def _once(module: ParsedModule, node: ast.expr) -> bool:
    """Whether the list is made at most once where it stands, and everything that it reads can be seen."""
    stmt = module.statement(node)
    for above in module.ancestors(node):
        if above is stmt:
            return isinstance(module.function(node), FUNCTIONS) and not isinstance(stmt, ast.While)
        if isinstance(above, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp | ast.Lambda):
            return False
    return False


def _always(module: ParsedModule, node: ast.expr, stmt: ast.stmt) -> bool:
    """Whether a statement that runs makes the list, whatever its values are."""
    below: ast.AST = node
    for above in module.ancestors(node):
        if isinstance(above, ast.IfExp) and below is not above.test:
            return False
        if isinstance(above, ast.BoolOp) and below is not above.values[0]:
            return False
        if above is stmt:
            return True
        below = above
    return False


def _read(module: ParsedModule, node: ast.expr) -> bool:
    """Whether what stands around an expression only reads it."""
    match module.parent(node):
        case ast.Call(func=func, args=args) if node in args:
            if isinstance(func, ast.Attribute) and func.attr in ("join", "mean", "median", "stdev", "pstdev", "fmean"):
                return True
            return module.is_builtin(func, *_READERS) or module.imported(func) == "collections.Counter"
        case ast.For(iter=items) | ast.comprehension(iter=items) if items is node:
            return True
        case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
            return not isinstance(module.parent(node), ast.BoolOp)
        case ast.If(test=test) | ast.IfExp(test=test) if test is node:
            return True
        case ast.Subscript(value=value, ctx=ast.Load()) if value is node:
            return True
        case ast.Attribute(attr=attr):
            return attr in _READING_METHODS
    return False


def _use_reads(module: ParsedModule, named: ast.Name, use: ast.Name) -> bool:
    return use is named or (isinstance(use.ctx, ast.Load) and _read(module, use))


def _unchanged(module: ParsedModule, first: _Made, stmt: ast.stmt, last: _Made) -> bool:
    """Whether nothing that runs from the statement of the first list to the last one can change what they read."""
    own = {below.id for part in first.generators for below in ast.walk(part.target) if isinstance(below, ast.Name)}
    read = {below.id for below in ast.walk(first) if isinstance(below, ast.Name)} - own
    start, end = module.span(stmt)[0], module.span(last)[0]
    for node in ast.walk(module.function(first)):
        if not hasattr(node, "lineno") or isinstance(node, ast.arg):
            continue
        place, done = module.span(node)
        looping = isinstance(node, ast.For | ast.While) and start <= place < end
        if isinstance(node, ast.Await | ast.Yield | ast.YieldFrom) and start <= place < end:
            return False
        # A call takes effect when its arguments are known, a store at the end of its statement.
        simple = isinstance(node, ast.Call | ast.Name | ast.Attribute | ast.Subscript)
        if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
            if isinstance(node.ctx, ast.Load):
                continue
            done = module.span(module.statement(node))[1] if module.function(node) is module.function(first) else done
            if isinstance(module.statement(node), ast.For | ast.With | ast.While | ast.If):
                done = place
            if any(isinstance(above, ast.comprehension) for above in module.ancestors(node)):
                continue
        if not looping and not (simple and start < done <= end):
            continue
        if isinstance(node, ast.Call) and module.is_pure(node):
            continue
        rebound, mutated = mutated_names(node, module.is_pure)
        if looping:
            rebound -= own
        else:
            # Arguments that are calls or stores of their own are looked at by themselves.
            rebound = {node.id} if isinstance(node, ast.Name) else set()
        if (rebound | mutated) & read:
            return False
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not module.is_builtin(node.func, "print"):
            if any(isinstance(below, ast.Attribute) for part in first.generators for below in ast.walk(part.iter)):
                return False  # who is called may hold the same object
    return True
