"""The same look-up or pure call in several statements of a loop's body → computed once per round."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.analysis.purity import IMMUTABLE_RESULTS, PURE_METHODS, root_name
from fasterpy.analysis.source import COMPREHENSIONS, FUNCTIONS
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_VALUES = ("int", "float", "str", "bool", "bytes", "Decimal", "Fraction")
_KEEPING = ("append", "add", "setdefault", "appendleft", "insert", "extend", "update", "discard", "write")
_NO_CALLS = ("len", "range", "iter", "next", "list", "dict", "set", "print", "enumerate", "zip", "map", "filter")


class RepeatedInBlock(Rule):
    """``row["region"]`` five times in a body, ``line.strip()`` in a test and behind it: read once, kept in a local."""

    name = "repeated-in-block-once"
    pattern = "common-subexpression"
    summary = "Read or compute once per round what the loop's body reads or computes several times."
    gain = 1.25
    risk = Risk.LIKELY
    order = 47

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        done: list[ast.AST] = []
        for loop in scope.nodes(ast.For, ast.While):
            for body in _blocks(loop):
                for text, nodes in _groups(module, body):
                    first = _above(module, nodes[0], body)
                    if any(
                        module.inside(node, other) or module.inside(other, node) for node in nodes for other in done
                    ):
                        continue
                    done += nodes
                    name = module.fresh(_name(nodes[0]))
                    edits: list[Edit] = [insert_before(module, first, f"{name} = {text}")]
                    edits += [replace(module, node, name) for node in nodes]
                    yield Rewrite(tuple(edits), at(first, f"{text} once"))


def _blocks(loop: ast.For | ast.While) -> Iterator[list[ast.stmt]]:
    """The body, then the branches in it; inner loops come for themselves."""
    waiting = [loop.body]
    while waiting:
        body = waiting.pop(0)
        yield body
        for stmt in body:
            if isinstance(stmt, ast.If):
                waiting += [part for part in (stmt.body, stmt.orelse) if part and not _elif(part)]


def _elif(part: Sequence[ast.stmt]) -> bool:
    return len(part) == 1 and isinstance(part[0], ast.If)


def _groups(module: ParsedModule, body: list[ast.stmt]) -> list[tuple[str, list[ast.expr]]]:
    """Expressions to be kept: most is saved first."""
    found: dict[str, list[ast.expr]] = {}
    for stmt in body:
        for node in _expressions(module, stmt):
            found.setdefault(module.source(node), []).append(node)
    ranked: list[tuple[int, str, list[ast.expr]]] = []
    for text, nodes in found.items():
        calls = sum(isinstance(below, ast.Call) for below in ast.walk(nodes[0]))
        least = 2 if calls else 3
        if len(nodes) < least or "\n" in text or not _always(module, nodes, body):
            continue
        if not owns_line(module, _above(module, nodes[0], body)) or free_names(nodes[0]) & _between(
            module, body, nodes
        ):
            continue
        if calls and not all(_harmless(module, node) for node in nodes):
            continue
        ranked.append(((len(nodes) - 1) * (1 + 4 * calls) * 100 + len(text), text, nodes))
    ranked.sort(key=lambda item: -item[0])
    return [(text, nodes) for _, text, nodes in ranked]


def _expressions(module: ParsedModule, stmt: ast.stmt) -> Iterator[ast.expr]:
    """Pure look-ups by constant and pure calls, in source order; none in functions or over names of comprehensions."""
    stack: list[tuple[ast.AST, frozenset[str]]] = [(stmt, frozenset())]
    while stack:
        node, bound = stack.pop()
        if isinstance(node, (*FUNCTIONS, ast.JoinedStr)):
            continue
        if isinstance(node, COMPREHENSIONS):
            bound |= {name for part in node.generators for name in free_names(part.target)}
        if isinstance(node, ast.expr) and _worth(module, node) and not free_names(node) & bound:
            yield node
        stack += [(child, bound) for child in reversed(list(ast.iter_child_nodes(node)))]


def _worth(module: ParsedModule, node: ast.expr) -> bool:
    match node:
        case ast.Subscript(value=value, slice=ast.Constant(value=str() | int()), ctx=ast.Load()):
            return isinstance(value, ast.Name) or _worth(module, value)
        case ast.Attribute(value=ast.Attribute() | ast.Subscript() as value, ctx=ast.Load()):
            return _place(value) and not isinstance(module.parent(node), ast.Call)
        case ast.Attribute(value=ast.Name(), ctx=ast.Load()):
            parent = module.parent(node)
            called = isinstance(parent, ast.Call) and parent.func is node
            return not called and not module.imported(node)
        case ast.Call(func=func) if module.is_pure(node):
            if module.is_builtin(func, *_NO_CALLS):
                return False
            return not (isinstance(func, ast.Attribute) and func.attr in ("copy", "get", "items", "keys", "values"))
    return False


def _place(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Constant):
            return False
        node = node.value
    return isinstance(node, ast.Name)


def _harmless(module: ParsedModule, node: ast.expr) -> bool:
    """The value cannot be changed by one of its users."""
    if module.kind(node) in _VALUES:
        return True
    if isinstance(node, ast.Call):
        if module.imported(node.func) in IMMUTABLE_RESULTS:
            return True
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("match", "search", "fullmatch"):
            return True  # matches cannot be changed
        returns = [below.value for function in module.callees(node) for below in ast.walk(function)
                   if isinstance(below, ast.Return) and below.value]  # fmt: skip
        if returns and all(_value(module, value) for value in returns):
            return True
    parent = module.parent(node)
    match parent:
        case ast.Subscript(value=value, ctx=ast.Load()):
            return value is node
        case ast.Attribute(attr=attr, ctx=ast.Load()):
            return attr in PURE_METHODS
        case ast.Call(func=func):
            return module.is_builtin(func, "len", "int", "float", "str", "sum", "min", "max", "sorted", "any", "all")
        case ast.Compare() | ast.For():
            return True
    return False


def _value(module: ParsedModule, node: ast.expr) -> bool:
    """A number, a text or a tuple, as far as one can see."""
    arithmetic = isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Add | ast.BitOr | ast.BitAnd | ast.Mult)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Add):
        arithmetic = "float" in (module.kind(node.left), module.kind(node.right))  # no list is multiplied by one
    return arithmetic or module.kind(node) in (*_VALUES, "tuple") or isinstance(node, ast.Compare | ast.Constant)


def _above(module: ParsedModule, node: ast.expr, body: list[ast.stmt]) -> ast.stmt:
    """The statement of the block in which the expression stands."""
    return next(stmt for stmt in body if module.inside(node, stmt))


def _always(module: ParsedModule, nodes: list[ast.expr], body: list[ast.stmt]) -> bool:
    """Whether one of the places is reached in every round: then the value is needed in any case."""
    first = body.index(_above(module, nodes[0], body))
    for node in nodes:
        place = body.index(_above(module, node, body))
        jumps = (ast.Continue, ast.Break, ast.Return, ast.While)
        if any(isinstance(below, jumps) for stmt in body[first:place] for below in ast.walk(stmt)):
            return False
        if _first(module, node, body):
            return True
    return False


def _first(module: ParsedModule, node: ast.expr, body: list[ast.stmt]) -> bool:
    """Whether the expression is evaluated in every round of its block, by a statement of the block itself."""
    stmt = module.statement(node)
    if stmt not in body or isinstance(stmt, ast.While):
        return False
    below: ast.AST = node
    for above in module.ancestors(node):
        if isinstance(above, ast.IfExp) and below is not above.test:
            return False
        if isinstance(above, ast.BoolOp) and below is not above.values[0]:
            return False
        if isinstance(above, COMPREHENSIONS) and below is not above.generators[0]:
            return False
        if isinstance(above, ast.Compare) and len(above.ops) > 1 and below not in (above.left, above.comparators[0]):
            return False
        if above is stmt:
            return not isinstance(stmt, ast.For) or below is stmt.iter
        below = above
    return True


def _between(module: ParsedModule, body: list[ast.stmt], nodes: list[ast.expr]) -> set[str]:
    """What changes from the first use to the last one."""
    places = [place for place, stmt in enumerate(body) if any(module.inside(node, stmt) for node in nodes)]
    last = body[places[-1]]
    simple = isinstance(last, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Return | ast.Expr)
    return _changed(module, body[places[0] : places[-1] + (not simple)])


def _changed(module: ParsedModule, body: list[ast.stmt]) -> set[str]:
    """Names that the block binds or whose objects it may change, in the rough sense of a guess."""
    found: set[str] = set()
    for stmt in body:
        for node in ast.walk(stmt):
            match node:
                case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                    if not any(isinstance(above, ast.comprehension) for above in module.ancestors(node)):
                        found.add(name)
                case ast.Subscript(ctx=ast.Store() | ast.Del()) | ast.Attribute(ctx=ast.Store() | ast.Del()):
                    found.add(root_name(node))
                case ast.Call(func=func, args=args):
                    if isinstance(func, ast.Attribute) and func.attr not in PURE_METHODS and not module.is_pure(node):
                        if not (isinstance(func.value, ast.Name) and module.imported(func.value)):
                            found.add(root_name(func.value))
                        if func.attr in _KEEPING:
                            continue
                    if not module.is_pure(node):
                        found |= {arg.id for arg in args if isinstance(arg, ast.Name)}
    return found


def _name(node: ast.expr) -> str:
    match node:
        case ast.Subscript(slice=ast.Constant(value=str() as word)) if re.fullmatch(r"[a-z_]\w*", word):
            return word
        case ast.Subscript(value=ast.Name(id=word), slice=ast.Constant(value=int() as place)):
            return f"{word}_{place}" if place >= 0 else f"{word}_last"
        case ast.Attribute(value=ast.Name(id=word), attr=attr):
            return f"{word}_{attr}"
        case ast.Call(func=ast.Attribute(value=ast.Name(id=word), attr=attr)):
            return f"{word}_{attr}"
        case ast.Call(func=ast.Name(id=word)):
            return f"{word}_value"
        case ast.Call(func=ast.Attribute(attr=attr)) | ast.Attribute(attr=attr):
            return f"{attr}_value"
    return "part"
