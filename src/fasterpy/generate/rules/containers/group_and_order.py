"""Grouping, sorting inside loops, dropping duplicates, queues."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import (
    argument,
    at,
    bound_value,
    delete,
    insert_before,
    need,
    owns_line,
    replace,
    replace_range,
)
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
            match stmt.value:
                case ast.Call(func=ast.Attribute(attr="append", value=ast.Name() as name), args=[item]) if module.loops(
                    stmt
                ):
                    pass
                case _:
                    continue
            block = module.body_of(stmt)
            for after in block[block.index(stmt) + 1 :]:
                edits = _kept_sorted(module, stmt, after, name, item)
                if edits:
                    yield Rewrite(tuple(edits), at(stmt, "insort"))
                if edits or any(isinstance(below, ast.Name) and below.id == name.id for below in ast.walk(after)):
                    break


def _kept_sorted(module: ParsedModule, stmt: ast.stmt, after: ast.stmt, name: ast.Name, item: ast.expr) -> list[Edit]:
    """The list itself is sorted again, or a sorted copy of it is made in every round."""
    imports, insort = need(module, "bisect", "insort")
    match after:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="sort", value=ast.Name(id=same)), args=[]) as call) if (
            same == name.id and owns_line(module, after)
        ):
            key = _sort_key(module, call)
            if key is None:
                return []
            text = f"{insort}({name.id}, {argument(module, item)}{key})"
            return [*imports, replace(module, stmt, text), delete(module, after)]
        case ast.Assign(targets=[ast.Name() as copy], value=ast.Call(func=func, args=[ast.Name(id=same)]) as call) if (
            same == name.id != copy.id and module.is_builtin(func, "sorted") and owns_line(module, after)
        ):
            pass
        case _:
            return []
    loop, key = module.loops(stmt)[0], _sort_key(module, call)
    others = [use for use in module.uses(copy) if use is not copy]
    reads = all(
        isinstance(use.ctx, ast.Load) and module.inside(use, loop) and reads_only(module, use) for use in others
    )
    grown = [use for use in module.uses(name) if module.inside(use, loop) and _changes(module, use)]
    if key is None or not reads or len(grown) != 1 or not owns_line(module, loop) or not module.is_pure(item):
        return []
    made = insert_before(module, loop, f"{copy.id} = {module.source(call)}")
    return [*imports, made, replace(module, after, f"{insort}({copy.id}, {argument(module, item)}{key})")]


def _sort_key(module: ParsedModule, call: ast.Call) -> str | None:
    words = {word.arg: word.value for word in call.keywords}
    if not words.keys() <= {"key"}:
        return None
    return f", key={module.source(words['key'])}" if words else ""


def reads_only(module: ParsedModule, use: ast.Name) -> bool:
    """Whether a list is only looked at where it is used: no change, no other name for it."""
    match module.parent(use):
        case ast.Subscript(value=value, ctx=ast.Load()):
            return value is use
        case ast.Call(func=func):
            return module.is_builtin(func, "len", "sum", "min", "max", "list", "tuple", "enumerate")
        case ast.For() | ast.comprehension() | ast.UnaryOp(op=ast.Not()):
            return True
        case ast.If(test=test) | ast.IfExp(test=test):
            return test is use
    return False


def _changes(module: ParsedModule, use: ast.Name) -> bool:
    parent = module.parent(use)
    if isinstance(parent, ast.Attribute):
        return parent.attr not in ("count", "index", "copy")
    stored = isinstance(parent, ast.Subscript) and not isinstance(parent.ctx, ast.Load)
    return stored or not isinstance(use.ctx, ast.Load)


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
                    if module.kind(loop.target) in ("dict", "list", "set"):
                        continue  # cannot be hashed
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
