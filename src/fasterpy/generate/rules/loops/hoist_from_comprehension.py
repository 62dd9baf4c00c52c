"""A call in a comprehension that is the same for all items → computed once, before the statement."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.analysis.purity import PURE_FUNCTIONS, PURE_METHODS
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SAFE = ("sum", "len", "set", "frozenset", "str", "repr", "abs", "bool", "float", "round", "sorted", "tuple", "list")
_VALUES = ("int", "float", "str", "bool", "bytes")


class HoistFromComprehension(Rule):
    """``[x - sum(a) / len(a) for x in a]`` sums once per item."""

    name = "hoist-from-comprehension"
    pattern = "invariant-in-comprehension"
    summary = "Compute what is the same for every item of the comprehension once, before it."
    gain = 3.0
    risk = Risk.LIKELY
    order = 13

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.stmt, str], list[ast.expr]] = {}
        for node in scope.nodes(ast.Call, ast.BinOp):
            stmt = module.statement(node)
            home = _outermost(module, node, stmt)
            if home is None or not _worth(module, node) or not module.is_pure(node):
                continue
            if not owns_line(module, stmt) or isinstance(stmt, ast.While) or module.source(stmt).startswith("elif"):
                continue
            groups.setdefault((stmt, module.source(node)), []).append(node)
        taken: list[ast.expr] = []
        for (stmt, text), nodes in sorted(groups.items(), key=lambda item: -len(item[0][1])):
            if "\n" in text or any(module.inside(node, other) for node in nodes for other in taken):
                continue
            taken += nodes
            name = module.fresh(_name(nodes[0]))
            guard = _guard(module, nodes[0], stmt)
            made = f"{name} = {text} if {guard} else None" if guard else f"{name} = {text}"
            edits: list[Edit] = [insert_before(module, stmt, made), *(replace(module, node, name) for node in nodes)]
            yield Rewrite(tuple(edits), at(nodes[0], f"{text} before the comprehension"))


def _outermost(module: ParsedModule, node: ast.expr, stmt: ast.stmt) -> ast.AST | None:
    """The outermost comprehension that repeats the node, if nothing that binds names stands between."""
    names = free_names(node)
    below: ast.AST = node
    found: ast.AST | None = None
    for above in module.ancestors(node):
        if above is stmt:
            break
        if isinstance(above, ast.Lambda | ast.IfExp | ast.BoolOp) and found is None:
            if isinstance(above, ast.Lambda):
                return None
            # Not computed for every item, perhaps for none: then it must not raise.
            if below is not (above.test if isinstance(above, ast.IfExp) else above.values[0]) and _may_raise(node):
                return None
        if isinstance(above, _COMPREHENSIONS):
            bound = {name for part in above.generators for name in free_names(part.target)}
            if names & bound:
                return None
            if not module.inside(node, above.generators[0].iter):
                found = above
        below = above
    return found


def _worth(module: ParsedModule, node: ast.expr) -> bool:
    """Something that takes time for every item and gives a plain value (or a set that is only combined)."""
    if isinstance(node, ast.BinOp):
        heavy = any(isinstance(below, ast.Call) for below in ast.walk(node))
        return heavy and module.kind(node) in ("int", "float")
    if not isinstance(node, ast.Call):
        return False
    if module.is_builtin(node.func, "sum", "min", "max"):
        return True
    if module.is_builtin(node.func, "set", "frozenset"):
        parent = module.parent(node)
        return isinstance(parent, ast.BinOp) or (isinstance(parent, ast.Compare) and parent.left is not node)
    if isinstance(node.func, ast.Attribute) and node.func.attr in ("lower", "upper", "split", "casefold", "strip"):
        return module.kind(node) == "str" or node.func.attr != "split"
    if module.imported(node.func) in PURE_FUNCTIONS:
        match module.parent(node):
            case ast.Attribute(attr=attr):
                return attr in PURE_METHODS
            case ast.Subscript(value=value):
                return value is node
    if node.args and isinstance(module.parent(node), ast.BinOp | ast.Compare) and module.callees(node):
        return True  # a function of the file of whose value only the rest is computed
    return module.kind(node) in _VALUES and bool(node.args) and not module.is_builtin(node.func, "len", "range")


def _may_raise(node: ast.expr) -> bool:
    return any(
        isinstance(below, ast.Subscript)
        or (isinstance(below, ast.Call) and isinstance(below.func, ast.Attribute) and below.func.attr == "loads")
        or (isinstance(below, ast.BinOp) and isinstance(below.op, ast.Div | ast.FloorDiv | ast.Mod))
        or (isinstance(below, ast.Call) and isinstance(below.func, ast.Name) and below.func.id not in _SAFE)
        for below in ast.walk(node)
    )


def _guard(module: ParsedModule, node: ast.expr, stmt: ast.stmt) -> str:
    """A name that is empty when the comprehension has no rounds, where computing for nothing could raise."""
    if not _may_raise(node):
        return ""
    for above in module.ancestors(node):
        if above is stmt:
            break
        if isinstance(above, _COMPREHENSIONS):
            items = above.generators[0].iter
            if isinstance(items, ast.Name):
                return items.id
    return ""


def _name(node: ast.expr) -> str:
    match node:
        case ast.BinOp(left=ast.Call(func=ast.Name(id="sum")), op=ast.Div(), right=ast.Call(func=ast.Name(id="len"))):
            return "mean"
        case ast.Call(func=ast.Name(id=word), args=[ast.Name(id=arg), *_]):
            return f"{word}_{arg}"
        case ast.Call(func=ast.Name(id="sum")):
            return "total"
        case ast.Call(func=ast.Name(id=word)):
            return f"{word}_value"
        case ast.Call(func=ast.Attribute(attr=word, value=ast.Name(id=arg))):
            return f"{word}_{arg}"
    return "fixed"
