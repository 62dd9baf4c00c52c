"""Before and after of the container rules."""

from __future__ import annotations

import pytest

from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "membership-list-to-set",
        """
        def common(a, b):
            found = []
            known = list(b)  # order does not matter
            for x in a:
                if x in known:
                    found.append(x)
            return found
        """,
        """
        def common(a, b):
            found = []
            known = set(b)  # order does not matter
            for x in a:
                if x in known:
                    found.append(x)
            return found
        """,
    ),
    (
        "membership-list-to-set",
        """
        seen = []
        for x in data:
            if x not in seen:
                seen.append(x)
        print(seen[0])
        """,
        """
        seen = []
        seen_set = set(seen)
        for x in data:
            if x not in seen_set:
                seen.append(x)
                seen_set.add(x)
        print(seen[0])
        """,
    ),
    ("membership-list-to-set", "names = {1}\nfor x in a:\n    print(x in names)\n", None),
    (
        "pop-front-to-deque",
        """
        queue = [start]
        while queue:
            node = queue.pop(0)
            queue.append(node + 1)
        """,
        """
        from collections import deque
        queue = deque([start])
        while queue:
            node = queue.popleft()
            queue.append(node + 1)
        """,
    ),
    ("pop-front-to-deque", "q = [1]\nq.pop(0)\nprint(q[1:])\n", None),
    ("redundant-list-call", "a, b = list(map(int, s.split()))\n", "a, b = map(int, s.split())\n"),
    ("redundant-list-call", "a = list(map(int, s.split()))\n", None),
    ("list-concat-to-append", "out = out + [x]\n", "out.append(x)\n"),
    ("list-concat-to-append", "out = [x] + out\n", None),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_before_after(case: Case) -> None:
    check(case)
