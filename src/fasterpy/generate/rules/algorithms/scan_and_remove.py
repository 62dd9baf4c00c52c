"""Looking through what is left for one with a matching key, and removing it → what is left, found by its key."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, text
from fasterpy.generate.rules.algorithms.scan import Plan, lives_on, plan, tuple_of
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_after, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class ScanAndRemove(Rule):
    """Matching payments with invoices, parts with orders: a dict keeps the order and gives any item up at once."""

    name = "scan-and-remove-to-index"
    pattern = "quadratic-join"
    summary = "List what is left by key in a dict, so that a match is found and removed without a walk."
    gain = 7.0
    risk = Risk.LIKELY
    order = 16
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            found = _pool(module, loop)
            if found is None or not module.loops(loop) or not owns_line(module, loop):
                continue
            pool, item, index = found
            gone = [node for node in ast.walk(loop) if _removes(module, node, pool, item, index)]
            if len(gone) != 1:
                continue
            removal = module.statement(gone[0])
            edits = _edits(module, loop, pool, item, index, removal)
            if edits:
                yield Rewrite(tuple(edits), at(loop, f"{pool.id} by key"))


def _pool(module: ParsedModule, loop: ast.For) -> tuple[ast.Name, ast.expr, str] | None:
    """The list that is looked through, what an item is called, and its place when that is counted."""
    match loop.target, loop.iter:
        case target, ast.Name() as pool:
            return pool, target, ""
        case ast.Tuple(elts=[ast.Name(id=index), item]), ast.Call(func=func, args=[ast.Name() as pool]) if (
            module.is_builtin(func, "enumerate")
        ):
            return pool, item, index
        case ast.Name(id=index), ast.Call(
            func=func, args=[ast.Call(func=ast.Name(id="len"), args=[ast.Name() as pool])]
        ) if module.is_builtin(func, "range"):
            match loop.body[0]:
                case ast.Assign(
                    targets=[ast.Name() as item], value=ast.Subscript(value=ast.Name(id=word), slice=ast.Name(id=at_))
                ) if word == pool.id and at_ == index:
                    return pool, item, index
    return None


def _removes(module: ParsedModule, node: ast.AST, pool: ast.Name, item: ast.expr, index: str) -> bool:
    """``pool.remove(item)``, ``del pool[i]``, ``pool.pop(i)`` as a statement."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=word), attr=verb), args=[what])):
            if word != pool.id:
                return False
            if verb == "remove":
                return module.source(what).strip("()") == module.source(item).strip("()")
            return verb == "pop" and isinstance(what, ast.Name) and what.id == index
        case ast.Delete(targets=[ast.Subscript(value=ast.Name(id=word), slice=ast.Name(id=place))]):
            return word == pool.id and place == index
    return False


def _edits(
    module: ParsedModule, loop: ast.For, pool: ast.Name, item: ast.expr, index: str, removal: ast.stmt
) -> list[Edit]:
    body = loop.body[1:] if index and not isinstance(loop.target, ast.Tuple) else loop.body
    test = body[0] if len(body) == 1 else None
    if not isinstance(test, ast.If) or test.orelse or removal not in test.body or not owns_line(module, removal):
        return []
    last = test.body[-1]
    if not isinstance(last, ast.Break | ast.Return) or (lives_on(module, loop) and not loop.orelse and index):
        return []
    facts: Plan = plan(list(conjuncts(test.test)), names_in(item))
    if not facts.equal or not all(module.is_pure(part.key) and module.is_pure(part.probe) for part in facts.equal):
        return []
    outer = _outermost(module, loop, pool, removal)
    counted = [node for node in ast.walk(loop) if isinstance(node, ast.Name) and node.id == index and index]
    heads = [node for node in counted if module.inside(node, loop.target) or module.inside(node, removal)]
    if body is not loop.body:
        heads += [node for node in counted if module.inside(node, loop.body[0])]
    if outer is None or len(heads) != len(counted):
        return []
    key, probe = tuple_of([part.key for part in facts.equal]), tuple_of([part.probe for part in facts.equal])
    if names_in(key) - names_in(item) & mutated_names(outer)[0]:
        return []
    left, places, place = module.fresh(f"{pool.id}_left"), module.fresh("places"), module.fresh("place")
    word, wanted = text(item).strip("()"), text(probe)
    target = f"({word})" if isinstance(item, ast.Tuple) else word
    add = block(module, f"{places}.setdefault({text(key)}, []).append({place})")
    made = [
        f"{left} = dict(enumerate({pool.id}))",
        f"{places} = {{}}",
        f"for {place}, {target} in {left}.items():",
        add,
    ]
    edits = [
        insert_before(module, outer, "\n".join(made)),
        insert_after(module, outer, f"{pool.id}[:] = {left}.values()"),
        replace(module, loop.target, place),
        replace(module, loop.iter, f"{places}.get({wanted}, ())"),
        replace(module, removal, f"del {left}[{place}]\n{places}[{wanted}].remove({place})"),
    ]
    if body is loop.body:
        edits.append(insert_before(module, test, f"{word} = {left}[{place}]"))
    else:
        edits.append(replace(module, loop.body[0], f"{word} = {left}[{place}]"))
    return edits


def _outermost(module: ParsedModule, loop: ast.For, pool: ast.Name, removal: ast.stmt) -> ast.stmt | None:
    """The outermost loop that touches the list only by this scan; it ends in one place."""
    best: ast.stmt | None = None
    for around in module.loops(loop):
        for use in module.uses(pool):
            mine = module.inside(use, loop.iter) or module.inside(use, removal)
            mine = mine or (use in ast.walk(loop.body[0]) and isinstance(loop.iter, ast.Call))
            if module.inside(use, around) and not mine:
                return best
        leaves = any(isinstance(node, ast.Return | ast.Yield | ast.YieldFrom) for node in ast.walk(around))
        if leaves or not owns_line(module, around):
            return best
        best = around
    return best
