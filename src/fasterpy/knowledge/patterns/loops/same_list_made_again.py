"""The same filtered list made for every figure costs a pass each time: make it once, give it a name and read that."""

TAGS = ("comprehension", "list", "repeated", "filter")
RULE = "repeated-list-once"

SIZES = (200, 5000)


def slow(samples):
    good = [taken for taken, failed in samples if not failed]
    if not good:
        return None
    return {
        "calls": len(good),
        "fastest": min([taken for taken, failed in samples if not failed]),
        "slowest": max([taken for taken, failed in samples if not failed]),
        "total": sum([taken for taken, failed in samples if not failed]),
    }


def fast(samples):
    good = [taken for taken, failed in samples if not failed]
    if not good:
        return None
    return {"calls": len(good), "fastest": min(good), "slowest": max(good), "total": sum(good)}


def inputs(n, rng):
    return ([(rng.randrange(9999), rng.random() < 0.1) for _ in range(n)],), {}
