"""Programs with numpy and without it say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent

_HEAD = "import numpy as np\n"
_ROWS = _HEAD + "n = int(input())\na = np.array([list(map(int, input().split())) for _ in range(n)])\n"
_VECTOR = _HEAD + "v = np.array(list(map(int, input().split())))\n"
_TABLE = ["2\n1 -2 3\n0 5 4", "1\n7"]
_NUMBERS = ["3 1 2", "5", "0 0 4 -1"]
RUNS: list[Run] = [
    ("numpy-to-plain-python", _ROWS + "b = a * 2 + 1\nprint(b.sum(), b.max(), np.min(b))\n", _TABLE),
    ("numpy-to-plain-python", _ROWS + "print(*a.sum(axis=0))\nprint(*np.max(a, axis=1))\n", _TABLE),
    ("numpy-to-plain-python", _ROWS + "c = a.cumsum(axis=0).cumsum(axis=1)\nprint(c[-1][-1], c[0][0])\n", _TABLE),
    ("numpy-to-plain-python", _ROWS + "w = a[0]\nprint(*(a * w).sum(axis=1))\nprint(*np.dot(a, w))\n", _TABLE),
    ("numpy-to-plain-python", _ROWS + "print(*np.dot(np.array([1] * n), a))\n", _TABLE),
    ("numpy-to-plain-python", _ROWS + "print(np.count_nonzero(a > 0), np.linalg.norm(a[0]))\n", _TABLE),
    ("numpy-to-plain-python", _VECTOR + "v.sort()\nprint(v[0], v.cumprod()[-1])\n", _NUMBERS),
    ("numpy-to-plain-python", _VECTOR + "print(*np.where(v > 1)[0])\nprint(*v.nonzero()[0])\n", _NUMBERS),
    ("numpy-to-plain-python", _VECTOR + "v[v < 2] = 9\nprint(*v)\nprint(*v[np.nonzero(v)])\n", _NUMBERS),
    ("numpy-to-plain-python", _VECTOR + "m = v % 2 == 0\nv[m] = 0\nprint(v.sum())\n", _NUMBERS),
    ("numpy-to-plain-python", _VECTOR + "print(sum(np.logical_or(v > 2, v < 0)), *np.sign(v))\n", _NUMBERS),
    ("numpy-to-plain-python", _HEAD + "a = np.array(input().split()).astype(int)\nprint(a.sum())\n", _NUMBERS),
    ("numpy-to-plain-python", _HEAD + "np.set_printoptions(linewidth=9)\nprint(np.sum([int(input())]))\n", ["4"]),
    ("numpy-to-plain-python", _VECTOR + "x, y = v.reshape(-1, 2).T\nprint(*x, *y)\n", ["1 2 3 4", "5 6"]),
    # Rows are appended to a list, which becomes an array.
    (
        "numpy-to-plain-python",
        _HEAD + "a = []\nfor _ in range(2):\n    a.append(list(map(int, input().split())))\n"
        "a = np.array(a)\nprint(*a.sum(axis=1))\n",
        ["1 2\n3 4"],
    ),
    # Each of two names is what the other one was.
    (
        "numpy-to-plain-python",
        _HEAD + "n = int(input())\ndp = np.zeros(n + 1)\ndp[0] = 1\nfor p in (0.5, 0.25):\n    new = dp * (1 - p)\n"
        "    new[1:] += dp[:-1] * p\n    dp = new\nprint(dp.sum(), dp[0])\n",
        ["2", "5"],
    ),
    (
        "numpy-to-plain-python",
        _VECTOR + "p = [0, 1, 0]\nw = v[[2, 2, 0]]\nv[p] = -7\nprint(v.sum(), w.sum(), sum(v[p]))\n",
        ["4 5 6"],
    ),
    ("numpy-to-plain-python", _ROWS + "a[a > 1] = 0\nprint(a.sum())\n", _TABLE),
]
SILENT = [
    ("numpy-to-plain-python", _VECTOR + "print(v[:, None] - v[None, :])\n"),  # an array is printed
    ("numpy-to-plain-python", _VECTOR + "print(v * 2)\n"),
    ("numpy-to-plain-python", _HEAD + "print(np.fft.rfft(list(map(int, input().split()))))\n"),
]


@pytest.mark.parametrize("row", RUNS, ids=[f"{number}" for number, _ in enumerate(RUNS)])
def test_same_output(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=[f"{number}" for number, _ in enumerate(SILENT)])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)


def _programs() -> dict[str, Run]:
    """The programs of the data file: ``### name``, the text with a word for its first lines, inputs behind ``>>>``."""
    found = {}
    for part in (Path(__file__).parent / "data" / "numpy_programs.txt").read_text().split("### ")[1:]:
        name, *lines = part.splitlines()
        inputs = [line[4:].replace("\\n", "\n") for line in lines if line.startswith(">>> ")]
        text = "\n".join(line for line in lines if not line.startswith(">>> ")) + "\n"
        for word, start in (("HEAD", _HEAD), ("ROWS", _ROWS), ("VECTOR", _VECTOR)):
            text = text.replace(f"{word}\n", start, 1) if text.startswith(f"{word}\n") else text
        found[name] = ("numpy-to-plain-python", text, inputs)
    return found


PROGRAMS = _programs()


@pytest.mark.parametrize("name", PROGRAMS)
def test_program(name: str) -> None:
    check_run(PROGRAMS[name])
