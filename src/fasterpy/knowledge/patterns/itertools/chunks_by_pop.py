"""Cutting chunks off the front of a list moves the rest each time: slice by steps of the chunk size."""

TAGS = ("chunks", "slice", "pop")

SIZES = (500, 20_000)


def slow(items, size):
    items = list(items)
    chunks = []
    while items:
        chunks.append(items[:size])
        items = items[size:]
    return chunks


def fast(items, size):
    return [items[i : i + size] for i in range(0, len(items), size)]


def inputs(n, rng):
    return ([rng.randrange(99) for _ in range(n)], 10), {}
