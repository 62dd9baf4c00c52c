"""Loops that compute once per value that occurs."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent

RUNS: list[Run] = [
    (
        "loop-once-per-value",
        """
        import numpy as np
        def gamma(image, g):
            out = np.zeros_like(image)
            for y in range(image.shape[0]):
                for x in range(image.shape[1]):
                    v = float(image[y, x]) / 255
                    if v > 0.9:
                        v = 1.0
                    out[y, x] = int(round(255 * v ** (1 / g)))
            return out
        """,
        [
            "gamma(np.arange(12, dtype=np.uint8).reshape(3, 4) * 21, 2.2).tolist()",
            "gamma(np.zeros((0, 3), dtype=np.uint8), 2.2).tolist()",
        ],
    ),
    (
        "loop-once-per-value",
        """
        import numpy as np
        def names(codes, table):
            out = np.empty(len(codes), dtype=float)
            for i in range(len(codes)):
                out[i] = table.get(str(codes[i]), -1.0)
            return out
        """,
        ["names(np.array([3, 1, 3, 2]), {'3': 1.5, '1': 2.0}).tolist()"],
    ),
]
LOOP = "import numpy as np\ndef f(a, out):\n    for i in range(len(a)):\n        "
SILENT = [
    # The place matters; a round knows of the one before; nothing worth it.
    ("loop-once-per-value", LOOP + "out[i] = round(a[i] ** i)\n"),
    ("loop-once-per-value", LOOP + "out[i] = round(a[i] ** 0.3 + out[i - 1])\n"),
    (
        "loop-once-per-value",
        LOOP.replace("    for", "    t = 0\n    for") + "t = t + str(a[i]).count('1')\n        out[i] = t\n",
    ),
    ("loop-once-per-value", LOOP + "out[i] = int(a[i])\n"),
]


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[1].split("def ")[1][:6])
def test_runs(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT)
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)
