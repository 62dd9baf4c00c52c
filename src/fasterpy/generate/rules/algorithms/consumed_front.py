"""``while text: …; text = text[3:]`` copies the rest every time → a place in the text moves on."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_after, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope
from fasterpy.syntax import syntax_tree


class ConsumedFrontToOffset(Rule):
    """Parsers that take their input apart from the front."""

    name = "consumed-front-to-offset"
    pattern = "slice-off-front"
    summary = "Move a place forward instead of copying what is left of the text after every step."
    gain = 3.0
    risk = Risk.LIKELY
    order = 17

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.While):
            if loop.orelse or not owns_line(module, loop):
                continue
            for name in dict.fromkeys(cut[0] for stmt in ast.walk(loop) if (cut := _cut(module, stmt))):
                edits = _edits(module, loop, name)
                if edits:
                    yield Rewrite(tuple(edits), at(loop, f"a place in {name}"))


def _cut(module: ParsedModule, stmt: ast.AST) -> tuple[str, ast.expr] | None:
    """``(x, n)`` of ``x = x[n:]``."""
    match stmt:
        case ast.Assign(
            targets=[ast.Name(id=name)],
            value=ast.Subscript(
                value=ast.Name(id=same), slice=ast.Slice(lower=ast.expr() as low, upper=None, step=None)
            ),
        ) if name == same and (module.is_pure(low) or _absolute(low)):
            negative = isinstance(low, ast.UnaryOp) or any(
                isinstance(node, ast.Name) and node.id == name for node in ast.walk(low)
            )
            return None if negative else (name, low)
    return None


def _edits(module: ParsedModule, loop: ast.While, name: str) -> list[Edit]:
    uses = [node for node in ast.walk(loop) if isinstance(node, ast.Name) and node.id == name]
    every = module.uses(uses[0])
    if any(module.function(use) is not module.function(loop) for use in every) or len(uses) < 3:
        return []
    place = module.fresh("place")
    edits: list[Edit] = []
    cuts: set[ast.AST] = set()
    for stmt in ast.walk(loop):
        cut = _cut(module, stmt)
        if cut is not None and cut[0] == name and isinstance(stmt, ast.Assign):
            low = module.source(cut[1])
            moved = f"min({place} + {_term(cut[1], low)}, len({name}))"
            edits.append(replace(module, stmt, f"{place} = {low if _absolute(cut[1]) else moved}"))
            cuts |= {node for node in ast.walk(stmt) if isinstance(node, ast.Name)}
    for use in uses:
        if use in cuts:
            continue
        stmt = module.statement(use)
        edit = _moved(module, loop, use, name, place)
        if edit is None and isinstance(stmt, ast.Raise) and owns_line(module, stmt):
            # What ends the loop may have the rest as a text of its own.
            edit = insert_before(module, stmt, f"{name}, {place} = {name}[{place}:], 0")
        if edit is None:
            return []
        edits += [edit] if edit not in edits else []
    end = module.span(loop)[1]
    later = any(module.span(use)[0] > end for use in every) or (
        bool(module.loops(loop)) and not _set_before(loop, module, name)
    )
    edits.append(insert_before(module, loop, f"{place} = 0"))
    if later:
        edits.append(insert_after(module, loop, f"{name} = {name}[{place}:]"))
    return edits


def _set_before(loop: ast.While, module: ParsedModule, name: str) -> bool:
    """Whether the block of the loop gives the name a new value in every round of the loop around it."""
    block = module.body_of(loop)
    return any(
        isinstance(stmt, ast.Assign) and [ast.unparse(target) for target in stmt.targets] == [name]
        for stmt in block[: block.index(loop)]
    )


def _true_place(module: ParsedModule, node: ast.expr) -> bool:
    """Whether the position of a node is right: those of parts of f-strings are not always."""
    if not any(isinstance(above, ast.JoinedStr) for above in module.ancestors(node)):
        return True
    try:
        found = syntax_tree(module.source(node), mode="eval").body
    except SyntaxError:
        return False
    return ast.dump(found) == ast.dump(node)


def _absolute(low: ast.expr) -> bool:
    """``match.end()``: of a match that began at the place, it is a place of the whole text."""
    match low:
        case ast.Call(func=ast.Attribute(value=ast.Name(), attr="end"), args=[], keywords=[]):
            return True
    return False


def _term(node: ast.expr, text: str) -> str:
    plain = isinstance(node, ast.Name | ast.Constant | ast.Call | ast.Subscript | ast.Attribute)
    plain = plain or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mult))
    return text if plain else f"({text})"


def _moved(module: ParsedModule, loop: ast.While, use: ast.Name, name: str, place: str) -> Edit | None:
    """The same part of the text from the place on; None for a use that needs the rest as a text of its own."""
    parent = module.parent(use)
    if isinstance(parent, ast.expr) and not _true_place(module, parent):
        return None
    match parent:
        case ast.Subscript(value=value, slice=ast.Slice() as part, ctx=ast.Load()) if value is use:
            if part.step is not None or any(_negative(end) for end in (part.lower, part.upper)):
                return None
            if part.upper is None:
                return None
            low = place if part.lower is None else f"{place} + {_term(part.lower, module.source(part.lower))}"
            high = f"{place} + {_term(part.upper, module.source(part.upper))}"
            inner = {node.id for node in ast.walk(part) if isinstance(node, ast.Name)}
            return replace(module, parent, f"{name}[{low} : {high}]") if name not in inner else None
        case ast.Subscript(value=value, slice=index, ctx=ast.Load()) if value is use:
            inner = {node.id for node in ast.walk(index) if isinstance(node, ast.Name)}
            if _negative(index) or name in inner:
                return None
            if isinstance(index, ast.Constant) and index.value == 0:
                return replace(module, parent, f"{name}[{place}]")
            return replace(module, parent, f"{name}[{place} + {_term(index, module.source(index))}]")
        case ast.Call(func=func, args=[only]) if only is use and module.is_builtin(func, "len"):
            above = module.parent(parent)
            text = f"len({name}) - {place}"
            return replace(module, parent, text if isinstance(above, ast.Compare) else f"({text})")
        case ast.Call(func=ast.Attribute(attr="match") as func, args=[pattern, text], keywords=[]) if (
            text is use and module.imported(func) == "re.match"
        ):
            return replace(
                module, parent, f"{module.source(func.value)}.compile({module.source(pattern)}).match({name}, {place})"
            )
        case ast.Call(func=ast.Attribute(attr="match") as func, args=[text], keywords=[]) if text is use:
            return replace(module, parent, f"{module.source(func)}({name}, {place})")
        case ast.While(test=test) if test is use and parent is loop:
            return replace(module, use, f"{place} < len({name})")
        case ast.BoolOp() if parent is loop.test:
            return replace(module, use, f"{place} < len({name})")
        case ast.If(test=test) | ast.UnaryOp(op=ast.Not(), operand=test) if test is use:
            return replace(module, use, f"({place} < len({name}))")
        case ast.Attribute(attr="startswith", value=value) if value is use:
            call = module.parent(parent)
            if isinstance(call, ast.Call) and len(call.args) == 1 and call.func is parent and not call.keywords:
                return replace(module, call, f"{name}.startswith({module.source(call.args[0])}, {place})")
    return None


def _negative(node: ast.expr | None) -> bool:
    return isinstance(node, ast.UnaryOp) or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub))
