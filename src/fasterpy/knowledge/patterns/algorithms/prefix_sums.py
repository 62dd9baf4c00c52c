"""Summing a slice per query rereads the data each time: build prefix sums once with `itertools.accumulate` and subtract two of them."""

TAGS = ("prefix-sum", "range-query", "accumulate")


def slow(values, queries):
    answers = []
    for lo, hi in queries:
        answers.append(sum(values[lo:hi]))
    return answers


def fast(values, queries):
    from itertools import accumulate

    total = list(accumulate(values, initial=0))
    return [total[hi] - total[lo] for lo, hi in queries]


def inputs(n, rng):
    queries = [tuple(sorted((rng.randrange(n + 1), rng.randrange(n + 1)))) for _ in range(n)]
    return ([rng.randrange(-50, 100) for _ in range(n)], queries), {}
