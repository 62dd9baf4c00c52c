"""Testing many prefixes or suffixes one after another: pass a tuple to `startswith` or `endswith`."""

TAGS = ("startswith", "tuple", "prefix")
RULE = "startswith-tuple"


def slow(names, prefixes):
    hits = []
    for name in names:
        for prefix in prefixes:
            if name.startswith(prefix):
                hits.append(name)
                break
    return hits


def fast(names, prefixes):
    wanted = tuple(prefixes)
    return [name for name in names if name.startswith(wanted)]


def inputs(n, rng):
    return ([f"{rng.choice('abcdefgh')}{rng.randrange(99)}" for _ in range(n)], list("xyzwvuab")), {}
