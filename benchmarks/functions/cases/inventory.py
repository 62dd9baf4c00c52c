"""Stock, orders and warehouses."""


def stock_levels(items: list[str], movements: list[tuple[str, int]]) -> list[int]:
    """Stock of each item after all movements."""
    levels = [0] * len(items)
    for name, change in movements:
        if name in items:
            levels[items.index(name)] += change
    return levels


def reorder_list(stock: dict[str, int], minimum: dict[str, int]) -> list[str]:
    """Names below their minimum, sorted."""
    names = []
    for name in list(minimum.keys()):
        if name in list(stock.keys()):
            if stock[name] < minimum[name]:
                names.append(name)
        else:
            names.append(name)
    names.sort()
    return names


def match_orders(orders: list[dict], products: list[dict]) -> list[dict]:
    """Orders with the name and price of their product; unknown products are skipped."""
    result = []
    for order in orders:
        for product in products:
            if product["id"] == order["product"]:
                result.append(
                    {"order": order["id"], "name": product["name"], "total": product["price"] * order["count"]}
                )
                break
    return result


def fifo_cost(purchases: list[tuple[int, int]], sold: int) -> int:
    """Cost of the sold units, oldest purchases (count, price) first; more than was bought costs nothing more."""
    units = []
    for count, price in purchases:
        for _ in range(count):
            units.append(price)
    cost = 0
    while sold > 0 and len(units) > 0:
        cost += units.pop(0)
        sold -= 1
    return cost


def duplicates(codes):
    """Codes that occur more than once, each once, in order of first appearance."""
    result = []
    for i in range(len(codes)):
        if codes[i] in codes[i + 1 :] and codes[i] not in result:
            result.append(codes[i])
    return result


def cheapest(offers: list[tuple[str, str, int]]) -> dict[str, tuple[str, int]]:
    """Best (supplier, price) per product; the first on ties."""
    best: dict[str, tuple[str, int]] = {}
    for product, supplier, price in offers:
        if product not in best or price < best[product][1]:
            best[product] = (supplier, price)
    return best


def abc_classes(values: list[int]) -> list[str]:
    """A for items within the first 80% of the total value, B up to 95%, else C; largest first."""
    ordered = sorted(values, reverse=True)
    classes = []
    for i in range(len(ordered)):
        share = sum(ordered[: i + 1]) * 100
        if share <= 80 * sum(values):
            classes.append("A")
        elif share <= 95 * sum(values):
            classes.append("B")
        else:
            classes.append("C")
    return classes


class Warehouse:
    """Bins by position."""

    def __init__(self, bins):
        self.bins = bins

    def find_all(self, skus):
        """Positions of the first bin of each sku; -1 when there is none."""
        positions = []
        for sku in skus:
            if sku in self.bins:
                positions.append(self.bins.index(sku))
            else:
                positions.append(-1)
        return positions

    def compact(self) -> int:
        """Remove empty bins (None); gives how many."""
        removed = 0
        while None in self.bins:
            self.bins.remove(None)
            removed += 1
        return removed
