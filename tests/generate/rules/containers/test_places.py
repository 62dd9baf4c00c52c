"""Before and after of rules on attributes, slices, stacks and removals; None: the rule must be silent."""

from __future__ import annotations

import pytest

from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "membership-expression-to-set",
        """
        class Board:
            def score(self, drawn):
                for number in drawn:
                    if number not in self.marked:
                        self.marked.append(number)
                return len(self.marked)
        """,
        """
        class Board:
            def score(self, drawn):
                marked_set = set(self.marked)
                for number in drawn:
                    if number not in marked_set:
                        self.marked.append(number)
                        marked_set.add(number)
                return len(self.marked)
        """,
    ),
    (
        "membership-expression-to-set",
        """
        def kept(words, stop):
            return [w for w in words if w.lower() not in [s.lower() for s in stop]]
        """,
        """
        def kept(words, stop):
            known = {s.lower() for s in stop}
            return [w for w in words if w.lower() not in known]
        """,
    ),
    (
        "membership-expression-to-set",
        """
        class Board:
            names: dict[str, int]

            def f(self, words):
                return [w for w in words if w in self.names]
        """,
        None,
    ),
    (
        "membership-expression-to-set",
        """
        class Queue:
            def f(self, words):
                for word in words:
                    if word in self.names:
                        self.names.remove(word)
        """,
        None,
    ),
    (
        "stack-at-front-to-end",
        """
        def f(text):
            stack = []
            for c in text:
                if c == "(":
                    stack.insert(0, c)
                elif not stack or stack[0] != "(":
                    return False
                else:
                    stack.pop(0)
            return not stack
        """,
        """
        def f(text):
            stack = []
            for c in text:
                if c == "(":
                    stack.append(c)
                elif not stack or stack[-1] != "(":
                    return False
                else:
                    stack.pop()
            return not stack
        """,
    ),
    (
        "stack-at-front-to-end",
        """
        def f(text):
            stack = []
            for c in text:
                stack.insert(0, c)
            return stack
        """,
        None,
    ),
    (
        "insert-front-then-reverse",
        """
        def f(text):
            out = []
            for c in text:
                out.insert(0, c)
            return out
        """,
        """
        def f(text):
            out = []
            for c in text:
                out.append(c)
            out.reverse()
            return out
        """,
    ),
    (
        "insert-front-then-reverse",
        """
        def f(text):
            out = [1]
            for c in text:
                out.insert(0, c)
            return out
        """,
        None,
    ),
    (
        "remove-all-loop-to-filter",
        """
        def f(bins, x):
            removed = 0
            while x in bins:
                bins.remove(x)
                removed += 1
            return removed
        """,
        """
        def f(bins, x):
            removed = 0
            removed += bins.count(x)
            bins[:] = [item for item in bins if item != x]
            return removed
        """,
    ),
    ("remove-all-loop-to-filter", "while x in a:\n    a.remove(y)\n", None),
    (
        "slice-membership-to-seen",
        """
        def f(items):
            n = 0
            for i in range(len(items)):
                if items[i] in items[:i]:
                    n += 1
            return n
        """,
        """
        def f(items):
            n = 0
            seen = set()
            for i in range(len(items)):
                if items[i] in seen:
                    n += 1
                seen.add(items[i])
            return n
        """,
    ),
    (
        "slice-membership-to-seen",
        """
        def f(items):
            return [1 for i in range(len(items)) if items[i] in items[:i]]
        """,
        None,
    ),
    (
        "sort-after-loop",
        """
        def f(people):
            names = []
            for name, age in people:
                if age > 3:
                    names.append(name)
                    names.sort()
            return names
        """,
        """
        def f(people):
            names = []
            for name, age in people:
                if age > 3:
                    names.append(name)
            names.sort()
            return names
        """,
    ),
    (
        "sort-after-loop",
        """
        def f(people):
            for name in people:
                names.append(name)
                names.sort()
                print(names[0])
        """,
        None,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[2] is not None}")
def test_case(case: Case) -> None:
    check(case)
