"""Building binary (or hex) digits by repeated division and prepending: format the number with `bin` or `format(n, "b")`."""

TAGS = ("binary", "digits", "format", "prepend")


def slow(numbers):
    out = []
    for n in numbers:
        digits = ""
        while n > 0:
            digits = str(n % 2) + digits
            n = n // 2
        out.append(digits or "0")
    return out


def fast(numbers):
    return [format(n, "b") for n in numbers]


def inputs(n, rng):
    return ([rng.randrange(1 << 20) for _ in range(n)],), {}
