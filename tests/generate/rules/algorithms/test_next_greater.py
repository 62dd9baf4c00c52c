"""Walks from every place to the nearest item that compares so: same behaviour by a stack, or silence."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import rewritten

RULE = "next-greater-to-stack"
LISTS = ("[]", "[1]", "[3, 1, 2, 2, 5, 4, 5, 0]", "[5, 4, 4, 2]", "[1.0, NAN, 0.5, NAN, 2.0, 1.0]")
HEAD = 'NAN = float("nan")\n'


def _on(name: str, lists: tuple[str, ...] = LISTS) -> list[str]:
    return [f"{name}({items})" for items in lists]


WAITS = """
def waits(xs):
    result = [0] * len(xs)
    n = len(xs)
    for i in range(n):
        for j in range(i + 1, n):
            if xs[j] > xs[i]:
                result[i] = j - i
                break
    return result
"""
FOUND = """
def found(xs):
    out = []
    for i in range(len(xs) - 1):
        best = None
        for j in range(i + 1, len(xs)):
            if xs[i] >= xs[j]:
                best = (j - i, xs[j] - xs[i])
                break
        out.append(best)
    return out
"""
ELSE = """
def els(rows):
    out = []
    for i, (name, value) in enumerate(rows):
        for j in range(i + 1, len(rows)):
            if rows[j][1] >= value:
                out.append((name, rows[j][0]))
                break
        else:
            out.append((name, None))
    return out
"""
BACK = """
def back(xs):
    out = []
    for i in range(len(xs)):
        for j in range(i - 1, -1, -1):
            if xs[j] < xs[i]:
                out.append(xs[j])
                break
        else:
            out.append(-1)
    return out
"""
SPAN = """
def span(xs):
    spans = []
    for i in range(len(xs)):
        count = 1
        j = i - 1
        while j >= 0 and xs[j] <= xs[i]:
            count += 1
            j -= 1
        spans.append((count, j))
    return spans
"""
DAYS = """
def days(xs):
    spans = {}
    for i, x in enumerate(xs):
        count = 1
        while count <= i and x >= xs[i - count]:
            count += 1
        spans[i] = count
    return list(spans.items())
"""
RECTANGLE = """
def rectangle(xs):
    best = 0
    for i in range(len(xs)):
        left = i
        while left > 0 and xs[left - 1] >= xs[i]:
            left -= 1
        right = i + 1
        while right < len(xs) and xs[right] >= xs[i]:
            right += 1
        best = max(best, xs[i] * (right - left))
    return best
"""
VALUE = """
def value(xs):
    out = []
    for i, x in enumerate(xs):
        answer = -1
        for y in xs[i + 1:]:
            if y > x:
                answer = y
                break
        out.append(answer)
    return out
"""
AHEAD = """
def ahead(xs):
    out = []
    for i in range(len(xs) - 1, -1, -1):
        current = xs[i]
        for d, y in enumerate(xs[i + 1:], start=1):
            if y <= current:
                continue
            out.append((d, y))
            break
    return out
"""
BEFORE = """
def before(xs):
    out = []
    for i in range(len(xs)):
        for y in reversed(xs[:i]):
            if y > xs[i]:
                out.append((i, y))
                break
    return out
"""
WHILES = """
def whiles(xs):
    i, n, out = 0, len(xs), []
    while i < n:
        j = i + 1
        while j < n:
            if xs[j] > xs[i]:
                break
            j += 1
        if j < n:
            out.append(j)
        i += 1
    return out
"""
DISTANCE = """
def distance(xs):
    for i in range(len(xs)):
        near = None
        for d in range(1, len(xs) - i):
            if xs[i + d] - xs[i] > 0:
                near = d
                break
        yield near
"""
FIRST = """
def first(xs):
    for i in range(len(xs)):
        for j in range(i + 1, min(i + 3, len(xs))):
            if xs[j] > xs[i]:
                return i, j
    return None
"""
METHOD = """
class Days:
    def __init__(self, xs):
        self.xs = xs
        self.out = []

    def waits(self):
        for i in range(len(self.xs)):
            for j in range(i + 1, len(self.xs)):
                if self.xs[j] > self.xs[i]:
                    self.out.append(j - i)
                    break
            else:
                self.out.append(0)
        return self.out
"""
LENGTHS = """
def lengths(words: list[str]):
    out = []
    for i in range(len(words)):
        k = i + 1
        while k < len(words) and len(words[k]) <= len(words[i]):
            k += 1
        out.append(words[k] if k < len(words) else "")
    return out
"""
HELPER = """
def next_warmer(temps, i):
    n = len(temps)
    for j in range(i + 1, n):
        if temps[j] > temps[i]:
            return j - i
    return 0

def waits(xs):
    return [next_warmer(xs, i) for i in range(len(xs))]
"""
HELPER_METHOD = """
class Days:
    def __init__(self, xs):
        self.xs = xs

    def before(self, day):
        for x in reversed(self.xs[:day]):
            if x >= self.xs[day]:
                return x
        return None

    def waits(self):
        found = {}
        for place in range(len(self.xs)):
            found[place] = self.before(place)
        return list(found.items())
