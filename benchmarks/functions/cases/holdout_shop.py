"""Carts, coupons and shipments."""

from dataclasses import dataclass


@dataclass
class Product:
    """An article on sale."""

    sku: str
    price: int
    tags: tuple[str, ...] = ()


class Catalog:
    """Products in the order of their arrival."""

    def __init__(self, rows: list[tuple[str, int]]) -> None:
        self.products = [Product(sku, price) for sku, price in rows]

    def price_of(self, skus: list[str]) -> list[int]:
        """Price per sku, 0 for unknown ones; the first product of a sku counts."""
        prices = []
        for sku in skus:
            price = 0
            for product in self.products:
                if product.sku == sku:
                    price = product.price
                    break
            prices.append(price)
        return prices

    def cheaper_than(self, limits: list[int]) -> list[int]:
        """How many products cost less than each limit."""
        counts = []
        for limit in limits:
            count = 0
            for product in self.products:
                if product.price < limit:
                    count += 1
            counts.append(count)
        return counts


def cart_total(cart: list[dict], prices: list[dict]) -> int:
    """Sum of quantity times price; a line without price costs nothing."""
    total = 0
    for line in cart:
        for entry in prices:
            if entry["sku"] == line["sku"]:
                total += entry["price"] * line["quantity"]
                break
    return total


def group_by_country(addresses: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Names per country, sorted."""
    result = {}
    for country in sorted(set([c for _, c in addresses])):
        names = []
        for name, where in addresses:
            if where == country:
                names.append(name)
        result[country] = sorted(names)
    return result


def pack(weights: list[int], limit: int) -> int:
    """Largest weight of at most 14 parcels that fits a limit (at most 200)."""
    weights = weights[:14]
    limit = min(limit, 200)

    def best(index, room):
        if index == len(weights):
            return 0
        without = best(index + 1, room)
        if weights[index] > room:
            return without
        return max(without, weights[index] + best(index + 1, room - weights[index]))

    return best(0, limit)


def invoice_numbers(names: list[str]) -> list[str]:
    """Each name with how often it came before, as name-0001."""
    numbers = []
    for i in range(len(names)):
        number = names[: i + 1].count(names[i])
        numbers.append(names[i] + "-" + str(number).zfill(4))
    return numbers


def best_coupon(amount: int, coupons: list[tuple[int, int]]) -> int:
    """Largest discount among coupons (minimum amount, discount) that apply."""
    possible = [discount for minimum, discount in coupons if minimum <= amount]
    possible.append(0)
    return sorted(possible)[-1]


def delivery_days(orders: list[tuple[str, int]], closed: list[int]) -> dict[str, int]:
    """Day on which each order (name, day) goes out: the next day that is not closed."""
    days = {}
    for name, day in orders:
        while day in closed:
            day += 1
        days[name] = day
    return days
