"""Splitting or stripping the same text in every round repeats the work: do it once before the loop."""

TAGS = ("split", "hoist", "invariant")


def slow(line, wanted):
    picked = []
    for i in wanted:
        picked.append(line.split(",")[i])
    return picked


def fast(line, wanted):
    fields = line.split(",")
    return [fields[i] for i in wanted]


def inputs(n, rng):
    return (",".join(str(i) for i in range(n + 1)), [rng.randrange(n + 1) for _ in range(n)]), {}
