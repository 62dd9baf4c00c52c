"""Statements of programs with numpy as statements without it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fasterpy.generate.rules.build import block, delete, owns_line, replace
from fasterpy.generate.rules.edit import Edit
from fasterpy.generate.rules.programs.arrays.calls import Call, Unsupported
from fasterpy.generate.rules.programs.arrays.elements import OPERATORS, elementwise
from fasterpy.generate.rules.programs.arrays.functions import FUNCTIONS, METHODS
from fasterpy.generate.rules.programs.arrays.lines import hoisted, on_lines
from fasterpy.generate.rules.programs.arrays.store import stored
from fasterpy.generate.rules.programs.arrays.types import as_stored
from fasterpy.generate.rules.programs.arrays.ufuncs import BINARY

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.translate import Translator

_SETTINGS = ("set_printoptions", "seterr", "random.seed", "errstate")


def translated(to: Translator, stmt: ast.stmt) -> list[Edit]:
    """Edits of the statement's own expressions. Raises Unsupported."""
    edits = hoisted(to, stmt)
    text = _whole(to, stmt)
    if text is not None:
        if "\n" in text and not owns_line(to.module, stmt):
            return [*edits, *on_lines(to.module, stmt, text)]
        return [*edits, replace(to.module, stmt, text) if text else delete(to.module, stmt)]
    edits += _hints(to, stmt)
    for child in ast.iter_child_nodes(stmt):
        if isinstance(child, ast.stmt) or child is getattr(stmt, "annotation", None):
            continue
        for expression in _expressions(stmt, child):
            text = to.text(expression)
            if text != to.module.source(expression):
                edits.append(replace(to.module, expression, text))
    return edits


