"""What application code repeats for every item: look-ups by helpers, scans for duplicates, sorting, reading dates."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent

DEDUPE = """
def clean(mail):
    return mail.strip().lower()

def dedupe(rows):
    kept = []
    for row in rows:
        duplicate = False
        for other in kept:
            if clean(other["mail"]) == clean(row["mail"]) and other["kind"] == row["kind"]:
                duplicate = True
                break
        if not duplicate:
            kept.append(row)
    return kept
"""
DEDUPE_ELSE = """
def dedupe(rows):
    kept = []
    for row in rows:
        for other in kept:
            if other[0] == row[0]:
                break
        else:
            # new
            kept.append(row)
    return kept
"""
DEDUPE_ANY = """
def dedupe(rows):
    kept = []
    for row in rows:
        if any(other[0] == row[0] for other in kept):
            continue
        kept.append(row)
    return kept
"""
PRICES = """
def price_of(catalog, sku):
    for item in catalog:
        if item["sku"] == sku:
            return item["price"]
    return 0

def total(lines, catalog):
    return sum(price_of(catalog, sku) * n for sku, n in lines)

def each(lines, catalog):
    out = []
    for sku, n in lines:
        out.append((price_of(catalog, sku), price_of(sku=sku, catalog=catalog) * n))
    return out
"""
GROWING = (
    PRICES.split("def total")[0]
    + """
def each(lines, catalog):
    out = []
    for sku, n in lines:
        catalog.append({"sku": sku, "price": n})
        out.append(price_of(catalog, sku))
    return out
"""
)
STORE = """
class Store:
    def __init__(self, items):
        self.items = items
    def lookup(self, sku):
        return next((item for item in self.items if item["sku"] == sku), None)
    def book(self, orders):
        missing = []
        for sku, n in orders:
            item = self.lookup(sku)
            if item is None:
                missing.append(sku)
            else:
                item["n"] += n
        return missing

def booked(items, orders):
    store = Store([dict(item) for item in items])
    return [store.book(orders), store.items]
"""
QUEUE = """
def order(jobs):
    waiting = list(jobs)
    done = []
    while waiting:
        waiting.sort(key=lambda job: job[0])
        job = waiting.pop(0)
        done.append(job)
    return done
"""
DATES = """
from datetime import datetime

def days(texts):
    found = []
    for text in texts:
        try:
            found.append(datetime.strptime(text, "%d.%m.%Y %H:%M"))
        except Exception as error:
            found.append((type(error), str(error)))
    return found

def isos(texts):
    found = []
    for text in texts:
        try:
            found.append(datetime.strptime(text, "%Y-%m-%d"))
        except Exception as error:
            found.append((type(error), str(error)))
    return found
"""
OVERLAP = """
def most(meetings):
    best = 0
    for start, _ in meetings:
        running = 0
        for begin, end in meetings:
            if begin <= start < end:
                running += 1
        best = max(best, running)
    return best

def inside(points, spans):
    return [sum(1 for low, high in spans if low <= point <= high) for point in points]

def free(points, spans):
    return [point for point in points if not any(span[0] < point < span[1] for span in spans)]

def half(points, spans):
    return [len([1 for low, high in spans if low < point and high >= point and low != 3]) for point in points]
"""
RECENT = """
def hits(requests, capacity):
    cache = []
    hit = 0
    for request in requests:
        if request in cache:
            hit += 1
            cache.remove(request)
        cache.append(request)
        if len(cache) > capacity:
            cache.pop(0)
    return hit, list(cache), [name for name in sorted(cache)]
"""
TREE = """
def tree(records):
    def children_of(parent):
        found = []
        for record in records:
            if record["parent"] == parent:
                found.append([record["id"], children_of(record["id"])])
        return found
    return children_of(None)
"""
REBUILT = """
def flat(data, prefix=""):
    found = {}
    for key in data:
        name = prefix + "." + key if prefix else key
        if isinstance(data[key], dict):
            found = {**found, **flat(data[key], name)}
        else:
            found = {**found, name: data[key]}
    return found

def seen(words):
    known = set()
    order = []
    for word in words:
        if word not in known:
            order.append(word)
        known = known | {word}
    return order, sorted(known)

def rooms(pairs):
    by_room = {}
    for room, name in pairs:
        by_room[room] = by_room.get(room, []) + [name]
    return by_room
"""
BASKETS = """
def together(baskets, products):
    counts = []
    for one in products:
        for two in products:
            count = 0
            for basket in baskets:
                if one in basket and two in basket:
                    count += 1
            counts.append(count)
    return counts

