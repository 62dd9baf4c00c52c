"""``for _ in range(n): acc = matmul(acc, a)`` → squarings: log n products instead of n."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import root_name
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.counting import end_of, minus, start_of
from fasterpy.generate.rules.algorithms.products import is_product
from fasterpy.generate.rules.algorithms.ranges import bounds
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


@dataclass(frozen=True)
class Product:
    """A product of ``name`` with a factor that stays the same."""

    name: str
    factor: ast.expr
    step: tuple[str, ...]
    """The text of the value, cut where the factor stands."""
    square: tuple[str, ...]
    """The same for the product of the factor with itself."""


class RepeatedProductToSquaring(Rule):
    """Powers of matrices, polynomials, permutations and affine maps, by the function that the code multiplies with."""

    name = "repeated-product-to-squaring"
    pattern = "matrix-power-recurrence"
    summary = "Square the factor instead of multiplying by it again and again."
    gain = 20.0
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            around = bounds(module, loop.iter)
            if around is None or around.step != 1 or lives_on(module, loop) or len(loop.body) != 1:
                continue
            found = _product(module, loop, loop.body[0])
            if found is not None and not names_in(loop.target) & names_in(loop.body[0]):
                yield from _squared(module, loop, found, text(minus(around.high, around.low)), "")
        for walk in scope.nodes(ast.While):
            yield from _counted(module, walk)


def _counted(module: ParsedModule, walk: ast.While) -> Iterator[Rewrite]:
    """``while k: …; k -= 1`` and ``while i < n: …; i += 1`` where nobody asks for the counter later."""
    match walk.body:
        case [
            ast.Assign() as stmt,
            ast.AugAssign(
                target=ast.Name(id=name) as counter, op=ast.Add() | ast.Sub() as op, value=ast.Constant(value=1)
            ),
        ]:
            pass
        case _:
            return
    found = _product(module, walk, stmt)
    if found is None or name in names_in(stmt):
        return
    down = text(walk.test) in (name, f"{name} > 0", f"{name} >= 1", f"0 < {name}")
    if isinstance(op, ast.Sub) and down and module.kind(counter) != "float":
        yield from _squared(module, walk, found, "", name)
    else:
        up = isinstance(op, ast.Add)
        start, end = start_of(module, walk, name) if up else counter, end_of(walk.test, name, 1 if up else -1)
        reads = [use for use in module.uses(counter) if isinstance(use.ctx, ast.Load) and not module.inside(use, walk)]
        if start is not None and end is not None and not reads and module.is_invariant(end, walk):
            yield from _squared(module, walk, found, text(minus(end, start) if up else minus(start, end)), "")


def _product(module: ParsedModule, loop: ast.For | ast.While, stmt: ast.stmt) -> Product | None:
    match stmt:
        case ast.Assign(targets=[ast.Name(id=name) as mine], value=value):
            pass
        case _:
            return None
    if loop.orelse or not owns_line(module, loop) or not module.is_pure(value) or "float" in module.types.of(mine):
        return None
    core = value
    match value:
        case ast.BinOp(left=ast.BinOp(op=ast.MatMult()) | ast.Call() as core, op=ast.Mod(), right=modulus):
            if not _stays(module, loop, name, modulus):
                return None
    match core:
        case ast.Call(args=args, keywords=[]) if module.callees(core):
            pair = _operands(module, core, name)
        case ast.BinOp(left=left, op=ast.MatMult() | ast.Mult() as op, right=right) if isinstance(op, ast.MatMult) or (
            _has_products(module) and not module.is_immutable(mine)
        ):
            pair, args = [left, right], [left, right]
        case ast.Call(func=func, args=[_, _] as args, keywords=[]) if module.imported(func) in (
            "numpy.dot",
            "numpy.matmul",
        ):
            pair = args
        case _:
            return _written_out(module, loop, name, value)
    factors = [arg for arg in pair if text(arg) != name]
    others = [arg for arg in args if text(arg) != name]
    if len(pair) != 2 or len(factors) != 1 or not all(_stays(module, loop, name, arg) for arg in others):
        return None
    if len(args) - len(others) != 1:
        return None
    return Product(name, factors[0], _cut(module, value, factors), _cut(module, value, pair))


def _has_products(module: ParsedModule) -> bool:
    """Whether a class of this file says what ``*`` means; numbers have ``pow``."""
    for node in module.nodes(ast.FunctionDef):
        if node.name == "__mul__" and isinstance(module.parent(node), ast.ClassDef):
            given = {arg.arg for arg in node.args.args}
            return not any(
                isinstance(below, ast.Attribute | ast.Subscript)
                and not isinstance(below.ctx, ast.Load)
                and root_name(below) in given
                for below in ast.walk(node)
            )
    return False


def _operands(module: ParsedModule, call: ast.Call, name: str) -> list[ast.expr]:
    """The two arguments that a function of the file, or a method of the same object, multiplies."""
    found = module.callees(call)
    one = found[0] if len(found) == 1 else None
    if not isinstance(one, ast.FunctionDef) or one.decorator_list or any(isinstance(a, ast.Starred) for a in call.args):
        return []
    names = [arg.arg for arg in (*one.args.posonlyargs, *one.args.args)]
    names = names[1:] if isinstance(call.func, ast.Attribute) else names
    given = list(zip(names, call.args, strict=False))
    mine = [word for word, arg in given if text(arg) == name]
    for word, arg in given:
        if mine and word != mine[0] and not isinstance(arg, ast.Constant):
            if is_product(module, one.body, mine[0], word):
                return [arg, *(other for other_word, other in given if other_word == mine[0])]
    return []


def _written_out(module: ParsedModule, loop: ast.For | ast.While, name: str, value: ast.expr) -> Product | None:
    """A comprehension over the parts of both."""
    made = value
    match value:
        case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant(value="")), args=[made], keywords=[]):
            pass  # the text is put together from its own letters: places, not letters, are what can be squared
        case ast.Call(func=func, args=[made], keywords=[]) if module.is_builtin(func, "tuple"):
            pass
    if not isinstance(made, ast.ListComp | ast.GeneratorExp):
        return None
    names = [below for below in ast.walk(value) if isinstance(below, ast.Name)]
    stores = {below.id for below in names if isinstance(below.ctx, ast.Store)}
    for word in sorted({below.id for below in names} - {name} - stores):
        factors: list[ast.expr] = [below for below in names if below.id == word]
        if is_product(module, [made], name, word) and _stays(module, loop, name, factors[0]):
            # How many places there are is asked of what is permuted.
            mapped = _permutes(made, name, word)
            both = [
                below
                for below in names
                if below.id == word or (below.id == name and not _length(module, below, mapped))
            ]
            square = list(_cut(module, made, both))
            if isinstance(made, ast.GeneratorExp):
                square[0], square[-1] = square[0].removeprefix("("), square[-1].removesuffix(")")
                square[0], square[-1] = f"[{square[0]}", f"{square[-1]}]"
            return Product(name, factors[0], _cut(module, value, factors), tuple(square))
    return None


def _permutes(made: ast.expr, name: str, word: str) -> bool:
    return any(isinstance(below, ast.Subscript) and isinstance(below.value, ast.Name) and below.value.id == name
               and word in names_in(below.slice) for below in ast.walk(made))  # fmt: skip


def _length(module: ParsedModule, name: ast.Name, mapped: bool) -> bool:
    call = module.parent(name)
    return mapped and isinstance(call, ast.Call) and module.is_builtin(call.func, "len")


def _stays(module: ParsedModule, loop: ast.For | ast.While, name: str, node: ast.expr) -> bool:
    return name not in names_in(node) and module.is_invariant(node, loop) and "float" not in module.types.of(node)


def _cut(module: ParsedModule, value: ast.expr, holes: Sequence[ast.expr]) -> tuple[str, ...]:
    """The text of an expression without some of its parts."""
    start, end = module.span(value)
    spans = [(start, start), *sorted(map(module.span, holes)), (end, end)]
    return tuple(module.text[one[1] : two[0]] for one, two in pairwise(spans))


def _squared(
    module: ParsedModule, loop: ast.For | ast.While, found: Product, count: str, counter: str
) -> Iterator[Rewrite]:
    """Factors are taken as the bits of the number of rounds say; the last square, which nobody needs, is left out."""
    power, rounds = module.fresh("power"), counter or module.fresh("remaining")
    test = module.source(loop.test) if counter and isinstance(loop, ast.While) else f"{rounds} > 0"
    step, square = power.join(found.step), power.join(found.square)
    if "\n" in step + square:
        return
    lines = [
        f"{power} = {text(found.factor)}",
        *([] if counter else [f"{rounds} = {count}"]),
        f"while {test}:",
        block(module, f"if {rounds} & 1:", block(module, f"{found.name} = {step}"), f"{rounds} >>= 1"),
        block(module, f"if {rounds}:", block(module, f"{power} = {square}")),
    ]
    yield Rewrite((replace(module, loop, "\n".join(lines)),), at(loop, "by squaring"))
