"""Before and after of the micro rules; None: the rule must be silent."""

from __future__ import annotations

import pytest

from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "power-to-product",
        "y = x ** 2\n",
        "y = x * x\n",
    ),
    (
        "pow-call-to-operator",
        """
        y = pow(x, 2)
        z = pow(x, 2, 7)
        """,
        """
        y = x ** 2
        z = pow(x, 2, 7)
        """,
    ),
    (
        "int-of-division",
        """
        n = 7
        m = int(n / 2)
        """,
        """
        n = 7
        m = n // 2
        """,
    ),
    (
        "int-of-division",
        """
        x = 7.5
        m = int(x / 2)
        """,
        None,
    ),
    (
        "redundant-conversion",
        """
        s = input()
        t = str(s)
        """,
        """
        s = input()
        t = s
        """,
    ),
    (
        "membership-literal-set",
        """
        if x in [1, 2, 3]:
            pass
        """,
        """
        if x in {1, 2, 3}:
            pass
        """,
    ),
    (
        "bool-conditional",
        "y = True if x > 1 else False\n",
        "y = x > 1\n",
    ),
    (
        "isinstance-tuple",
        """
        if isinstance(x, int) or isinstance(x, float):
            pass
        """,
        """
        if isinstance(x, (int, float)):
            pass
        """,
    ),
    (
        "chained-comparison",
        """
        if a < f(b)[0] and f(b)[0] < c:
            pass
        """,
        None,
    ),
    (
        "chained-comparison",
        """
        if a < b[0] and b[0] < c:
            pass
        """,
        """
        if a < b[0] < c:
            pass
        """,
    ),
    (
        "literal-instead-of-call",
        """
        a = dict()
        b = set([1, 2])
        c = list(x for x in a)
        """,
        """
        a = {}
        b = {1, 2}
        c = [x for x in a]
        """,
    ),
    (
        "len-compare-zero",
        """
        a = []
        if len(a) == 0:
            pass
        """,
        """
        a = []
        if not a:
            pass
        """,
    ),
    (
        "format-to-fstring",
        """
        print("{} and {}".format(a, b))
        """,
        """
        print(f"{a} and {b}")
        """,
    ),
    (
        "generator-to-list-in-call",
        "n = sum(x * x for x in a)\n",
        "n = sum([x * x for x in a])\n",
    ),
    (
        "fold-constant-call",
        """
        n = ord("a")
        """,
        "n = 97\n",
    ),
    (
        "parity-by-bit",
        """
        n = 3
        if n % 2 == 0:
            pass
        """,
        """
        n = 3
        if not n & 1:
            pass
        """,
    ),
    (
        "ceil-division",
        """
        import math
        n = 7
        m = math.ceil(n / 2)
        """,
        """
        import math
        n = 7
        m = -(-n // 2)
        """,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case[0]}" for number, case in enumerate(CASES)])
def test_before_after(case: Case) -> None:
    check(case)