def missing(baskets, products):
    return {product: sum(product not in basket for basket in baskets) for product in products}
"""
STEPS = """
def steps(pairs, start=None):
    now = {}
    history = []
    for key, value in pairs:
        now = {**now, key: value}
        history.append(now)
    return history
"""
ODD = (
    '["01.02.2024 03:04", "1.2.2024 3:04", "32.01.2024 00:00", "01.13.2024 00:00", "01.02.2024 24:00",'
    '" 1.02.2024 03:04",'
    '"01.02.2024 03:60", "01.02.2024 +3:04", "01.02.2024 03:0Z", "٠١.02.2024 03:04", "", "01-02-2024 03:04", 5, None,'
    'b"01.02.2024 03:04", "01.02.W024 03:04", "0a.02.2024 03:04", "29.02.2023 10:10", "01.02.0000 03:04"]'
)
ISO = (
    '["2024-02-29", "2024-2-9", "2023-02-29", "2024-W01-1", "2024-W1-01", "20240229", "2024-02-2 ", "2024-02-+1",'
    '"", 7,'
    '"٢٠٢٤-02-29", "0000-01-01", "2024-02-29T00:00", "2024-060"]'
)
ROWS = '[{"mail": " A@x", "kind": 1}, {"mail": "a@X ", "kind": 1}, {"mail": "a@x", "kind": 2}]'
PAIRS = "[(1, 2), (2, 3), (1, 4), (3, 3), (2, 2)]"
SHOP = '[("a", 2), ("b", 1), ("z", 3)], [{"sku": "a", "price": 5}, {"sku": "b", "price": 7}, {"sku": "a", "price": 9}]'
STOCK = '[{"sku": "a", "n": 0}, {"sku": "a", "n": 5}, {"sku": "b", "n": 1}], [("a", 2), ("c", 1), ("a", 1), ("b", 4)]'

SPANS = "[(0, 3), (3, 3), (5, 2), (1, 9), (2, 4), (3, 8), (4, 4)]"
NODES = '[{"parent": None, "id": 1}, {"parent": 1, "id": 2}, {"parent": 1, "id": 3}, {"parent": 2, "id": 4}]'

RUNS: list[Run] = [
    (
        "interval-count-to-bisect",
        OVERLAP,
        [f"most({SPANS})", *(f"{name}(range(-1, 11), {SPANS})" for name in ("inside", "free", "half")), "most([])"],
    ),
    ("rows-to-sets", BASKETS, [f"{name}(['ab', 'bc', 'a', ''], 'abd')" for name in ("together", "missing")]),
    (
        "rebuilt-container-to-update",
        REBUILT,
        ['flat({"a": 1, "b": {"c": {"d": 2}, "a": 3}, "": {}})', "seen('abcabd')", "rooms(['ab', 'ac', 'xb'])"],
    ),
    ("ordered-list-to-dict", RECENT, ["hits('abcabdaacdebba', 3)", "hits('', 2)", "hits('abab', 1)"]),
    ("ordered-list-to-dict#dict", RECENT, ["hits('abcabdaacdebba', 3)", "hits('', 2)", "hits('abab', 1)"]),
    (
        "ordered-list-to-dict",
        RECENT.replace(
            "cache.remove(request)", "cache.remove(request)\n            cache.append(request)\n            continue"
        ),
        ["hits('abcabdaacdebba', 3)", "hits('abab', 1)"],
    ),
    (
        "ordered-list-to-dict#dict",
        RECENT.replace("len(cache) > capacity:\n            ", "len(cache) >= capacity:\n            gone = "),
        ["hits('abcabdaacdebba', 3)", "hits('ab', 0)"],
    ),
    (
        "ordered-list-to-dict",
        RECENT.replace("if len(cache) > capacity", "while cache and len(cache) > capacity"),
        ["hits('abcabdaacdebba', 3)", "hits('ab', -1)"],
    ),
    # Nobody says that there is something to take: taking from nothing stays an IndexError.
    (
        "ordered-list-to-dict",
        RECENT.replace("len(cache) > capacity", "len(cache) >= capacity"),
        ["hits('abcabdaacdebba', 3)", "hits('ab', 0)"],
    ),
    (
        "ordered-list-to-dict",
        RECENT.replace("return ", "return cache, "),
        ["hits('abcabdaacdebba', 3)", "hits('', 2)", "type(hits('abab', 1)[0])"],
    ),
    ("equality-scan-to-index", TREE, [f"tree({NODES})", "tree([])"]),
    ("duplicate-scan-to-set", DEDUPE, [f"dedupe({ROWS})", "dedupe([])"]),
    ("duplicate-scan-to-set", DEDUPE_ELSE, [f"dedupe({PAIRS})", "dedupe([])"]),
    ("duplicate-scan-to-set", DEDUPE_ANY, [f"dedupe({PAIRS})", "dedupe([])"]),
    ("search-helper-to-index", PRICES, [f"total({SHOP})", f"each({SHOP})", "each([], [])", "each([(1, 2)], [])"]),
    ("search-helper-to-index", STORE, [f"booked({STOCK})", "booked([], [(1, 2)])"]),
    ("sort-before-loop", QUEUE, [f"order({PAIRS})", "order([])"]),
    ("strptime-to-fields", DATES, [f"days({ODD})", f"isos({ISO})"]),
]
SILENT = [
    # What is kept changes in another way, or was not empty, or the items themselves are compared.
    ("duplicate-scan-to-set", DEDUPE_ANY.replace("kept.append(row)", "kept.append(row)\n        kept[0] = row")),
    ("duplicate-scan-to-set", DEDUPE_ANY.replace("kept = []", "kept = [(0, 0)]")),
    ("duplicate-scan-to-set", DEDUPE_ANY.replace("other[0] == row[0]", "other[0] < row[0]")),
    ("duplicate-scan-to-set", DEDUPE_ANY.replace("other[0] == row[0]", "other == row")),
    # The list grows while it is searched; the helper does more than search; it is not the first match.
    ("search-helper-to-index", GROWING),
    ("search-helper-to-index", PRICES.replace('item["sku"] == sku', 'item["sku"] >= sku')),
    ("search-helper-to-index", PRICES.replace("        if item", "        print(item)\n        if item")),
    ("search-helper-to-index", PRICES.replace('return item["price"]', 'return item["price"] + len(sku)')),
    # New items come in; the order depends on what changes; the rest is seen afterwards.
    ("sort-before-loop", QUEUE.replace("done.append(job)", "waiting.append(job)")),
    ("sort-before-loop", QUEUE.replace("job[0])", "done.count(job))")),
    ("sort-before-loop", QUEUE.replace("done.append(job)", "break").replace("return done", "return waiting")),
    # Two points; a list that is indexed; a closure over what it changes itself, or that runs once.
    ("interval-count-to-bisect", "def f(a, b):\n    return [sum(1 for x, y in b if x < p and y > q) for p, q in a]\n"),
    # One round alone; the rows are also read; the list grows.
    ("rows-to-sets", "def f(a, x):\n    for row in a:\n        if x in row:\n            print(x)\n"),
    ("rows-to-sets", BASKETS.replace("count += 1", "count += len(basket)").split("def missing")[0]),
    ("rows-to-sets", BASKETS.replace("counts.append(count)", "baskets.append([one])").split("def missing")[0]),
    # Every round's dict is kept; it is the caller's; two are added; another default.
    ("rebuilt-container-to-update", STEPS),
    ("rebuilt-container-to-update", STEPS.replace("now = {}", "now = start").replace("history.append", "print")),
    ("rebuilt-container-to-update", "def f(d, a):\n    for k in a:\n        d[k] = d.get(k, [1]) + [k]\n"),
    ("rebuilt-container-to-update", "def f(d, a):\n    for k in a:\n        d[k] = d.get(0, []) + [k]\n"),
    ("ordered-list-to-dict", RECENT.replace("cache.pop(0)", "del cache[0]")),
    ("ordered-list-to-dict", RECENT.replace("cache = []", "cache = [0]")),
    ("ordered-list-to-dict", RECENT.replace("cache.pop(0)", "cache.pop(1)")),
    ("ordered-list-to-dict", RECENT.replace("return ", "return cache[0], ")),
    ("ordered-list-to-dict", RECENT.replace("return ", "return cache or None, ")),
    ("equality-scan-to-index", TREE.replace("found = []", "found = []\n        records.append({})")),
    ("equality-scan-to-index", TREE.replace('children_of(record["id"])', "0")),
    ("strptime-to-fields", DATES.replace("%d.%m.%Y %H:%M", "%d %B %Y").replace("%Y-%m-%d", "%y-%m-%d")),
    ("strptime-to-fields", DATES.replace("%d.%m.%Y %H:%M", "%H:%M").replace("%Y-%m-%d", "%Y-%j")),
]  # fmt: skip


@pytest.mark.parametrize("row", RUNS, ids=[f"{number}-{row[0]}" for number, row in enumerate(RUNS)])
def test_same_values(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=[f"{number}-{row[0]}" for number, row in enumerate(SILENT)])
def test_near_misses(row: tuple[str, str]) -> None:
    check_silent(row)
