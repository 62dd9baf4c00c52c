"""Prices, returns and interest."""

import math


def moving_average(prices: list[float], window: int) -> list[float]:
    """Mean of each window of prices; no windows for a window below 1."""
    if window < 1:
        return []
    return [sum(prices[i : i + window]) / window for i in range(len(prices) - window + 1)]


def best_trade(prices: list[int]) -> int:
    """Largest gain of buying once and selling later, 0 when there is none."""
    best = 0
    for i in range(len(prices)):
        for j in range(i + 1, len(prices)):
            if prices[j] - prices[i] > best:
                best = prices[j] - prices[i]
    return best


def drawdown(prices):
    """Largest fall from an earlier peak."""
    worst = 0
    for i in range(len(prices)):
        peak = max(prices[: i + 1])
        if peak - prices[i] > worst:
            worst = peak - prices[i]
    return worst


def compound(cents: int, percent: int, years: int) -> int:
    """Savings after years with interest rounded down each year."""
    for _ in range(years):
        cents = cents + cents * percent // 100
    return cents


def coin_change(coins: list[int], amount: int) -> int:
    """Number of ways to pay an amount (at most 60) with positive coins, order of coins ignored."""
    amount = min(amount, 60)

    def ways(index: int, rest: int) -> int:
        if rest == 0:
            return 1
        if rest < 0 or index == len(coins):
            return 0
        return ways(index, rest - max(coins[index], 1)) + ways(index + 1, rest)

    return ways(0, amount)


def returns(prices: list[float]) -> list[float]:
    """Logarithmic returns; prices are positive."""
    result = []
    for i in range(1, len(prices)):
        result.append(math.log(prices[i]) - math.log(prices[i - 1]))
    return result


def variance(values: list[int]) -> float:
    """Population variance; 0.0 without values."""
    if not values:
        return 0.0
    total = 0.0
    for v in values:
        total += (v - sum(values) / len(values)) ** 2
    return total / len(values)


def pay_slips(salaries: dict[str, int], bonus: dict[str, int]) -> list[str]:
    """One line per person, sorted by name."""
    lines = []
    for name in sorted(salaries.keys()):
        extra = 0
        for other in bonus:
            if other == name:
                extra = bonus[other]
        lines.append("%s: %d" % (name, salaries[name] + extra))
    return lines


def net_positions(trades: list[tuple[str, str, int]]) -> dict[str, int]:
    """Shares per symbol from (symbol, "buy" or "sell", count); only non-zero ones."""
    symbols = sorted(set([t[0] for t in trades]))
    result = {}
    for symbol in symbols:
        bought = sum([t[2] for t in trades if t[0] == symbol and t[1] == "buy"])
        sold = sum([t[2] for t in trades if t[0] == symbol and t[1] == "sell"])
        if bought - sold != 0:
            result[symbol] = bought - sold
    return result
