"""``re.sub(pattern, …)`` in loops and functions → a compiled pattern at module level."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, header, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_FUNCTIONS = ("match", "search", "fullmatch", "findall", "finditer", "sub", "subn", "split")


class CompilePattern(Rule):
    """The functions of ``re`` look the pattern up in a cache at every call."""

    name = "regex-compile-once"
    pattern = "regex-compile"
    summary = "Compile a regular expression once instead of passing its text at every call."
    gain = 1.3
    risk = Risk.LIKELY
    order = 46

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[str, list[ast.Call]] = {}
        for call in scope.nodes(ast.Call):
            dotted = module.imported(call.func)
            if not (dotted.startswith("re.") and dotted[3:] in (*_FUNCTIONS, "compile") and call.args):
                continue
            if not (module.loops(call) or module.function(call) is not module.tree):
                continue
            if not isinstance(call.args[0], ast.Constant) or call.keywords or not isinstance(call.func, ast.Attribute):
                continue
            limit = {"sub": 3, "subn": 3, "compile": 1}.get(dotted[3:], 2)
            if len(call.args) <= limit:
                groups.setdefault(module.source(call.args[0]), []).append(call)
        for text, calls in groups.items():
            if "\n" in text:
                continue
            name = module.fresh("_PATTERN" if len(groups) == 1 else "_PATTERN_1")
            base = module.source(calls[0].func.value)  # type: ignore[attr-defined]
            edits: list[Edit] = [header(module, f"{name} = {base}.compile({text})")]
            for call in calls:
                rest = ", ".join(module.source(arg) for arg in call.args[1:])
                verb = call.func.attr  # type: ignore[attr-defined]
                edits.append(replace(module, call, name if verb == "compile" else f"{name}.{verb}({rest})"))
            yield Rewrite(tuple(edits), at(calls[0], f"{text} compiled once"))


class PrependToReverse(Rule):
    """``r = c + r`` for every letter of a text reverses it."""

    name = "prepend-loop-to-slice"
    pattern = "reverse-by-slice"
    summary = "Reverse with a slice instead of prepending letter by letter."
    gain = 2.0
    order = 29

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            match loop:
                case ast.For(
                    target=ast.Name(id=letter),
                    body=[
                        ast.Assign(
                            targets=[ast.Name(id=out)],
                            value=ast.BinOp(left=ast.Name(id=first), op=ast.Add(), right=ast.Name(id=second)),
                        )
                    ],
                    orelse=[],
                ) if letter == first and out == second and module.kind(loop.iter) in ("str", ""):
                    start = module.previous(loop)
                    if not isinstance(start, ast.Assign) or module.kind(start.value) != "str":
                        continue
                    text = module.source(loop.iter)
                    whole = text if isinstance(loop.iter, ast.Name | ast.Call | ast.Subscript) else f"({text})"
                    yield Rewrite((replace(module, loop, f"{out} = {whole}[::-1] + {out}"),), at(loop, "a slice"))
