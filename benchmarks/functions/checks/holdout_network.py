"""Inputs for the functions of ``cases/holdout_network.py``."""

from benchmarks.functions.draw import ints, named, pairs, word


def _address(rng, n):
    count = 4 if rng.random() < 0.9 else rng.randint(1, 6)
    return ".".join(str(rng.randint(0, 300)) for _ in range(count))


ARGS = {
    "parse_address": lambda r, n: (_address(r, n),),
    "top_talkers": lambda r, n: (named(r, n, 0, 9), r.randint(-1, 5)),
    "missing_sequence": lambda r, n: (ints(r, n, -5, 2 * n),),
    "checksum": lambda r, n: (ints(r, n, 0, 255),),
    "longest_prefix": lambda r, n: (
        [(word(r, 4, "01"), word(r)) for _ in range(n)] + [("", "x")] * r.randint(0, 1),
        word(r, 6, "01"),
    ),
    "retransmissions": lambda r, n: (pairs(r, n, 0, 3),),
    "windowed_throughput": lambda r, n: (ints(r, n, 0, 1500), r.randint(-2, 6)),
    "collect_errors": lambda r, n: (ints(r, n, 0, 12), ints(r, n // 2, 0, 12)),
}
EDGES = {
    "parse_address": [("1.2.3",), ("1.2.x.4",), ("",)],
    "retransmissions": [([[1], [1], [2]],), ([1, True, 1.0],)],
    "collect_errors": [([[1], [1]], [[2]]), ([1, True], [])],
}