"""
NEXT = """
def nearest(xs):
    return [(i, next((y for y in xs[i + 1:] if y > x), None)) for i, x in enumerate(xs)]
"""
NEXT_PLACE = """
def gaps(xs):
    out = {}
    for i in range(len(xs)):
        out[i] = next((j - i for j in range(i - 1, -1, -1) if xs[j] >= xs[i]), 0)
    return list(out.items())
"""

SPAN_LOOP = """
def span3(prices):
    out = []
    for i in range(len(prices)):
        span = 1
        for j in range(i - 1, -1, -1):
            if prices[j] > prices[i]:
                break
            span += 1
        out.append(span)
    return out
"""
SPAN_ELSE = """
def span4(prices):
    out = []
    for i, p in enumerate(prices):
        span = 1
        j = i - 1
        while j >= 0:
            if prices[j] <= p:
                span += 1
                j -= 1
            else:
                break
        out.append(span)
    return out
"""
PEOPLE = """
def people(h):
    seen = []
    for i in range(len(h)):
        count = 0
        for j in range(i + 1, len(h)):
            count += 1
            if h[j] >= h[i]:
                break
        seen.append(count)
    return seen
"""
PEOPLE_BEFORE = """
def people2(h):
    seen = []
    for i in range(len(h)):
        count = 0
        for x in reversed(h[:i]):
            count += 1
            if x >= h[i]:
                seen.append('hit')
                break
        seen.append(count)
    return seen
"""
TREES = """
def trees(h):
    total = 0
    for i in range(len(h)):
        d = 1
        while i + d < len(h):
            if h[i + d] < h[i]:
                d += 1
            else:
                break
        total = total * 3 + d
    return total
"""
PLACES = """
def spanw(h):
    out = []
    for i in range(len(h)):
        k = i
        n = 0
        while k > 0:
            n += 1
            if h[k - 1] > h[i]:
                break
            k -= 1
        out.append((k, n))
    return out
"""
DOWN = """
def half(xs):
    out = []
    for i in range(len(xs)):
        c = 0
        for d in range(1, len(xs) - i):
            if xs[i + d] > xs[i]:
                break
            c -= 1
        out.append(c)
    return out
"""
UP = """
def halfe(xs):
    out = []
    for i in range(len(xs)):
        c = 0
        for d in range(1, i + 1):
            c += 1
            if xs[i - d] > xs[i]:
                break
        out.append(c)
    return out
