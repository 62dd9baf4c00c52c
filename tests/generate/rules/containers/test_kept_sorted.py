"""Lists that are sorted again for every item, and lists of which the best item is searched for again and again."""

from __future__ import annotations

import textwrap

import pytest

from tests.generate.rules.behaviour import Run, _value, check_run, check_silent
from tests.generate.rules.tables import rewritten

PLACES = """
    def f(scores):
        book, result = [], []
        for score, name in scores:
            entry = (-score, name)
            book.append(entry)
            book = sorted(book, key=lambda e: (e[0], e[1]))
            place = 1
            for other in book:
                if other == entry:
                    break
                place += 1
            result.append(place)
        return result, book
    """
ENTRIES = PLACES.replace("book, result = [], []", "book = []\n        result = []")
TABLE = """
    def f(rows, start):
        table = start[:]
        out = []
        for row in rows:
            table = sorted(table + [row], key=lambda r: r[1])
            out.append(table.index(row))
        return out, table, start
    """
MEDIANS = """
    def f(numbers: list[int], k):
        seen = []
        out = []
        for number in numbers:
            if number % 3 == 0:
                continue
            seen.append(number)
            seen.sort(reverse=True)
            if len(seen) > k:
                seen.pop()
            out.append(seen[len(seen) // 2])
        return out
    """
BOARD = """
    class Board:
        def __init__(self):
            self.scores = []
            self.log = []

        def put(self, row):
            self.scores.append(row["score"])
            self.scores = sorted(self.scores)
            self.log.append(self.scores.index(row["score"]))

    def f(numbers):
        board = Board()
        for number in numbers:
            board.put({"score": number})
        return board.log, list(board.scores)
    """
GIVEN = """
    def f(xs, table):
        out = []
        for x in xs:
            table.append(x)
            table.sort()
            for i in range(len(table)):
                if table[i] == x:
                    out.append(i)
                    break
        return out, table
    """
SOMETIMES = """
    def f(xs):
        kept = []
        for x in xs:
            if x not in kept:
                kept.append(x)
            kept.sort(key=lambda v: v % 4)
            print(kept[0], len(kept))
        return kept
    """
INSORTED = """
    from bisect import insort

    def f(rows):
        table, out = [], []
        for row in rows:
            insort(table, row, key=lambda r: r[0])
            for rank, other in enumerate(table, start=1):
                if other == row:
                    out.append((rank, row))
                    break
        return out
    """
MATCH = """
    from dataclasses import dataclass

    @dataclass
    class Order:
        price: int
        arrived: int
        quantity: int

    def f(buys, sells):
        buying = [Order(p, i // 2, q) for i, (p, q) in enumerate(buys) if q > 0]
        selling = [Order(p, i // 2, q) for i, (p, q) in enumerate(sells) if q > 0]
        trades = []
        while buying and selling:
            bid = max(buying, key=lambda o: (o.price, -o.arrived))
            offer = min(selling, key=lambda o: (o.price, o.arrived))
            if bid.price < offer.price:
                break
            amount = min(bid.quantity, offer.quantity)
            trades.append((bid.arrived, offer.arrived, amount, offer.price))
            bid.quantity -= amount
            offer.quantity -= amount
            if bid.quantity == 0:
                buying.remove(bid)
            if offer.quantity == 0:
                selling.remove(offer)
        return trades, len(buying)
    """
ORDERS = MATCH[MATCH.index("    def f(") :]
# A class statement with @dataclass wants the module to be imported.
MADE = """
    from dataclasses import make_dataclass
    Order = make_dataclass('Order', ['price', 'arrived', 'quantity'])

"""
BUYS = "[(5, 3), (7, 2), (7, 4), (7, 4), (5, 3), (6, 0), (9, 1)]"
SELLS = "[(6, 2), (4, 4), (4, 4), (4, 1), (8, 3), (5, 5)]"
SERVED = """
    def f(arrivals, limit):
        queue = []
        out = []
        for number, (urgency, work) in enumerate(arrivals):
            queue.append({"urgency": urgency, "number": number, "work": work})
            left = limit
            while queue and left > 0:
                job = min(queue, key=lambda j: j["urgency"])
                done = min(left, job["work"])
                job["work"] -= done
                left -= done
                if job["work"] <= 0:
                    queue.remove(job)
                    out.append((number, job["number"]))
                else:
                    break
        return out
    """
