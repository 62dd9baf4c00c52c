"""Before and after of rules that compute once what loops compute again, and of loops over indexes."""

from __future__ import annotations

import pytest

from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "invariant-assignment-before-loop",
        """
        def f(values):
            out = []
            for value in values:
                mean = sum(values) / len(values)
                out.append(value - mean)
            return out
        """,
        """
        def f(values):
            out = []
            mean = sum(values) / len(values) if values else None
            for value in values:
                out.append(value - mean)
            return out
        """,
    ),
    (
        "invariant-assignment-before-loop",
        """
        def f(rows):
            for row in rows:
                parts = sorted(rows)
                parts.append(row)
                print(parts)
        """,
        None,
    ),
    (
        "hoist-from-comprehension",
        "def f(values):\n    return [v / max(values) for v in values]\n",
        "def f(values):\n    max_values = max(values) if values else None\n"
        "    return [v / max_values for v in values]\n",
    ),
    ("hoist-from-comprehension", "def f(rows):\n    return [max(row) for row in rows]\n", None),
    (
        "inner-loop-precompute",
        """
        def f(lines, words):
            n = 0
            for line in lines:
                for word in words:
                    if word.lower() in line:
                        n += 1
            return n
        """,
        """
        def f(lines, words):
            n = 0
            lower_words = [word.lower() for word in words]
            for line in lines:
                for word, lower_word in zip(words, lower_words):
                    if lower_word in line:
                        n += 1
            return n
        """,
    ),
    (
        "inner-loop-precompute",
        """
        def f(rows):
            for row in rows:
                for cell in row:
                    print(cell.lower())
        """,
        None,
    ),
    (
        "branches-to-conditional",
        """
        def f(row):
            text = ""
            for cell in row:
                if cell:
                    text += "#"
                else:
                    text += "."
            return text
        """,
        """
        def f(row):
            text = ""
            for cell in row:
                text += "#" if cell else "."
            return text
        """,
    ),
    (
        "branches-to-conditional",
        """
        def f(row):
            for cell in row:
                if cell:
                    a.append(1)
                else:
                    b.append(1)
        """,
        None,
    ),
    (
        "index-loop-to-zip",
        """
        def f(prices):
            out = []
            for i in range(1, len(prices)):
                out.append(prices[i] - prices[i - 1])
            return out
        """,
        """
        def f(prices):
            out = []
            for price, previous_price in zip(prices[1:], prices):
                out.append(price - previous_price)
            return out
        """,
    ),
    (
        "index-loop-to-zip",
        """
        def f(a):
            for i in range(len(a) - 1):
                a[i + 1] = a[i]
        """,
        None,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[2] is not None}")
def test_case(case: Case) -> None:
    check(case)
