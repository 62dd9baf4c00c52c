"""Counting the occurrences of each candidate with a nested loop is quadratic: count once with `Counter` and take `most_common`."""

TAGS = ("count", "mode", "counter", "nested-loop")


def slow(votes):
    winner = None
    most = 0
    for vote in votes:
        times = 0
        for other in votes:
            if other == vote:
                times += 1
        if times > most:
            most = times
            winner = vote
    return winner


def fast(votes):
    from collections import Counter

    return Counter(votes).most_common(1)[0][0] if votes else None


SIZES = (50, 500)


def inputs(n, rng):
    return ([rng.randrange(12) for _ in range(n)],), {}
