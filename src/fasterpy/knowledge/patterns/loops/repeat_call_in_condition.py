"""Calling the same function in the condition and again in the body doubles the cost: bind the result to a name (or use `:=`)."""

TAGS = ("repeated-call", "walrus", "comprehension")


def slow(numbers):
    def digits(x):
        return sum(int(c) for c in str(x))

    return [digits(x) for x in numbers if digits(x) % 2 == 1]


def fast(numbers):
    def digits(x):
        return sum(int(c) for c in str(x))

    return [d for x in numbers if (d := digits(x)) % 2 == 1]


def inputs(n, rng):
    return ([2 * rng.randrange(10**6) + 1 for _ in range(n)],), {}
