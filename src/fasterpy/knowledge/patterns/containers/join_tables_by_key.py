"""Matching two lists of records with nested loops is quadratic: index one side by its key in a dict and look up the other."""

TAGS = ("join", "nested-loop", "dict", "index")


def slow(orders, customers):
    rows = []
    for order in orders:
        for customer in customers:
            if customer["id"] == order["customer"]:
                rows.append((order["total"], customer["name"]))
    return rows


def fast(orders, customers):
    by_id = {}
    for customer in customers:
        by_id.setdefault(customer["id"], []).append(customer["name"])
    rows = []
    for order in orders:
        total = order["total"]
        for name in by_id.get(order["customer"], ()):
            rows.append((total, name))
    return rows


def inputs(n, rng):
    customers = [{"id": rng.randrange(2 * n + 1), "name": f"c{i}"} for i in range(n)]
    orders = [{"customer": rng.randrange(2 * n + 1), "total": rng.randrange(500)} for _ in range(n)]
    return (orders, customers), {}
