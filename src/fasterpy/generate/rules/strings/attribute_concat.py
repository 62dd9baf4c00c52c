"""``self.body += line`` and ``self.body = line + self.body`` in a loop → pieces, joined and stored after it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.source import FUNCTIONS
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.loops.self_attributes import around, fields
from fasterpy.generate.rules.target import TargetScope


class AttributeConcatToJoin(Rule):
    """The interpreter can make a variable's text longer in place, but an attribute's text is copied every time."""

    name = "attribute-concat-to-join"
    pattern = "concat-on-attribute"
    summary = "Collect the pieces in a list and store the joined text once, also when the loop is left by an exception."
    gain = 3.0
    risk = Risk.LIKELY
    order = 30

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        done: set[tuple[ast.AST, str]] = set()
        for stmt in scope.nodes(ast.Assign, ast.AugAssign):
            target = stmt.target if isinstance(stmt, ast.AugAssign) else stmt.targets[0]
            grown = _growth(stmt)
            loops = [loop for loop in module.loops(stmt) if isinstance(loop, ast.For | ast.While)]
            if grown is None or not loops or not isinstance(target, ast.Attribute):
                continue
            assert isinstance(target.value, ast.Name)
            loop, owner, attr = loops[-1], target.value, target.attr
            if (loop, ast.unparse(target)) in done or not owns_line(module, loop):
                continue
            done.add((loop, ast.unparse(target)))
            if _alone(module, loop, owner, attr):
                edits = _edits(module, loop, owner.id, attr)
                if edits:
                    yield Rewrite(tuple(edits), at(loop, f"{owner.id}.{attr} joined at the end"))


def _growth(stmt: ast.stmt) -> tuple[str, ast.expr, bool] | None:
    """The attribute that a statement makes longer, the piece, and whether it is put in front."""
    match stmt:
        case ast.AugAssign(target=ast.Attribute(value=ast.Name()) as target, op=ast.Add(), value=piece):
            return ast.unparse(target), piece, False
        case ast.Assign(
            targets=[ast.Attribute(value=ast.Name()) as target], value=ast.BinOp(left=left, op=ast.Add(), right=right)
        ):
            name = ast.unparse(target)
            if ast.unparse(right) == name:
                return name, left, True
            pieces = [right]
            while isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add):
                pieces.append(left.right)
                left = left.left
            if ast.unparse(left) == name:
                piece = pieces.pop()
                while pieces:
                    piece = ast.BinOp(piece, ast.Add(), pieces.pop())
                return name, piece, False
    return None


def _alone(module: ParsedModule, loop: ast.For | ast.While, owner: ast.Name, attr: str) -> bool:
    """Whether nothing in the loop can see the attribute but the statements that make it longer."""
    function = module.function(loop)
    home = module.parent(function) if isinstance(function, ast.FunctionDef) else None
    methods: dict[str, ast.FunctionDef] = {}
    if isinstance(home, ast.ClassDef) and isinstance(function, ast.FunctionDef):
        if function.args.args and function.args.args[0].arg == owner.id:
            if attr not in fields(home):
                return False
            methods = {item.name: item for item in home.body if isinstance(item, ast.FunctionDef)}
    for node in ast.walk(loop):
        if isinstance(node, (ast.Yield, ast.YieldFrom, ast.Await, *FUNCTIONS)):
            return False
        if not isinstance(node, ast.Name) or node.id != owner.id:
            continue
        place = module.parent(node)
        if not isinstance(place, ast.Attribute) or not isinstance(node.ctx, ast.Load):
            return False
        called = module.parent(place)
        if isinstance(called, ast.Call) and called.func is place and place.attr not in methods:
            return False
        if place.attr in methods and _mentions(methods[place.attr], attr, methods, set()):
            return False
    return True


def _mentions(method: ast.FunctionDef, attr: str, methods: dict[str, ast.FunctionDef], seen: set[str]) -> bool:
    """Whether a method, or one that it calls, may see the attribute."""
    seen.add(method.name)
    if not method.args.args:
        return False  # static: it does not get the object
    me = method.args.args[0].arg
    known = {id(node.value) for node in ast.walk(method) if isinstance(node, ast.Attribute)}
    for node in ast.walk(method):
        match node:
            case ast.Name(id=name) if name == me and id(node) not in known:
                return True
            case ast.Attribute(value=ast.Name(id=name), attr=word) if name == me:
                if word == attr:
                    return True
                if word in methods and word not in seen and _mentions(methods[word], attr, methods, seen):
                    return True
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=word)) if name == me and word not in methods:
                return True
            case ast.Call(func=ast.Name(id="super")):
                return True
    return False


def _edits(module: ParsedModule, loop: ast.For | ast.While, owner: str, attr: str) -> list[Edit]:
    name = f"{owner}.{attr}"
    parts = module.fresh(f"{attr.lstrip('_')}_parts")
    edits: list[Edit] = []
    fronts: set[bool] = set()
    texts = 0
    mentions = [node for node in ast.walk(loop) if isinstance(node, ast.Attribute) and ast.unparse(node) == name]
    for node in mentions:
        stmt = module.statement(node)
        grown = _growth(stmt)
        if grown is None or grown[0] != name or any(ast.unparse(below) == name for below in ast.walk(grown[1])):
            return []
        if isinstance(node.ctx, ast.Load):
            continue
        _, piece, front = grown
        fronts.add(front)
        texts += _is_text(module, piece)
        found = argument(module, piece) if piece in module.parents else ast.unparse(piece)
        edits.append(replace(module, stmt, f"{parts}.append({found})"))
    if len(fronts) != 1 or not edits or not (texts or _starts_as_text(module, loop, attr)):
        return []
    joined = f'{name} = "".join(reversed({parts})) + {name}' if fronts.pop() else f'{name} += "".join({parts})'
    return around(module, loop, edits, [f"{parts} = []"], [joined])


def _starts_as_text(module: ParsedModule, loop: ast.stmt, attr: str) -> bool:
    """Whether the class of the method sets the attribute to a text."""
    home = module.parent(module.function(loop))
    for node in ast.walk(home) if isinstance(home, ast.ClassDef) else ():
        match node:
            case ast.Assign(targets=[ast.Attribute(attr=name)], value=ast.Constant(value=str())) if name == attr:
                return True
    return False


def _is_text(module: ParsedModule, piece: ast.expr) -> bool:
    """Whether a piece is surely a text."""
    if isinstance(piece, ast.BinOp) and isinstance(piece.op, ast.Add):
        return _is_text(module, piece.left) or _is_text(module, piece.right)
    known = module.kind(piece) if piece in module.parents else ""
    return known == "str" or isinstance(piece, ast.JoinedStr)
