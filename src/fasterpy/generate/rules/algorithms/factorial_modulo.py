"""``math.factorial(n) % m`` of a large ``n`` → a product that never grows beyond the modulus."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import text
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, atom, block, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_FEW = 2000
"""Below it the product in C is faster, large numbers or not."""


class FactorialModulo(Rule):
    """Handles the remainder of the call itself and of a name that stands for it."""

    name = "factorial-modulo"
    pattern = "modular-product"
    summary = "Reduce in every step of a large factorial instead of once at the end."
    gain = 5.0
    risk = Risk.LIKELY
    order = 19

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            if module.imported(call.func) != "math.factorial" or len(call.args) != 1 or call.keywords:
                continue
            stmt, count = module.statement(call), call.args[0]
            if not owns_line(module, stmt) or not _plain(module, call, stmt):
                continue
            first = ""
            number = count.id if isinstance(count, ast.Name) else ""
            if not number:  # read or computed in place, before anything else that the statement does
                if not _first(module, stmt, call) or "\n" in module.source(count):
                    continue
                number = module.fresh("number")
                first = f"{number} = {module.source(count)}\n"
            parent = module.parent(call)
            if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Mod) and parent.left is call:
                if _fixed(module, parent.right, stmt):
                    word = module.fresh("product")
                    before, after = (
                        module.source(stmt).split(module.source(call), 1) if _once(module, stmt, call) else ("", "")
                    )
                    if before or after:
                        asked = f"{module.source(call.func)}({number})"
                        head = first + _loop(module, word, number, asked, atom(module, parent.right))
                        yield Rewrite((replace(module, stmt, f"{head}\n{before}{word}{after}"),), at(call, "reduced"))
            elif isinstance(stmt, ast.Assign) and stmt.value is call and isinstance(stmt.targets[0], ast.Name):
                modulus = _modulus(module, stmt.targets[0]) if len(stmt.targets) == 1 else None
                if modulus is not None and _fixed(module, modulus, stmt):
                    asked = f"{module.source(call.func)}({number})"
                    head = first + _loop(module, stmt.targets[0].id, number, asked, atom(module, modulus))
                    yield Rewrite((replace(module, stmt, head),), at(call, "reduced"))


def _loop(module: ParsedModule, word: str, count: str, call: str, modulus: str) -> str:
    factor = module.fresh("factor")
    return "\n".join(
        [
            f"if {count} < {_FEW}:",
            block(module, f"{word} = {call}"),
            "else:",
            block(module, f"{word} = 1", f"for {factor} in range(2, {count} + 1):"),
            block(module, f"{word} = {word} * {factor} % {modulus}", level=2),
        ]
    )


def _plain(module: ParsedModule, call: ast.Call, stmt: ast.stmt) -> bool:
    """The call runs exactly once when the statement does, and nothing before it could change the count."""
    if not isinstance(stmt, ast.Assign | ast.Expr | ast.Return):
        return False
    for above in module.ancestors(call):
        if above is stmt:
            return True
        if isinstance(above, ast.Lambda | ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp | ast.IfExp):
            return False
        if isinstance(above, ast.BoolOp):
            return False
    return False


def _first(module: ParsedModule, stmt: ast.stmt, call: ast.Call) -> bool:
    """Whether all other calls of the statement are inside this one or around it."""
    calls = [below for below in ast.walk(stmt) if isinstance(below, ast.Call)]
    return all(module.inside(below, call) or module.inside(call, below) for below in calls)


def _once(module: ParsedModule, stmt: ast.stmt, call: ast.Call) -> bool:
    return module.source(stmt).count(module.source(call)) == 1


def _fixed(module: ParsedModule, node: ast.expr, stmt: ast.stmt) -> bool:
    """A modulus that is a constant, or a name bound once before; nothing that acts."""
    if isinstance(node, ast.Name):
        bound = module.scope_of(node).bindings.get(node.id, [])
        early = len(bound) == 1 and int(getattr(bound[0], "lineno", 10**9)) < stmt.lineno
        return early and module.kind(node) == "int"
    return all(isinstance(part, ast.Constant | ast.BinOp | ast.operator) for part in ast.walk(node))


def _modulus(module: ParsedModule, name: ast.Name) -> ast.expr | None:
    """What the name is divided by wherever it is used."""
    if len(module.scope_of(name).bindings.get(name.id, [])) != 1:
        return None
    found: list[ast.expr] = []
    for use in module.uses(name):
        if use is name:
            continue
        divisor = _divisor(module, use)
        if divisor is None:
            return None
        found.append(divisor)
    return found[0] if found and len({text(node) for node in found}) == 1 else None


def _divisor(module: ParsedModule, use: ast.expr) -> ast.expr | None:
    """``m`` where only the remainder of a division by it is asked for: ``n % m`` and ``divmod(n, m)[1]``."""
    match above := module.parent(use):
        case ast.BinOp(op=ast.Mod(), left=left, right=right) if left is use:
            return right
        case ast.Call(func=func, args=[first, second]) if first is use and module.is_builtin(func, "divmod"):
            match module.parent(above):
                case ast.Subscript(slice=ast.Constant(value=1 | -1)):
                    return second
                case ast.Assign(targets=[ast.Tuple(elts=[ast.Name() as quotient, _])]):
                    used = any(isinstance(one.ctx, ast.Load) for one in module.uses(quotient))
                    return None if used else second
    return None
