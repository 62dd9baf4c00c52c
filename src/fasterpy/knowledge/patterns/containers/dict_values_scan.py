"""Searching a dict by value walks all items for every query: invert it once into a dict from value to key."""

TAGS = ("dict", "invert", "lookup", "nested-loop")


def slow(codes, wanted):
    names = []
    for code in wanted:
        for name, value in codes.items():
            if value == code:
                names.append(name)
                break
    return names


def fast(codes, wanted):
    by_code = {}
    for name, value in codes.items():
        by_code.setdefault(value, name)
    return [by_code[code] for code in wanted if code in by_code]


def inputs(n, rng):
    return ({f"c{i}": rng.randrange(2 * n + 1) for i in range(n)}, [rng.randrange(2 * n + 1) for _ in range(n)]), {}
