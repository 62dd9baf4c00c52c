"""A pure call whose value never changes in the loop is made before it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import IMMUTABLE_RESULTS, PURE_FUNCTIONS, PURE_METHODS
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.loops.shape import some_rounds
from fasterpy.generate.rules.target import TargetScope

_READERS = ("sum", "len", "min", "max", "sorted", "tuple", "set", "list", "any", "all")


class HoistInvariantCall(Rule):
    """Takes the outermost loop in which the expression is invariant."""

    name = "hoist-invariant-call"
    pattern = "hoist-loop-invariant"
    summary = "Compute what does not change in the loop once, before it."
    gain = 1.5
    risk = Risk.LIKELY
    order = 50

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.AST, str], list[ast.expr]] = {}
        for node in scope.nodes(ast.Call, ast.BinOp):
            if not _worth(module, node) or isinstance(module.statement(node), ast.Raise):
                continue
            loops = [loop for loop in module.loops(node) if owns_line(module, loop)]
            best: ast.For | ast.AsyncFor | ast.While | None = None
            for loop in loops:
                if not _evaluated_often(module, node, loop) or not module.is_invariant(node, loop):
                    break
                best = loop
            if best is None or (module.parent(node) in (best,) and not isinstance(best, ast.While)):
                continue
            outer = groups.setdefault((best, module.source(node)), [])
            outer.append(node)
        taken: list[ast.expr] = []
        for (place, text), found in groups.items():
            nodes = [node for node in found if not any(module.inside(node, other) for other in taken)]
            if not nodes or not isinstance(place, ast.For | ast.While | ast.AsyncFor) or "\n" in text:
                continue
            taken += nodes
            name = module.fresh(_name(nodes[0]))
            made = text
            if isinstance(place, ast.For) and any(isinstance(below, ast.Subscript) for below in ast.walk(nodes[0])):
                guard = some_rounds(module, place.iter)  # without any, nothing was looked up
                made = f"{text} if {guard} else None" if guard else text
            edits: list[Edit] = [insert_before(module, place, f"{name} = {made}")]
            edits += [replace(module, node, name) for node in nodes]
            yield Rewrite(tuple(edits), at(nodes[0], f"{text} before the loop"))


def _worth(module: ParsedModule, node: ast.expr) -> bool:
    """Calls that compute; arithmetic of at least a power or a call inside. Fresh mutable results must stay fresh."""
    if isinstance(node, ast.BinOp):
        if all(
            isinstance(below, ast.Constant | ast.operator | ast.BinOp | ast.UnaryOp | ast.unaryop)
            for below in ast.walk(node)
        ):
            return False  # the compiler folds constants
        return module.kind(node) in ("int", "float", "str", "bool")
    if not isinstance(node, ast.Call) or not module.is_pure(node):
        return False
    if module.is_builtin(node.func, "range", "map", "filter", "zip", "enumerate", "iter", "reversed", "float") and not (
        module.is_builtin(node.func, "float") and node.args and isinstance(node.args[0], ast.Constant)
    ):
        return False
    if module.imported(node.func).startswith("itertools"):
        return False
    if node.args and isinstance(node.args[0], ast.Tuple | ast.List) and not node.args[0].elts:
        return False  # min(()) is there to raise
    known = module.kind(node)
    if known in ("list", "dict", "set", "deque", "Counter", "iterator", "defaultdict"):
        # Safe only where it is read: iterated, measured, searched.
        parent = module.parent(node)
        match parent:
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[right]):
                return right is node
            case ast.Compare(ops=[ast.Eq() | ast.NotEq() | ast.Lt() | ast.Gt() | ast.LtE() | ast.GtE()]):
                return known != "iterator"
            case ast.BinOp(op=ast.BitAnd() | ast.BitOr() | ast.Sub() | ast.BitXor()):
                return known == "set"
            case ast.For(iter=source) if source is node:
                return known != "iterator"
            case ast.Subscript(value=value, ctx=ast.Load()):
                return value is node and known != "iterator"
            case ast.Call(func=func):
                return module.is_builtin(func, *_READERS)
            case ast.Attribute(attr=attr):
                return attr in PURE_METHODS and known != "iterator"
        name = _given_to(module, node)
        return (
            known != "iterator"
            and name is not None
            and all(_reads(module, use) for use in module.uses(name) if isinstance(use.ctx, ast.Load))
        )
    if module.imported(node.func) in IMMUTABLE_RESULTS:
        return True
    if module.imported(node.func) in PURE_FUNCTIONS:
        return _only_read(module, node)
    return bool(known) or isinstance(node.func, ast.Name)


def _given_to(module: ParsedModule, node: ast.expr) -> ast.Name | None:
    """The name that an expression is given to, alone or as one of several: ``left, right = words(a), words(b)``."""
    match module.parent(node):
        case ast.Assign(targets=[ast.Name() as name]):
            return name
        case ast.Tuple(elts=values) as both:
            match module.parent(both):
                case ast.Assign(targets=[ast.Tuple(elts=names)]) if len(names) == len(values):
                    target = names[next(at for at, value in enumerate(values) if value is node)]
                    return target if isinstance(target, ast.Name) else None
    return None


def _reads(module: ParsedModule, use: ast.Name) -> bool:
    """Whether a use of a collection only looks at it."""
    match module.parent(use):
        case ast.BinOp() | ast.Compare() | ast.BoolOp() | ast.UnaryOp() | ast.If() | ast.While():
            return True
        case ast.For(iter=source) | ast.comprehension(iter=source):
            return source is use
        case ast.IfExp(test=test):
            return test is use
        case ast.Subscript(value=value, ctx=ast.Load()):
            return value is use
        case ast.Call(func=func) as call:
            return use in call.args and module.is_builtin(func, *_READERS)
    return False


def _only_read(module: ParsedModule, node: ast.expr) -> bool:
    """``json.loads(line).get(key)``, ``json.loads(line)["a"]``: what is made is looked at and dropped."""
    match module.parent(node):
        case ast.Attribute(attr=attr):
            return attr in PURE_METHODS
        case ast.Subscript(value=value, ctx=ast.Load()):
            return value is node
    return False


def _evaluated_often(module: ParsedModule, node: ast.expr, loop: ast.stmt) -> bool:
    """The loop's own head, or anything in its body outside nested functions."""
    if isinstance(loop, ast.For) and module.inside(node, loop.iter):
        return False
    return module.function(node) is module.function(loop)


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        func = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "value")
        arg = node.args[0] if node.args else None
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            arg = arg if isinstance(arg, ast.Name) else node.func.value
        tail = f"_{arg.id}" if isinstance(arg, ast.Name) else ""
        return re.sub(r"\W", "", f"{func}{tail}")
    return "bound"
