"""All numpy functions and array methods that have a translation."""

from __future__ import annotations

from fasterpy.generate.rules.programs import (
    numpy_algebra,
    numpy_joining,
    numpy_making,
    numpy_methods,
    numpy_ordering,
    numpy_reductions,
    numpy_reshaping,
    numpy_running,
    numpy_ufuncs,
)
from fasterpy.generate.rules.programs.numpy_calls import Function

FUNCTIONS: dict[str, Function] = {
    **numpy_ufuncs.TABLE.functions,
    **numpy_making.TABLE.functions,
    **numpy_reductions.TABLE.functions,
    **numpy_running.TABLE.functions,
    **numpy_ordering.TABLE.functions,
    **numpy_reshaping.TABLE.functions,
    **numpy_joining.TABLE.functions,
    **numpy_algebra.TABLE.functions,
}
"""Functions by their names after ``np.``; most are methods of arrays as well."""
METHODS: dict[str, Function] = numpy_methods.TABLE.functions
"""Methods that differ from the function of their name."""
