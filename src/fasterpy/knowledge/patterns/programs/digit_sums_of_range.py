"""Taking the digits of every number in a range apart: derive each digit sum from that of the number without its last digit."""

TAGS = ("digits", "range", "table", "incremental")

SIZES = (200, 5000)


def slow():
    n, a, b = map(int, input().split())
    total = 0
    for i in range(1, n + 1):
        s = 0
        for ch in str(i):
            s += int(ch)
        if a <= s <= b:
            total += i
    print(total)


def fast():
    n, a, b = map(int, input().split())
    sums = [0]
    for i in range(1, n + 1):
        sums.append(sums[i // 10] + i % 10)
    print(sum([i for i in range(1, n + 1) if a <= sums[i] <= b]))


def inputs(n, rng):
    return (f"{n} {rng.randrange(3, 8)} {rng.randrange(9, 20)}\n",), {}
