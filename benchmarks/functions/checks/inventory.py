"""Inputs for the functions of ``cases/inventory.py``."""

from benchmarks.functions.draw import ints, named, pairs, table, word, words


def _orders(r, n):
    return [{"id": i, "product": r.randint(0, 9), "count": r.randint(0, 5)} for i in range(n)]


def _products(r, n):
    return [{"id": r.randint(0, 9), "name": word(r), "price": r.randint(1, 9)} for _ in range(n)]


ARGS = {
    "stock_levels": lambda r, n: (words(r, n, 2), named(r, n)),
    "reorder_list": lambda r, n: (table(r, n), table(r, n)),
    "match_orders": lambda r, n: (_orders(r, n), _products(r, r.randint(0, n))),
    "fifo_cost": lambda r, n: (pairs(r, n, -1, 9), r.randint(-2, 4 * n + 1)),
    "duplicates": lambda r, n: (words(r, n, 2),),
    "cheapest": lambda r, n: ([(word(r, 1), word(r), r.randint(1, 4)) for _ in range(n)],),
    "abc_classes": lambda r, n: (ints(r, n, 0, 99),),
    "Warehouse.find_all": lambda r, n: ((words(r, n, 2),), (words(r, n, 2),)),
    "Warehouse.compact": lambda r, n: (([r.choice((None, None, 1, 0, "")) for _ in range(n)],), ()),
}
EDGES = {
    "match_orders": [([{"id": 1, "product": 2, "count": 3}], [{"id": 2}])],
    "duplicates": [([1, 1.0, True, "1"],)],
    "abc_classes": [([0, 0],), ([-5, 5, 3],)],
    "Warehouse.find_all": [(([1, True, 1.0],), ([True, 1.0, 2],))],
}
