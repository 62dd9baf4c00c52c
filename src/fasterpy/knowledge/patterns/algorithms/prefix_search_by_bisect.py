"""Asking every text whether it begins with a prefix, for many prefixes: sort the texts once, and those with the prefix stand together."""

TAGS = ("search", "text", "loop", "bisect")
RULE = "prefix-scan-to-bisect"

SIZES = (50, 500)


def slow(terms, prefixes):
    return {prefix: [term for term in terms if term.startswith(prefix)] for prefix in prefixes}


def fast(terms, prefixes):
    from bisect import bisect_left

    ordered = sorted((term, place) for place, term in enumerate(terms))
    found = {}
    for prefix in prefixes:
        at = bisect_left(ordered, (prefix,))
        places = []
        while at < len(ordered) and ordered[at][0].startswith(prefix):
            places.append(ordered[at][1])
            at += 1
        found[prefix] = [terms[place] for place in sorted(places)]
    return found


def inputs(n, rng):
    terms = ["".join(rng.choice("abcdefgh") for _ in range(rng.randrange(1, 8))) for _ in range(n)]
    return (terms, [term[:3] for term in rng.sample(terms, min(n, 200))]), {}
