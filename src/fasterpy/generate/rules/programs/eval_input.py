"""``int(eval(input()))`` → ``int(input())``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class EvalInput(Rule):
    """Reading a number does not need the compiler; ``eval`` alone costs more than the rest of a small program."""

    name = "eval-input"
    pattern = "eval-input"
    summary = "Parse input with int() instead of eval(), which compiles the text first."
    gain = 1.4
    risk = Risk.LIKELY
    order = 10

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        floats: list[Rewrite] = []
        for call in scope.nodes(ast.Call):
            if not (module.is_builtin(call.func, "eval") and len(call.args) == 1 and not call.keywords):
                continue
            inner = call.args[0]
            if not _reads(inner):
                continue
            text = module.source(inner)
            above = module.parent(call)
            converted = isinstance(above, ast.Call) and module.is_builtin(above.func, "int", "float", "str")
            if isinstance(above, ast.Call) and converted and len(above.args) == 1:
                # A string conversion of what eval gave: str(eval("007")) differs from "007", the verifier will see it.
                target = above.func.id  # type: ignore[attr-defined]
                if target == "str":
                    yield Rewrite((replace(module, above, f"str(int({text}))"),), at(call, "eval → int"))
                    continue
                yield Rewrite((replace(module, call, text),), at(call, "no eval"))
                if target == "int":
                    floats.append(
                        Rewrite((replace(module, call, f"float({text})"),), at(call, "eval → float"), "float")
                    )
            else:
                yield Rewrite((replace(module, call, f"int({text})"),), at(call, "eval → int"))
                floats.append(Rewrite((replace(module, call, f"float({text})"),), at(call, "eval → float"), "float"))
        yield from floats


def _reads(node: ast.expr) -> bool:
    """input(), input().strip(), sys.stdin.readline() …"""
    match node:
        case ast.Call(func=ast.Name(id="input" | "raw_input" | "readline")):
            return True
        case ast.Call(func=ast.Attribute(attr="readline")):
            return True
        case ast.Call(func=ast.Attribute(attr="strip" | "rstrip" | "lstrip", value=inner)):
            return _reads(inner)
    return False