"""

RUNS: list[Run] = [
    (RULE, HEAD + SPAN_LOOP, _on("span3")),
    (RULE, HEAD + SPAN_ELSE, _on("span4")),
    (RULE, HEAD + PEOPLE, _on("people")),
    (RULE, HEAD + PEOPLE_BEFORE, _on("people2")),
    (RULE, HEAD + TREES, _on("trees")),
    (RULE, HEAD + PLACES, _on("spanw")),
    (RULE, HEAD + DOWN, _on("half")),
    (RULE, HEAD + UP, _on("halfe")),
    (RULE, HEAD + HELPER, _on("waits")),
    (RULE, HEAD + HELPER_METHOD, [f"Days({items}).waits()" for items in LISTS]),
    (RULE, HEAD + NEXT, _on("nearest")),
    (RULE, HEAD + NEXT_PLACE, _on("gaps")),
    (RULE, HEAD + WAITS, _on("waits")),
    (RULE, HEAD + FOUND, _on("found")),
    (RULE, HEAD + ELSE, [f"els([*zip('abcdefgh', {items})])" for items in LISTS]),
    (RULE, HEAD + BACK, _on("back")),
    (RULE, HEAD + SPAN, _on("span")),
    (RULE, HEAD + DAYS, _on("days")),
    (RULE, HEAD + RECTANGLE, _on("rectangle")),
    (RULE, HEAD + VALUE, _on("value")),
    (RULE, HEAD + AHEAD, _on("ahead")),
    (RULE, HEAD + BEFORE, _on("before")),
    (RULE, HEAD + WHILES, _on("whiles")),
    (RULE, HEAD + DISTANCE, _on("distance")),
    (RULE, HEAD + FIRST, _on("first")),
    (RULE, HEAD + METHOD, [f"Days({items}).waits()" for items in LISTS]),
    (RULE, LENGTHS, ["lengths([])", "lengths(['aa', 'b', 'ccc', 'dd', 'eee', 'f'])"]),
    (RULE, HEAD + WAITS.replace("xs[j] > xs[i]", "xs[i] <= xs[j]"), _on("waits")),
    (RULE, HEAD + WAITS.replace("range(i + 1, n)", "range(i, n)"), _on("waits")),
    (RULE, HEAD + SPAN.replace("xs[j] <= xs[i]", "not xs[j] > xs[i]"), _on("span")),
    (RULE, HEAD + SPAN.replace("xs[j] <= xs[i]", "xs[j] < xs[i]"), _on("span")),
    (RULE, HEAD + WAITS.replace("if xs[j]", "other = xs[j]\n            if other"), _on("waits")),
    (RULE, HEAD + WAITS.replace("(xs):", "(xs, n):").replace("    n = len(xs)\n", ""), ["waits([3, 1, 4, 1], 3)"]),
]

SILENT = [
    # the items change while they are looked at
    WAITS.replace("result[i] = j - i", "xs[i] = j - i"),
    WAITS.replace("return result", "xs.append(1)").replace("        for j", "        xs.sort()\n        for j"),
    WAITS.replace("        for j", "        shift(xs)\n        for j"),
    WAITS.replace("    n =", "    ys = xs\n    n =").replace("result[i] = j - i", "ys[i] = j - i"),
    ELSE.replace("out.append((name, rows[j][0]))", "rows[i][1] = 0"),
    NEXT.replace(", None)", ", print(i))"),
    NEXT.replace(", None))", "))"),
    HELPER.replace("(xs, i) for i", "(xs, j) for j"),
    HELPER.replace("    return 0", "    return n").replace("range(len(xs))", "xs"),
    HELPER.replace("            return j - i", "            print(j)\n            return j - i"),
    HELPER.replace("temps, i):", "temps, i, least=0):").replace("temps[j] >", "temps[j] - least >"),
    # the walk does more than stop
    WAITS.replace("                break\n", ""),
    WAITS.replace("            if xs[j]", "            print(j)\n            if xs[j]"),
    WAITS.replace("xs[j] > xs[i]", "xs[j] > xs[i] and j % 2"),
    WAITS.replace(
        "                result[i]",
        "                if j == 3:\n                    continue\n                result[i]",
    ),
    PEOPLE.replace("count += 1", "count += h[j]"),
    PEOPLE.replace("range(i + 1, len(h))", "range(i + 1, min(len(h), i + 9))"),
    PEOPLE.replace("h[j] >= h[i]", "h[j] >= h[i] - count"),
    SPAN_ELSE.replace("span += 1", "span += j"),
    # it looks for something else
    WAITS.replace("xs[j] > xs[i]", "xs[j] == xs[i]"),
    WAITS.replace("xs[j] > xs[i]", "xs[j] > xs[i] + 1"),
    WAITS.replace("xs[j] > xs[i]", "ys[j] > xs[i]"),
    WAITS.replace("xs[j] > xs[i]", "ask(xs[j]) > ask(xs[i])"),
    # it begins or ends elsewhere
    WAITS.replace("range(i + 1, n)", "range(i + 2, n)"),
    WAITS.replace("range(i + 1, n)", "range(i, n)").replace("xs[j] > xs[i]", "xs[j] >= xs[i]"),
    WAITS.replace("range(i + 1, n)", "range(i + 1, m)"),
    WAITS.replace("for i in range(n)", "for i in range(low, n)"),
    WAITS.replace("for i in range(n)", "for i in places"),
    WAITS.replace("        for j", "        i += 1\n        for j"),
    # the place is read later
    WAITS.replace("return result", "return j"),
    # some items are none
    WAITS.replace("        for j", "        if xs[i] is None:\n            continue\n        for j"),
    SPAN.replace("xs[j] <= xs[i]", "xs[j] <= xs[i] + count"),
    SPAN.replace("j = i - 1", "j = i - 2"),
]


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[1][:60])
def test_same_behaviour(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("source", SILENT)
def test_silent(source: str) -> None:
    check_silent((RULE, source))


def test_text() -> None:
    assert rewritten(RULE, RECTANGLE.replace("(xs)", "(xs: list[int])", 1)) == (
        "def rectangle(xs: list[int]):\n"
        "    best = 0\n"
        "    previous_smaller = [-1] * len(xs)\n"
        "    waiting = []\n"
        "    for place in reversed(range(len(xs))):\n"
        "        item = xs[place]\n"
        "        while waiting and item < xs[waiting[-1]]:\n"
        "            previous_smaller[waiting.pop()] = place\n"
        "        waiting.append(place)\n"
        "    next_smaller = [len(xs)] * len(xs)\n"
        "    waiting_2 = []\n"
        "    for place_2, item_2 in enumerate(xs):\n"
        "        while waiting_2 and item_2 < xs[waiting_2[-1]]:\n"
        "            next_smaller[waiting_2.pop()] = place_2\n"
        "        waiting_2.append(place_2)\n"
        "    for i in range(len(xs)):\n"
        "        left = previous_smaller[i] + 1\n"
        "        right = next_smaller[i]\n"
        "        best = max(best, xs[i] * (right - left))\n"
        "    return best\n"
    )


def test_method_of_another_object() -> None:
    source = (
        HELPER_METHOD.partition("    def waits")[0]
        + "\ndef f(days, xs):\n    return [days.before(i) for i in range(len(xs))]\n"
    )
    check_silent((RULE, source))
