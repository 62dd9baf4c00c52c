"""What docstrings say of parameters without annotations."""

from __future__ import annotations

import ast
import re

from fasterpy.analysis.source import SourceModule


def array_said(module: SourceModule, parameter: ast.arg) -> str:
    """``ndarray`` where the docstring calls the parameter an array: ``energies : float array``; else empty."""
    function = module.parent(module.parent(parameter) or parameter)
    prose = ast.get_docstring(function) if isinstance(function, ast.FunctionDef) else None
    words = r"(?:an? )?(?:\w+\s)?(?:np\.|numpy\.)?(?:nd)?arrays?\b(?!.like)"
    said = rf"^\s*{re.escape(parameter.arg)}\s*(?::|\()\s*{words}"
    return "ndarray" if prose and re.search(said, prose, re.M | re.I) else ""
