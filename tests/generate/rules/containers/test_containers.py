"""Before and after of the containers rules; None: the rule must be silent."""

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
        seen_set = set()
        for x in data:
            if x not in seen_set:
                seen.append(x)
                seen_set.add(x)
        print(seen[0])
        """,
    ),
    (
        "membership-list-to-set#tuples",
        """
        def cells(points):
            found = []
            for x, y in points:
                cell = [x // 2, y // 2]
                if cell not in found:
                    found.append(cell)
            return len(found), found
        """,
        """
        def cells(points):
            found = []
            found_set = set()
            for x, y in points:
                cell = [x // 2, y // 2]
                if tuple(cell) not in found_set:
                    found.append(cell)
                    found_set.add(tuple(cell))
            return len(found), found
        """,
    ),
    (
        "membership-list-to-set",
        """
        def unknown(names, known):
            return [name for name in names if name not in known]
        """,
        """
        def unknown(names, known):
            known_set = set(known)
            return [name for name in names if name not in known_set]
        """,
    ),
    ("membership-list-to-set", "def has(text, word):\n    return text.lower() and word in text\n", None),
    (
        "count-in-loop-to-counter",
        """
        def popular(views, least):
            return [view for view in views if views.count(view) >= least]
        """,
        """
        def popular(views, least):
            views_counts = {}
            for item in views:
                views_counts[item] = views_counts.get(item, 0) + 1
            return [view for view in views if views_counts.get(view, 0) >= least]
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
    (
        "count-in-loop-to-counter",
        """
        words = text.split()
        for word in set(words):
            print(word, words.count(word))
        """,
        """
        words = text.split()
        words_counts = {}
        for item in words:
            words_counts[item] = words_counts.get(item, 0) + 1
        for word in set(words):
            print(word, words_counts.get(word, 0))
        """,
    ),
    (
        "count-in-loop-to-counter",
        """
        a = [1, 2]
        for x in b:
            a.append(x)
            print(a.count(x))
        """,
        None,
    ),
    (
        "index-in-loop-to-dict",
        """
        names = line.split()
        total = 0
        for word in other:
            total += names.index(word)
        """,
        """
        names = line.split()
        total = 0
        names_places = {names[i]: i for i in range(len(names) - 1, -1, -1)}
        for word in other:
            total += names_places[word]
        """,
    ),
    (
        "sorted-first-to-min",
        """
        low = sorted(a)[0]
        high = sorted(a)[-1]
        """,
        """
        low = min(a)
        high = max(a)
        """,
    ),
    (
        "sorted-first-to-min",
        "print(sorted(a)[1])\n",
        None,
    ),
    (
        "membership-dict-keys",
        """
        if k in d.keys():
            pass
        """,
        """
        if k in d:
            pass
        """,
    ),
    (
        "membership-dict-keys",
        """
        for k in d.keys():
            del d[k]
        """,
        None,
    ),
    (
        "dict-get-counter",
        """
        for w in words:
            if w in counts:
                counts[w] += 1
            else:
                counts[w] = 1
        """,
        """
        for w in words:
            counts[w] = counts.get(w, 0) + 1
        """,
    ),
    (
        "setdefault-group",
        """
        for k, v in pairs:
            if k not in groups:
                groups[k] = []
            groups[k].append(v)
        """,
        """
        for k, v in pairs:
            groups.setdefault(k, []).append(v)
        """,
    ),
    (
        "sort-in-loop-to-insort",
        """
        for x in data:
            kept.append(x)
            kept.sort()
        """,
        """
        from bisect import insort
        for x in data:
            insort(kept, x)
        """,
    ),
    (
        "dedupe-loop-to-dict",
        """
        out = []
        for x in data:
            if x not in out:
                out.append(x)
        """,
        "out = list(dict.fromkeys(data))\n",
    ),
    (
        "queue-to-deque",
        """
        import queue
        q = queue.Queue()
        q.put(1)
        while not q.empty():
            print(q.get())
        """,
        """
        import queue
        from collections import deque
        q = deque()
        q.append(1)
        while q:
            print(q.popleft())
        """,
    ),
    (
        "deepcopy-to-slices",
        """
        import copy
        grid = [[0] * 3 for _ in range(3)]
        other = copy.deepcopy(grid)
        """,
        """
        import copy
        grid = [[0] * 3 for _ in range(3)]
        other = [row[:] for row in grid]
        """,
    ),
    (
        "flatten-sum-to-comprehension",
        "flat = sum(groups, [])\n",
        "flat = [item for part in groups for item in part]\n",
    ),
    (
        "sorted-name-to-min-max",
        """
        def ends(a):
            s = sorted(a)
            return s[0], s[-1]
        """,
        """
        def ends(a):
            return min(a), max(a)
        """,
    ),
    (
        "sorted-name-to-min-max",
        """
        s = sorted(a)
        print(s[0], s)
        """,
        None,
    ),
    (
        "any-instead-of-list",
        """
        if len([x for x in a if x > 3]) > 0:
            pass
        """,
        """
        if any((x > 3) for x in a):
            pass
        """,
    ),
    (
        "membership-without-list",
        """
        s = input()
        if "a" in list(s):
            pass
        """,
        """
        s = input()
        if "a" in s:
            pass
        """,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case[0]}" for number, case in enumerate(CASES)])
def test_before_after(case: Case) -> None:
    check(case)
