"""How common a feature is in ordinary Python: what everybody does says little about a performance problem.

The table ``frequencies.json`` holds, per feature, in how many of a sample of the standard library's functions it occurs
(only functions with a loop). It depends neither on the patterns nor on any benchmark, so vectors stay valid while the
library grows. ``make_frequencies`` makes it.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("frequencies.json")


@lru_cache(maxsize=1)
def weights() -> tuple[dict[str, float], dict[str, float], float]:
    """Weight of each motif, of each path, and of what is in neither table: Robertson's inverse document frequency."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    total = table["functions"]

    def weight(count: float) -> float:
        return math.log(1 + (total - count + 0.5) / (count + 0.5))

    motifs, paths = ({name: weight(n) for name, n in table[part].items()} for part in ("motifs", "paths"))
    return motifs, paths, weight(2)
