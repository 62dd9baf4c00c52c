"""Makes the table of feature frequencies:  python -m fasterpy.embed.make_frequencies

Changing the table changes every vector, so raise ``structural.VERSION`` with it.
"""

from __future__ import annotations

import ast
import json
import random
import sys
import sysconfig
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fasterpy.embed.frequencies import TABLE
from fasterpy.embed.structural import features
from fasterpy.syntax import syntax_tree

_SAMPLE = 1500
_LEAST = 8
"""Rarer features are not stored; they all weigh the same, the most."""


def _functions(root: Path) -> Iterator[str]:
    """Source of the functions with a loop and at least six lines, in files that are not tests."""
    for file in sorted(root.rglob("*.py")):
        parts = file.relative_to(root).parts
        if "site-packages" in parts or any("test" in part for part in parts):
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = syntax_tree(file.read_bytes())
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef) or (node.end_lineno or 0) - node.lineno < 5:
                continue
            if any(isinstance(part, (ast.For, ast.While, ast.ListComp)) for part in ast.walk(node)):
                yield ast.unparse(node)


def main() -> int:
    """Count features over a sample of the running Python's standard library and write the table."""
    sample = list(_functions(Path(sysconfig.get_path("stdlib"))))
    random.Random(0).shuffle(sample)
    sample = sample[:_SAMPLE]
    counts: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for code in sample:
        for count, found in zip(counts, features(code), strict=True):
            count.update(found.keys())
    motifs, paths = ({k: n for k, n in sorted(count.items()) if n >= _LEAST} for count in counts)
    table = {"python": sys.version.split()[0], "functions": len(sample), "motifs": motifs, "paths": paths}
    TABLE.write_text(json.dumps(table, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
