"""A comparison function is called n·log n times from Python: sort by a key, which is computed once per element."""

TAGS = ("sort", "key", "comparison")

from functools import cmp_to_key


def slow(people):
    def compare(a, b):
        if a[1] != b[1]:
            return -1 if a[1] < b[1] else 1
        return -1 if a[0] < b[0] else (1 if a[0] > b[0] else 0)

    return sorted(people, key=cmp_to_key(compare))


def fast(people):
    return sorted(people, key=lambda person: (person[1], person[0]))


def inputs(n, rng):
    return ([(f"n{rng.randrange(1000)}", rng.randrange(90)) for _ in range(n)],), {}
