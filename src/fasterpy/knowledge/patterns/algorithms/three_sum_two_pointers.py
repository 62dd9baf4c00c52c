"""Three nested loops over a list are cubic: fix one element and close in with two pointers on the sorted rest."""

TAGS = ("triples", "two-pointers", "sort", "nested-loop")

SIZES = (20, 80)


def slow(nums, target):
    count = 0
    for i in range(len(nums)):
        for j in range(i + 1, len(nums)):
            for k in range(j + 1, len(nums)):
                if nums[i] + nums[j] + nums[k] < target:
                    count += 1
    return count


def fast(nums, target):
    nums = sorted(nums)
    count = 0
    for i in range(len(nums) - 2):
        lo, hi = i + 1, len(nums) - 1
        rest = target - nums[i]
        while lo < hi:
            if nums[lo] + nums[hi] < rest:
                count += hi - lo
                lo += 1
            else:
                hi -= 1
    return count


def inputs(n, rng):
    return ([rng.randrange(100) for _ in range(n)], 150), {}
