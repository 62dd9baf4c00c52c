"""Inputs for the functions of ``cases/finance.py``."""

from benchmarks.functions.draw import floats, ints, mixed, table, word

ARGS = {
    "moving_average": lambda r, n: (floats(r, n), r.randint(-1, 9)),
    "best_trade": lambda r, n: (mixed(r, n),),
    "drawdown": lambda r, n: (mixed(r, n),),
    "compound": lambda r, n: (r.randint(-999, 10**6), r.randint(-5, 20), n),
    "coin_change": lambda r, n: (ints(r, min(n, 5), 2, 12), r.randint(0, 40)),
    "returns": lambda r, n: (floats(r, n),),
    "variance": lambda r, n: (mixed(r, n),),
    "pay_slips": lambda r, n: (table(r, n), table(r, n)),
    "net_positions": lambda r, n: (
        [(word(r, 1), r.choice(("buy", "sell", "hold")), r.randint(0, 5)) for _ in range(n)],
    ),
}
EDGES = {
    "coin_change": [([], 0), ([], 5), ([1, 1], 6), ([0, 3], 7), ([5], -3), ([-2, 4], 9)],
    "moving_average": [([0.1, 0.2, 0.3, 0.4, 1e16, 1.0, -1e16, 0.7], 3), ([1.0], 2)],
    "variance": [([10**17, 1, 3],), ([True, 2],)],
    "drawdown": [([1.5, 0.25, 7],)],
}
