"""Answering many queries by searching a list in each: preprocess the data once (set, dict, prefix sums) before reading the queries."""

TAGS = ("stdin", "queries", "membership", "preprocess")

SIZES = (50, 1000)


def slow():
    n, q = map(int, input().split())
    known = input().split()
    for _ in range(q):
        name = input()
        if name in known:
            print(known.index(name) + 1)
        else:
            print("no")


def fast():
    import sys

    n, q = map(int, sys.stdin.readline().split())
    where = {}
    for i, name in enumerate(sys.stdin.readline().split(), 1):
        where.setdefault(name, i)
    out = [str(where.get(line.rstrip("\n"), "no")) for line in sys.stdin.readlines()[:q]]
    if out:
        print("\n".join(out))


def inputs(n, rng):
    names = " ".join(f"k{rng.randrange(2 * n + 1)}" for _ in range(n))
    return (f"{n} {n}\n{names}\n" + "".join(f"k{rng.randrange(2 * n + 1)}\n" for _ in range(n)),), {}
