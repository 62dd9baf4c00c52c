"""A recursive take-or-leave choice explores every subset: keep a table over capacities, one row reused from right to left."""

TAGS = ("recursion", "dp", "knapsack", "subsets")

SIZES = (8, 14)


def slow(items, capacity):
    def best(i, room):
        if i == len(items):
            return 0
        weight, value = items[i]
        without = best(i + 1, room)
        if weight <= room:
            return max(without, value + best(i + 1, room - weight))
        return without

    return best(0, capacity)


def fast(items, capacity):
    row = [0] * (capacity + 1)
    for weight, value in items:
        for room in range(capacity, weight - 1, -1):
            taken = row[room - weight] + value
            if taken > row[room]:
                row[room] = taken
    return row[capacity]


def inputs(n, rng):
    return ([(rng.randrange(1, 9), rng.randrange(50)) for _ in range(n)], 3 * n), {}
