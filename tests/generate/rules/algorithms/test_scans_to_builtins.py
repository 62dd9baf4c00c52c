"""Loops that spell out what a builtin does: sorting, mirror images, extremes, tallies, slices, groups."""

from __future__ import annotations

import pytest

from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "exchange-sort-to-sort",
        """
        def ordered(rows, name):
            result = list(rows)
            for i in range(len(result)):
                for j in range(len(result) - 1 - i):
                    if result[j].get(name, 0) > result[j + 1].get(name, 0):
                        result[j], result[j + 1] = result[j + 1], result[j]
            return result
        """,
        """
        def ordered(rows, name):
            result = list(rows)
            result.sort(key=lambda item: item.get(name, 0))
            return result
        """,
    ),
    (
        "exchange-sort-to-sort",
        """
        def down(a):
            swapped = True
            for _ in range(len(a)):
                swapped = False
                for j in range(1, len(a)):
                    if a[j] > a[j - 1]:
                        tmp = a[j]
                        a[j] = a[j - 1]
                        a[j - 1] = tmp
                        swapped = True
                if not swapped:
                    break
        """,
        """
        def down(a):
            swapped = True
            a.sort(reverse=True)
        """,
    ),
    (
        "exchange-sort-to-sort",
        """
        for i in range(3):
            for j in range(3):
                if a[j] >= a[j + 1]:
                    a[j], a[j + 1] = a[j + 1], a[j]
        """,
        None,
    ),
    (
        "mirror-scan-to-slice",
        """
        def same(letters):
            for i in range(len(letters) // 2):
                if letters[i] != letters[len(letters) - 1 - i]:
                    return False
            return True
        """,
        """
        def same(letters):
            return letters == letters[::-1]
        """,
    ),
    (
        "mirror-scan-to-slice",
        """
        def same(s):
            left, right = 0, len(s) - 1
            while left < right:
                if s[left] != s[right]:
                    return False
                left += 1
                right -= 1
            return True
        """,
        """
        def same(s):
            return s == s[::-1]
        """,
    ),
    (
        "mirror-scan-to-slice",
        """
        def same(s, t):
            for i in range(len(s)):
                if s[i] != t[len(s) - 1 - i]:
                    return False
            return True
        """,
        None,
    ),
    (
        "extreme-loop-to-builtin",
        """
        def highest(values, start, width):
            biggest = values[start]
            for value in values[start : start + width]:
                if value > biggest:
                    biggest = value
            return biggest
        """,
        """
        def highest(values, start, width):
            biggest = max(values[start : start + width])
            return biggest
        """,
    ),
    (
        "extreme-loop-to-builtin",
        """
        def least(rows, best):
            for row in rows:
                if len(row) < best:
                    best = len(row)
            return best
        """,
        """
        def least(rows, best):
            best = min([best, *[len(row) for row in rows]])
            return best
        """,
    ),
    (
        "extreme-loop-to-builtin",
        """
        for row in rows:
            if len(row) < best:
                best = row
        """,
        None,
    ),
    (
        "tally-chain-to-count",
        """
        def walk(steps: str):
            x, y = 0, 0
            for step in steps:
                if step == "N":
                    y += 1
                elif step == "S":
                    y -= 1
                elif step == "E":
                    x += 2
            return x, y
        """,
        """
        def walk(steps: str):
            x, y = 0, 0
            y += steps.count('N') - steps.count('S')
            x += 2 * steps.count('E')
            return x, y
        """,
    ),
    (
        "tally-chain-to-count",
        """
        def walk(steps: str):
            x = 0
            for step in steps:
                if step == "N":
                    x += 1
                else:
                    x = 0
            return x
        """,
        None,
    ),
    ("places-to-slice", "t = sum([row[x + k] for k in range(size)])\n", "t = sum(row[x:x + size])\n"),
    (
        "places-to-slice",
        "t = sum(grid[y + dy][x + dx] for dy in range(size) for dx in range(size))\n",
        "t = sum([sum(grid[y + dy][x:x + size]) for dy in range(size)])\n",
    ),
    ("places-to-slice", "t = sum([row[2 * k] for k in range(size)])\n", None),
    (
        "group-scan-to-dict",
        """
        def grouped(words):
            groups = []
            for word in words:
                placed = False
                for group in groups:
                    if sorted(group[0]) == sorted(word):
                        group.append(word)
                        placed = True
                        break
                if not placed:
                    groups.append([word])
            return groups
        """,
        """
        def grouped(words):
            groups = []
            by_key = {}
            for word in words:
                key = tuple(sorted(word))
                if key in by_key:
                    by_key[key].append(word)
                else:
                    by_key[key] = [word]
                    groups.append(by_key[key])
            return groups
        """,
    ),
    (
        "hoist-invariant-call",
        """
        for group in groups:
            if sorted(group[0]) == sorted(word):
                print(group)
        """,
        """
        sorted_word = sorted(word)
        for group in groups:
            if sorted(group[0]) == sorted_word:
                print(group)
        """,
    ),
    (
        "hoist-from-comprehension",
        """
        import json
        values = [json.loads(line).get(key) for key in keys]
        """,
        """
        import json
        loads_json = json.loads(line) if keys else None
        values = [loads_json.get(key) for key in keys]
        """,
    ),
    (
        "pop-front-to-deque",
        """
        def merged(a, b):
            a, b = a[:], b[:]
            result = []
            while a and b:
                result.append(a.pop(0) if a[0] <= b[0] else b.pop(0))
            return result + a + b
        """,
        """
        from collections import deque
        def merged(a, b):
            a, b = deque(a), deque(b)
            result = []
            while a and b:
                result.append(a.popleft() if a[0] <= b[0] else b.popleft())
            return result + list(a) + list(b)
        """,
    ),
    (
        "split-scan",
        """
        for node in nodes:
            count = 0
            for edge in edges:
                if edge[0] == node:
                    count += 1
                if edge[1] == node:
                    count += 1
            print(count)
        """,
        """
        for node in nodes:
            count = 0
            for edge in edges:
                if edge[0] == node:
                    count += 1
            for edge in edges:
                if edge[1] == node:
                    count += 1
            print(count)
        """,
    ),
    (
        "split-scan",
        """
        for node in nodes:
            for edge in edges:
                if edge[0] == node:
                    count += 1
                if edge[1] > node:
                    count += 1
        """,
        None,
    ),
    (
        "flatten-scan",
        """
        for value in range(256):
            count = 0
            for row in pixels:
                for pixel in row:
                    if pixel == value:
                        count += 1
            counts.append(count)
        """,
        """
        cells = [pixel for row in pixels for pixel in row]
        for value in range(256):
            count = 0
            for pixel in cells:
                if pixel == value:
                    count += 1
            counts.append(count)
        """,
    ),
    (
        "half-pairs",
        """
        def safe(columns):
            for i in range(len(columns)):
                for j in range(len(columns)):
                    if i != j:
                        if columns[i] == columns[j] or abs(columns[i] - columns[j]) == abs(i - j):
                            return False
            return True
        """,
        """
        def safe(columns):
            for i in range(len(columns)):
                for j in range(i):
                    if columns[i] == columns[j] or abs(columns[i] - columns[j]) == abs(i - j):
                        return False
            return True
        """,
    ),
    (
        "half-pairs",
        """
        for i in range(n):
            for j in range(n):
                if i != j and a[i] == a[j]:
                    count += 1
        """,
        None,
    ),
    (
        "half-pairs",
        """
        for i in range(n):
            for j in range(n):
                if i != j:
                    if a[i] < a[j]:
                        found = True
        """,
        None,
    ),
    (
        "sorted-name-to-min-max",
        """
        xs = sorted([p[0] for p in points])
        print(xs[0], xs[-1])
        """,
        """
        xs = [p[0] for p in points]
        print(min(xs), max(xs))
        """,
    ),
    (
        "several-sums",
        """
        for row in pixels:
            for pixel in row:
                total += pixel
                squares += pixel * pixel
                count += 1
        """,
        """
        for row in pixels:
            total = sum(row, total)
            squares = sum([pixel * pixel for pixel in row], squares)
            count += len(row)
        """,
    ),
    (
        "several-sums",
        """
        for x in items:
            total += x
            running += total
        """,
        None,
    ),
    (
        "group-scan-to-dict",
        """
        groups = given()
        for word in words:
            for group in groups:
                if len(group[0]) == len(word):
                    group.append(word)
                    break
            else:
                groups.append([word])
        """,
        None,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_before_and_after(case: Case) -> None:
    check(case)
