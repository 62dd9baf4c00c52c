"""Arrays and data frames."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "iterrows-to-zip",
        """
        def total(df):
            s = 0
            for i, row in df.iterrows():
                s += row["price"] * row.count_ + i
            return s
        """,
        """
        def total(df):
            s = 0
            for i, row_price, row_count_ in zip(df.index, df['price'], df['count_']):
                s += row_price * row_count_ + i
            return s
        """,
    ),
    (
        "numba-njit",
        """
        def total(a):
            s = 0.0
            for x in a:
                s += x * x
            return s
        """,
        """
        from numba import njit
        @njit
        def total(a):
            s = 0.0
            for x in a:
                s += x * x
            return s
        """,
    ),
    (
        "mean-to-fmean",
        "import statistics\nprint(statistics.mean(a))\n",
        "import statistics\nprint(statistics.fmean(a))\n",
    ),
]

RUNS: list[Run] = [
    (
        "array-append-to-list",
        """
        import numpy as np
        def f(n):
            arr = np.array([])
            for i in range(n):
                if i % 2:
                    arr = np.append(arr, i * i)
            return arr.tolist(), str(arr.dtype)
        """,
        ["f(0)", "f(7)"],
    ),
    (
        "array-append-to-list",
        """
        import pandas as pd
        def f(n):
            df = pd.DataFrame({"a": [0]})
            for i in range(n):
                df = pd.concat([df, pd.DataFrame({"a": [i]})], ignore_index=True)
            return df.to_dict("list")["a"], list(df.index)
        """,
        ["f(0)", "f(4)"],
    ),
    (
        "array-append-to-list",
        """
        import pandas as pd
        def f(n):
            df = None
            for i in range(n):
                if i == 3:
                    continue
                part = pd.DataFrame({"a": [i]}, index=[7])
                part.insert(0, "b", i * 2)
                if df is None:
                    df = part
                else:
                    df = pd.concat([df, part], ignore_index=True)
            return None if df is None else [df.to_dict("list"), list(df.index)]
        """,
        ["str(f(0))", "f(2)", "f(7)"],
    ),
    (
        "array-append-to-list#exact",
        """
        import pandas as pd
        def f(parts):
            df = pd.DataFrame()
            for part in parts:
                df = pd.DataFrame(part, index=[7]) if df.empty else pd.concat([pd.DataFrame(part, index=[7]), df])
            return [df.to_dict("list"), list(df.index)]
        """,
        ["f([])", "f([{'a': 1}])", "f([{'a': 1}, {'a': 2}, {'b': 3}])"],
    ),
    (
        "array-append-to-list",
        """
        import numpy as np
        def f(rows):
            table = None
            for row in rows:
                if table is not None:
                    table = np.vstack((table, row))
                else:
                    table = row
            return str(table)
        """,
        ["f([])", "f([[1, 2]])", "f([[1, 2], [3, 4], [5, 6]])"],
    ),
    (
        "array-append-to-list",
        """
        import numpy as np
        def f(rows):
            table = np.empty((0, 2))
            for row in rows:
                table = np.append(table, [row], axis=0)
            return str(table)
        """,
        ["f([])", "f([[1, 2]])", "f([[1, 2], [3, 4], [5, 6]])"],
    ),
    (
        "numpy-scalar-to-math",
        """
        import numpy as np
        def f(xs, width):
            found = []
            for x in np.array(xs):
                if not np.isfinite(x) or np.abs(x) > 90:
                    continue
                far = np.sqrt(np.hypot(x, 3.0)) + 1
                cell = int(np.floor(x / width)) + int(np.round(x))
                found.append((cell, float(np.exp(-x) * 2) if far > 2 else 0, int(max(far, np.radians(x)))))
            return found, all(np.isnan(x) for x in xs)
        """,
        ["f([], 2.0)", "f([1.5, float('nan'), -7.25, 2.5, 91.0, float('inf')], 2.0)", "f([float('nan')], 1)"],
    ),
    (
        "numpy-scalar-to-math#tests",
        """
        import numpy as np
        def f(xs):
            return [x for x in xs if np.isfinite(x) and np.sqrt(x) < 3]
        """,
        ["f([4.0, 100.0, float('nan')])", "f(['a'])", "f([None])"],
    ),
    (
        "array-items-to-list",
        """
        import numpy as np
        def f(n):
            a = np.arange(n)
            b = np.ones((n, 2), dtype=int)
            s = 0
            for i in range(n):
                for j in range(2):
                    s += int(a[i] * b[i, j])
            return [s]
        """,
        ["f(0)", "f(5)"],
    ),
    (
        "at-writes-to-columns",
        """
        import pandas as pd
        def f(values):
            df = pd.DataFrame({"a": values})
            out = df.copy()
            out["b"] = 0.0
            out["c"] = False
            for at, row in df.iterrows():
                half = row["a"] / 2
                out.at[at, "b"] = half
                out.at[at, "c"] = half > 1
            return out.values.tolist()
        """,
        ["f([1, 5])", "f([3])"],
    ),
    (
        "iterrows-to-zip",
        """
        import pandas as pd
        def f():
            df = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})
            out = []
            for _, row in df.iterrows():
                out.append(row["b"] * row["a"])
            return out
        """,
        ["f()"],
    ),
    (
        "apply-rows-to-columns",
        """
        import pandas as pd
        def f():
            df = pd.DataFrame({"a": [1, 2], "b": [5, 7]})
            return df.apply(lambda r: r["a"] * 2 + r.b, axis=1).tolist()
        """,
        ["f()"],
    ),
    (
        "apply-rows-to-columns#zip",
        """
        import pandas as pd
        def f():
            df = pd.DataFrame({"a": [1, 2], "b": [5, 7]})
            return df.apply(lambda r: "big" if r["a"] * 4 > r["b"] else str(r["b"]), axis=1).tolist()
        """,
        ["f()"],
    ),
    (
        "loc-to-at",
        """
        import pandas as pd
        def f(n):
            df = pd.DataFrame({"a": [0] * n})
            for i in range(n):
                df.loc[i, "a"] = i * i
            return df["a"].tolist()
        """,
        ["f(4)"],
    ),
    (
        "dot-product-loop",
        """
        def f(a, b):
            c = [[0] * len(b[0]) for _ in a]
            for i in range(len(a)):
                for j in range(len(b[0])):
                    for k in range(len(b)):
                        c[i][j] += a[i][k] * b[k][j]
            return c
        """,
        ["f([[1, 2], [3, 4]], [[5, 6], [7, 8]])", "f([[1.5, 2]], [[5], [7]])"],
    ),
]

RUNS.append(
    (
        "elementwise-to-vector",
        """
        import numpy as np
        def f(n, k=3):
            a = np.arange(n)
            b = np.ones(n)
            c = np.zeros(n)
            s = 0
            for i in range(n):
                c[i] = a[i] * k + np.sqrt(b[i])
            for i in range(1, n):
                c[i] -= a[i]
            for i in range(n):
                s += a[i] * a[i]
            return c.tolist() + [int(s)]
        """,
        ["f(0)", "f(1)", "f(5)"],
    )
)

SILENT = [
    ("elementwise-to-vector", "import numpy as np\na = np.ones(3)\nfor i in range(3):\n    a[i] = a[i - 1] + 1\n"),
    ("elementwise-to-vector", "a = [1, 2]\nfor i in range(2):\n    a[i] += a[i]\n"),
    ("array-append-to-list", "import numpy as np\nfor i in r:\n    a = np.append(a, len(a))\n    print(a)\n"),
    ("array-append-to-list", "import numpy as np\nb = []\nfor i in r:\n    b.append(1)\n    a = np.vstack([a, b])\n"),
    (
        "array-append-to-list",
        "import numpy as np\na = f()\nfor i in r:\n    if a is None:\n        a = i\n    else:\n"
        "        a = np.vstack([a, i])\n",
    ),
    # Arrays, or a number whose type is seen.
    ("numpy-scalar-to-math", "import numpy as np\nfor a in rows:\n    b = a[np.abs(a) > 3]\n"),
    ("numpy-scalar-to-math", "import numpy as np\nfor a in rows:\n    out.append(np.sqrt(a))\n"),
    ("numpy-scalar-to-math", "import numpy as np\nfor a in rows:\n    if np.isfinite(a).all():\n        f(a)\n"),
    ("numpy-scalar-to-math", "import numpy as np\nfor a in rows:\n    if ~np.isfinite(a):\n        f(a)\n"),
    ("numpy-scalar-to-math", "import numpy as np\nfor a in rows:\n    b.append(int(max(np.abs(a))))\n"),
    ("numpy-scalar-to-math", "import numpy as np\nfor a in rows:\n    if np.sqrt(a, out=b) > 3:\n        f(a)\n"),
    ("array-items-to-list", "import numpy as np\na = np.arange(3)\nfor i in r:\n    a[i] = a[i - 1]\n"),
    (
        "array-items-to-list",
        "import numpy as np\na = np.zeros((3, 3))\nfor i in r:\n    row = a[i]\n"
        "    for j in r:\n        row[j] = a[i - 1, j]\n",
    ),
    ("iterrows-to-zip", "for i, row in df.iterrows():\n    save(row)\n"),
    ("apply-rows-to-columns", "df.apply(lambda r: r['a'], axis=0)\n"),
    ("loc-to-at", "df.loc[0, 'a'] = 1\n"),
    ("dot-product-loop", "for k in range(n):\n    s += a[k] * b[k - 1]\n"),
    ("numba-njit", "def f(a):\n    for x in a:\n        print(x)\n"),
    ("mean-to-fmean", "print(mean(a))\n"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_text(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_same_behaviour(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)


MORE: list[Run] = [
    (
        "scatter-loop-to-add-at",
        """
        import numpy as np

        def histogram(image: np.ndarray):
            table = np.zeros(8, dtype=np.int64)
            height, width = image.shape
            for y in range(height):
                for x in range(width):
                    table[image[y, x]] += 1
            return table

        def trial(n):
            return histogram((np.arange(n * n).reshape(n, n) * 5) % 8).tolist()
        """,
        ["trial(0)", "trial(1)", "trial(6)"],
    ),
    (
        "apply-function-to-columns",
        """
        import pandas as pd

        def bands(df):
            def band(row):
                if row["score"] >= 80 or row.defaults > 2:
                    return "high"
                elif row["score"] >= 50:
                    return "middle"
                return "low"

            return df.apply(band, axis=1)

        def trial(scores):
            frame = pd.DataFrame({"score": scores, "defaults": [k % 4 for k in range(len(scores))]})
            return bands(frame).to_dict().items()
        """,
        ["trial([1, 90, 60, 3, 70])"],
    ),
]
NO_MORE = [
    # The row itself is handed on.
    ("apply-function-to-columns", "def f(row):\n    return g(row)\n\ndef h(df):\n    return df.apply(f, axis=1)\n"),
    # Another place is read.
    (
        "scatter-loop-to-add-at",
        "import numpy as np\na = np.zeros(3)\nb = np.zeros(3)\nfor i in range(2):\n    a[b[i + 1]] += 1\n",
    ),
]


@pytest.mark.parametrize("row", MORE, ids=lambda row: row[0])
def test_more_of_the_same_behaviour(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", NO_MORE, ids=lambda row: row[0])
def test_more_that_is_silent(row: tuple[str, str]) -> None:
    check_silent(row)
