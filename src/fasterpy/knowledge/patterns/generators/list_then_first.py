"""Building a whole list to use only its first match: let `next` take it from a generator."""

TAGS = ("generator", "next", "first", "early-exit")


def slow(records, limit):
    matches = [record for record in records if record[1] > limit]
    if matches:
        return matches[0]
    return None


def fast(records, limit):
    for record in records:
        if record[1] > limit:
            return record
    return None


def inputs(n, rng):
    return ([(i, rng.randrange(100)) for i in range(n)], 80), {}