ARRIVALS = "[(3, 2), (1, 9), (3, 1), (2, 4), (1, 1), (3, 3), (0, 2), (1, 1)]"
ROOMS = """
    def f(sizes, parties):
        free = list(sizes)
        got = []
        for party in parties:
            if not free:
                break
            room = max(free)
            if party > room:
                got.append(-1)
                continue
            free.remove(room)
            got.append(room)
        return got
    """
BRANCHES = """
    def f(numbers):
        left = [[n % 3, n, 2] for n in numbers]
        out = []
        while True:
            item = max(left, key=lambda i: i[0], default=None)
            if item is None:
                return out
            item[2] -= 1
            if item[1] % 2:
                out.append(item[1])
                left.remove(item)
                continue
            if item[2] > 0:
                out.append(-item[1])
            else:
                left.remove(item)
    """
STEPS = """
    def f(tasks):
        todo = [{"id": n, "urgent": u, "left": w} for n, (u, w) in enumerate(tasks)]
        steps = []
        while todo:
            top = 0
            for i, task in enumerate(todo):
                if task["urgent"] > todo[top]["urgent"]:
                    top = i
            chosen = todo[top]
            chosen["left"] -= 2
            steps.append(chosen["id"])
            if chosen["left"] <= 0:
                del todo[top]
        return steps
    """
PACKED = """
    def f(jobs):
        pending = jobs[:]
        result = []
        while len(pending) > 0:
            best = 0
            for i in range(1, len(pending)):
                if pending[i][1] < pending[best][1]:
                    best = i
            name, size = pending.pop(best)
            result.append(name)
        return result
    """
SCAN = """
    def f(rows):
        best = None
        for row in rows:
            if best is None or row[0] > best[0] or (row[0] == best[0] and row[1] < best[1]):
                best = row
        return best
    """
