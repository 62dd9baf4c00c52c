"""Taking digits apart with division in a loop: let `str` split the number, and sum over a table or `map(int, …)` in C."""

TAGS = ("digits", "string", "while", "modulo")


def slow(numbers):
    sums = []
    for number in numbers:
        s = 0
        while number > 0:
            s += number % 10
            number //= 10
        sums.append(s)
    return sums


def fast(numbers):
    return [sum(str(number).encode()) - 48 * len(str(number)) for number in numbers]


def inputs(n, rng):
    return ([rng.randrange(10**14, 10**15) for _ in range(n)],), {}
