"""Looking through all groups for one with the same key, in every round → a dict of groups."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, bound_value, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_LISTS = ("sorted", "list")


class GroupScanToDict(Rule):
    """The groups are compared with every item; a dict finds the one that fits by its key."""

    name = "group-scan-to-dict"
    pattern = "enumerate-pairs-anagrams"
    summary = "Find the group of an item by its key in a dict instead of comparing with every group."
    gain = 8.0
    risk = Risk.LIKELY
    order = 14
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for outer in scope.nodes(ast.For):
            found = _parts(outer)
            if found is None or not owns_line(module, outer):
                continue
            item, groups, key = found
            if _start(module, outer, groups) is None or not module.is_pure(key):
                continue
            table, word = module.fresh("by_key"), module.fresh("key")
            text = ast.unparse(key)
            # Lists cannot be keys; a tuple of the same items can.
            match key:
                case ast.Call(func=ast.Name(id=name)) if name in _LISTS:
                    text = f"tuple({text})"
            body = [
                f"{word} = {text}",
                f"if {word} in {table}:",
                block(module, f"{table}[{word}].append({item})"),
                "else:",
                block(module, f"{table}[{word}] = [{item}]", f"{groups}.append({table}[{word}])"),
            ]
            head = f"for {module.source(outer.target)} in {module.source(outer.iter)}:"
            edits = (
                insert_before(module, outer, f"{table} = {{}}"),
                replace(module, outer, "\n".join([head, block(module, *body)])),
            )
            yield Rewrite(edits, at(outer, f"{groups} by {text}"))


def _parts(outer: ast.For) -> tuple[str, str, ast.expr] | None:
    """The item's text, the name of the list of groups, and the key of an item."""
    match outer.body:
        case [
            ast.Assign(targets=[ast.Name(id=flag)], value=ast.Constant(value=False)),
            ast.For(target=ast.Name(id=group), iter=ast.Name(id=groups), body=[ast.If() as test], orelse=[]),
            ast.If(test=ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=again)), body=[fresh], orelse=[]),
        ] if flag == again and not outer.orelse:
            joined = [stmt for stmt in test.body if ast.unparse(stmt) not in (f"{flag} = True", "break")]
        case [
            ast.For(target=ast.Name(id=group), iter=ast.Name(id=groups), body=[ast.If() as test], orelse=[fresh]),
        ] if not outer.orelse:
            joined = [stmt for stmt in test.body if ast.unparse(stmt) != "break"]
        case _:
            return None
    match joined, fresh, test.test:
        case (
            [ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=one), attr="append"), args=[item]))],
            ast.Expr(
                value=ast.Call(
                    func=ast.Attribute(value=ast.Name(id=many), attr="append"), args=[ast.List(elts=[first])]
                )
            ),
            ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]),
        ) if one == group and many == groups and ast.unparse(item) == ast.unparse(first) and not test.orelse:
            text = ast.unparse(item)
        case _:
            return None
    sides = ast.unparse(left), ast.unparse(right)
    for key, other in ((right, sides[0]), (left, sides[1])):
        if group not in free_names(key) and other == ast.unparse(key).replace(text, f"{group}[0]"):
            return text, groups, key
    return None


def _start(module: ParsedModule, outer: ast.For, groups: str) -> ast.stmt | None:
    """``groups = []`` just before: then every group is one that the loop made."""
    before = module.previous(outer)
    bound = bound_value(before)
    empty = bound is not None and bound[0].id == groups and module.source(bound[1]) in ("[]", "list()")
    return before if empty else None
