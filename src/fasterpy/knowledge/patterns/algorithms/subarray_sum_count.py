"""Counting subarrays with a given sum by nested loops is quadratic: count prefix sums in a dict while walking once."""

TAGS = ("prefix-sum", "subarray", "dict", "nested-loop")

SIZES = (50, 500)


def slow(values, goal):
    count = 0
    for i in range(len(values)):
        total = 0
        for j in range(i, len(values)):
            total += values[j]
            if total == goal:
                count += 1
    return count


def fast(values, goal):
    seen = {0: 1}
    total = count = 0
    for value in values:
        total += value
        count += seen.get(total - goal, 0)
        seen[total] = seen.get(total, 0) + 1
    return count


def inputs(n, rng):
    return ([rng.randrange(-5, 6) for _ in range(n)], 7), {}
