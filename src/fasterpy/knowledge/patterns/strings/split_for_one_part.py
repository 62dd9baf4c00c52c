"""Splitting a whole line to use one part makes all the others for nothing: give `split` (or `rsplit`) the number of cuts."""

TAGS = ("split", "text", "loop")
RULE = "split-only-so-far"


def slow(lines):
    found = []
    for line in lines:
        found.append(line.split(",")[1])
    return found


def fast(lines):
    found = []
    for line in lines:
        found.append(line.split(",", 2)[1])
    return found


def inputs(n, rng):
    return ([",".join(str(rng.randrange(10**6)) for _ in range(20)) for _ in range(n)],), {}
