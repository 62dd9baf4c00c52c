"""A list of distinct items that is searched, appended to and removed from → a dict with the items as keys."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import conjuncts, same
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import (
    argument,
    at,
    block,
    bound_value,
    insert_before,
    need,
    owns_line,
    replace,
    replace_range,
    retyped,
)
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class OrderedListToDict(Rule):
    """Least-recently-used orders, waiting lists: ``in``, ``remove`` and ``pop(0)`` walk the list, a dict hashes.

    That nothing is in the list twice is a guess.
    """

    name = "ordered-list-to-dict"
    pattern = "membership-list-to-set"
    summary = "Keep distinct items in an OrderedDict: finding, removing and taking the first take no walk."
    gain = 3.5
    risk = Risk.BOLD
    order = 19
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for node in scope.nodes(ast.Assign, ast.AnnAssign):
            bound = bound_value(node)
            if bound is None or module.source(bound[1]) not in ("[]", "list()") or module.loops(node):
                continue
            for variant, kind in (("", "an OrderedDict"), ("dict", "a dict")):
                edits = _edits(module, node, bound[0], plain=bool(variant))
                if edits:
                    yield Rewrite(tuple(edits), at(node, f"{bound[0].id} becomes {kind}"), variant)


def _edits(module: ParsedModule, start: ast.Assign | ast.AnnAssign, name: ast.Name, plain: bool) -> list[Edit]:
    """``plain``: a dict, which is quicker while few are kept, but walks over what was taken from its front."""
    if plain:
        edits = retyped(module, start, "{}")
    else:
        imports, ordered = need(module, "collections", "OrderedDict")
        edits = [*imports, *retyped(module, start, f"{ordered}()")]
    found: set[str] = set()
    moved: set[ast.AST] = set()
    for use in module.uses(name):
        if use is name or use in moved:
            continue
        parent = module.parent(use)
        call = module.parent(parent) if parent is not None else None
        match parent, call:
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[right]), _ if right is use:
                found.add("in")
            case ast.Call(func=func, args=[_]), _ if module.is_builtin(func, "len", "sorted", "list", "tuple", "set"):
                pass
            case ast.For(iter=items), _ if items is use:
                pass
            case ast.While() | ast.If() | ast.BoolOp() | ast.UnaryOp(), _ if _asked(module, use):
                pass
            case _ if _handed_out(module, use):
                edits.append(replace(module, use, f"list({name.id})"))
            case ast.Attribute(attr="append"), ast.Call(args=[item]) if isinstance(module.parent(call), ast.Expr):
                found.add("append")
                edits.append(replace(module, module.parent(call) or call, f"{name.id}[{module.source(item)}] = None"))
            case ast.Attribute(attr="remove"), ast.Call(args=[item]) if isinstance(module.parent(call), ast.Expr):
                found.add("remove")
                again = _added_again(module, module.statement(call), item, name.id)
                if again is not None and not plain:
                    found.add("append")
                    moved.add(again)
                    stmt, end = module.statement(call), module.statement(again)
                    text = f"{name.id}.move_to_end({argument(module, item)})"
                    edits.append(replace_range(module, stmt, end, text))
                else:
                    edits.append(replace(module, call, f"{name.id}.pop({argument(module, item)})"))
            case ast.Attribute(attr="pop"), ast.Call(args=[*args]) if args and not _first(args[0]):
                return []
            case ast.Attribute(attr="pop"), ast.Call(args=[*args]):
                if not _some_left(module, call, name.id):
                    # An empty dict raises another error.
                    stmt = module.statement(call)
                    if not _straight(module, call, stmt):
                        return []
                    lines = [f"if not {name.id}:", block(module, 'raise IndexError("pop from empty list")')]
                    edits.append(insert_before(module, stmt, "\n".join(lines)))
                if args:
                    found.add("first")
                wanted = not isinstance(module.parent(call), ast.Expr)
                if args and plain:
                    taken = _taken_first(module, module.statement(call), call, name.id)
                    if taken is None:
                        return []
                    edits.append(taken)
                    continue
                which = "last=False" if args else ""
                edits.append(replace(module, call, f"{name.id}.popitem({which})" + ("[0]" if wanted else "")))
            case _:
                return []
    # Without removal in the middle a set beside the list, or a deque, is the smaller change.
    return edits if "append" in found and "remove" in found and found & {"in", "first"} else []


def _added_again(module: ParsedModule, stmt: ast.stmt, item: ast.expr, name: str) -> ast.Name | None:
    """The list's name in ``a.append(item)`` just after ``a.remove(item)``."""
    match module.next(stmt):
        case (
            ast.Expr(
                value=ast.Call(func=ast.Attribute(attr="append", value=ast.Name(id=word) as found), args=[other])
            ) as after
        ) if word == name and same(item, other) and module.is_pure(item) and owns_line(module, after):
            return found if owns_line(module, stmt) else None
    return None


def _taken_first(module: ParsedModule, stmt: ast.stmt, call: ast.Call, name: str) -> Edit | None:
    """``x = a.pop(0)`` for a dict; None where the item goes elsewhere than into a name."""
    match stmt:
        case ast.Expr(value=value) if value is call:
            return replace(module, stmt, f"del {name}[next(iter({name}))]")
        case ast.Assign(targets=[ast.Name(id=word)], value=value) if value is call and owns_line(module, stmt):
            return replace(module, stmt, f"{word} = next(iter({name}))\ndel {name}[{word}]")
    return None


def _first(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int and node.value == 0


def _asked(module: ParsedModule, use: ast.Name) -> bool:
    """Whether it is only asked whether the list is empty: ``while a and …``."""
    for above in module.ancestors(use):
        if not isinstance(above, ast.BoolOp) and not (isinstance(above, ast.UnaryOp) and isinstance(above.op, ast.Not)):
            return isinstance(above, ast.If | ast.While) and not any(module.inside(use, stmt) for stmt in above.body)
    return False


def _handed_out(module: ParsedModule, use: ast.Name) -> bool:
    """Whether the list leaves with a return: as the value, or as a part of a tuple, list or dict."""
    if not isinstance(use.ctx, ast.Load):
        return False
    for above in module.ancestors(use):
        if not isinstance(above, ast.Tuple | ast.List | ast.Dict):
            return isinstance(above, ast.Return)
    return False


def _straight(module: ParsedModule, call: ast.AST, stmt: ast.stmt) -> bool:
    """Whether the call is the first thing that its statement does, so that a test may stand before it."""
    plain = isinstance(stmt, ast.Assign | ast.AnnAssign | ast.Expr | ast.Return) and owns_line(module, stmt)
    return plain and getattr(stmt, "value", None) is call


def _some_left(module: ParsedModule, call: ast.AST, name: str) -> bool:
    """Whether a test around the call says that the list is not empty: ``while a``, ``if len(a) > n``."""
    for above in module.ancestors(call):
        if isinstance(above, ast.If | ast.While) and any(module.inside(call, stmt) for stmt in above.body):
            for test in conjuncts(above.test):
                match test:
                    case ast.Name(id=word) if word == name:
                        return True
                    case ast.Compare(left=ast.Call(func=func, args=[ast.Name(id=word)]), ops=[op], comparators=[least]):
                        one = isinstance(least, ast.Constant) and isinstance(least.value, int) and least.value > 0
                        more = isinstance(op, ast.Gt) or (isinstance(op, ast.GtE) and one)
                        if word == name and more and module.is_builtin(func, "len"):
                            return True
    return False
