"""A lighter program that reads the same input, for finding inputs of a heavy one."""

from __future__ import annotations

import ast
from functools import lru_cache

import msgspec

from fasterpy.analysis.module import ParsedModule
from fasterpy.errors import SourceError
from fasterpy.generate.rules.build import replace
from fasterpy.generate.rules.edit import apply_edits
from fasterpy.generate.rules.programs.constants import whole_number
from fasterpy.generate.rules.programs.fixed_limits import families, work_limits
from fasterpy.records import Code

_MOST = 3000


@lru_cache(maxsize=64)
def lighter(code: Code) -> Code | None:
    """The program with its fixed limits cut to 3000; None when it has none.

    It is wrong for larger inputs, and perhaps for all: whether an input is usable, the original has to say.
    """
    if code.kind != "program":
        return None
    try:
        module = ParsedModule(code.text)
    except SourceError:
        return None
    starts = _starts(module)
    limits = [(node, value) for node, value in work_limits(module) if node not in starts.values()]
    edits = []
    for family in families(limits):
        least = family[0][1]
        cut = _MOST + max((whole_number(starts[node]) or 0 for node, _ in family if node in starts), default=0)
        edits += [replace(module, node, str(cut + value - least)) for node, value in family if least > cut]
    return msgspec.structs.replace(code, text=apply_edits(module, edits)) if edits else None


def _starts(module: ParsedModule) -> dict[ast.expr, ast.expr]:
    """For ends of ranges their starts, where these are constants too."""
    return {
        call.args[1]: call.args[0]
        for call in module.nodes(ast.Call)
        if module.is_builtin(call.func, "range") and len(call.args) > 1 and whole_number(call.args[0]) is not None
    }
