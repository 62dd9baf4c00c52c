"""What loops look like: nested ``for``/``if`` around one statement, and whether the loop's variables live on."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import PURE_METHODS
from fasterpy.generate.rules.numeric.arrays import is_array


@dataclass(frozen=True)
class Clauses:
    """A loop as the clauses of a comprehension around one innermost statement."""

    text: str
    """``for x in a if x > 0``."""
    body: ast.stmt
    parts: tuple[ast.expr, ...]
    """Iterables and conditions, outermost first."""
    conditions: tuple[ast.expr, ...]
    targets: tuple[ast.expr, ...]


def clauses(module: ParsedModule, loop: ast.For) -> Clauses | None:
    """The clauses of ``loop``; None unless it is only nested ``for`` and ``if`` (without else) around one statement."""
    words: list[str] = []
    parts: list[ast.expr] = []
    conditions: list[ast.expr] = []
    targets: list[ast.expr] = []
    names: list[tuple[str, ast.expr]] = []
    current: ast.stmt = loop
    while True:
        if isinstance(current, ast.For) and not current.orelse:
            words.append(f"for {module.source(current.target)} in {operand(module, current.iter)}")
            parts.append(current.iter)
            targets.append(current.target)
        elif isinstance(current, ast.If) and not current.orelse:
            words.append(f"if {operand(module, current.test)}")
            parts.append(current.test)
            conditions.append(current.test)
        else:
            break
        # A single assignment used once below is substituted: ``y = f(x); out.append(y)``.
        if len(current.body) == 2 and (named := _named(module, current.body[0], current.body[1])):
            words.append(f"for {named[0]} in [{module.source(named[1])}]")
            names.append(named)
            parts.append(named[1])
            current = current.body[1]
            continue
        if len(current.body) != 1:
            return None
        current = current.body[0]
    if not isinstance(current, ast.Expr | ast.AugAssign | ast.Assign):
        return None
    if any("\n" in word for word in words) and not all(_bracketed(word) for word in words):
        return None
    for part in parts:
        if any(isinstance(below, ast.Yield | ast.YieldFrom | ast.Await | ast.NamedExpr) for below in ast.walk(part)):
            return None
    if not all(isinstance(target, ast.Name | ast.Tuple | ast.List) for target in targets):
        return None
    return Clauses(" ".join(words), current, tuple(parts), tuple(conditions), tuple(targets))


def _named(module: ParsedModule, first: ast.stmt, second: ast.stmt) -> tuple[str, ast.expr] | None:
    """``y = expr`` before the innermost statement, where ``y`` lives only there."""
    match first:
        case ast.Assign(targets=[ast.Name() as name], value=value):
            uses = module.uses(name)
            stores = [use for use in uses if not isinstance(use.ctx, ast.Load)]
            if stores == [name] and all(use is name or module.inside(use, second) for use in uses):
                return name.id, value
    return None


def _bracketed(word: str) -> bool:
    return True  # inside the comprehension's brackets line breaks are free


def operand(module: ParsedModule, node: ast.expr) -> str:
    """Text that can stand after ``in`` or ``if`` in a comprehension."""
    text = module.source(node)
    if isinstance(node, ast.IfExp | ast.Lambda | ast.NamedExpr) or (isinstance(node, ast.Tuple) and text[:1] != "("):
        return f"({text})"
    return text


def leaks(module: ParsedModule, loop: ast.For) -> bool:
    """Whether a variable that the loop binds is read after it (or is global to others)."""
    bound = {below for below in ast.walk(loop) if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Store)}
    end = module.span(loop)[1]
    outer = module.loops(loop)
    for name in bound:
        owner = module.scopes.owner(name)
        if owner is None or owner.outside.get(name.id):
            return True
        loops_targets = _is_target(module, name, loop)
        if not loops_targets:
            continue
        for use in module.scopes.uses(owner, name.id):
            if module.inside(use, loop) or not isinstance(use.ctx, ast.Load):
                continue
            if module.span(use)[0] > end or any(module.inside(use, above) for above in outer):
                if not _rebound_before(module, use, end):
                    return True
            elif module.function(use) is not module.function(loop):
                return True
    return False


def _is_target(module: ParsedModule, name: ast.Name, loop: ast.For) -> bool:
    """Bound by the loop header (or a nested one) rather than an accumulator in the body."""
    parent = module.parent(name)
    while isinstance(parent, ast.Tuple | ast.List | ast.Starred):
        parent = module.parent(parent)
    return isinstance(parent, ast.For) or (isinstance(parent, ast.Assign) and module.inside(parent, loop))


def _rebound_before(module: ParsedModule, use: ast.Name, end: int) -> bool:
    """Another loop or comprehension header binds the name around this use."""
    for above in module.ancestors(use):
        if not (isinstance(above, ast.For) and module.span(above)[0] > end):
            continue
        if any(isinstance(below, ast.Name) and below.id == use.id for below in ast.walk(above.target)):
            return not module.inside(use, above.iter)
    return False


def some_rounds(module: ParsedModule, items: ast.expr) -> str:
    """An expression that is false when the loop has no rounds; empty when there is no cheap one."""
    match items:
        case (ast.Name() as named) | ast.Call(func=ast.Name(id="enumerate" | "sorted"), args=[ast.Name() as named, *_]):
            # Arrays have no truth value.
            return f"len({named.id})" if is_array(module, named) else named.id
        case ast.Call(func=func, args=[ast.Call(func=ast.Name(id="len"), args=[ast.Name() as named])]):
            return f"len({named.id})" if module.is_builtin(func, "range") else ""
    return ""


def only_read(module: ParsedModule, value: ast.expr) -> bool:
    """Whether what an expression makes is looked at and dropped: ``json.loads(line)["a"]``, a name asked for parts."""
    match module.parent(value):
        case ast.Attribute(attr=attr):
            return attr in PURE_METHODS
        case ast.Subscript(value=holder, ctx=ast.Load()):
            return holder is value
        case ast.Compare() | ast.For() | ast.Expr() | ast.If() | ast.While():
            return True
        case ast.BoolOp() | ast.UnaryOp(op=ast.Not()) as test:  # asked whether it is true
            return isinstance(module.parent(test), ast.If | ast.While) or only_read(module, test)
        case ast.Assign(targets=[ast.Name() as name], value=given) if given is value:
            uses = [use for use in module.uses(name) if use is not name]
            return all(isinstance(use.ctx, ast.Load) and only_read(module, use) for use in uses)
    return False
