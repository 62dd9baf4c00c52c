"""Arrays put together, repeated, with items put in or left out."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from fasterpy.generate.rules.programs.arrays.calls import Call, Form, Table, Unsupported, same, table
from fasterpy.generate.rules.programs.arrays.reshaping import flattened

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.shapes import Shapes
    from fasterpy.generate.rules.programs.arrays.translate import Translator

TABLE = Table()


def _parts(call: Call) -> list[ast.expr]:
    value = call["arrays"]
    if not isinstance(value, ast.Tuple | ast.List):
        raise Unsupported(f"{call.name} of a variable")
    return list(value.elts)


def _item_rank(shapes: Shapes, part: ast.expr) -> int:
    if isinstance(part, ast.Starred):
        return max(0, shapes.rank(part.value) - 1) or 1
    return shapes.rank(part)


def _joined_rank(shapes: Shapes, call: Call) -> Form:
    if not isinstance(call["arrays"], ast.Tuple | ast.List):
        return max(1, shapes.rank(call["arrays"]) - 1)
    return max((_item_rank(shapes, part) for part in _parts(call)), default=1)


@TABLE.add("concatenate hstack: arrays axis dtype", _joined_rank)
def _concatenated(to: Translator, call: Call) -> str:
    rank = _joined_rank(to.shapes, call)
    if not isinstance(call["arrays"], ast.Tuple | ast.List):
        inner = call["arrays"]
        if rank == 1 or (to.shapes.rank(inner) == 3 and call.name == "concatenate" and call.axis(2, 0) == 0):
            return f"[x for part in {to.text(inner)} for x in part]"
        raise Unsupported("concatenate")
    parts = _parts(call)
    if rank == 1 or (rank == 2 and call.name == "concatenate" and call.axis(2, 0) == 0):
        return joined(to, parts)
    if rank == 2 and not any(isinstance(part, ast.Starred) for part in parts):
        return side_by_side(to, parts)
    raise Unsupported("concatenate")


def joined(to: Translator, parts: list[ast.expr]) -> str:
    """One list of the items of several."""
    texts = []
    for part in parts:
        if isinstance(part, ast.List) and not any(isinstance(elt, ast.Starred) for elt in part.elts):
            texts += [to.text(elt) for elt in part.elts]
        else:
            texts.append(f"*{to.atom(part)}")
    return f"[{', '.join(texts)}]"


def side_by_side(to: Translator, parts: list[ast.expr]) -> str:
    """Tables next to one another; vectors are columns."""
    names = [f"{to.variable}{number}" for number in range(len(parts))]
    items = [("" if to.shapes.rank(part) == 1 else "*") + name for part, name in zip(parts, names, strict=True)]
    return f"[[{', '.join(items)}] for {', '.join(names)} in zip({', '.join(map(to.text, parts))})]"


@TABLE.add("column_stack: arrays", table)
def _columns(to: Translator, call: Call) -> str:
    return side_by_side(to, _parts(call))


@TABLE.add("vstack: arrays", table)
def _rows(to: Translator, call: Call) -> str:
    if not isinstance(call["arrays"], ast.Tuple | ast.List):
        return f"[list(row) for row in {to.text(call['arrays'])}]"
    parts = _parts(call)
    return "[" + ", ".join(("" if _item_rank(to.shapes, part) == 1 else "*") + to.text(part) for part in parts) + "]"


def _stack_rank(shapes: Shapes, call: Call) -> Form:
    return 1 + int(_joined_rank(shapes, call))  # type: ignore[arg-type]


@TABLE.add("stack: arrays axis", _stack_rank)
def _stack(to: Translator, call: Call) -> str:
    parts = _parts(call)
    axis = ast.unparse(call["axis"]) if call.get("axis") is not None else "0"
    if axis == "0":
        return f"[{', '.join(map(to.text, parts))}]"
    if axis in ("1", "-1") and _joined_rank(to.shapes, call) == 1:
        return f"list(map(list, zip({', '.join(map(to.text, parts))})))"
    raise Unsupported("stack")


def _appended_rank(shapes: Shapes, call: Call) -> Form:
    return max(1, shapes.rank(call["a"])) if call.get("axis") is not None else 1


@TABLE.add("append: a values axis", _appended_rank)
def _append(to: Translator, call: Call) -> str:
    values = call["values"]
    if call.get("axis") is not None and to.shapes.rank(call["a"]) > 1:
        if call.axis(2) == 0:
            return joined(to, [call["a"], values])
        return side_by_side(to, [call["a"], values])
    first = flattened(to, call["a"]) if to.shapes.rank(call["a"]) > 1 else to.atom(call["a"])
    many = to.shapes.rank(values) or to.module.kind(values) in ("list", "tuple")
    if isinstance(values, ast.List):
        return joined(to, [call["a"], values])
    return f"[*{first}, {'*' if many else ''}{to.atom(values)}]"


def _repeated_rank(shapes: Shapes, call: Call) -> Form:
    return shapes.rank(call["a"]) if call.get("axis") is not None else 1


@TABLE.add("repeat: a repeats axis", _repeated_rank)
def _repeat(to: Translator, call: Call) -> str:
    rank, times, text = to.shapes.rank(call["a"]), to.text(call["repeats"]), to.text(call["a"])
    if to.shapes.rank(call["repeats"]):
        return f"[x for x, times in zip({text}, {times}) for _ in range(times)]"
    if rank == 0:
        return f"[{text}] * {to.atom(call['repeats'])}"
    if rank == 2 and call.axis(2) == 1:
        return f"[[x for x in row for _ in range({times})] for row in {text}]"
    if rank == 2 and call.axis(2) == 0:
        return f"[row[:] for row in {text} for _ in range({times})]"
    return f"[x for x in {flattened(to, call['a'])} for _ in range({times})]"


def _tiled_rank(shapes: Shapes, call: Call) -> Form:
    reps = call["reps"]
    return max(shapes.rank(call["a"]), len(reps.elts) if isinstance(reps, ast.Tuple | ast.List) else 1)


@TABLE.add("tile: a reps", _tiled_rank)
def _tile(to: Translator, call: Call) -> str:
    rank, reps, base = to.shapes.rank(call["a"]), call["reps"], to.atom(call["a"])
    if isinstance(reps, ast.Tuple | ast.List):
        if len(reps.elts) != 2 or rank > 2:
            raise Unsupported("tile")
        down, right = (to.text(size) for size in reps.elts)
        times = "" if right == "1" else f" * {to.atom(reps.elts[1])}"
        if rank <= 1:
            row = base if rank else f"[{base}]"
            return f"[{row}{times or '[:]'} for _ in range({down})]"
        return f"[row{times or '[:]'} for _ in range({down}) for row in {base}]"
    if rank == 2:
        return f"[row * {to.atom(reps)} for row in {base}]"
    return f"{base if rank else f'[{base}]'} * {to.atom(reps)}"


@TABLE.add("insert: a place values axis", same)
def _insert(to: Translator, call: Call) -> str:
    if to.shapes.rank(call["a"]) != 1 or to.shapes.rank(call["values"]) or to.shapes.rank(call["place"]):
        raise Unsupported("insert")
    if ast.unparse(call["place"]) == "0":
        return f"[{to.text(call['values'])}, *{to.atom(call['a'])}]"
    return f"{to.helper('insert')}({to.text(call['a'])}, {to.text(call['place'])}, {to.text(call['values'])})"


@TABLE.add("delete: a places axis", same)
def _delete(to: Translator, call: Call) -> str:
    rank = to.shapes.rank(call["a"])
    if rank > 2 or isinstance(call["places"], ast.Slice):
        raise Unsupported("delete")
    places = to.text(call["places"])
    if rank == 2 and call.axis(2) is None:
        raise Unsupported("delete")
    if rank == 2 and call.axis(2) == 1:
        return f"[{to.helper('without')}(row, {places}) for row in {to.text(call['a'])}]"
    return f"{to.helper('without')}({to.text(call['a'])}, {places})"


@TABLE.add("pad: a widths mode constant_values", same)
def _pad(to: Translator, call: Call) -> str:
    rank, widths = to.shapes.rank(call["a"]), call["widths"]
    if call.get("mode") is not None and ast.unparse(call["mode"]) != "'constant'":
        raise Unsupported("pad")
    pairs = list(widths.elts) if isinstance(widths, ast.Tuple | ast.List) else [widths] * 2 * rank
    if rank == 2 and isinstance(widths, ast.Tuple | ast.List):
        if all(isinstance(pair, ast.Tuple | ast.List) for pair in pairs):
            pairs = [elt for pair in pairs for elt in getattr(pair, "elts", [])]
        else:
            pairs = pairs * 2
    if len(pairs) != 2 * rank or rank not in (1, 2) or any(isinstance(one, ast.Tuple) for one in pairs):
        raise Unsupported("pad")
    words = [to.text(call["a"]), *map(to.text, pairs)]
    if call.get("constant_values") is not None:
        words.append(to.text(call["constant_values"]))
    return f"{to.helper('pad' if rank == 1 else 'pad_table')}({', '.join(words)})"


@TABLE.add("meshgrid: x y", lambda _, __: (2, 2))
def _meshgrid(to: Translator, call: Call) -> str:
    x, y = to.text(call["x"]), to.text(call["y"])
    return f"([list({x}) for _ in {y}], [[{to.variable}] * len({x}) for {to.variable} in {y}])"
