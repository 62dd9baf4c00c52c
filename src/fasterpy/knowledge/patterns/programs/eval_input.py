"""`eval(input())` parses and compiles each line: convert with `int` or `map(int, line.split())`."""

TAGS = ("stdin", "eval", "parse")
RULE = "eval-input"

SIZES = (100, 1000)


def slow():
    n = eval(input())
    total = 0
    for _ in range(n):
        total += eval(input())
    print(total)


def fast():
    import sys

    data = sys.stdin.read().split()
    print(sum(map(int, data[1 : int(data[0]) + 1])))


def inputs(n, rng):
    return ("\n".join([str(n)] + [str(rng.randrange(10**6)) for _ in range(n)]) + "\n",), {}