SCORES = "f([(3, 'a'), (5, 'b'), (3, 'a'), (1, 'c'), (5, 'a'), (3, 'b')])"
RUNS: list[Run] = [
    ("append-and-sort-to-insort", ENTRIES, ["f([])", SCORES]),
    ("append-and-sort-to-insort", TABLE, ["f([(1, 2), (2, 1), (3, 2)], [(9, 9), (8, 2)])", "f([], [(9, 9), (8, 2)])"]),
    ("append-and-sort-to-insort", MEDIANS, ["f([5, 1, 9, 4, 4, 10, 2], 3)", "f([], 3)"]),
    ("append-and-sort-to-insort", BOARD, ["f([5, 1, 9, 4, 4, 10, 2])"]),
    ("append-and-sort-to-insort", GIVEN, ["f([5, 1, 9, 4, 4], [7, 3, 9])", "f([], [7, 3, 9])"]),
    ("append-and-sort-to-insort", SOMETIMES, ["f([5, 1, 9, 4, 4, 8, 0, 5])", "f([])"]),
    ("insorted-place-to-bisect", INSORTED, ["f([(3, 'a'), (1, 'b'), (3, 'c'), (3, 'a'), (2, 'd')])", "f([])"]),
    ("selection-to-sorted-end", MADE + ORDERS, [f"f({BUYS}, {SELLS})", f"f({BUYS}, [])", "f([], [])"]),
    ("selection-to-sorted-end", SERVED, [f"f({ARRIVALS}, 3)", f"f({ARRIVALS}, 100)", "f([], 1)"]),
    ("selection-to-sorted-end", SERVED.replace("min(queue, key=lambda j: j", "max(queue, key=lambda j: j"),
     [f"f({ARRIVALS}, 3)", f"f({ARRIVALS}, 2)", f"f({ARRIVALS}, 100)"]),
    ("selection-to-sorted-end", SERVED.replace("min(queue, key=lambda j: j[\"urgency\"])",
                                               "sorted(queue, key=lambda j: j[\"urgency\"])[0]"),
     [f"f({ARRIVALS}, 3)", f"f({ARRIVALS}, 2)"]),
    ("selection-to-sorted-end", ROOMS,
     ["f([4, 2, 6, 4, 6], [3, 9, 6, 1, 1, 1, 1, 1])", "f([], [1])", "f([2.0, 2], [1, 1])"]),
    ("selection-to-sorted-end", BRANCHES, ["f([4, 2, 6, 5, 5, 8, 1, 4])", "f([])"]),
    ("extreme-place-to-builtin", STEPS, ["f([(3, 5), (1, 2), (3, 5), (4, 1), (4, 0)])", "f([])"]),
    ("extreme-place-to-builtin", PACKED, ["f([('a', 3), ('b', 1), ('c', 3), ('d', 1)])", "f([])"]),
    ("extreme-item-to-builtin", SCAN, ["f([(1, 2), (3, 4), (3, 1), (3, 1), (0, 0)])", "f([])"]),
]  # fmt: skip
AND_THEN = [
    (ENTRIES, ["f([])", SCORES]),
    (TABLE, ["f([(1, 2), (2, 1), (3, 2), (1, 2)], [(9, 9), (8, 2), (3, 2)])"]),
    (BOARD, ["f([5, 1, 9, 4, 4, 10, 2])"]),
    (GIVEN, ["f([5, 1, 9, 4, 4], [7, 3, 9])"]),
]
SILENT = [
    # Who got the list before would see it grow; the order is disturbed; the key changes; a list of somebody else.
    ("append-and-sort-to-insort", ENTRIES.replace("result.append(place)", "result.append(book)")),
    ("append-and-sort-to-insort", ENTRIES.replace("place = 1", "book[0] = entry\n            place = 1")),
    ("append-and-sort-to-insort", ENTRIES.replace("place = 1", "book.reverse()\n            place = 1")),
    ("append-and-sort-to-insort", ENTRIES.replace("book = []", "book = scores")),
    ("append-and-sort-to-insort", TABLE.replace("start[:]", "start")),
    ("append-and-sort-to-insort", TABLE.replace("out.append(", "row[1] = 3\n            out.append(")),
    ("append-and-sort-to-insort", MEDIANS.replace("numbers: list[int]", "numbers: list[str]")),
    ("append-and-sort-to-insort", MEDIANS.replace("out.append(seen", "seen.append(3)\n            out.append(seen")),
    ("append-and-sort-to-insort",
     GIVEN.replace("table.append", "if x in out:\n                continue\n            table.append")),
    # The list or the item changes in between; another comparison; the other item is used.
    ("insorted-place-to-bisect", INSORTED.replace("for rank", "table.pop()\n            for rank")),
    ("insorted-place-to-bisect", INSORTED.replace("for rank", "row = table[0]\n            for rank")),
    ("insorted-place-to-bisect", INSORTED.replace("other == row", "other[0] == row[0]")),
    ("insorted-place-to-bisect", INSORTED.replace("(rank, row)", "(rank, other)")),
    # What the key reads changes; others see the list or its order; it may be empty; it is not the best that goes.
    ("selection-to-sorted-end", SERVED.replace("left -= done", "job[\"urgency\"] += 1")),
    ("selection-to-sorted-end", SERVED.replace("left -= done", "job.update(limit)")),
    ("selection-to-sorted-end", SERVED.replace("return out", "return out, queue")),
    ("selection-to-sorted-end", SERVED.replace("queue = []", "queue = limit.queue")),
    ("selection-to-sorted-end", SERVED.replace("while queue and left", "while left")),
    ("selection-to-sorted-end", SERVED.replace("left -= done", "job = queue[0]")),
    ("selection-to-sorted-end", SERVED.replace("left -= done", "queue.append(job)")),
    ("selection-to-sorted-end", SERVED.replace("out.append((", "queue.remove(job)\n                    out.append((")),
    ("selection-to-sorted-end", SERVED.replace("j[\"urgency\"]", "j[\"urgency\"] - left")),
    ("selection-to-sorted-end", MATCH.replace("@dataclass", "@dataclass(eq=False)").replace(
        "quantity: int", "quantity: int\n\n        def __eq__(self, other):\n            return True")),
    ("selection-to-sorted-end", MATCH.replace("arrived: int", "arrived: int = field(compare=False)")),
    ("selection-to-sorted-end", MATCH.replace("bid.quantity -= amount", "bid.fill()").replace(
        "quantity: int", "quantity: int\n\n        def fill(self):\n            self.price = 0")),
    ("selection-to-sorted-end", MATCH.replace("price: int", "start: int").replace(
        "quantity: int",
        "quantity: int\n\n        @property\n        def price(self):\n            return self.quantity")),
    ("selection-to-sorted-end", ROOMS.replace("free = list(sizes)", "free = sizes")),
    ("selection-to-sorted-end", ROOMS.replace("got.append(-1)", "got.append(free[0])")),
    ("selection-to-sorted-end", BRANCHES.replace("                continue\n", "")),
    ("extreme-place-to-builtin", STEPS.replace("chosen[\"left\"] -= 2", "chosen[\"urgent\"] -= 2")),
    ("extreme-place-to-builtin", STEPS.replace("steps.append(chosen[\"id\"])", "steps.append(top)")),
    ("extreme-place-to-builtin", PACKED.replace("[i][1] < ", "[i][1] <= ")),
    ("extreme-item-to-builtin", SCAN.replace("row[0] == best[0] and", "row[0] == best[1] and")),
    ("extreme-item-to-builtin", SCAN.replace("best = None", "best = 3")),
]  # fmt: skip


