"""Nests of loops over arrays: the lines that take their place compute the same."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
import pytest

from tests.generate.rules.tables import rewritten

RULE = "elementwise-to-vector"

FORMS = {
    "both branches": """
        def f(a, b):
            out = np.zeros(len(a))
            for i in range(len(a)):
                if a[i] > 0:
                    out[i] = np.sqrt(a[i])
                elif a[i] > -1:
                    out[i] = b[i]
                else:
                    out[i] = -1.0
            return out
        """,
    "one branch": """
        def f(m, t):
            h, w = m.shape
            out = m.copy()
            for y in range(h):
                for x in range(w):
                    if out[y][x] < t or m[y, x] > 2 * t:
                        out[y][x] = 0
            return out
        """,
    "continue": """
        def f(a, b):
            out = np.zeros_like(a)
            for i in range(a.shape[0]):
                if not a[i] > b[i]:
                    continue
                d = a[i] - b[i]
                out[i] = d * d
            return out
        """,
    "neighbours": """
        def f(m, t):
            h, w = m.shape
            out = np.zeros((h, w))
            for y in range(1, h - 1):
                for x in range(1, w - 1):
                    out[y, x] = (m[y - 1, x] + m[y + 1, x] + m[y, x - 1] + m[y, x + 1]) / 4
            return out
        """,
    "round about": """
        def f(a, b):
            n = len(a)
            out = np.zeros(n)
            for i in range(n):
                out[i] = a[(i + 1) % n] - a[i] + i
            return out
        """,
    "the other way round": """
        def f(m, t):
            out = np.zeros((m.shape[1], m.shape[0]))
            for i in range(m.shape[0]):
                for j in range(m.shape[1]):
                    out[j, i] = m[i, j] * t
            return out
        """,
    "rows with their sums": """
        def f(m, t):
            out = np.zeros_like(m)
            for i in range(m.shape[0]):
                total = 0.0
                for j in range(m.shape[1]):
                    total += m[i, j] * m[i, j]
                total = np.sqrt(total)
                for j in range(m.shape[1]):
                    out[i, j] = m[i, j] / total if total else 0.0
            return out
        """,
    "counts per row": """
        def f(m, t):
            found = []
            for row in m:
                count = 0
                for x in row:
                    if x > t:
                        count += 1
                found.append(count)
            return found
        """,
    "total and greatest": """
        def f(a, b):
            total, most = 0.0, -np.inf
            for x, y in zip(a, b):
                d = abs(x - y)
                total += d * d
                if d > most:
                    most = d
            return total, most
        """,
    "distances": """
        def f(p, q):
            out = np.zeros((len(p), len(q)))
            for i in range(len(p)):
                for j in range(len(q)):
                    out[i, j] = np.sqrt(np.sum((p[i] - q[j]) ** 2))
            return out
        """,
    "nearest": """
        def f(p, q):
            labels = []
            for row in p:
                best, least = 0, float("inf")
                for k, centre in enumerate(q):
                    d = ((row - centre) ** 2).sum()
                    if d < least:
                        best, least = k, d
                labels.append(best)
            return np.array(labels)
        """,
    "windows": """
        def f(a, k):
            return_ = []
            for i in range(len(a) - k + 1):
                return_.append(np.mean(a[i:i + k]))
            return return_
        """,
    "histogram": """
        def f(c, n):
            out = np.zeros(n, dtype=int)
            for x in c:
                out[int(x) % n] += 1
            return out
        """,
    "chosen items": """
        def f(a, t):
            out = []
            for x in a:
                if x > t:
                    out.append(float(x) * 2)
            return out
        """,
    "number of hits": """
        def f(m, t):
            n = 0
            for y in range(m.shape[0]):
                for x in range(m.shape[1]):
                    if -t <= m[y, x] <= t:
                        n += 1
            return n
        """,
    "look-up": """
        def f(c, a):
            out = np.empty(len(c))
            for i in range(len(c)):
                out[i] = a[int(c[i]) % len(a)]
            return out
        """,
    "product of matrices": """
        def f(p, q):
            out = np.zeros((p.shape[0], q.shape[0]))
            for i in range(p.shape[0]):
                for j in range(q.shape[0]):
                    for k in range(p.shape[1]):
                        out[i, j] += p[i, k] * q[j, k]
            return out
        """,
    "least so far inside": """
        def f(m, t):
            out = np.zeros(m.shape[0])
            for i in range(m.shape[0]):
                best = t
                for j in range(m.shape[1]):
                    best = min(best, m[i, j])
                out[i] = best
            return out
        """,
    "number by number": """
        def f(a, b):
            total = 0
            for i in range(len(a)):
                total += a[i] * b[i]
            return total
        """,
    "clipped numbers": """
        def f(m, t):
            h, w = m.shape
            out = np.zeros((h, w), dtype=np.uint8)
            for y in range(h):
                for x in range(w):
                    out[y, x] = max(0, min(255, int(m[y, x] * 40 + 100)))
            return out
        """,
}

_NO_INT = ("clipped numbers", "windows")
"""``int`` raises for what is no number; a mean of it differs in how."""

SILENT = {
    "each place builds on the one before": """
        def f(a, t):
            for i in range(1, len(a)):
                a[i] = a[i] + a[i - 1]
        """,
    "the last value is asked for": """
        def f(a, t):
            x = 0
            for i in range(len(a)):
                x = a[i]
            return x
        """,
    "places change hands": """
        def f(a, b):
            for i in range(len(a)):
                t = a[i]
                a[i] = b[i]
                b[i] = t
        """,
    "it stops in between": """
        def f(a, t):
            n = 0
            for x in a:
                if x > t:
                    break
                n += 1
            return n
        """,
    "one place is written over": """
        def f(a, t):
            for i in range(len(a)):
                a[0] = a[i] * 2
        """,
    "a function of the file": """
        def f(a, t):
            for i in range(len(a)):
                a[i] = g(a[i])
        """,
}


def arguments(source: str, seed: int) -> tuple[Any, ...]:
    """Values for the parameters by their letters."""
    rng = np.random.default_rng(seed)
    size = (7, 5, 1, 0)[seed % 4]
    made = {
        "a": rng.normal(size=size + 3), "b": rng.normal(size=size + 3), "m": rng.normal(size=(size, 4)), "t": 0.4,
        "p": rng.normal(size=(size, 3)), "q": rng.normal(size=(4, 3)), "c": rng.normal(size=size) * 9, "n": 5, "k": 4,
    }  # fmt: skip
    if seed > 3:
        for name in "abmp":
            made[name].flat[::3] = np.nan
    return tuple(made[name.strip()].copy() if hasattr(made[name.strip()], "copy") else made[name.strip()]
                 for name in source.partition("(")[2].partition(")")[0].split(","))  # fmt: skip


def ran(source: str, seed: int) -> Any:
    """The result and the arguments afterwards."""
    space: dict[str, Any] = {}
    exec(compile(source, "trial", "exec"), space)
    given = arguments(source[source.index("def f") :], seed)
    with np.errstate(all="ignore"):
        return space["f"](*given), given


def hinted(source: str) -> str:
    """Arrays are known by their annotations."""
    lines = textwrap.dedent(source).strip("\n").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("def f("))
    inner = lines[at].partition("(")[2].partition(")")[0]
    parts = [f"{name.strip()}: np.ndarray" if name.strip() in "abmpqc" else name.strip() for name in inner.split(",")]
    lines[at] = f"def f({', '.join(parts)}):"
    return "import numpy as np\n\n\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", FORMS)
def test_the_same_values(name: str) -> None:
    plain = "import numpy as np\n" + textwrap.dedent(FORMS[name])
    after = rewritten(RULE, hinted(FORMS[name]), qualname="f")
    assert after is not None, f"{name}: silent"
    assert "for " not in after or name in ("windows", "nearest"), after
    for seed in range(8 if name not in _NO_INT else 4):
        (one, first), (two, second) = ran(plain, seed), ran(after.replace(": np.ndarray", ""), seed)
        assert type(one) is type(two), after
        for left, right in zip((one, *first), (two, *second), strict=True):
            assert np.allclose(left, right, rtol=1e-12, equal_nan=True), after
            if isinstance(left, list) and left:
                assert type(left[0]) is type(right[0]), after


@pytest.mark.parametrize("name", SILENT)
def test_silent(name: str) -> None:
    assert rewritten(RULE, hinted(SILENT[name]), qualname="f") is None


SUMS = ("number by number", "rows with their sums", "total and greatest", "product of matrices")


@pytest.mark.parametrize("name", SUMS)
def test_added_in_turn_the_same_bits(name: str) -> None:
    """numpy adds in blocks; a loop does not."""
    plain = "import numpy as np\n" + textwrap.dedent(FORMS[name])
    after = rewritten(RULE, hinted(FORMS[name]), qualname="f")
    assert after is not None, f"{name}: silent"
    for seed in range(4):
        (one, _), (two, _) = ran(plain, seed), ran(after.replace(": np.ndarray", ""), seed)
        assert np.array_equal(one, two), after


COMPREHENSIONS = [
    ("array-comprehension-to-vector", "def f(a, t):\n    return np.array([x ** 2 + t for x in a])\n"),
    ("array-comprehension-to-vector", "def f(a, t):\n    return np.mean([abs(x) for x in a]) if len(a) else t\n"),
    ("sum-of-array-to-cumsum", "def f(a, t):\n    return sum(a)\n"),
    ("sum-of-array-to-cumsum", "def f(m, t):\n    return sum(m)\n"),
]


@pytest.mark.parametrize("rule,form", COMPREHENSIONS)
def test_comprehensions(rule: str, form: str) -> None:
    after = rewritten(rule, hinted(form), qualname="f")
    assert after is not None
    for seed in range(8):
        (one, _), (two, _) = ran("import numpy as np\n" + form, seed), ran(after.replace(": np.ndarray", ""), seed)
        assert type(one) is type(two) and np.array_equal(one, two, equal_nan=True), after


def test_parts_before_a_loop() -> None:
    form = """
        def f(m, t):
            best = None
            for y in range(m.shape[0] - 1):
                for x in range(m.shape[1] - 1):
                    total = int(m[y : y + 2, x : x + 2].sum())
                    if best is None or total > best[2]:
                        best = (y, x, total)
            return best
        """
    after = rewritten("array-parts-before-loop", hinted(form), qualname="f")
    assert after is not None and "sliding_window_view" in after
    for seed in range(4):
        plain = "import numpy as np\n" + textwrap.dedent(form)
        assert ran(plain, seed)[0] == ran(after.replace(": np.ndarray", ""), seed)[0]


def test_hits_alone() -> None:
    form = """
        def f(m, t):
            mask = np.zeros(m.shape, dtype=np.uint8)
            box = None
            for y in range(m.shape[0]):
                for x in range(m.shape[1]):
                    value = m[y, x] * 2
                    if value < t:
                        mask[y, x] = 1
                        if box is None:
                            box = (y, x, y, x)
                        else:
                            box = (min(box[0], y), min(box[1], x), max(box[2], y), max(box[3], x))
            return mask.tolist(), box
        """
    after = rewritten("loop-over-hits", hinted(form), qualname="f")
    assert after is not None and "argwhere" in after
    for seed in range(8):
        plain = "import numpy as np\n" + textwrap.dedent(form)
        assert ran(plain, seed)[0] == ran(after.replace(": np.ndarray", ""), seed)[0]


def test_hits_from_a_later_place_on() -> None:
    form = """
        def f(a, t):
            found = []
            for i in range(2, len(a)):
                if a[i] > t:
                    found.append((i, round(float(a[i] - a[i - 2]), 3)))
            return found
        """
    after = rewritten("loop-over-hits", hinted(form), qualname="f")
    assert after is not None and "flatnonzero" in after
    plain, fast = {}, {}
    exec("import numpy as np\n" + textwrap.dedent(form), plain)
    exec(after, fast)
    for values in ([], [1.0], [5.0, 6.0, 7.0, 1.0, 9.0]):
        array = np.array(values)
        assert plain["f"](array, 4.0) == fast["f"](array, 4.0)


def test_hits_that_change_what_is_asked_are_left_alone() -> None:
    form = """
        def f(a, t):
            for i in range(len(a)):
                if a[i] > t:
                    a[i - 1] = t
                    print(i)
        """
    assert rewritten("loop-over-hits", hinted(form), qualname="f") is None