def _hints(to: Translator, stmt: ast.stmt) -> list[Edit]:
    """Hints that name numpy's types."""
    hints: list[ast.expr | None] = []
    if isinstance(stmt, ast.FunctionDef):
        arguments = stmt.args
        hints += [one.annotation for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
        hints.append(stmt.returns)
    elif isinstance(stmt, ast.AnnAssign):
        hints.append(stmt.annotation)
    named = [hint for hint in hints if hint is not None and any(map(to.shapes.numpy, ast.walk(hint)))]
    return [replace(to.module, hint, "list") for hint in named]


def _expressions(stmt: ast.stmt, node: ast.AST) -> Iterator[ast.expr]:
    """Expressions of the statement itself; hints are not computed with."""
    if isinstance(node, ast.expr):
        if not (isinstance(stmt, ast.FunctionDef) and (node is stmt.returns or node in stmt.decorator_list)):
            yield node
    elif isinstance(node, ast.arguments):
        yield from (default for default in [*node.defaults, *node.kw_defaults] if default is not None)
    elif not isinstance(node, ast.stmt):
        for child in ast.iter_child_nodes(node):
            yield from _expressions(stmt, child)


def _whole(to: Translator, stmt: ast.stmt) -> str | None:
    """The text of a statement that changes as a whole; empty to leave it out; None for all others."""
    shapes = to.shapes
    match stmt:
        case ast.Expr(value=ast.Call(func=func)) if shapes.numpy(func) in _SETTINGS:
            return ""
        case ast.Expr(value=ast.Call() as call):
            return _called(to, call)
        case ast.AugAssign() if shapes.of(stmt.target) or shapes.of(stmt.value):
            return _augmented(to, stmt)
        case ast.Assign(targets=[ast.Name() as target], value=value):
            name = shapes.numpy(value)
            if name in FUNCTIONS or name == "newaxis":  # ``array = np.array``: the name is numpy's wherever it is read
                return "" if shapes.numpy(target) == name else None
            if not isinstance(value, ast.Name) and to.text(value) == target.id:
                return ""
        case ast.Assign(targets=[ast.Subscript(value=base) as target], value=value) if shapes.of(base):
            text = as_stored(to, base, value)
            found = put(to, target, text, shapes.rank(value), _simple(value))
            return f"{to.text(target)} = {text}" if found is None and text != to.text(value) else found
        case ast.Assign(targets=[_, _, *_] as targets):
            for one in targets:
                if isinstance(one, ast.Subscript) and shapes.of(one.value) and shapes.of(one):
                    raise Unsupported("several parts at once")
    return None


def _simple(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant | ast.Name) or isinstance(getattr(value, "operand", None), ast.Constant)


def put(to: Translator, target: ast.expr, text: str, rank: int, simple: bool = True) -> str | None:
    """An assignment to any target; None: the ordinary one does."""
    if isinstance(target, ast.Subscript):
        return stored(to, target, text, rank, simple)
    return f"{to.text(target)}[:] = {text}"


def _augmented(to: Translator, stmt: ast.AugAssign) -> str:
    """``a += 1`` on a vector makes a new list."""
    target = stmt.target
    if to.shapes.of(target) == 0:
        if isinstance(stmt.target, ast.Name) or to.shapes.of(stmt.value):
            raise Unsupported("a number grows to an array")
    whole = ast.BinOp(left=target, op=stmt.op, right=stmt.value)
    if isinstance(stmt.op, ast.MatMult):
        raise Unsupported("@=")
    text = elementwise(to, whole)
    if isinstance(target, ast.Subscript) and to.shapes.of(target.value):
        found = stored(to, target, text, to.shapes.of(target), False)
        if found is not None:
            return found
    shared = isinstance(target, ast.Name) and _is_shared(to, target)
    return f"{to.text(target)}{'[:]' if shared else ''} = {text}"


def _is_shared(to: Translator, name: ast.Name) -> bool:
    """Whether another name may mean the same array: then it has to change in place."""
    if any(isinstance(one, ast.arg) for one in to.module.scope_of(name).bindings.get(name.id, [])):
        return True
    for use in to.module.uses(name):
        above = to.module.parent(use)
        if isinstance(above, ast.Assign) and (above.value is use or isinstance(above.value, ast.Name)):
            return True
    return False


def _called(to: Translator, node: ast.Call) -> str | None:
    """A call for its effect."""
    name = to.shapes.numpy(node.func)
    if name.endswith(".at"):
        return _at(to, name.removesuffix(".at"), node)
    if name == "fill_diagonal" and len(node.args) == 2:
        line = f"row[i] = {to.text(node.args[1])}"
        return f"for i, row in enumerate({to.text(node.args[0])}):\n{block(to.module, line)}"
    if name == "random.shuffle":
        raise Unsupported(name)
    call = to.shapes.call(node)
    if call is None:
        return None
    out = call.get("out")
    if out is not None:
        plain = Call(call.name, node, {word: value for word, value in call.given.items() if word != "out"})
        return put(to, out, _into(to, plain), to.shapes.of(out), False)
    if name:
        return None
    target = node.func.value if isinstance(node.func, ast.Attribute) else node
    if call.name == "fill":
        rank = to.shapes.of(target)
        value, base = to.text(call["value"]), to.text(target)
        if rank == 1:
            return f"{base}[:] = [{value}] * len({base})"
        if rank == 2:
            return f"for row in {base}:\n{block(to.module, f'row[:] = [{value}] * len(row)')}"
        raise Unsupported("fill")
    if call.name == "sort":
        return _sorted(to, call, target)
    return None


def _into(to: Translator, call: Call) -> str:
    """The text of a call without its ``out``."""
    words = [word for word in call.node.keywords if word.arg != "out"]
    args = call.node.args
    if out_by_place(call) is not None:
        args = args[:-1]
    bare = ast.Call(func=call.node.func, args=args, keywords=words)
    made = Call(call.name, bare, call.given)
    to.shapes.remember(bare, made)
    method = not to.shapes.numpy(call.node.func) and call.name in METHODS
    return (METHODS if method else FUNCTIONS)[call.name].text(to, made)


def out_by_place(call: Call) -> ast.expr | None:
    """``out`` as the last argument without its name."""
    named = any(word.arg == "out" for word in call.node.keywords)
    last = call.node.args[-1] if call.node.args else None
    return None if named or last in call.given.values() else last


def _at(to: Translator, name: str, node: ast.Call) -> str:
    """``np.add.at(a, places, 1)``: every place in turn, also those that come twice."""
    if len(node.args) < 2:
        raise Unsupported(f"{name}.at")
    base, places, *rest = node.args
    if to.shapes.of(base) != 1 or not to.shapes.rank(places) or len(rest) > 1 or to.shapes.is_mask(places):
        raise Unsupported(f"{name}.at")
    item, subject = to.variable, to.atom(base)
    value, head = to.text(rest[0]) if rest else "", f"for {item} in {to.text(places)}:"
    if rest and to.shapes.rank(rest[0]):
        head = f"for {item}, {item}_new in zip({to.text(places)}, {value}):"
        value = f"{item}_new"
    place = f"{subject}[{item}]"
    if name in BINARY and BINARY[name] in OPERATORS.values():
        return f"{head}\n{block(to.module, f'{place} {BINARY[name]}= {value}')}"
    if name in ("maximum", "minimum"):
        return f"{head}\n{block(to.module, f'{place} = {name[:3]}({place}, {value})')}"
    raise Unsupported(f"{name}.at")


def _sorted(to: Translator, call: Call, target: ast.expr) -> str | None:
    rank = to.shapes.of(target)
    if rank == 2 and call.axis(2, 1) == 1:
        return f"for row in {to.text(target)}:\n{block(to.module, 'row.sort()')}"
    if rank == 2:
        base = to.text(target)
        return f"{base}[:] = map(list, zip(*[sorted(line) for line in zip(*{base})]))"
    if rank != 1:
        raise Unsupported("sort")
    if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Slice):
        part = ast.unparse(target.slice)
        if part == "::-1":
            return f"{to.atom(target.value)}.sort(reverse=True)"
        place = to.text(target)
        return f"{place} = sorted({place})"
    return f"{to.atom(target)}.sort()"
