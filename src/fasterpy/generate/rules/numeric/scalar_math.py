"""``if np.isfinite(x)``, ``int(np.floor(x / w))`` on single numbers → ``math.isfinite``, ``math.floor``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_TESTS = ("isfinite", "isnan", "isinf")
_SAME = (
    "ceil", "copysign", "cos", "cosh", "degrees", "exp", "expm1", "fabs", "floor", "fmod", "hypot", "log", "log10",
    "log1p", "log2", "radians", "sin", "sinh", "sqrt", "tan", "tanh", "trunc",
)  # fmt: skip
_MATH = {name: name for name in (*_TESTS, *_SAME)} | {
    "arccos": "acos", "arcsin": "asin", "arctan": "atan", "arctan2": "atan2", "deg2rad": "radians",
    "rad2deg": "degrees",
}  # fmt: skip
_BUILTIN = {
    "abs": "abs", "absolute": "abs", "maximum": "max", "minimum": "min", "rint": "round", "round": "round",
    "around": "round",
}  # fmt: skip
_TWO = ("arctan2", "copysign", "fmod", "hypot", "maximum", "minimum")


class NumpyScalarToMath(Rule):
    """What is tested or made an int or a float is one number: numpy would wrap it, look for a loop and wrap again."""

    name = "numpy-scalar-to-math"
    pattern = "numpy-tests-on-scalars"
    summary = "Call functions of math instead of numpy on single numbers."
    gain = 2.0
    risk = Risk.LIKELY
    order = 48

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        calls: list[tuple[ast.Call, str]] = []
        typed: list[tuple[ast.Call, str]] = []
        for call in scope.nodes(ast.Call):
            name = module.imported(call.func).removeprefix("numpy.")
            if (name not in _MATH and name not in _BUILTIN) or not module.imported(call.func).startswith("numpy."):
                continue
            starred = any(isinstance(arg, ast.Starred) for arg in call.args)
            if call.keywords or starred or len(call.args) != (2 if name in _TWO else 1):
                continue
            if _ends_as_number(module, call):
                calls.append((call, name))
            elif all(module.kind(arg) in ("int", "float") for arg in call.args):
                typed.append((call, name))
        careful = [(call, name) for call, name in calls if name in _TESTS or name in ("abs", "absolute")]
        # Outside of their domain the functions of math raise; numpy warns and gives nan.
        for variant, group in (("", calls), ("tests", careful), ("types", [*calls, *typed])):
            again = (variant == "tests" and len(group) == len(calls)) or (variant == "types" and not typed)
            if group and not again:
                edits: list[Edit] = []
                for call, name in group:
                    imports, found = ((), _BUILTIN[name]) if name in _BUILTIN else _named(module, _MATH[name])
                    edits += [*(edit for edit in imports if edit not in edits), replace(module, call.func, found)]
                words = ", ".join(dict.fromkeys(f"np.{name}" for _, name in group))
                yield Rewrite(tuple(edits), at(group[0][0], f"no {words}"), variant)


def _named(module: ParsedModule, name: str) -> tuple[tuple[Edit, ...], str]:
    imports, math = need(module, "math")
    return imports, f"{math}.{name}"


def _ends_as_number(module: ParsedModule, node: ast.expr, depth: int = 0) -> bool:
    """Whether the value is only tested, compared in a test, or handed to int(), float() or a function of math.

    An array of several numbers would raise there, and nobody sees of what type the number was.
    """
    below: ast.AST = node
    compared = False
    for above in module.ancestors(node):
        match above:
            case ast.If() | ast.While() | ast.Assert() | ast.IfExp() if below is above.test:
                return True
            case ast.UnaryOp(op=ast.Not()):
                return True
            case ast.comprehension():
                return below in above.ifs
            case ast.GeneratorExp() | ast.ListComp() if below is above.elt:
                call = module.parent(above)
                return isinstance(call, ast.Call) and module.is_builtin(call.func, "any", "all")
            case ast.Call(func=func) if below is not func:
                if module.is_builtin(func, "int", "float", "bool") or module.imported(func).startswith("math."):
                    return True
                several = module.is_builtin(func, "min", "max") and len(above.args) > 1
                dotted = module.imported(func).removeprefix("numpy.")
                if not several and not module.is_builtin(func, "abs") and dotted not in {**_MATH, **_BUILTIN}:
                    return False
            case ast.Compare():
                compared = True
            case ast.BoolOp() | ast.IfExp():
                pass
            case ast.BinOp(op=op) if not compared and not isinstance(op, ast.MatMult):
                pass
            case ast.UnaryOp(op=ast.USub() | ast.UAdd()) if not compared:
                pass
            case ast.Assign(targets=[ast.Name() as name]) | ast.AnnAssign(target=ast.Name() as name) if depth < 2:
                uses = [use for use in module.uses(name) if use is not name]
                alone = all(isinstance(use.ctx, ast.Load) for use in uses)
                return bool(uses) and alone and all(_ends_as_number(module, use, depth + 1) for use in uses)
            case _:
                return False
        below = above
    return False
