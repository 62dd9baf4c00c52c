"""What numpy's names mean in a file: imports of all spellings, star imports, second names."""

from __future__ import annotations

import ast
from functools import cache, cached_property

from fasterpy.analysis.module import ParsedModule

CANONICAL = {
    "amax": "max",
    "amin": "min",
    "absolute": "abs",
    "fabs": "abs",
    "asarray": "array",
    "ascontiguousarray": "array",
    "asanyarray": "array",
    "copy": "array",
    "round_": "round",
    "around": "round",
    "in1d": "isin",
    "alltrue": "all",
    "sometrue": "any",
    "product": "prod",
    "cumproduct": "cumprod",
    "remainder": "mod",
    "true_divide": "divide",
    "row_stack": "vstack",
    "conj": "conjugate",
    "float_power": "power",
    "NaN": "nan",
    "Inf": "inf",
    "infty": "inf",
    "Infinity": "inf",
    "bool8": "bool_",
    "asfarray": "array",
    "genfromtxt": "loadtxt",
    "fmax": "maximum",
    "fmin": "minimum",
    "concat": "concatenate",
    "permute_dims": "transpose",
    "pow": "power",
    "invert": "bitwise_not",
    "bitwise_invert": "bitwise_not",
    "bitwise_left_shift": "left_shift",
    "bitwise_right_shift": "right_shift",
}
"""Second names of functions that numpy has (or had) under another one as well."""


_NUMBERS = frozenset(["inf", "Inf", "nan", "NaN", "pi", "e", "newaxis"])


class Names:
    """numpy's names in one file."""

    def __init__(self, module: ParsedModule) -> None:
        self.module = module

    @cached_property
    def starred(self) -> bool:
        """Whether the file says ``from numpy import *``."""
        return any(node.module == "numpy" and node.names[0].name == "*" for node in self.module.nodes(ast.ImportFrom))

    def numpy(self, node: ast.AST) -> str:
        """``array`` for ``np.array``; empty when it is not numpy's."""
        dotted = self._dotted(node)
        if not dotted.startswith("numpy."):
            return ""
        name = dotted.removeprefix("numpy.")
        first, dot, rest = name.partition(".")
        return CANONICAL.get(first, first) + dot + rest

    def _dotted(self, node: ast.AST) -> str:
        if isinstance(node, ast.Attribute):
            base = self._dotted(node.value)
            return f"{base}.{node.attr}" if base else ""
        if not isinstance(node, ast.Name):
            return ""
        scope = self.module.scopes.owner(node)
        if scope is None:
            return f"numpy.{node.id}" if self.starred and node.id in star_names() else ""
        bindings = scope.bindings.get(node.id, [])
        meant = {self._bound(binding) for binding in bindings}
        return meant.pop() if len(meant) == 1 else ""

    def _bound(self, binding: ast.AST) -> str:
        if isinstance(binding, ast.Name):  # ``array = np.array``
            above = self.module.parent(binding)
            if isinstance(above, ast.Assign) and isinstance(above.value, ast.Attribute):
                dotted = self._dotted(above.value)
                return "" if dotted.rpartition(".")[2] in _NUMBERS else dotted
        return self.module.brought(binding) if isinstance(binding, ast.alias) else ""

    def builtin(self, node: ast.AST, *names: str) -> bool:
        """Whether a name is a builtin that nothing hides, not even a star import."""
        return self.module.is_builtin(node, *names) and not self.numpy(node)


@cache
def star_names() -> frozenset[str]:
    """What ``from numpy import *`` binds. numpy is imported only for files that say this."""
    import numpy

    return frozenset(numpy.__all__)