@pytest.mark.parametrize("row", RUNS, ids=[f"{row[0]}-{at}" for at, row in enumerate(RUNS)])
def test_runs(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", AND_THEN)
def test_place_after_insort(row: tuple[str, list[str]]) -> None:
    """The search for the place of the new item follows the list that is kept sorted."""
    source, questions = row
    sorted_once = rewritten("append-and-sort-to-insort", source)
    assert sorted_once is not None
    after = rewritten("insorted-place-to-bisect", sorted_once)
    assert after is not None and "bisect_left" in after
    for question in questions:
        assert _value(textwrap.dedent(source), question) == _value(after, question), after


def test_natural_order_needs_no_key() -> None:
    after = rewritten("append-and-sort-to-insort", ENTRIES)
    assert after is not None and "insort(book, entry)" in after
    after = rewritten("append-and-sort-to-insort", ENTRIES.replace("(e[0], e[1])", "(e[1], e[0])"))
    assert after is not None and "insort(book, entry, key=lambda e: (e[1], e[0]))" in after


def test_hand_written_choices_become_sorted_lists() -> None:
    found = rewritten("extreme-place-to-builtin", STEPS)
    assert found is not None
    after = rewritten("selection-to-sorted-end", found)
    assert after is not None and "todo.pop()" in after
    question = "f([(3, 5), (1, 2), (3, 5), (4, 1), (4, 0), (3, 1)])"
    assert _value(textwrap.dedent(STEPS), question) == _value(after, question)


@pytest.mark.parametrize("row", SILENT, ids=[f"{row[0]}-{at}" for at, row in enumerate(SILENT)])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)
