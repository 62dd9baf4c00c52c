"""Testing every number for a rare digit property: construct the numbers that have it (mirror the front half) instead of searching."""

TAGS = ("construct", "palindrome", "digits", "search")


def slow(limit):
    found = []
    for number in range(1, limit + 1):
        if str(number) == str(number)[::-1]:
            found.append(number)
    return found


def fast(limit):
    found = []
    for length in range(1, len(str(limit)) + 1):
        half = (length + 1) // 2
        for front in range(10 ** (half - 1), 10**half):
            text = str(front)
            number = int(text + text[-1 - length % 2 :: -1]) if length > 1 else front
            if number > limit:
                return found
            found.append(number)
    return found


SIZES = (1000, 20_000)


def inputs(n, rng):
    return (n,), {}
