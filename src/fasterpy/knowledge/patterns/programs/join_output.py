"""One `print` per line pays for formatting and a write each: collect the lines and print them joined once."""

TAGS = ("stdout", "io", "print")
RULE = "print-loop-to-join"


def slow():
    n = int(input())
    for i in range(n):
        print(i * i % 7)


def fast():
    n = int(input())
    print("\n".join([str(i * i % 7) for i in range(n)])) if n else None


SIZES = (100, 10_000)


def inputs(n, rng):
    return (f"{n}\n",), {}
