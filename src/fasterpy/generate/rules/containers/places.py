"""Expressions such as ``self.names`` or ``rules["allowed"]`` as variables: what a loop does to them."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import PURE_METHODS, root_name
from fasterpy.generate.rules.build import owns_line

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass
class Changes:
    """What happens to a place inside a loop."""

    steady: bool = True
    """Nothing but the appends below changes it."""
    appends: list[tuple[ast.Expr, ast.expr]] = field(default_factory=list)
    """Statements ``place.append(item)`` and their items."""


def is_place(node: ast.expr) -> bool:
    """An attribute or an item of a variable, by constant keys: something that can be read again without effect."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Constant | ast.Name):
            return False
        node = node.value
    return isinstance(node, ast.Name)


def changes(module: ParsedModule, text: str, root: str, names: set[str], area: ast.AST) -> Changes:
    """What ``area`` does to the place spelled ``text``. Calls that may reach it otherwise are not looked at."""
    found = Changes()
    for below in ast.walk(area):
        match below:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) if name == root or name in names:
                found.steady = False
            case ast.Attribute(ctx=ast.Store() | ast.Del()) | ast.Subscript(ctx=ast.Store() | ast.Del()):
                if root_name(below) == root and _above(module, below, text):
                    found.steady = False
            case ast.Call(func=ast.Attribute(value=owner, attr=verb), args=args):
                if verb in PURE_METHODS or root_name(owner) != root or not _above(module, owner, text):
                    continue
                stmt = module.parent(below)
                plain = isinstance(stmt, ast.Expr) and owns_line(module, stmt) and module.source(owner) == text
                if verb == "append" and plain and len(args) == 1 and module.is_pure(args[0]):
                    assert isinstance(stmt, ast.Expr)
                    found.appends.append((stmt, args[0]))
                elif module.source(owner) == text or not isinstance(owner, ast.Name):
                    found.steady = False
    return found


def _above(module: ParsedModule, node: ast.AST, text: str) -> bool:
    """The node is the place, something in it, or something that holds it."""
    word = module.source(node) if hasattr(node, "lineno") else ""
    if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
        owner = module.source(node.value)
        return word == text or owner == text or text.startswith((f"{word}.", f"{word}["))
    return word == text or text.startswith((f"{word}.", f"{word}["))


def around(module: ParsedModule, node: ast.AST) -> list[ast.stmt]:
    """Statements that repeat ``node``, innermost first: that of its comprehension, then the loops."""
    stmt = module.statement(node)
    places: list[ast.stmt] = [*module.loops(node)]
    below = node
    for above in module.ancestors(node):
        if above is stmt:
            break
        if isinstance(above, ast.Lambda):
            return []
        if isinstance(above, Comprehension):
            first = above.generators[0]
            if below is not first or not module.inside(node, first.iter):
                if stmt not in places:
                    places.insert(0, stmt)
                break
        below = above
    return places


def bound_around(module: ParsedModule, node: ast.AST) -> set[str]:
    """Names that comprehensions around ``node`` bind."""
    names: set[str] = set()
    stmt = module.statement(node)
    for above in module.ancestors(node):
        if above is stmt:
            break
        if isinstance(above, Comprehension):
            for part in above.generators:
                names |= {below.id for below in ast.walk(part.target) if isinstance(below, ast.Name)}
    return names


def attribute_kind(module: ParsedModule, node: ast.Attribute) -> str:
    """``list`` for ``self.names`` when the class says so or only ever assigns lists; empty when unknown."""
    home = next((above for above in module.ancestors(node) if isinstance(above, ast.ClassDef)), None)
    if home is None or not isinstance(node.value, ast.Name) or node.value.id not in ("self", "cls"):
        return ""
    kinds: set[str] = set()
    for below in ast.walk(home):
        match below:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=hint) if name == node.attr and below in home.body:
                return _hinted(module, hint)
            case ast.AnnAssign(target=ast.Attribute(attr=name), annotation=hint) if name == node.attr:
                return _hinted(module, hint)
            case ast.Assign(targets=[ast.Attribute(attr=name)], value=value) if name == node.attr:
                kinds.add(module.kind(value))
    return kinds.pop() if len(kinds) == 1 else ""


def _hinted(module: ParsedModule, hint: ast.expr) -> str:
    word = module.source(hint).strip("'\"").partition("[")[0].rpartition(".")[2]
    return word.lower() if word in ("List", "Dict", "Set", "Tuple") else word
