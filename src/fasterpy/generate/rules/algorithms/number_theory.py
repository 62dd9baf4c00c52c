"""Hand-made number theory → ``math`` and three-argument ``pow``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import same, text
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.programs.constants import whole_number
from fasterpy.generate.rules.target import TargetScope


class PowModulo(Rule):
    """The full power may have millions of digits; three-argument pow keeps every step small."""

    name = "power-modulo"
    pattern = "pow-with-modulus"
    summary = "Let pow() reduce by the modulus at every step."
    gain = 5.0
    risk = Risk.LIKELY
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for node in scope.nodes(ast.BinOp):
            if not isinstance(node.op, ast.Mod) or module.kind(node.left) in ("str", "float"):
                continue
            if isinstance(node.left, ast.Name):
                rewrite = _before(module, node, node.left)
                if rewrite:
                    yield rewrite
            for power, base, exponent in _powers(module, node.left):
                if isinstance(exponent, ast.Constant) and not (isinstance(exponent.value, int) and exponent.value > 50):
                    continue
                call = f"pow({argument(module, base)}, {argument(module, exponent)}, {argument(module, node.right)})"
                target = node if power is node.left else power
                yield Rewrite((replace(module, target, call),), at(node, "pow with modulus"))
                break


def _before(module: ParsedModule, node: ast.BinOp, name: ast.Name) -> Rewrite | None:
    """``x = 10**n - 2 * 9**n`` of which only ``x % 1007`` is used."""
    bound = module.scope_of(name).bindings.get(name.id, [])
    modulus = whole_number(node.right)
    if len(bound) != 1 or modulus is None:
        return None
    value = getattr(module.parent(bound[0]), "value", None)
    if not isinstance(module.parent(bound[0]), ast.Assign) or not isinstance(value, ast.expr):
        return None
    for use in module.uses(name):
        above = module.parent(use)
        reduced = isinstance(above, ast.BinOp) and isinstance(above.op, ast.Mod) and above.left is use
        if use is not bound[0] and not (reduced and whole_number(above.right) == modulus):  # type: ignore[union-attr]
            return None
    edits = [
        replace(module, power, f"pow({argument(module, base)}, {argument(module, exponent)}, {text(node.right)})")
        for power, base, exponent in _powers(module, value)
        if not isinstance(exponent, ast.Constant)
    ]
    return Rewrite(tuple(edits), at(value, "pow with modulus")) if edits else None


def _powers(module: ParsedModule, node: ast.expr) -> Iterator[tuple[ast.expr, ast.expr, ast.expr]]:
    """Powers that are the whole expression or a term or factor of it."""
    match node:
        case ast.BinOp(left=base, op=ast.Pow(), right=exponent):
            yield node, base, exponent
        case ast.Call(func=func, args=[base, exponent], keywords=[]) if module.is_builtin(func, "pow"):
            yield node, base, exponent
        case ast.BinOp(left=left, op=ast.Mult() | ast.Add() | ast.Sub(), right=right):
            yield from _powers(module, left)
            yield from _powers(module, right)


class EuclidToGcd(Rule):
    """``while b: a, b = b, a % b`` and its recursive form."""

    name = "euclid-to-gcd"
    pattern = "math-gcd"
    summary = "Use math.gcd instead of Euclid's algorithm by hand."
    gain = 2.0
    risk = Risk.LIKELY
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.While):
            pair = _euclid(loop)
            if pair is not None and not loop.orelse and owns_line(module, loop):
                imports, gcd = need(module, "math", "gcd")
                a, b = pair
                line = f"{a}, {b} = {gcd}({a}, {b}), {b if a == b else 0}"
                if isinstance(loop.test, ast.Compare) and isinstance(loop.test.comparators[0], ast.Name):
                    line = f"{a} = {b} = {gcd}({a}, {b})"
                yield Rewrite((*imports, replace(module, loop, line)), at(loop, "math.gcd"))
        for call in scope.nodes(ast.Call):
            match call:
                case ast.Call(
                    func=ast.Name(id=name),
                    args=[ast.Name(id=b), ast.BinOp(left=ast.Name(id=a), op=ast.Mod(), right=ast.Name(id=again))],
                    keywords=[],
                ) if b == again and a != b:
                    function = module.function(call)
                    if isinstance(function, ast.FunctionDef) and function.name == name:
                        imports, gcd = need(module, "math", "gcd")
                        if gcd == name or (not imports and gcd in module.scopes.by_node[function].bindings):
                            continue
                        yield Rewrite((*imports, replace(module, call.func, gcd)), at(call, "math.gcd"))


def _euclid(loop: ast.While) -> tuple[str, str] | None:
    match loop:
        case ast.While(
            test=test,
            body=[
                ast.Assign(
                    targets=[ast.Tuple(elts=[ast.Name(id=a), ast.Name(id=b)])],
                    value=ast.Tuple(
                        elts=[
                            ast.Name(id=first),
                            ast.BinOp(left=ast.Name(id=second), op=ast.Mod(), right=ast.Name(id=third)),
                        ]
                    ),
                )
            ],
        ) if first == third == b and second == a and _nonzero(test, b):
            return a, b
        case ast.While(
            test=test,
            body=[
                ast.Assign(
                    targets=[ast.Name(id=rest)],
                    value=ast.BinOp(left=ast.Name(id=a), op=ast.Mod(), right=ast.Name(id=b)),
                ),
                ast.Assign(targets=[ast.Name(id=first)], value=ast.Name(id=second)),
                ast.Assign(targets=[ast.Name(id=third)], value=ast.Name(id=fourth)),
            ],
        ) if (first, second, third, fourth) == (a, b, b, rest) and _nonzero(test, b):
            return a, b
        case ast.While(
            test=ast.Compare(left=ast.Name(id=a), ops=[ast.NotEq()], comparators=[ast.Name(id=b)]),
            body=[
                ast.If(
                    test=ast.Compare(left=ast.Name(id=one), ops=[ast.Gt() | ast.Lt()], comparators=[ast.Name(id=two)]),
                    body=[ast.AugAssign(target=ast.Name(), op=ast.Sub(), value=ast.Name())],
                    orelse=[ast.AugAssign(target=ast.Name(), op=ast.Sub(), value=ast.Name())],
                )
            ],
        ) if {one, two} == {a, b}:
            return a, b
    return None


def _nonzero(test: ast.expr, name: str) -> bool:
    match test:
        case ast.Name(id=word):
            return word == name
        case ast.Compare(left=ast.Name(id=word), ops=[ast.NotEq() | ast.Gt()], comparators=[ast.Constant(value=0)]):
            return word == name
    return False


class FactorialToMath(Rule):
    """Products over ranges, recursive factorials, and binomials made of factorials."""

    name = "factorial-to-math"
    pattern = "math-comb-factorial"
    summary = "Use math.factorial, math.comb or math.perm."
    gain = 3.0
    risk = Risk.LIKELY
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for node in scope.nodes(ast.BinOp):
            if isinstance(node.op, ast.Mult):
                yield from self._recursive(module, node)
            elif isinstance(node.op, ast.FloorDiv | ast.Div):
                yield from self._binomial(module, node)

    def _recursive(self, module: ParsedModule, node: ast.BinOp) -> Iterator[Rewrite]:
        left, right = node.left, node.right
        if isinstance(left, ast.Call):
            left, right = right, left
        match left, right:
            case ast.Name(id=n), ast.Call(
                func=ast.Name(id=name),
                args=[ast.BinOp(left=ast.Name(id=again), op=ast.Sub(), right=ast.Constant(value=1))],
                keywords=[],
            ) if n == again:
                function = module.function(node)
                parent = module.parent(node)
                if (
                    isinstance(function, ast.FunctionDef)
                    and function.name == name
                    and len(function.args.args) == 1
                    and isinstance(parent, ast.Return | ast.IfExp)
                ):
                    imports, factorial = need(module, "math", "factorial")
                    if factorial != name:
                        edit = replace(module, node, f"{factorial}({n})")
                        yield Rewrite((*imports, edit), at(node, "math.factorial"))

    def _binomial(self, module: ParsedModule, node: ast.BinOp) -> Iterator[Rewrite]:
        parent = module.parent(node)
        if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.FloorDiv | ast.Div) and parent.left is node:
            return
        below: list[ast.expr] = []
        top: ast.expr = node
        while isinstance(top, ast.BinOp) and isinstance(top.op, ast.FloorDiv | ast.Div):
            below += _factors(top.right)
            top = top.left
        n = _factorial_of(module, top)
        parts = [_factorial_of(module, part) for part in below]
        if n is None or any(part is None for part in parts) or not 1 <= len(parts) <= 2:
            return
        known = [part for part in parts if part is not None]
        if isinstance(node.op, ast.Div) and not (
            isinstance(parent, ast.Call) and module.is_builtin(parent.func, "int")
        ):
            return
        if len(known) == 1:
            match known[0]:
                case ast.BinOp(left=left, op=ast.Sub(), right=r) if same(left, n):
                    imports, word = need(module, "math", "perm")
                    edit = replace(module, node, f"{word}({text(n)}, {text(r)})")
                    yield Rewrite((*imports, edit), at(node, "math.perm"))
            return
        for r, rest in (known, known[::-1]):
            match rest:
                case ast.BinOp(left=left, op=ast.Sub(), right=right) if same(left, n) and same(right, r):
                    imports, word = need(module, "math", "comb")
                    edit = replace(module, node, f"{word}({text(n)}, {text(r)})")
                    yield Rewrite((*imports, edit), at(node, "math.comb"))
                    return


def _factors(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _factors(left) + _factors(right)
    return [node]


def _factorial_of(module: ParsedModule, node: ast.expr) -> ast.expr | None:
    match node:
        case ast.Call(func=func, args=[n], keywords=[]):
            word = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
            return n if module.imported(func) == "math.factorial" or word.lower().startswith("fact") else None
    return None
