"""All numpy functions and array methods that have a translation."""

from __future__ import annotations

from fasterpy.generate.rules.programs.arrays import (
    algebra,
    joining,
    making,
    methods,
    ordering,
    reductions,
    reshaping,
    running,
    ufuncs,
)
from fasterpy.generate.rules.programs.arrays.calls import Function

FUNCTIONS: dict[str, Function] = {
    **ufuncs.TABLE.functions,
    **making.TABLE.functions,
    **reductions.TABLE.functions,
    **running.TABLE.functions,
    **ordering.TABLE.functions,
    **reshaping.TABLE.functions,
    **joining.TABLE.functions,
    **algebra.TABLE.functions,
}
"""Functions by their names after ``np.``; most are methods of arrays as well."""
METHODS: dict[str, Function] = methods.TABLE.functions
"""Methods that differ from the function of their name."""
