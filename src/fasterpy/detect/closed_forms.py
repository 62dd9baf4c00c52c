"""Integer loops that arithmetic, ``math`` or ``pow`` do at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View


def _divides(view: View, node: ast.expr, loop_name: str) -> ast.expr | None:
    """``n`` of ``n % i == 0`` (or ``not n % i``)."""
    match node:
        case ast.Compare(
            left=ast.BinOp(left=left, op=ast.Mod(), right=ast.Name(id=name)),
            ops=[ast.Eq()],
            comparators=[ast.Constant(value=0)],
        ) if name == loop_name:
            return left
        case ast.UnaryOp(op=ast.Not(), operand=ast.BinOp(left=left, op=ast.Mod(), right=ast.Name(id=name))):
            return left if name == loop_name else None
    return None


def _ranges(view: View) -> Iterator[tuple[ast.AST, str, ast.Call, list[ast.expr], ast.AST]]:
    """Loops over range: node, variable, the range, tests, and the part that repeats."""
    for loop in view.nodes(ast.For):
        if isinstance(loop.target, ast.Name) and view.calls_builtin(loop.iter, "range"):
            tests = [part.test for part in loop.body if isinstance(part, ast.If)]
            yield loop, loop.target.id, loop.iter, tests, loop.body[0]  # type: ignore[misc]
    for node in view.nodes(ast.ListComp, ast.GeneratorExp, ast.SetComp):
        part = node.generators[0]
        if len(node.generators) == 1 and isinstance(part.target, ast.Name) and view.calls_builtin(part.iter, "range"):
            yield node, part.target.id, part.iter, [*part.ifs, node.elt], node.elt  # type: ignore[misc]


def _bounded_by_root(view: View, call: ast.Call) -> bool:
    text = " ".join(view.source(arg) for arg in call.args)
    return "sqrt" in text or "**" in text


def trial_division(view: View) -> Iterator[Hit]:
    """``for i in range(2, n): if n % i == 0``."""
    for node, name, call, tests, inside in _ranges(view):
        for test in tests:
            if isinstance(test, ast.BoolOp):
                continue
            number = _divides(view, test, name)
            if number is None or _bounded_by_root(view, call):
                continue
            names = {below.id for arg in call.args for below in ast.walk(arg) if isinstance(below, ast.Name)}
            if names & {below.id for below in ast.walk(number) if isinstance(below, ast.Name)}:
                start = call.args[0] if len(call.args) > 1 else None
                prime = isinstance(start, ast.Constant) and start.value != 1
                yield Hit(node, {"number": view.short(number)}, 1.0 if prime else 0.95, where=inside)


def gcd_by_trial(view: View) -> Iterator[Hit]:
    """``for i in range(1, min(a, b) + 1): if a % i == 0 and b % i == 0``."""
    for node, name, _, tests, inside in _ranges(view):
        for test in tests:
            if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
                if sum(_divides(view, part, name) is not None for part in test.values) >= 2:
                    yield Hit(node, where=inside)


def power_modulo(view: View) -> Iterator[Hit]:
    """``base ** exponent % m``."""
    for node in view.nodes(ast.BinOp):
        if isinstance(node.op, ast.Mod) and isinstance(node.left, ast.BinOp) and isinstance(node.left.op, ast.Pow):
            exponent = node.left.right
            if not (isinstance(exponent, ast.Constant) and isinstance(exponent.value, int) and exponent.value <= 3):
                yield Hit(node)


def power_by_loop(view: View) -> Iterator[Hit]:
    """``for _ in range(e): r = r * b % m`` with b and m fixed."""
    for loop in view.nodes(ast.For):
        if len(loop.body) != 1 or not view.calls_builtin(loop.iter, "range") or not isinstance(loop.target, ast.Name):
            continue
        stmt = loop.body[0]
        used = {below.id for below in ast.walk(stmt) if isinstance(below, ast.Name)}
        if loop.target.id in used:
            continue
        match stmt:
            case (
                ast.AugAssign(op=ast.Mult())
                | ast.Assign(value=ast.BinOp(op=ast.Mod(), left=ast.BinOp(op=ast.Mult())))
                | ast.Assign(value=ast.BinOp(op=ast.Mult()))
            ):
                yield Hit(loop, where=stmt)


def product_loop(view: View) -> Iterator[Hit]:
    """``for i in range(1, n + 1): r *= i``: a factorial or product by hand."""
    for loop in view.nodes(ast.For):
        if len(loop.body) == 1 and isinstance(loop.body[0], ast.AugAssign) and isinstance(loop.body[0].op, ast.Mult):
            value = loop.body[0].value
            if isinstance(value, ast.Name) and isinstance(loop.target, ast.Name) and value.id == loop.target.id:
                yield Hit(loop, where=loop.body[0])


def factorial_in_loop(view: View) -> Iterator[Hit]:
    """``factorial(i)`` for growing i."""
    for call, _ in view.imports("math.factorial"):
        yield Hit(call)


def range_sum(view: View) -> Iterator[Hit]:
    """``total += i`` over a range, ``sum(range(n))``, ``sum(i for i in range(n) if i % k == 0)``."""
    for node, name, call, tests, inside in _ranges(view):
        if isinstance(node, ast.For):
            stmt = node.body[0]
            if len(node.body) == 1 and isinstance(stmt, ast.AugAssign) and isinstance(stmt.op, ast.Add):
                names = {below.id for below in ast.walk(stmt.value) if isinstance(below, ast.Name)}
                if names == {name} and not any(isinstance(b, ast.Call | ast.Subscript) for b in ast.walk(stmt.value)):
                    yield Hit(node, where=inside)
        elif view.calls_builtin(view.parents[node], "sum") and isinstance(node, ast.GeneratorExp | ast.ListComp):
            simple = not any(isinstance(b, ast.Call | ast.Subscript) for t in tests for b in ast.walk(t))
            names = {below.id for test in tests for below in ast.walk(test) if isinstance(below, ast.Name)}
            if simple and name in names and call.args:
                yield Hit(node, where=inside)


def palindrome_search(view: View) -> Iterator[Hit]:
    """``str(i) == str(i)[::-1]`` over a range."""
    for node in view.nodes(ast.Compare):
        if len(node.ops) != 1 or not isinstance(node.ops[0], ast.Eq):
            continue
        sides = (node.left, node.comparators[0])
        backward = any(
            isinstance(side, ast.Subscript)
            and isinstance(side.slice, ast.Slice)
            and isinstance(side.slice.step, ast.UnaryOp)
            for side in sides
        )
        if backward and any(view.calls_builtin(below, "str") for side in sides for below in ast.walk(side)):
            yield Hit(node)


def subtract_loop(view: View) -> Iterator[Hit]:
    """``while n >= k: n -= k``."""
    for loop in view.nodes(ast.While):
        match loop.test:
            case ast.Compare(left=ast.Name(id=name), ops=[ast.Gt() | ast.GtE()], comparators=[limit]):
                steps = [
                    part for part in loop.body
                    if isinstance(part, ast.AugAssign) and isinstance(part.op, ast.Sub)
                    and isinstance(part.target, ast.Name) and part.target.id == name
                ]  # fmt: skip
                if steps and view.same(steps[0].value, limit) and len(loop.body) <= 2:
                    yield Hit(loop, where=loop.body[0])


def bits_by_text(view: View) -> Iterator[Hit]:
    """``bin(x).count("1")`` and division loops for digits."""
    for call, text in view.methods("count"):
        if view.calls_builtin(text, "bin"):
            yield Hit(call)


def digits_by_division(view: View) -> Iterator[Hit]:
    """``while n: s = str(n % 2) + s; n //= 2``."""
    for loop in view.nodes(ast.While):
        halves = any(isinstance(b, ast.AugAssign) and isinstance(b.op, ast.FloorDiv) for b in ast.walk(loop))
        texts = any(
            isinstance(b, ast.BinOp) and isinstance(b.op, ast.Add) and view.calls_builtin(b.left, "str")
            for b in ast.walk(loop)
        )
        if halves and texts:
            yield Hit(loop, where=loop.body[0])


