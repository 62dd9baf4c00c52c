"""Arguments that the original's docstring rules out: no caller gives them."""

from __future__ import annotations

from functools import lru_cache

from fasterpy.analysis.promises.conditions import Promise
from fasterpy.analysis.promises.told import broken, parameters, promises
from fasterpy.analysis.promises.written import arguments
from fasterpy.records import Code, ExpressionCase
from fasterpy.verify.normal import functions_of, parse


def breaks(code: Code, case: ExpressionCase) -> bool:
    """Whether a written argument is not as the docstring says."""
    told, names = _told(code.text, code.qualname or "")
    return bool(told) and broken(told, arguments(case.expression, names)) is not None


def taken_for_granted(code: Code) -> list[str]:
    """What the docstring promises, a line each."""
    if code.kind != "function":
        return []
    said = dict.fromkeys(one.said for one in _told(code.text, code.qualname or "")[0])
    return [f"taken for granted, since the docstring says so: {sentence[:100]}" for sentence in said]


@lru_cache(maxsize=64)
def _told(text: str, qualname: str) -> tuple[list[Promise], list[str]]:
    target = functions_of(parse(text)).get(qualname)
    return (promises(target), parameters(target)) if target is not None else ([], [])
