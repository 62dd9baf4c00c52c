"""What the code and the prose say of an array: how many dimensions, how many columns, what its numbers are."""

from __future__ import annotations

import ast
import re

from .kinds import Draw, Kind

_REDUCING = frozenset(
    {"sum", "mean", "max", "min", "std", "var", "dot", "norm", "median", "prod", "any", "all", "argmax"}
)
_ROWS = re.compile(
    r"\b(?:per|each|every|one) row\b|\brows? of\b|2-?[dD]\b|\(n, ?[a-z0-9]\)|\bcolumns?\b|\bshape \(\w+, ?\w+\)", re.I
)
_BITS = re.compile(r"\b(?:8|eight)[- ]bits?\b", re.I)
_PICTURE = re.compile(r"\b(?:image|img|picture|photo|pixels?|grey|gray)s?\b", re.I)
_COUNTED = re.compile(r"non-?negative|counts?\b|\bpixels?\b|grey|gray|\b0\s*(?:\.\.|-|to)\s*255\b", re.I)
_DTYPE = re.compile(r"\b(?:d?types?|of)\W{1,4}(?:np\.|numpy\.)?(u?int(?:8|16|32|64)|float(?:32|64)|bool)\b")
_WHOLE = re.compile(r"\bof (?:[\w-]+ ){0,2}(?:integers?|ints)\b|\binteger (?:arrays?|dtypes?)\b|\bany integer\b", re.I)
_BEFORE_SHAPE = r"(?:nd-?)?arrays?[ :,]*|floats?[ :,]*|ints?[ :,]*|of |an? |with |is |shape[ :,]*"


class Array(Kind):
    """A numpy array."""

    hashable = False
    columns = 0  # how many the code reads of each row; 0: any number
    rowwise = False  # rows are vectors of one length, as those of the arrays beside it
    low: float | None = None
    picture = False  # levels of 8 bits, mostly
    whole = False  # of integers, whatever their type

    def __init__(self, dtype: str = "", dimensions: int = 1) -> None:
        self.dtype, self.dimensions = dtype, dimensions

    def emit(self, draw: Draw) -> str:
        rng = draw.rng
        count = max(0 if draw.edge else 1, draw.length())
        dtype = self.dtype or rng.choice(("int64", "int64", "int32") if self.whole else ("int64", "float64"))
        if self.picture and not self.dtype and (draw.exact or rng.random() < 0.6):
            dtype = "uint8"
        small = not self.dtype and not draw.exact and dtype == "int64" and rng.random() < 0.2
        shape, total = "", count
        if self.dimensions == 2 and (self.columns or self.rowwise):
            columns = self.columns or (3 if draw.exact else draw.width)
            shape, total = f", shape=({count}, {columns})", count * columns
        elif self.dimensions == 2:
            rows = max(1, int(count**0.5) if draw.exact else count)
            rows, columns = draw.table(rows, rows if draw.exact or rng.random() < 0.4 else draw.width)
            shape, total = f", shape=({rows}, {columns})", rows * columns
        elif self.dimensions == 3:
            side = max(1, int((count / 3) ** 0.5) if draw.exact else min(count, 4))
            rows, columns = draw.table(side, side if draw.exact else draw.width)
            shape, total = f", shape=({rows}, {columns}, 3)", rows * columns * 3
        if draw.exact and total > 30:
            maker = "floats" if "float" in dtype else "ints"
            top = 1 if "bool" in dtype else 255 if dtype == "uint8" else 127 if dtype == "int8" else 1000
            return (
                f"array({maker}({rng.randrange(10**6)}, {total}, 0, {min(max(draw.high, 255), top)}), {dtype!r}{shape})"
            )
        if small:  # of a narrow type, but nowhere near its end: nobody means numbers that wrap around
            dtype = rng.choice(("uint8", "int32", "int16"))
        return f"array([{', '.join(self._parts(draw, dtype, total, small))}], {dtype!r}{shape})"

    def _parts(self, draw: Draw, dtype: str, total: int, small: bool) -> list[str]:
        rng, high = draw.rng, min(draw.high, 5) if small else draw.high
        if "bool" in dtype:
            return [rng.choice(("True", "False")) for _ in range(total)]
        if "float" in dtype:
            low = -high if self.low is None or rng.random() < 0.1 else self.low
            made = [repr(round(rng.uniform(low, high), 2)) for _ in range(total)]
            if made and draw.edge and rng.random() < 0.25:
                made[rng.randrange(total)] = "nan"
            return made
        low = 0 if "uint" in dtype or self.low == 0 else -min(high, 100)
        return [str(rng.randint(int(low), min(high, 255 if dtype == "uint8" else 120))) for _ in range(total)]


