"""Parsing a grid line by line with `list(map(int, input().split()))`: read all bytes once and slice the flat list."""

TAGS = ("stdin", "grid", "parse", "buffer")

SIZES = (20, 200)


def slow():
    n, m = map(int, input().split())
    grid = []
    for _ in range(n):
        grid.append(list(map(int, input().split())))
    best = 0
    for i in range(n):
        for j in range(m):
            if grid[i][j] > best:
                best = grid[i][j]
    print(best)


def fast():
    import sys

    data = sys.stdin.buffer.read().split()
    print(max(map(int, data[2:]), default=0))


def inputs(n, rng):
    n += 1
    rows = [" ".join(str(rng.randrange(1000)) for _ in range(n)) for _ in range(n)]
    return (f"{n} {n}\n" + "\n".join(rows) + "\n",), {}
