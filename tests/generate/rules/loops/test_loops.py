"""Before and after of the loops rules; None: the rule must be silent."""

from __future__ import annotations

import pytest

from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "append-loop-to-comprehension",
        """
        out = []
        for x in a:
            if x > 2:  # big ones
                out.append(x * 2)
        """,
        """
        # big ones
        out = [x * 2 for x in a if x > 2]
        """,
    ),
    (
        "append-loop-to-comprehension",
        """
        out = []
        for x in a:
            out.append(x)
        print(x)
        """,
        None,
    ),
    (
        "append-loop-to-comprehension",
        """
        table = {}
        for k, v in pairs:
            table[k] = v + 1
        """,
        "table = {k: v + 1 for k, v in pairs}\n",
    ),
    (
        "accumulate-loop-to-sum",
        """
        total = 0
        for i in range(10):
            total += i * i
        print(total)
        """,
        """
        total = sum([i * i for i in range(10)])
        print(total)
        """,
    ),
    (
        "accumulate-loop-to-sum",
        """
        n = 0
        for i in range(10):
            if i % 3 == 0:
                n += 1
        """,
        "n = len([1 for i in range(10) if i % 3 == 0])\n",
    ),
    (
        "accumulate-loop-to-sum",
        """
        s = ""
        for i in range(10):
            s += str(i)
        """,
        None,
    ),
    (
        "early-exit-flag-loop",
        """
        found = False
        for x in a:
            if x == 3:
                found = True
        """,
        """
        found = False
        for x in a:
            if x == 3:
                found = True
                break
        """,
    ),
    (
        "early-exit-flag-loop",
        """
        for x in a:
            if x == 3:
                last = x
        """,
        None,
    ),
    (
        "flag-loop-to-any",
        """
        def has(a):
            for x in a:
                if x > 3:
                    return True
            return False
        """,
        """
        def has(a):
            return any(x > 3 for x in a)
        """,
    ),
    (
        "hoist-invariant-call",
        """
        def scale(a, n):
            out = []
            for x in a:
                out.append(x * len(a) + abs(n))
            return out
        """,
        """
        def scale(a, n):
            out = []
            len_a = len(a)
            abs_n = abs(n)
            for x in a:
                out.append(x * len_a + abs_n)
            return out
        """,
    ),
    (
        "hoist-invariant-call",
        """
        while a:
            a.pop()
            print(len(a))
        """,
        None,
    ),
    (
        "min-max-call-to-if",
        """
        best = 0
        for x in a:
            best = max(best, x)
            low = min(low, x * 2)
        """,
        """
        best = 0
        for x in a:
            if x > best:
                best = x
            new_low = x * 2
            if new_low < low:
                low = new_low
        """,
    ),
    (
        "min-max-call-to-if",
        "best = max(best, x)\n",
        None,
    ),
    (
        "map-lambda-to-comprehension",
        """
        b = list(map(lambda x: x + 1, a))
        c = list(filter(lambda y: y > 2, a))
        """,
        """
        b = [x + 1 for x in a]
        c = [y for y in a if y > 2]
        """,
    ),
    (
        "comprehension-to-map",
        """
        b = [int(x) for x in s.split()]
        c = sum(int(x) for x in s)
        """,
        """
        b = list(map(int, s.split()))
        c = sum(map(int, s))
        """,
    ),
    (
        "constant-list-by-repetition",
        "row = [0 for _ in range(n + 1)]\n",
        "row = [0] * (n + 1)\n",
    ),
    (
        "constant-list-by-repetition",
        "rows = [[] for _ in range(n)]\n",
        None,
    ),
    (
        "reverse-by-slice",
        """
        s = input()
        t = "".join(reversed(list(s)))
        """,
        """
        s = input()
        t = s[::-1]
        """,
    ),
    (
        "reduce-to-builtin",
        """
        from functools import reduce
        x = reduce(lambda a, b: a + b, xs)
        """,
        """
        from functools import reduce
        x = sum(xs)
        """,
    ),
    (
        "dict-items-in-loop",
        """
        d = {1: 2}
        for k in d:
            print(k, d[k])
        """,
        """
        d = {1: 2}
        for k, d_value in d.items():
            print(k, d_value)
        """,
    ),
    (
        "any-without-list",
        "ok = any([x < 0 for x in row])\n",
        "ok = any(x < 0 for x in row)\n",
    ),
    (
        "range-len-to-items",
        """
        for i in range(len(a)):
            total += a[i]
        """,
        """
        for a_item in a:
            total += a_item
        """,
    ),
    (
        "range-len-to-items",
        """
        for i in range(len(a)):
            print(i, a[i])
        """,
        """
        for i, a_item in enumerate(a):
            print(i, a_item)
        """,
    ),
    (
        "range-len-to-items",
        """
        for i in range(len(a)):
            a[i] = a[i] + 1
        """,
        None,
    ),
    (
        "while-to-for-range",
        """
        i = 0
        while i < n:
            work()
            i += 1
        """,
        """
        for i in range(n):
            work()
        """,
    ),
    (
        "while-to-for-range",
        """
        i = 0
        while i < n:
            if i == 3:
                continue
            i += 1
        """,
        None,
    ),
    (
        "repeated-expression-once",
        """
        for n in range(a, b):
            if str(n) == str(n)[::-1]:
                count += 1
        """,
        """
        for n in range(a, b):
            str_n = str(n)
            if str_n == str_n[::-1]:
                count += 1
        """,
    ),
    (
        "loop-invariant-condition",
        """
        for i in range(n):
            for j in range(n):
                if i % 2 == 0:
                    total += j
        """,
        """
        for i in range(n):
            if i % 2 == 0:
                for j in range(n):
                    total += j
        """,
    ),
    (
        "bound-method-to-local",
        """
        out = []
        for x in a:
            out.append(x)
            out.append(x + 1)
        """,
        """
        out = []
        out_append = out.append
        for x in a:
            out_append(x)
            out_append(x + 1)
        """,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case[0]}" for number, case in enumerate(CASES)])
def test_before_after(case: Case) -> None:
    check(case)
