"""Computing a property or method result of an unchanged object in every round: read it once into a local before the loop."""

TAGS = ("property", "hoist", "attribute", "class")


class Basket:
    def __init__(self, prices):
        self.prices = prices

    @property
    def total(self):
        return sum(self.prices)


def slow(prices):
    basket = Basket(prices)
    shares = []
    for price in basket.prices:
        shares.append(price / basket.total)
    return shares


def fast(prices):
    basket = Basket(prices)
    total = basket.total
    return [price / total for price in basket.prices]


def inputs(n, rng):
    return ([1.0 + rng.random() for _ in range(n)],), {}
