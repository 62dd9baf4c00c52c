"""Looking for a pair with a given sum by trying all pairs is quadratic: keep the values seen so far in a dict and look up the complement."""

TAGS = ("pairs", "nested-loop", "dict", "complement")


def slow(nums, target):
    for j in range(len(nums)):
        for i in range(j):
            if nums[i] + nums[j] == target:
                return (i, j)
    return None


def fast(nums, target):
    seen = {}
    for j, value in enumerate(nums):
        i = seen.get(target - value)
        if i is not None:
            return (i, j)
        seen.setdefault(value, j)
    return None


def inputs(n, rng):
    return ([rng.randrange(10**9) * 2 for _ in range(n)], 3), {}
