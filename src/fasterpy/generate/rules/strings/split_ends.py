"""``before = text[:at].split("\\n")``, asked for its length and last part → ``count``, ``rfind``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bound_value, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class SplitEnds(Rule):
    """Line and column of an offset, the number of parts and the last of them: no list of all parts is needed."""

    name = "split-ends-without-list"
    pattern = "split-for-one-part"
    summary = "Count separators and look for the last one instead of making a list of all parts."
    gain = 4.0
    risk = Risk.LIKELY
    order = 30

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign):
            bound = bound_value(stmt)
            match bound:
                case (
                    ast.Name() as name,
                    ast.Call(
                        func=ast.Attribute(value=whole, attr="split"), args=[ast.Constant(value=str(mark))], keywords=[]
                    ) as call,
                ) if len(mark) == 1 and module.kind(whole) in ("str", ""):
                    pass
                case _:
                    continue
            uses = [use for use in module.uses(name) if use is not name]
            edits = [_asked(module, use, repr(mark)) for use in uses]
            if not uses or any(edit is None for edit in edits):
                continue
            if not any(edit is not None and ".count(" in edit.text for edit in edits):
                continue  # the last part alone: another rule
            kept = [edit for edit in edits if edit is not None]
            yield Rewrite((replace(module, call, module.source(whole)), *kept), at(stmt, f"no list for {name.id}"))


def _asked(module: ParsedModule, use: ast.Name, mark: str) -> Edit | None:
    """What is asked of the list, asked of the text instead."""
    text = use.id
    above = module.parent(use)
    match above:
        case ast.Call(func=func, args=[one], keywords=[]) if one is use and module.is_builtin(func, "len"):
            around = module.parent(above)
            if isinstance(around, ast.BinOp) and isinstance(around.op, ast.Sub) and around.left is above:
                if isinstance(around.right, ast.Constant) and around.right.value == 1:
                    return replace(module, around, f"{text}.count({mark})")
            made = f"{text}.count({mark}) + 1"
            return replace(module, above, made if _loose(around) else f"({made})")
        case ast.Subscript(value=value, slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1))) if (
            value is use and isinstance(above.ctx, ast.Load)
        ):
            around = module.parent(above)
            if isinstance(around, ast.Call) and module.is_builtin(around.func, "len") and around.args == [above]:
                return _length(module, around, text, mark)
            return replace(module, above, f"{text}[{text}.rfind({mark}) + 1:]")
    return None


def _length(module: ParsedModule, call: ast.Call, text: str, mark: str) -> Edit:
    around = module.parent(call)
    if isinstance(around, ast.BinOp) and isinstance(around.op, ast.Add) and around.left is call:
        if isinstance(around.right, ast.Constant) and around.right.value == 1:
            made = f"len({text}) - {text}.rfind({mark})"
            outer = module.parent(around)
            return replace(module, around, made if _loose(outer) else f"({made})")
    made = f"len({text}) - {text}.rfind({mark}) - 1"
    return replace(module, call, made if _loose(around) else f"({made})")


def _loose(above: ast.AST | None) -> bool:
    """Whether a sum can stand there without parentheses."""
    return isinstance(above, ast.Return | ast.Assign | ast.Tuple | ast.Call | ast.List | ast.Compare)
