"""Inputs for the functions of ``cases/numbers_.py``."""

ARGS = {
    "primes_below": lambda r, n: (n * 5,),
    "divisors": lambda r, n: (r.choice((n, n * n, r.randint(-5, 3000))),),
    "greatest_common": lambda r, n: (r.randint(-3, 400), r.randint(-3, 400)),
    "digit_sum_count": lambda r, n: (r.randint(-5, 1500), r.randint(-1, 25)),
    "fibonacci": lambda r, n: (r.randint(-3, 24),),
    "power_mod": lambda r, n: (r.randint(-99, 10**9), n - 1, r.randint(-2, 10**9)),
    "perfect_numbers": lambda r, n: (r.choice((n, 40, 500)),),
    "multiples_sum": lambda r, n: (r.randint(-9, 500),),
    "collatz_longest": lambda r, n: (r.randint(-2, 150),),
    "triples": lambda r, n: (r.randint(-2, 30),),
    "to_binary": lambda r, n: (r.choice((n, r.randint(-9, 2**80))),),
    "binomial": lambda r, n: (n, r.randint(-2, n + 2)),
}
EDGES = {
    "primes_below": [(2,), (3,), (4,), (26,)],
    "divisors": [(0,), (1,), (36,), (-4,)],
    "power_mod": [(5, 0, 1), (0, 0, 7), (2, 10, 0), (True, 1, 5), (7, 3, -5)],
    "multiples_sum": [(0,), (3,), (4,), (15,), (16,), (-16,)],
    "greatest_common": [(0, 5), (5, 5), (1, 1), (-4, 8)],
    "triples": [(12,), (13,), (61,)],
}
