"""Inputs for the functions of ``cases/holdout_shop.py``."""

from benchmarks.functions.draw import ints, named, word, words


def _cart(rng, count):
    return [{"sku": word(rng, 2), "quantity": rng.randint(0, 5)} for _ in range(count)]


def _prices(rng, count):
    return [{"sku": word(rng, 2), "price": rng.randint(0, 50)} for _ in range(count)]


ARGS = {
    "Catalog.price_of": lambda r, n: ((named(r, n),), (words(r, n, 2),)),
    "Catalog.cheaper_than": lambda r, n: ((named(r, n),), (ints(r, n, -8, 25),)),
    "cart_total": lambda r, n: (_cart(r, n), _prices(r, n)),
    "group_by_country": lambda r, n: ([(word(r, 2), word(r, 1)) for _ in range(n)],),
    "pack": lambda r, n: (ints(r, min(n, 10), 0, 30), r.randint(-5, 80)),
    "invoice_numbers": lambda r, n: (words(r, n, 2),),
    "best_coupon": lambda r, n: (r.randint(0, 30), [(r.randint(0, 30), r.randint(-2, 9)) for _ in range(n)]),
    "delivery_days": lambda r, n: (named(r, n, 0, 9), ints(r, n, 0, 15)),
}
EDGES = {"cart_total": [([{"sku": 1}], []), ([{"sku": 1}], [{"sku": 1}]), ([{}], [{"sku": 1}])]}
