"""Grouping, sorting inside loops, dropping duplicates, queues."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, bound_value, delete, need, owns_line, replace, replace_range
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class SetdefaultGroup(Rule):
    """``if k not in d: d[k] = []`` and then ``d[k].append(v)``."""

    name = "setdefault-group"
    pattern = "dict-setdefault-group"
    summary = "Group with dict.setdefault instead of testing for the key first."
    gain = 1.15
    order = 23

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for test in scope.nodes(ast.If):
            after = module.next(test)
            match test:
                case ast.If(
                    test=ast.Compare(left=key, ops=[ast.NotIn()], comparators=[ast.Name(id=name)]),
                    body=[ast.Assign(targets=[ast.Subscript() as slot], value=start)],
                    orelse=[],
                ) if module.source(slot) == f"{name}[{module.source(key)}]" and module.is_pure(key):
                    pass
                case _:
                    continue
            match after:
                case ast.Expr(
                    value=ast.Call(func=ast.Attribute(value=ast.Subscript() as again, attr=verb), args=[item])
                ):
                    if module.source(again) != module.source(slot) or verb not in ("append", "add"):
                        continue
                    fresh = {"append": "[]", "add": "set()"}[verb]
                    if module.source(start) not in (fresh, "list()"):
                        continue
                    text = f"{name}.setdefault({module.source(key)}, {fresh}).{verb}({argument(module, item)})"
                case ast.AugAssign(target=ast.Subscript() as again, op=ast.Add(), value=step):
                    if module.source(again) != module.source(slot) or not isinstance(start, ast.Constant):
                        continue
                    text = f"{module.source(slot)} = {name}.get({module.source(key)}, {module.source(start)})"
                    text += f" + {argument(module, step)}"
                case _:
                    continue
            yield Rewrite((replace_range(module, test, after, text),), at(test, "one look-up"))


class SortInLoop(Rule):
    """A sorted list stays sorted when each new item goes to its place."""

    name = "sort-in-loop-to-insort"
    pattern = "sort-in-loop"
    summary = "Insert with bisect.insort instead of appending and sorting again in every round."
    gain = 3.0
    risk = Risk.BOLD
    order = 21

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Expr):
            after = module.next(stmt)
            match stmt.value, after:
                case (
                    ast.Call(func=ast.Attribute(attr="append", value=ast.Name(id=name)), args=[item]),
                    ast.Expr(
                        value=ast.Call(func=ast.Attribute(attr="sort", value=ast.Name(id=same)), args=[], keywords=[])
                    ),
                ) if name == same and module.loops(stmt):
                    imports, insort = need(module, "bisect", "insort")
                    text = f"{insort}({name}, {argument(module, item)})"
                    assert after is not None
                    yield Rewrite((*imports, replace_range(module, stmt, after, text)), at(stmt, "insort"))


class DedupeLoop(Rule):
    """``if x not in out: out.append(x)`` over a list keeps the first of each: so does a dict."""

    name = "dedupe-loop-to-dict"
    pattern = "dedupe-ordered"
    summary = "Drop duplicates with dict.fromkeys, which keeps the order."
    gain = 4.0
    order = 18
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            match loop:
                case ast.For(
                    target=ast.Name(id=item),
                    body=[
                        ast.If(
                            test=ast.Compare(
                                left=ast.Name(id=tested), ops=[ast.NotIn()], comparators=[ast.Name(id=out)]
                            ),
                            body=[
                                ast.Expr(
                                    value=ast.Call(
                                        func=ast.Attribute(attr="append", value=ast.Name(id=grown)),
                                        args=[ast.Name(id=added)],
                                    )
                                )
                            ],
                            orelse=[],
                        )
                    ],
                    orelse=[],
                ) if item == tested == added and out == grown and owns_line(module, loop):
                    pass
                case _:
                    continue
            start = module.previous(loop)
            source = argument(module, loop.iter)
            bound = bound_value(start)
            if bound and bound[0].id == out and module.source(bound[1]) in ("[]", "list()"):
                assert start is not None
                hint = f": {module.source(start.annotation)}" if isinstance(start, ast.AnnAssign) else ""
                edits: tuple[Edit, ...] = (
                    delete(module, start),
                    replace(module, loop, f"{out}{hint} = list(dict.fromkeys({source}))"),
                )
            else:
                edits = (replace(module, loop, f"{out}[:] = dict.fromkeys([*{out}, *{source}])"),)
            yield Rewrite(edits, at(loop, f"{out} by dict.fromkeys"))


class QueueToDeque(Rule):
    """queue.Queue locks at every call."""

    name = "queue-to-deque"
    pattern = "queue-in-one-thread"
    summary = "Use collections.deque instead of queue.Queue where there is one thread."
    gain = 3.0
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            made = module.imported(call.func)
            stmt = module.parent(call)
            if made not in ("queue.Queue", "queue.LifoQueue", "queue.SimpleQueue") or not isinstance(stmt, ast.Assign):
                continue
            if len(stmt.targets) != 1 or not isinstance(stmt.targets[0], ast.Name):
                continue
            imports, deque = need(module, "collections", "deque")
            edits = _converted(module, stmt.targets[0], "pop" if made == "queue.LifoQueue" else "popleft")
            if edits:
                yield Rewrite((*imports, replace(module, call, f"{deque}()"), *edits), at(call, "deque"))


def _converted(module: ParsedModule, name: ast.Name, take: str) -> list[Edit]:
    edits: list[Edit] = []
    for use in module.uses(name):
        if use is name:
            continue
        attribute = module.parent(use)
        call = module.parent(attribute) if isinstance(attribute, ast.Attribute) else None
        if not (isinstance(attribute, ast.Attribute) and isinstance(call, ast.Call) and call.func is attribute):
            return []
        word = use.id
        match attribute.attr:
            case "put" | "put_nowait" if len(call.args) == 1:
                text = f"{word}.append({argument(module, call.args[0])})"
            case "get" | "get_nowait" if not call.args:
                text = f"{word}.{take}()"
            case "empty":
                above = module.parent(call)
                if isinstance(above, ast.UnaryOp) and isinstance(above.op, ast.Not):
                    edits.append(replace(module, above, word))
                    continue
                text = f"(not {word})"
            case "qsize":
                text = f"len({word})"
            case _:
                return []
        edits.append(replace(module, call, text))
    return edits
