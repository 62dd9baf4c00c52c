"""Functions that make arrays: from lists, from texts, filled with one number, ranges."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from fasterpy.analysis.types import element, kind
from fasterpy.generate.rules.programs.arrays.calls import Call, Form, Table, Unsupported, same, table, vector

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.shapes import Shapes
    from fasterpy.generate.rules.programs.arrays.translate import Translator

TABLE = Table()


def _array_rank(shapes: Shapes, call: Call) -> Form:
    return shapes.array(call["object"])


@TABLE.add("array: object dtype ndmin", _array_rank)
def _array(to: Translator, call: Call) -> str:
    if call.get("ndmin") is not None:
        raise Unsupported("ndmin")
    return listed(to, call["object"], call.get("dtype"))


def _scalar_rank(shapes: Shapes, call: Call) -> Form:
    return shapes.rank(call["x"]) if call.given else 0


@TABLE.add(
    "int64 int32 int16 int8 int_ intp intc uint64 uint32 uint16 uint8 uint longlong float64 float32 float128 float16 "
    "double longdouble bool_: x",
    _scalar_rank,
)
def _scalar(to: Translator, call: Call) -> str:
    plain = to.number(call.node.func)
    if not call.given:
        return f"{plain}()"
    if to.shapes.rank(call["x"]):
        return listed(to, call["x"], call.node.func)
    return f"{plain}({to.text(call['x'])})"


def listed(to: Translator, node: ast.expr, dtype: ast.expr | None = None) -> str:
    """A list made from what ``np.array(node, dtype)`` gets."""
    wanted = to.number(dtype)
    of = to.module.types.of(node)
    rank = to.shapes.array(node)
    if isinstance(node, ast.GeneratorExp):
        raise Unsupported("an array of a generator")
    if not rank:
        return f"{wanted}({to.text(node)})" if wanted else to.text(node)
    inner = of
    for _ in range(rank):
        inner = element(inner)
    if wanted and not to.shapes.of(node) and (inner == "str" or wanted in ("float", "bool", "str")):
        return converted(to, node, wanted, rank)
    if wanted and to.shapes.of(node) and not (wanted == "int" and inner in ("int", "bool")):
        return converted(to, node, wanted, rank)
    text = to.text(node)
    if rank > 1 and not to.shapes.of(node) and kind(element(of)) in ("tuple", "iterator"):
        return f"list(map(list, {text}))"
    made = isinstance(node, ast.List | ast.ListComp | ast.Call | ast.BinOp) and text[:1] != "("
    fresh = made and (to.module.kind(node) == "list" or to.shapes.of(node) > 0)
    if not fresh and rank == 2:
        return f"[list(row) for row in {text}]"
    return text if fresh else f"list({text})"


def converted(to: Translator, node: ast.expr, wanted: str, rank: int) -> str:
    """All items made numbers of one type."""
    if rank == 1:
        return f"list(map({wanted}, {to.text(node)}))"
    if rank == 2:
        if isinstance(node, ast.ListComp):
            head = to.module.source(node.elt)
            rest = to.text(node)[len(to.text(node.elt)) + 1 :]
            if to.text(node)[1:].startswith(to.text(node.elt)) and head:
                return f"[list(map({wanted}, {to.text(node.elt)})){rest}"
        return f"[list(map({wanted}, row)) for row in {to.text(node)}]"
    raise Unsupported("conversion of many dimensions")


# ---------------------------------------------------------------------------------------------------------- texts


def _read_rank(shapes: Shapes, call: Call) -> Form:
    """Rows when the program handles rows: whether there are any is known only when the text is read."""
    if call.get("unpack") is not None:
        return 2
    name = shapes.module.parent(call.node)
    if isinstance(name, ast.NamedExpr | ast.Assign):
        target = name.target if isinstance(name, ast.NamedExpr) else name.targets[0]
        if isinstance(target, ast.Name):
            uses = [name, *shapes.module.uses(target)]
            return 2 if any(_handles_rows(shapes, use) for use in uses) else 1
    return 2 if _handles_rows(shapes, call.node) else 1


def _handles_rows(shapes: Shapes, use: ast.AST) -> bool:
    match shapes.module.parent(use):
        case ast.Subscript(slice=ast.Tuple()) | ast.Attribute(attr="T"):
            return True
        case ast.Call(func=func, args=[first, axis], keywords=[]) if first is use:
            return shapes.numpy(func) not in ("", "dot", "mod") and isinstance(axis, ast.Constant)
        case ast.Call(keywords=keywords):
            return any(word.arg == "axis" for word in keywords)
        case ast.Attribute() as method:
            call = shapes.module.parent(method)
            return isinstance(call, ast.Call) and any(word.arg == "axis" for word in call.keywords)
    return False


@TABLE.add("loadtxt: fname dtype skiprows unpack comments skip_header", _read_rank)
def _loadtxt(to: Translator, call: Call) -> str:
    number = to.number(call.get("dtype")) or "float"
    skip = call.get("skiprows") or call.get("skip_header")
    source = call["fname"]
    if isinstance(source, ast.Constant):
        raise Unsupported("loadtxt of a file")
    words = [to.text(source)]
    if number != "float" or skip is not None:
        words.append(number)
    if skip is not None:
        words.append(to.text(skip))
    text = f"{to.helper('loadtxt')}({', '.join(words)})"
    return f"list(map(list, zip(*{text})))" if call.says("unpack") else text


@TABLE.add("fromstring: text dtype count sep", vector)
def _fromstring(to: Translator, call: Call) -> str:
    number = to.number(call.get("dtype")) or "float"
    if call.get("count") is not None:
        raise Unsupported("count")
    sep = ast.unparse(call["sep"]) if call.get("sep") is not None else "''"
    if sep in ("''", '""'):
        return f"list({to.text(call['text'])})"
    return f"list(map({number}, {to.atom(call['text'])}.split({'' if sep.strip(chr(39)) == ' ' else sep})))"


@TABLE.add("frombuffer: text dtype", vector)
def _frombuffer(to: Translator, call: Call) -> str:
    dtype = call.get("dtype")
    word = to.shapes.numpy(dtype) or ast.unparse(dtype).strip("'") if dtype is not None else ""
    if word not in ("uint8", "int8", "u1", "i1", "b", "B"):
        raise Unsupported("frombuffer")
    return f"list({to.text(call['text'])})"


@TABLE.add("fromiter: items dtype count", vector)
def _fromiter(to: Translator, call: Call) -> str:
    number = to.number(call.get("dtype"))
    text = to.text(call["items"])
    if isinstance(call["items"], ast.GeneratorExp):
        return f"[{text[1:-1]}]" if text[0] == "(" else f"[{text}]"
    return f"list(map({number}, {text}))" if number == "float" else f"list({text})"


# --------------------------------------------------------------------------------------------------------- filled


def _filled_rank(shapes: Shapes, call: Call) -> Form:
    return len(sizes_of(shapes, call["shape"]))


def sizes_of(shapes: Shapes, shape: ast.expr) -> list[str]:
    """The texts of the sizes in a shape."""
    match shape:
        case ast.Tuple(elts=elts) | ast.List(elts=elts):
            return [ast.unparse(elt) for elt in elts]
        case ast.Attribute(attr="shape", value=value):
            return [f"len({ast.unparse(value)}{'[0]' * place})" for place in range(shapes.of(value))]
        case ast.BinOp(
            left=ast.List(elts=[one]) | ast.Tuple(elts=[one]), op=ast.Mult(), right=ast.Constant(value=int(n))
        ):
            return [ast.unparse(one)] * n
        case ast.Name():
            known = shapes.flow.only_value(shape)
            if isinstance(known, ast.Tuple):
                return [f"{shape.id}[{place}]" for place in range(len(known.elts))]
    return [ast.unparse(shape)]


@TABLE.add("zeros ones empty: shape dtype", _filled_rank)
def _zeros(to: Translator, call: Call) -> str:
    number = int(call.name == "ones")
    wanted = to.number(call.get("dtype")) if call.get("dtype") is not None else "float"
    value = {"float": f"{number}.0", "bool": str(bool(number)), "str": '""'}.get(wanted, str(number))
    return filled(to, value, call["shape"])


@TABLE.add("full: shape fill_value dtype", _filled_rank)
def _full(to: Translator, call: Call) -> str:
    return filled(to, to.text(call["fill_value"]), call["shape"])


def filled(to: Translator, value: str, shape: ast.expr) -> str:
    """Lists in lists of one value."""
    if isinstance(shape, ast.Tuple | ast.List):
        sizes = [to.text(size) for size in shape.elts]
        last = to.atom(shape.elts[-1])
    else:
        sizes = sizes_of(to.shapes, shape)
        last = to.atom(shape) if len(sizes) == 1 and not isinstance(shape, ast.BinOp | ast.Attribute) else sizes[-1]
        if len(sizes) == 1 and isinstance(shape, ast.BinOp):
            last = to.atom(shape) if isinstance(shape.right, ast.Constant | ast.Name | ast.Call | ast.BinOp) else last
            last = sizes[0] if isinstance(shape.left, ast.List | ast.Tuple) else last
    text = f"[{value}] * {last}"
    for size in reversed(sizes[:-1]):
        text = f"[{text} for _ in range({size})]"
    return text


@TABLE.add("zeros_like ones_like empty_like full_like: a fill_value dtype", same)
def _like(to: Translator, call: Call) -> str:
    value = str(int(call.name == "ones_like"))
    if call.get("dtype") is not None and to.number(call["dtype"]) == "bool":
        value = str(bool(int(value)))
    if call.name == "full_like":
        value = to.text(call["fill_value"])
    base, rank = to.atom(call["a"]), to.shapes.rank(call["a"])
    if rank == 1:
        return f"[{value}] * len({base})"
    if rank == 2:
        return f"[[{value}] * len(row) for row in {base}]"
    raise Unsupported(call.name)


@TABLE.add("arange: start stop step dtype", vector)
def _arange(to: Translator, call: Call) -> str:
    args = [value for name, value in call.given.items() if name != "dtype"]
    if len(args) == 4:
        args = args[:3]
    if any(to.module.kind(arg) == "float" and not isinstance(arg, ast.BinOp) for arg in args):
        raise Unsupported("arange of floats")
    numbers = f"range({', '.join(map(to.text, args))})"
    wanted = to.number(call.get("dtype"))
    return f"list(map(float, {numbers}))" if wanted == "float" else f"list({numbers})"


@TABLE.add("linspace: start stop num endpoint dtype", vector)
def _linspace(to: Translator, call: Call) -> str:
    words = [to.text(call[name]) for name in ("start", "stop", "num", "endpoint") if call.get(name) is not None]
    return f"{to.helper('linspace')}({', '.join(words)})"


@TABLE.add("eye identity: n m dtype", table)
def _eye(to: Translator, call: Call) -> str:
    wanted = to.number(call.get("dtype")) or "float"
    one, zero = ("1.0", "0.0") if wanted == "float" else ("1", "0")
    width = call.get("m") or call["n"]
    return f"[[{one} if i == j else {zero} for j in range({to.text(width)})] for i in range({to.text(call['n'])})]"