def told_of(array: Array, name: str, root: ast.AST, prose: str) -> None:
    """Dimensions, columns and range of the array of a parameter."""
    rank, columns, rows = _read(name, root)
    array.dimensions = max(array.dimensions, rank)
    sentences = [
        part
        for part in re.split(r"[.;\n]\s|\n(?=\w+ ?:)", prose)
        if re.search(rf"\b{re.escape(name)}\b", part) or "inputs" in part
    ]
    said = " ".join(sentences)
    shape = re.search(rf"\b{re.escape(name)}\b`*[ :,]*(?:{_BEFORE_SHAPE})*\(\s*\w+\s*,\s*(\w*)\s*\)", prose)
    if shape is not None:  # ``points: (n, 2) positions``
        array.dimensions = 2 if shape[1] else 1
        columns = columns or (int(shape[1]) if shape[1].isdigit() else 0)
    elif array.dimensions == 1 and _ROWS.search(said):
        array.dimensions = 2
    if array.dimensions == 2 and re.search(r"\(x, ?y\)|\(lat, ?lon\)", said) and not columns:
        columns = 2
    array.columns = columns if array.dimensions == 2 else 0
    array.rowwise = rows and array.dimensions == 2
    if found := _DTYPE.search(said):
        array.dtype = array.dtype or found[1]
    elif re.search(r"\bfloat", said) and not array.dtype:
        array.dtype = "float64"
    else:
        array.whole = _WHOLE.search(said) is not None or _made_whole(name, root)
    if re.search(r"\(\s*\w+\s*,\s*\w+\s*,\s*\w+\s*\)", said):
        array.dimensions = max(array.dimensions, 3)
    if _COUNTED.search(f"{said} {name}"):
        array.low = 0
    if _PICTURE.search(name.replace("_", " ")):
        array.picture, array.dimensions = True, max(2, array.dimensions)
    array.picture = array.picture or _BITS.search(said) is not None


def _read(name: str, root: ast.AST) -> tuple[int, int, bool]:
    """(dimensions, columns read by number, whether whole rows are computed with)."""
    rank, columns, rows = 1, 0, False
    row_names = {name}
    for node in ast.walk(root):
        if not isinstance(node, (ast.For, ast.comprehension)):
            continue
        target, walked = node.target, node.iter
        if isinstance(walked, ast.Call) and getattr(walked.func, "id", "") == "enumerate" and walked.args:
            pair = isinstance(target, ast.Tuple) and len(target.elts) == 2
            target, walked = target.elts[1] if pair and isinstance(target, ast.Tuple) else target, walked.args[0]
        elif isinstance(walked, ast.Call) and getattr(walked.func, "id", "") == "zip" and isinstance(target, ast.Tuple):
            places = [at for at, one in enumerate(walked.args) if _is(one, name) and at < len(target.elts)]
            target, walked = (target.elts[places[0]], walked.args[places[0]]) if places else (target, walked)
        if _is(walked, name):
            row_names |= {target.id} if isinstance(target, ast.Name) else set()
            if isinstance(target, ast.Tuple):
                rank, columns, rows = max(rank, 2), len(target.elts), True
    items = row_names - {name}
    for node in ast.walk(root):
        if isinstance(node, ast.Assign) and _shape_of(node.value, name) and isinstance(node.targets[0], ast.Tuple):
            rank = max(rank, len(node.targets[0].elts))
        if isinstance(node, ast.Subscript):
            if _shape_of(node.value, name) and isinstance(node.slice, ast.Constant) and type(node.slice.value) is int:
                rank = max(rank, node.slice.value + 1)
            if _is(node.value, name) and isinstance(node.slice, ast.Tuple):
                plain = [part for part in node.slice.elts if not _none(part)]
                rank = max(rank, len(plain))
                last = plain[-1] if plain else None
                if isinstance(last, ast.Constant) and type(last.value) is int and last.value >= 0:
                    columns = max(columns, last.value + 1)
            outer = node.value
            if _row(outer, name, items) and not isinstance(node.slice, ast.Slice):
                rank = max(rank, 2)
                if isinstance(node.slice, ast.Constant) and type(node.slice.value) is int and node.slice.value >= 0:
                    columns = max(columns, node.slice.value + 1)
        if isinstance(node, (ast.For, ast.comprehension)) and _row(node.iter, name, items):
            rank = max(rank, 2)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _REDUCING:
            inside = [*node.args, node.func.value]
            whole = [part for part in inside if not any(map(_between_values, ast.walk(part)))]
            if any(_row(below, name, items) for part in whole for below in ast.walk(part)):
                rank, rows = max(rank, 2), True
    return rank, columns, rows


def _made_whole(name: str, root: ast.AST) -> bool:
    """``int(values[i])``: one asks for the integers that are in it."""
    return any(
        isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "int"
        and len(node.args) == 1
        and isinstance(node.args[0], ast.Subscript)
        and _is(node.args[0].value, name)
        for node in ast.walk(root)
    )


def _between_values(node: ast.AST) -> bool:
    """``distances <= r * r``: the number may be held against a whole array."""
    return isinstance(node, ast.Compare) and not any(isinstance(one, ast.Constant) for one in node.comparators)


def _is(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _shape_of(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "shape" and _is(node.value, name)


def _row(node: ast.AST, name: str, items: set[str]) -> bool:
    """``a[i]`` or the variable of a loop over ``a``."""
    if isinstance(node, ast.Name):
        return node.id in items
    if not isinstance(node, ast.Subscript) or isinstance(node.slice, (ast.Slice, ast.Tuple, ast.Compare, ast.Constant)):
        return False
    return _is(node.value, name)
