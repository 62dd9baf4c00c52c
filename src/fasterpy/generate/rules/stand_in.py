"""A lighter program that reads the same input, for finding inputs of a heavy one."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from fasterpy.analysis.module import ParsedModule
from fasterpy.errors import SourceError
from fasterpy.generate.rules.build import replace
from fasterpy.generate.rules.edit import apply_edits
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
    edits = [
        replace(module, node, str(_MOST + value - family[0][1]))
        for family in families(work_limits(module))
        for node, value in family
        if family[0][1] > _MOST
    ]
    return msgspec.structs.replace(code, text=apply_edits(module, edits)) if edits else None
