"""Plain Python for calls of numpy functions and array methods."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from fasterpy.generate.rules.programs.numpy_matrices import along, product, reduced, reshaped
from fasterpy.generate.rules.programs.numpy_shapes import ELEMENTWISE, Unsupported, sizes_of

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.numpy_translate import Translator

_BUILTIN = {"sum": "sum", "max": "max", "min": "min", "amax": "max", "amin": "min", "all": "all", "any": "any"}


def function(to: Translator, name: str, node: ast.Call) -> str:
    """``np.name(...)`` without numpy. Raises Unsupported."""
    words = {word.arg: word.value for word in node.keywords}
    dtype = words.pop("dtype", None)
    args = node.args
    if any(isinstance(arg, ast.Starred) for arg in args):
        raise Unsupported("starred")
    if name in ("array", "asarray") and len(args) in (1, 2) and not words:
        if to.shapes.of(node) > 2:
            raise Unsupported("dimensions")
        return to.listed(args[0], dtype or (args[1] if len(args) == 2 else None))
    if name in ("zeros", "ones", "empty", "full"):
        return _filled(to, name, args, dtype, words)
    if args and (found := along(to, name, args[0], node)) is not None:
        return found
    if words.get("axis") is not None and to.shapes.rank(args[0]) == 1:
        del words["axis"]  # a vector has no other one
    if name in ("zeros_like", "ones_like") and len(args) == 1 and not words and to.shapes.of(args[0]) == 1:
        return f"[{int(name == 'ones_like')}] * len({to.text(args[0])})"
    if name == "searchsorted" and len(args) in (2, 3) and not to.shapes.of(args[1]):
        side = words.pop("side", args[2] if len(args) == 3 else None)
        right = isinstance(side, ast.Constant) and side.value == "right"
        if not words:
            bisect = to.need("bisect", "bisect_right" if right else "bisect_left")
            return f"{bisect}({to.text(args[0])}, {to.text(args[1])})"
    if words or name in ("random", "linalg"):
        raise Unsupported(name)
    if name in ELEMENTWISE:
        if to.shapes.of(node):
            return to.elementwise(node)
        if name == "where":
            raise Unsupported(name)
        return to.scalar_function(name, [to.text(arg) for arg in args])
    if name in ("gcd", "lcm") and len(args) == 2 and not to.shapes.of(args[0]) and not to.shapes.of(args[1]):
        return f"{to.need('math', name)}({to.text(args[0])}, {to.text(args[1])})"
    if name in ("gcd.reduce", "lcm.reduce") and len(args) == 1:
        return f"{to.need('math', name[:3])}(*{to.atom(args[0])})"
    if name in ("int64", "int32", "int_", "intp", "float64") and len(args) == 1 and not to.shapes.of(args[0]):
        return f"{'float' if name[0] == 'f' else 'int'}({to.text(args[0])})"
    if name == "arange":
        return "list(range(" + ", ".join(to.text(arg) for arg in args) + "))"
    if len(args) == 1:
        return reduction(to, name, args[0])
    if (
        name in ("dot", "inner", "vdot")
        and len(args) == 2
        and to.shapes.rank(args[0]) <= 1
        and to.shapes.rank(args[1]) <= 1
    ):
        return f"sum([x * y for x, y in zip({to.text(args[0])}, {to.text(args[1])})])"
    if name == "dot" and len(args) == 2:
        return product(to, *args)
    if name == "append" and len(args) == 2:
        many = to.shapes.of(args[1]) or to.module.kind(args[1]) in ("list", "tuple")
        return f"[*{to.atom(args[0])}, {'*' if many else ''}{to.atom(args[1])}]"
    raise Unsupported(name)


def _filled(
    to: Translator, name: str, args: list[ast.expr], dtype: ast.expr | None, words: dict[str | None, ast.expr]
) -> str:
    rest = 2 if name == "full" else 1
    if words or not rest <= len(args) <= rest + 1:
        raise Unsupported(name)
    wanted = to.number(dtype or (args[rest] if len(args) > rest else None))
    number = {"zeros": "0", "empty": "0", "ones": "1"}.get(name, "")
    if name == "full":
        value = to.text(args[1])
    elif wanted == "bool":
        value = "True" if name == "ones" else "False"
    else:
        value = number if wanted == "int" else number + ".0"
    shape = args[0]
    sizes = shape.elts if isinstance(shape, ast.Tuple | ast.List) else [shape]
    texts = [to.atom(size) for size in sizes]
    if len(texts) == 1:
        return f"[{value}] * {texts[0]}"
    if len(texts) == 2:
        return f"[[{value}] * {texts[1]} for _ in range({to.text(sizes[0])})]"
    raise Unsupported("dimensions")


def reduction(to: Translator, name: str, value: ast.expr) -> str:
    """A function of one vector."""
    if name == "linalg.norm" and to.shapes.of(value) == 1:
        return f"{to.need('math', 'sqrt')}(sum([x * x for x in {to.text(value)}]))"
    if to.shapes.of(value) == 2:
        return reduced(to, name, value)
    if to.shapes.of(value) > 1 or name.partition(".")[0] in ("random", "linalg", "fft"):
        raise Unsupported(name)
    if not to.shapes.of(value) and to.module.kind(value) not in ("list", "tuple", "range", "iterator", ""):
        raise Unsupported(name)
    text = to.text(value)
    if name in _BUILTIN:
        return f"{_BUILTIN[name]}({text})"
    if name in ("mean", "average"):
        return f"(sum({text}) / len({text}))" if isinstance(value, ast.Name) else f"(lambda v: sum(v) / len(v))({text})"
    if name == "median":
        return f"(lambda v: (v[(len(v) - 1) // 2] + v[len(v) // 2]) / 2)(sorted({text}))"
    if name == "cumsum":
        return f"list({to.need('itertools', 'accumulate')}({text}))"
    if name == "cumprod":
        return f"list({to.need('itertools', 'accumulate')}({text}, {to.need('operator', 'mul')}))"
    if name == "prod":
        return f"{to.need('math', 'prod')}({text})"
    if name == "sort":
        return f"sorted({text})"
    if name == "flip":
        return f"{text}[::-1]"
    if name == "unique":
        return f"sorted(set({text}))"
    if name == "argsort":
        return f"sorted(range(len({text})), key={to.atom(value)}.__getitem__)"
    if name in ("argmax", "argmin"):
        return f"(lambda v: v.index({name[3:]}(v)))({text})"
    if name == "count_nonzero":
        return f"sum([1 for x in {text} if x])"
    if name == "diff":
        return f"(lambda v: [y - x for x, y in zip(v, v[1:])])({text})"
    if name in ("concatenate", "hstack") and isinstance(value, ast.Tuple | ast.List):
        return "[" + ", ".join(f"*{to.atom(elt)}" for elt in value.elts) + "]"
    raise Unsupported(name)


def method(to: Translator, func: ast.Attribute, node: ast.Call) -> str | None:
    """``array.name(...)``; None: lists have the same method. Raises Unsupported."""
    value, name = func.value, func.attr
    if name in ("sort", "append") and not node.keywords:
        return f"{to.atom(value)}.{name}({', '.join(map(to.text, node.args))})"
    if name == "reshape" and not node.keywords:
        return reshaped(to, value, sizes_of(node))
    if (found := along(to, name, value, node)) is not None:
        return found
    if name in ("astype",) and len(node.args) == 1 and to.shapes.of(value) == 1:
        wanted = to.number(node.args[0])
        if wanted == "int" and to.module.kind(value) in ("int",):
            return to.text(value)
        return f"list(map({wanted}, {to.text(value)}))"
    if name in ("copy", "flatten", "ravel") and to.shapes.of(value) == 1:
        return f"{to.atom(value)}[:]"
    if name == "tolist" and not node.args:
        return to.text(value)
    if node.keywords:
        raise Unsupported(name)
    if name == "dot" and len(node.args) == 1 and to.shapes.of(value) == 1 and to.shapes.of(node.args[0]) == 1:
        return f"sum([x * y for x, y in zip({to.text(value)}, {to.text(node.args[0])})])"
    if not node.args:
        return reduction(to, name, value)
    raise Unsupported(name)
