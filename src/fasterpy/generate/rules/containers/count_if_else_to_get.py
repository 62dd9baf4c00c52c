"""``if k in d: d[k] += 1 else: d[k] = 1`` → ``d[k] = d.get(k, 0) + 1``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import argument


class CountIfElseToGet(ExpressionRule):
    """One look-up less per item."""

    name = "dict-get-counter"
    pattern = "dict-get-counter"
    summary = "Count with dict.get instead of testing for the key first."
    gain = 1.15
    risk = Risk.LIKELY
    order = 23
    nodes = (ast.If,)

    def better(self, module: ParsedModule, node: ast.If) -> str | None:
        match node:
            case ast.If(
                test=ast.Compare(
                    left=key, ops=[ast.In() | ast.NotIn() as sign], comparators=[ast.Name() | ast.Call() as found]
                ),
                body=[one],
                orelse=[two],
            ):
                pass
            case _:
                return None
        subject: ast.expr = found
        if isinstance(subject, ast.Call):
            if not (isinstance(subject.func, ast.Attribute) and subject.func.attr == "keys"):
                return None
            subject = subject.func.value
        grown, fresh = (one, two) if isinstance(sign, ast.In) else (two, one)
        name, word = module.source(subject), module.source(key)
        slot = f"{name}[{word}]"
        if not module.is_pure(key):
            return None
        match fresh:
            case ast.Assign(targets=[ast.Subscript() as target], value=first) if module.source(target) == slot:
                start = first
            case _:
                return None
        match grown:
            case ast.AugAssign(target=ast.Subscript() as target, op=ast.Add(), value=step) if (
                module.source(target) == slot
            ):
                if ast.dump(step) != ast.dump(start):
                    return None
                if isinstance(step, ast.List):
                    return None
                zero = "0" if module.kind(step) in ("int", "bool") else "0.0" if module.kind(step) == "float" else ""
                return f"{slot} = {name}.get({word}, {zero}) + {module.source(step)}" if zero else None
            case ast.Expr(
                value=ast.Call(func=ast.Attribute(attr="append", value=ast.Subscript() as target), args=[item])
            ):
                if module.source(target) != slot or not isinstance(start, ast.List) or len(start.elts) != 1:
                    return None
                if ast.dump(start.elts[0]) != ast.dump(item):
                    return None
                return f"{name}.setdefault({word}, []).append({argument(module, item)})"
        return None
