"""Following the same chain again for every start repeats work: keep the lengths already known in a dict within the call."""

TAGS = ("memo", "chain", "while", "dict")

SIZES = (100, 2000)


def slow(limit):
    best, best_length = 0, 0
    for start in range(1, limit + 1):
        n, length = start, 1
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            length += 1
        if length > best_length:
            best, best_length = start, length
    return best


def fast(limit):
    known = {1: 1}
    best, best_length = 0, 0
    for start in range(1, limit + 1):
        n, chain = start, []
        while n not in known:
            chain.append(n)
            n = n // 2 if n % 2 == 0 else 3 * n + 1
        length = known[n]
        for m in reversed(chain):
            length += 1
            known[m] = length
        if known[start] > best_length:
            best, best_length = start, known[start]
    return best


def inputs(n, rng):
    return (n,), {}
