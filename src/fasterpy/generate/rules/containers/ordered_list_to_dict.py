"""A list of distinct items that is searched, appended to and removed from → an OrderedDict with the items as keys."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import conjuncts
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, bound_value, need, replace, retyped
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
            edits = _edits(module, node, bound[0])
            if edits:
                yield Rewrite(tuple(edits), at(node, f"{bound[0].id} becomes an OrderedDict"))


def _edits(module: ParsedModule, start: ast.Assign | ast.AnnAssign, name: ast.Name) -> list[Edit]:
    imports, ordered = need(module, "collections", "OrderedDict")
    edits: list[Edit] = [*imports, *retyped(module, start, f"{ordered}()")]
    found: set[str] = set()
    for use in module.uses(name):
        if use is name:
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
            case ast.While() | ast.If(), _:
                pass
            case ast.Attribute(attr="append"), ast.Call(args=[item]) if isinstance(module.parent(call), ast.Expr):
                found.add("append")
                edits.append(replace(module, module.parent(call) or call, f"{name.id}[{module.source(item)}] = None"))
            case ast.Attribute(attr="remove"), ast.Call(args=[item]) if isinstance(module.parent(call), ast.Expr):
                found.add("remove")
                edits.append(replace(module, call, f"{name.id}.pop({argument(module, item)})"))
            case ast.Attribute(attr="pop"), ast.Call() if not _some_left(module, call, name.id):
                return []  # an empty dict raises another error
            case ast.Attribute(attr="pop"), ast.Call(args=[ast.Constant(value=0)]):
                found.add("first")
                wanted = not isinstance(module.parent(call), ast.Expr)
                edits.append(replace(module, call, f"{name.id}.popitem(last=False)" + ("[0]" if wanted else "")))
            case ast.Attribute(attr="pop"), ast.Call(args=[]):
                wanted = not isinstance(module.parent(call), ast.Expr)
                edits.append(replace(module, call, f"{name.id}.popitem()" + ("[0]" if wanted else "")))
            case _:
                return []
    # Without removal in the middle a set beside the list, or a deque, is the smaller change.
    return edits if "append" in found and "remove" in found and found & {"in", "first"} else []


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
