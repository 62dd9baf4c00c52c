"""``a[i, 1:]``, ``a[a > 3]``, ``a[places]``, ``a[:, None]``: what stands between brackets, over lists."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from fasterpy.generate.rules.programs.arrays.calls import Unsupported
from fasterpy.generate.rules.programs.arrays.elements import Parts, bare, element, side_by_side
from fasterpy.generate.rules.programs.arrays.joining import side_by_side as columns_of
from fasterpy.generate.rules.programs.arrays.shapes import is_new

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.translate import Translator


def subscript(to: Translator, node: ast.Subscript) -> str:
    """The items that an index takes."""
    if to.shapes.numpy(node.value) in ("r_", "c_"):
        parts = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
        widest = 2 if to.shapes.numpy(node.value) == "c_" else 1
        if any(isinstance(part, ast.Slice) or to.shapes.rank(part) > widest for part in parts):
            raise Unsupported("r_")
        if to.shapes.numpy(node.value) == "c_":
            return columns_of(to, parts)
        return f"[{', '.join(('*' if to.shapes.rank(part) else '') + to.atom(part) for part in parts)}]"
    if not to.shapes.of(node.value):
        return to.spliced(node)
    if not isinstance(node.ctx, ast.Load) and not isinstance(to.module.parent(node), ast.AugAssign):
        parts = parts_of(to, node)
        single = len(parts) == 1 and isinstance(parts[0], ast.Slice) and isinstance(node.ctx, ast.Del)
        if not single and (any(isinstance(one, ast.Slice) or to.shapes.rank(one) for one in parts)):
            raise Unsupported("several places among others")
    match node.slice:
        case ast.Call(func=func, args=[rows, columns]) if to.shapes.numpy(func) == "ix_":
            inner = f"[{to.atom(node.value)}[i][j] for j in {to.text(columns)}]"
            return f"[{inner} for i in {to.text(rows)}]"
    return taken(to, to.atom(node.value), parts_of(to, node), 0)


def parts_of(to: Translator, node: ast.Subscript) -> list[ast.expr]:
    """What stands between the brackets, one for every dimension that is named."""
    parts = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
    for number, part in enumerate(parts):
        if isinstance(part, ast.Constant) and part.value is Ellipsis:
            missing = to.shapes.of(node.value) - sum(1 for one in parts if not is_new(to.shapes, one)) + 1
            parts[number : number + 1] = [ast.Slice()] * missing
            break
    return parts


def taken(to: Translator, base: str, parts: list[ast.expr], depth: int) -> str:
    """``base`` with the parts as indices, the first for its rows."""
    if not parts:
        return base
    part, rest = parts[0], parts[1:]
    name = to.variable + ("" if not depth else f"_{depth}")
    if is_new(to.shapes, part):
        return f"[{taken(to, base, rest, depth)}]"
    if isinstance(part, ast.Slice):
        rows = base if sliced(to, part) == ":" else f"{base}[{sliced(to, part)}]"
        if not rest or (all(sliced(to, one) == ":" for one in rest if isinstance(one, ast.Slice)) and _slices(rest)):
            return rows
        return f"[{taken(to, name, rest, depth + 1)} for {name} in {rows}]"
    condition = condition_of(to, part)
    if condition is not None:
        if to.shapes.of(condition) == 2:
            return f"[x for line, marks in zip({base}, {to.text(condition)}) for x, m in zip(line, marks) if m]"
        kept = taken(to, name, rest, depth + 1)
        if not rest and not depth:
            return _kept(to, base, condition)
        return f"[{kept} for {name}, {name}m in zip({base}, {to.text(condition)}) if {name}m]"
    rank = to.shapes.rank(part)
    if not rank:
        return taken(to, f"{base}[{to.text(part)}]", rest, depth)
    several = [one for one in rest if not isinstance(one, ast.Slice) and to.shapes.rank(one)]
    if several:
        if rank != 1 or len(rest) != 1 or to.shapes.rank(rest[0]) != 1:
            raise Unsupported("lists of places for two dimensions")
        return f"[{base}[{name}][{name}c] for {name}, {name}c in zip({to.text(part)}, {to.text(rest[0])})]"
    if rank == 2 and not rest:
        return f"[[{base}[{name}] for {name} in line] for line in {to.text(part)}]"
    if rank > 1:
        raise Unsupported("tables of places")
    return f"[{taken(to, f'{base}[{name}]', rest, depth + 1)} for {name} in {to.text(part)}]"


def _kept(to: Translator, base: str, condition: ast.expr) -> str:
    """``[v for v in a if v > 3]`` for ``a[a > 3]``."""
    parts = Parts(to.variable)
    item = parts.array(base, "vector", 1)
    truth = bare(element(to, condition, parts))
    return f"[{item} {parts.binding()}{side_by_side(parts.of('vector'))} if {truth}]"


def _slices(parts: list[ast.expr]) -> bool:
    return all(isinstance(one, ast.Slice) for one in parts)


def condition_of(to: Translator, part: ast.expr) -> ast.expr | None:
    """The truths that select items; None for places."""
    places = to.shapes.places(part)
    if places is not None:
        return places
    return part if to.shapes.is_mask(part) else None


def sliced(to: Translator, part: ast.expr) -> str:
    """The text of a slice."""
    if not isinstance(part, ast.Slice):
        return to.text(part)
    if part.lower is None and part.upper is None and part.step is None:
        return ":"
    low, high = (to.text(end) if end is not None else "" for end in (part.lower, part.upper))
    return f"{low}:{high}" + (f":{to.text(part.step)}" if part.step is not None else "")
