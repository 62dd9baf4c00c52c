"""Testing all pairs for a divisible sum is quadratic: count the remainders and combine complementary ones."""

TAGS = ("closed-form", "remainder", "pairs", "nested-loop")


def slow(values, k):
    count = 0
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            if (values[i] + values[j]) % k == 0:
                count += 1
    return count


def fast(values, k):
    seen = [0] * k
    count = 0
    for value in values:
        rest = value % k
        count += seen[-rest % k]
        seen[rest] += 1
    return count


SIZES = (50, 500)


def inputs(n, rng):
    return ([rng.randrange(1000) for _ in range(n)], rng.randrange(2, 12)), {}
