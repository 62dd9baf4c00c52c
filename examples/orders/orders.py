"""Order reconciliation of a small web shop."""

from dataclasses import dataclass


@dataclass
class Order:
    id: int
    customer: str
    total: float
    items: list[str]


def open_orders(orders: list[int], shipped: list[int], cancelled: list[int]) -> list[int]:
    """Order ids that are neither shipped nor cancelled, first come first, each once.

    >>> open_orders([3, 1, 3, 2, 9], [2], [9])
    [3, 1]
    """
    result = []
    for order in orders:
        if order in shipped:
            continue
        if order in cancelled:
            continue
        if order not in result:
            result.append(order)
    return result


def big_spenders(orders: list[Order], limit: float) -> list[str]:
    """Names of customers whose orders come to more than ``limit``."""
    names = []
    for order in orders:
        total = 0.0
        for other in orders:
            if other.customer == order.customer:
                total += other.total
        if total > limit and order.customer not in names:
            names.append(order.customer)
    return names
