"""``print(x)`` → ``sys.stdout.write(f"{x}\\n")``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, atom, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_AWKWARD = set("\"'\\\n{}#:!=")


class PrintToWrite(Rule):
    """``print`` parses options, looks the stream up and writes each piece on its own."""

    name = "print-to-write"
    pattern = "print-to-write"
    summary = "Write finished lines with sys.stdout.write instead of print()."
    gain = 1.08
    risk = Risk.LIKELY
    programs_only = True
    order = 74  # after limits: numbers inside an f-string are no longer seen

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        edits: list[Edit] = []
        imports, sys = need(module, "sys")
        for node in module.nodes(ast.Name):
            if not module.is_builtin(node, "print"):
                continue
            call = module.parent(node)
            if not (isinstance(call, ast.Call) and call.func is node and isinstance(module.parent(call), ast.Expr)):
                return
            text = line_text(module, call)
            if text is None:
                return
            edits.append(replace(module, call, f"{sys}.stdout.write({text})"))
        if edits:
            yield Rewrite((*imports, *edits), "finished lines")


def line_text(module: ParsedModule, call: ast.Call) -> str | None:
    """An expression for the text that a print() writes; None when it has options that are not constants."""
    options = {"sep": " ", "end": "\n"}
    for word in call.keywords:
        if word.arg not in options or not isinstance(word.value, ast.Constant):
            return None
        value = word.value.value
        if value is not None and not isinstance(value, str):
            return None
        options[word.arg] = options[word.arg] if value is None else value
    sep, end = options["sep"], options["end"]
    if len(call.args) == 1 and isinstance(call.args[0], ast.Starred):
        inner = call.args[0].value
        pieces = (
            argument(module, inner) if module.types.of(inner) == "list[str]" else f"map(str, {argument(module, inner)})"
        )
        joined = f"{sep!r}.join({pieces})"
        return f"{joined} + {end!r}" if end else joined
    if any(isinstance(arg, ast.Starred) for arg in call.args):
        return None
    if all(isinstance(arg, ast.Constant) for arg in call.args):
        values = [str(arg.value) for arg in call.args if isinstance(arg, ast.Constant)]
        return repr(sep.join(values) + end)
    if len(call.args) == 1 and module.kind(call.args[0]) == "str":
        return f"{atom(module, call.args[0])} + {end!r}" if end else module.source(call.args[0])
    parts = []
    for arg in call.args:
        if isinstance(arg, ast.Constant) and isinstance(arg.value, str) and not set(arg.value) & _AWKWARD:
            parts.append(arg.value)
            continue
        text = module.source(arg)
        if set(text) & _AWKWARD or isinstance(arg, ast.Lambda | ast.NamedExpr | ast.Tuple):
            if len(call.args) == 1:
                return f"str({argument(module, arg)}) + {end!r}" if end else f"str({argument(module, arg)})"
            return None
        parts.append("{" + text + "}")
    quoted = repr(sep)[1:-1].replace("{", "{{").replace("}", "}}")
    tail = repr(end)[1:-1].replace("{", "{{").replace("}", "}}")
    if '"' in quoted + tail:
        return None
    return 'f"' + quoted.join(parts) + tail + '"'
