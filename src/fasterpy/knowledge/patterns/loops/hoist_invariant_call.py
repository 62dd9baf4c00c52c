"""A call whose arguments do not change is repeated in every round: compute it once before the loop."""

TAGS = ("invariant", "hoist", "loop")
RULE = "hoist-invariant-call"


def slow(values, weights):
    out = []
    for value in values:
        out.append(value / sum(weights))
    return out


def fast(values, weights):
    if not values:
        return []
    total = sum(weights)
    return [value / total for value in values]


def inputs(n, rng):
    return ([rng.random() for _ in range(n)], [1 + rng.random() for _ in range(n + 1)]), {}