def prime_per_number(view: View) -> Iterator[Hit]:
    """A primality helper called for every number of a range."""
    for call in view.nodes(ast.Call):
        if isinstance(call.func, ast.Name) and "prime" in call.func.id.lower() and view.callees(call):
            around = view.around(call)
            if around and any(view.calls_builtin(below, "range") for below in ast.walk(around[0])):
                yield Hit(call)


DETECTORS = (
    Detector(
        "trial_division", "algorithms", trial_division,
        "every number up to the limit is tried as a divisor of `{number}`",
        "try divisors up to math.isqrt({number}) only; each gives its partner `{number} // i`. "
        "For many numbers use a sieve",
        0.95, "divisors_sqrt",
    ),
    Detector(
        "gcd_by_trial", "algorithms", gcd_by_trial,
        "common divisors are searched one by one",
        "use math.gcd (Euclid); common divisors are the divisors of the gcd",
        0.95, "gcd_by_trial",
    ),
    Detector(
        "power_modulo", "algorithms", power_modulo,
        "the whole power is computed before the remainder is taken",
        "`{source}`: use pow(base, exponent, modulus), which never makes the big number",
        0.8, "power_then_modulo", loop=0,
    ),
    Detector(
        "power_by_loop", "algorithms", power_by_loop,
        "a power by repeated multiplication",
        "use pow(base, exponent[, modulus]) in place of the loop",
        0.9, "modular_power",
    ),
    Detector(
        "product_loop", "algorithms", product_loop,
        "a product in the interpreter",
        "use math.prod, math.factorial, math.perm or math.comb",
        0.6, "factorial_ratio_to_comb",
    ),
    Detector(
        "factorial_in_loop", "caching", factorial_in_loop,
        "each factorial starts from one again, {often}",
        "`{source}`: keep the running product, or use math.comb/perm for ratios of factorials",
        0.7, "factorial_in_series",
    ),
    Detector(
        "range_sum", "closed_forms", range_sum,
        "a sum of a polynomial over a range",
        "compute the sum by its closed form (n * (n + 1) // 2 and its like) in place of the loop",
        0.8, "sum_of_range",
    ),
    Detector(
        "palindrome_search", "closed_forms", palindrome_search,
        "every number is written out and reversed to find few palindromes",
        "`{source}`: build the palindromes from their first half in place of testing every number",
        0.6, "build_palindromes",
    ),
    Detector(
        "subtract_loop", "closed_forms", subtract_loop,
        "division by repeated subtraction",
        "use divmod (or // and %) in place of the loop",
        0.8, "subtract_until_division",
    ),
    Detector(
        "bits_by_text", "bits", bits_by_text,
        "the number is written as text to count bits, {often}",
        "`{source}`: use int.bit_count()",
        0.35, "count_bits",
    ),
    Detector(
        "digits_by_division", "bits", digits_by_division,
        "digits are split off and put before a growing string",
        "use bin(), hex() or format(n, 'b') for the digits",
        0.6, "binary_digits_by_division",
    ),
    Detector(
        "prime_per_number", "algorithms", prime_per_number,
        "each number of a range is tested for itself",
        "`{source}`: sieve the whole range once (bytearray and slices) and look numbers up",
        0.9, "prime_sieve",
    ),
)  # fmt: skip
