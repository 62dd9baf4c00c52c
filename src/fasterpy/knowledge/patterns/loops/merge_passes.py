"""Several comprehensions over the same data with the same expensive call: compute it once per element and reuse the value."""

TAGS = ("merge", "passes", "repeated-call")


def slow(texts):
    lengths = [len(text.split()) for text in texts]
    firsts = [text.split()[0] for text in texts]
    lasts = [text.split()[-1] for text in texts]
    return lengths, firsts, lasts


def fast(texts):
    parts = [text.split() for text in texts]
    return [len(p) for p in parts], [p[0] for p in parts], [p[-1] for p in parts]


def inputs(n, rng):
    return ([" ".join(f"w{rng.randrange(99)}" for _ in range(8)) for _ in range(n)],), {}
