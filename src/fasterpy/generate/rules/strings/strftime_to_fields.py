"""``day.strftime("%Y-%m-%d")`` → an f-string of its fields; ``day.strftime("%a") == "Sun"`` → ``weekday()``."""

from __future__ import annotations

import ast
import re

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk

_FIELDS = {"Y": "year", "m": "month:02d", "d": "day:02d", "H": "hour:02d", "M": "minute:02d", "S": "second:02d",
           "f": "microsecond:06d"}  # fmt: skip
_NUMBERS = {"%Y": "year", "%m": "month", "%d": "day", "%H": "hour", "%M": "minute", "%S": "second"}
_DAYS = {name: place for days in (("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
                                  ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
         for place, name in enumerate(days)}  # fmt: skip


class StrftimeToFields(ExpressionRule):
    """strftime makes a tuple of the time and goes through the C library's locale for every call."""

    name = "strftime-to-fields"
    pattern = "strptime-in-loop"
    summary = "Format dates from their fields instead of interpreting a format with strftime."
    gain = 2.5
    risk = Risk.LIKELY
    order = 47
    nodes = (ast.Compare, ast.Call)

    def better(self, module: ParsedModule, node: ast.Compare | ast.Call) -> str | None:
        if isinstance(node, ast.Compare):
            return _weekday(module, node)
        match node:
            case ast.Call(func=ast.Name(id="int") as func, args=[ast.Call() as inner], keywords=[]) if (
                module.is_builtin(func, "int")
            ):
                owner, form = _formatted(module, inner)
                return f"{owner}.{_NUMBERS[form]}" if owner and form in _NUMBERS else None
        owner, form = _formatted(module, node)
        if not owner or not re.search("%", form) or not re.fullmatch(r"(?:%[YmdHMSf]|[^%{}\\'\"\n])*", form):
            return None
        return 'f"' + re.sub("%(.)", lambda found: f"{{{owner}.{_FIELDS[found.group(1)]}}}", form) + '"'


def _formatted(module: ParsedModule, node: ast.expr) -> tuple[str, str]:
    """The text of what is formatted, when it can be read several times, and the format; empty when unknown."""
    match node:
        case ast.Call(func=ast.Attribute(attr="strftime", value=owner), args=[form], keywords=[]):
            known = module.constant(form)
            plain = isinstance(owner, ast.Name | ast.Attribute) and not module.imported(owner)
            if isinstance(known, str) and plain and "\n" not in module.source(owner):
                return module.source(owner), known
    return "", ""


def _weekday(module: ParsedModule, node: ast.Compare) -> str | None:
    owner, form = _formatted(module, node.left)
    if not owner or form not in ("%a", "%A") or len(node.ops) != 1:
        return None
    match node.ops[0], node.comparators[0]:
        case (ast.Eq() | ast.NotEq()) as op, ast.Constant(value=str() as name) if name in _DAYS:
            return f"{owner}.weekday() {'==' if isinstance(op, ast.Eq) else '!='} {_DAYS[name]}"
        case (ast.In() | ast.NotIn()) as op, (ast.Tuple() | ast.List() | ast.Set()) as several:
            names = [str(part.value) for part in several.elts if isinstance(part, ast.Constant)]
            if len(names) != len(several.elts) or not names or not all(name in _DAYS for name in names):
                return None
            days = tuple(_DAYS[name] for name in names)
            return f"{owner}.weekday() {'in' if isinstance(op, ast.In) else 'not in'} {days}"
    return None
