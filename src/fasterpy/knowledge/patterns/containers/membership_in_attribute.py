"""`x in self.names` searches a list in every round, wherever the list lies: keep its elements in a set for the loop."""

TAGS = ("membership", "attribute", "list", "set", "loop")
RULE = "membership-expression-to-set"


class Names:
    def __init__(self, names):
        self.names = names


def slow(names, words):
    known = Names(names)
    found = 0
    for word in words:
        if word in known.names:
            found += 1
    return found


def fast(names, words):
    known = Names(names)
    names_set = set(known.names)
    found = 0
    for word in words:
        if word in names_set:
            found += 1
    return found


def inputs(n, rng):
    return ([str(rng.randrange(2 * n)) for _ in range(n)], [str(rng.randrange(2 * n)) for _ in range(n)]), {}
